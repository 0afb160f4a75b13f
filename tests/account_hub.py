"""An account that has everything an account can have, in the tables and the bucket that AWS would keep it in (moto)."""

import json
from typing import Any

import pytest

from cmehub.accounts.accesses import Access, Reader
from cmehub.accounts.claims import Case, CaseKind
from cmehub.accounts.contact_mails import ContactMailPreferences
from cmehub.credentials.issued import DocumentState
from cmehub.licensing.withholdings import Withholding
from cmehub.passport.account_ends import AccountEnds
from cmehub.passport.mail_preferences import MailKind, Rhythm
from cmehub.passport.mailings import Mailing, PhysicianNotice
from cmehub.passport.missing_credits import MissingCredit
from cmehub.people.rosters import EntryKey
from cmehub.runtime.clients import s3_client
from cmehub.stores.account_archives import S3Archives
from cmehub.stores.dynamo_accesses import DynamoAccessStore
from cmehub.stores.dynamo_accounts import DynamoAccountStore
from cmehub.stores.dynamo_audits import DynamoAuditStore
from cmehub.stores.dynamo_checks import DynamoCheckStore
from cmehub.stores.dynamo_issued_documents import DynamoIssuedDocumentStore
from cmehub.stores.dynamo_missing_credits import DynamoMissingCreditStore
from cmehub.stores.dynamo_needs import DynamoNeedStore
from cmehub.stores.dynamo_own_credits import DynamoOwnCreditStore
from cmehub.stores.dynamo_physician_mails import DynamoPhysicianMailStore
from cmehub.stores.dynamo_sent_rosters import DynamoSentRosterStore
from cmehub.stores.dynamo_shares import DynamoShareStore
from cmehub.stores.dynamo_standings import DynamoStandingStore
from cmehub.stores.dynamo_state_logs import DynamoStateLogStore
from cmehub.stores.dynamo_teams import DynamoTeamStore
from cmehub.stores.dynamo_tries import DynamoTryStore
from cmehub.stores.dynamo_withholdings import DynamoWithholdingStore
from cmehub.stores.own_files import S3OwnFiles
from local.in_memory.hub import MemoryHub
from local.in_memory.rosters import put_on_rosters
from local.in_memory.tables import make_tables
from tests.aws import FILES_BUCKET, make_buckets, table_in_moto
from tests.examples import ACTIVITY_ID, a_diplomate, a_document, an_activity
from tests.needs_api import ABIM, CLAIM
from tests.notify_hub import PROVIDER
from tests.own_credit_api import PDF, ROUNDS
from tests.people_access import PassportApi

NPI = "1234567893"
EMAIL = "zoe@example.org"
STORES = {
    "accesses": DynamoAccessStore,
    "accounts": DynamoAccountStore,
    "issued_documents": DynamoIssuedDocumentStore,
    "missing_credits": DynamoMissingCreditStore,
    "needs": DynamoNeedStore,
    "own_credits": DynamoOwnCreditStore,
    "physician_mails": DynamoPhysicianMailStore,
    "shares": DynamoShareStore,
    "standings": DynamoStandingStore,
    "teams": DynamoTeamStore,
    "audits": DynamoAuditStore,
    "checks": DynamoCheckStore,
    "sent_rosters": DynamoSentRosterStore,
    "state_logs": DynamoStateLogStore,
    "tries": DynamoTryStore,
    "withholdings": DynamoWithholdingStore,
}


class AccountHub(PassportApi):
    """The routes of physicians over AWS's stores of accounts, and one physician, who has used all of them."""

    def __init__(self, patch: pytest.MonkeyPatch) -> None:
        patch.setenv("AWS_DEFAULT_REGION", "us-east-1")
        self.tables = make_tables()
        self.table = self.tables["accounts"]
        make_buckets()
        self.s3 = s3_client()
        hub = MemoryHub()
        for name, store in STORES.items():
            setattr(hub, name, store(self.table))
        hub.own_files = S3OwnFiles(self.s3, FILES_BUCKET)  # type: ignore[assignment]
        hub.archives = S3Archives(self.s3, FILES_BUCKET)  # type: ignore[assignment]
        super().__init__(patch, hub)
        hub.providers.put([PROVIDER])
        hub.activities.put([an_activity()])
        ohio = a_diplomate(authority="OH", entry_id="35900001", npi=NPI)
        put_on_rosters(hub.rosters, [a_diplomate(npi=NPI, email="zoe@board.example.org"), ohio])
        self.zoe, self.other = self.member(EMAIL), self.member("other@example.org")

    def call(self, method: str, path: str, body: object = None, *, sub: str | None = None) -> Any:
        sent = b"" if body is None else json.dumps(body).encode()
        answer = self.ask(method, path, sub=sub or self.zoe, body=sent)
        assert answer.status < 300, answer.text
        return answer.document if answer.text else None

    def live(self) -> None:
        """Let the physician have one of each thing that is kept of an account."""
        self.hub.standings.sign_out(self.zoe, at=self.hub.now.replace(hour=1))
        claim = self.call("POST", "/v1/me/claims", CLAIM)[0]["claim"]
        self.call("POST", f"/v1/me/claims/{claim}/code")
        self.ask("POST", "/v1/me/claims", sub=self.other, body=json.dumps(CLAIM).encode())
        self.hub.accounts.open_case(Case.about(CaseKind.CONFIRM, self.zoe, EntryKey("TX", "1"), self.hub.now))
        self.call("POST", "/v1/me/needs", ABIM)
        self.put_file(self.call("POST", "/v1/me/own-credits", ROUNDS)["own_credit"])
        self.call("POST", "/v1/me/own-credits", ROUNDS | {"title": "Another"})
        self.miss()
        self.call("POST", "/v1/me/archive")
        self.settings.credentials_need_confirmed = False
        self.call("POST", "/v1/me/shares", {"reader": "Mercy Hospital", "is_fixed": True, "passcode": "quokka-4711"})
        share = self.call("POST", "/v1/me/shares", {"reader": "Mercy Hospital", "email": "office@mercy.example.org"})
        self.call("POST", f"/v1/me/shares/{share['share']}/mail")
        self.call("PUT", "/v1/me/mail-preferences", {"accepted": Rhythm.WEEKLY})
        self.hub.withholdings.put(self.zoe, Withholding(state="CA", since=self.hub.now))
        # Somebody of the staff has these, whose account ends another way.
        self.hub.physician_mails.put_contact_preferences("contact", "0009999", ContactMailPreferences())
        mailing = Mailing(self.zoe, MailKind.ACCESS, self.hub.now)
        access = Access(access_id="a1", at=self.hub.now, reader=Reader.PROVIDER, who="One", what="A transcript")
        self.hub.accesses.add(["ABIM-123456"], access)
        notice = PhysicianNotice(notice_id="n1", kind=MailKind.ACCESS, news=access)
        self.hub.physician_mails.add(mailing, [notice], None, self.hub.now)
        self.hub.issued_documents.add(self.zoe, a_document(issued_at=self.hub.now))
        self.hub.issued_documents.mark(a_document(issued_at=self.hub.now), DocumentState.REVOKED, self.hub.now)
        self.hub.physician_mails.add_link(self.zoe, MailKind.ACCESS, "mail-digest", self.hub.now)

    def miss(self) -> MissingCredit:
        """Let the physician ask for a credit; a mail about it has a link."""
        given = {"activity_id": ACTIVITY_ID, "completed_on": "2026-10-03"}
        self.call("POST", "/v1/me/missing-credits", given)
        request = self.hub.missing_credits.of_account(self.zoe)[0]
        self.hub.missing_credits.add_link(request, "missing-digest", self.hub.now)
        return request

    def put_file(self, own_id: str) -> None:
        """Let the physician put a file to an own credit and have it kept, and put another one."""
        place = f"/v1/me/own-credits/{own_id}/file"
        for method in ("PUT", None):
            key = self.call("POST", f"{place}/place")["fields"]["key"]
            self.s3.put_object(Bucket=FILES_BUCKET, Key=key, Body=PDF)
            if method:
                self.call(method, place)

    @property
    def ends(self) -> AccountEnds:
        return self.hub.account_ends(self.members)

    def items(self) -> list[dict[str, Any]]:
        """Return everything that is kept of accounts."""
        return list(table_in_moto("accounts").scan()["Items"])

    def put(self, item: dict[str, Any]) -> None:
        """Put an item as `items` returns it."""
        table_in_moto("accounts").put_item(Item=item)

    def files(self) -> list[str]:
        return [found["Key"] for found in self.s3.list_objects_v2(Bucket=FILES_BUCKET).get("Contents", [])]
