"""People claim, through the API, the queue and the mails; and two at once, where transactions are real."""

import json
import re
import urllib.error
import urllib.request
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any

from cmehub.accounts.claiming import ClaimRefusedError
from cmehub.accounts.pools import Pool
from cmehub.accounts.proofs import Proof
from cmehub.people.rosters import EntryKey
from local.stack import SentMail
from tests.pipeline.conftest import Hub
from tests.sign_in import SignIn

PASSWORD = "Aa1!aa-claiming-aa"
BJORN = {
    "given_name": "Bjorn",
    "family_name": "Quesada",
    "birth_month_day": "12/30",
    "authority": "ABIM",
    "number": "10003",
}
LEILANI = Proof(
    given_name="Leilani", family_name="McAllister", birth_month_day="05-12", authority="NPI", number="2900000235"
)


@dataclass
class Account:
    """Somebody who has signed up and signed in."""

    hub: Hub
    email: str

    def __post_init__(self) -> None:
        connection = self.hub.stores.connection
        pool = {"UserPoolId": connection.people_pool(Pool.PHYSICIANS), "Username": self.email}
        verified = [{"Name": "email", "Value": self.email}, {"Name": "email_verified", "Value": "true"}]
        connection.cognito.admin_create_user(**pool, UserAttributes=verified, MessageAction="SUPPRESS")  # type: ignore[arg-type]
        connection.cognito.admin_set_user_password(**pool, Password=PASSWORD, Permanent=True)
        way = SignIn(connection, Pool.PHYSICIANS)
        self.token = way.tokens(way.by_password(self.email, PASSWORD)).document["access_token"]

    def call(self, method: str, path: str, document: object = None) -> tuple[int, Any]:
        request = urllib.request.Request(
            f"{self.hub.stores.connection.api_url}{path}",
            json.dumps(document).encode() if document is not None else None,
            {"Authorization": f"Bearer {self.token}", "Content-Type": "application/json"},
            method=method,
        )
        try:
            with urllib.request.urlopen(request, timeout=60) as answer:
                status, body = answer.status, answer.read()
        except urllib.error.HTTPError as error:
            status, body = error.code, error.read()
        return status, json.loads(body) if body else None

    @property
    def sub(self) -> str:
        return str(self.call("GET", "/v1/me")[1]["account"])


def mails_to(hub: Hub, address: str, subject: str) -> list[SentMail]:
    return [mail for mail in hub.stack.sent_mails() if (mail.recipients, mail.subject) == ((address,), subject)]


def test_a_claim_from_the_first_call_to_giving_it_back(hub: Hub) -> None:
    holder, other = Account(hub, "bjorn.quesada@example.org"), Account(hub, "second@example.org")

    status, entries = holder.call("POST", "/v1/me/claims", BJORN)
    assert (status, [entry["authority"] for entry in entries]) == (201, ["ABIM", "PR"])
    assert holder.call("GET", "/v1/me")[1]["claims"] == entries

    assert other.call("POST", "/v1/me/claims", BJORN)[1]["code"] == "CLAIM_REFUSED"
    assert other.call("POST", "/v1/me/claims", BJORN | {"number": "99999"})[1]["code"] == "CLAIM_REFUSED"
    (told,) = hub.wait_for("the mail to the holder", lambda: mails_to(hub, holder.email, "Somebody tried to claim you"))
    assert other.email not in told.text
    (case,) = [case for case in hub.stores.accounts.cases() if case.key == EntryKey("ABIM", "10003")]
    assert case.sub == other.sub

    path = f"/v1/me/claims/{entries[0]['claim']}"
    assert holder.call("POST", f"{path}/code")[1] == {"by": "mail", "name": "American Board of Internal Medicine"}
    (mail,) = hub.wait_for("the code", lambda: mails_to(hub, "physician3@example.org", "Your code for CME Hub"))
    (code,) = re.findall(r"^ +(\d{6})\s*$", mail.text, re.MULTILINE)
    status, confirmed = holder.call("POST", f"{path}/confirm", {"code": code})
    assert (status, {entry["sureness"] for entry in confirmed}) == (200, {"confirmed"})

    assert holder.call("DELETE", path) == (204, None)
    assert holder.call("GET", "/v1/me")[1]["claims"] == []


def test_of_two_accounts_at_once_one_gets_the_person(hub: Hub) -> None:
    def claims(sub: str) -> bool:
        try:
            hub.stores.claiming.claim(sub, LEILANI)
        except ClaimRefusedError:
            return False
        return True

    subs = [f"at-once-{number}" for number in range(4)]
    with ThreadPoolExecutor(len(subs)) as at_once:
        got = dict(zip(subs, at_once.map(claims, subs), strict=True))

    (winner,) = [sub for sub, has in got.items() if has]
    (claim,) = hub.stores.accounts.claims(winner)
    assert hub.stores.accounts.holders(claim.linked) == dict.fromkeys(claim.linked, winner)
    assert [sub for sub in subs if hub.stores.accounts.claims(sub)] == [winner]
