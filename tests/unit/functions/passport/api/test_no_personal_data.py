"""A person of odd names walks all routes: where others can look, in logs, queues and addresses, stand IDs alone."""

import datetime as dt
import io
import json
from collections.abc import Iterator
from typing import Any

import pytest
from pydantic import BaseModel

from cmehub.accounts.accesses import Access
from cmehub.accounts.claims import AskedCode, Case, Claim, ClaimTry
from cmehub.learners.records import LearnerRecord
from cmehub.passport.mail_preferences import MailKind
from cmehub.passport.mailings import CreditNews, PhysicianNotice
from cmehub.passport.missing_credits import MissingCredit
from cmehub.passport.needs import Need
from cmehub.passport.own_credits import OwnCredit
from cmehub.passport.share_mails import mail_of_ticket
from cmehub.people.rosters import RosterEntry
from cmehub.stores.members import Member
from cmehub.submissions.fix_it_links import token_digest
from functions.passport.api import handler
from local.in_memory.rosters import put_on_rosters
from tests.api_hub import Answer
from tests.contract.test_audit_stores import an_audit, an_audited
from tests.examples import a_cme_line, a_diplomate, a_record, a_row
from tests.missing_api import MissingApi
from tests.own_credit_api import PDF
from tests.passport_calls import BODIES, ODD, PERSONS_ROUTES, PUBLISHED, ROUTES, body_of
from tests.people_access import asked

LATER = {"GET": 2, "DELETE": 3}
"""First what makes something, then what shows it, at last what deletes it, the account last of all."""
WRONG_CODE = ("POST", "/v1/me/claims/{claim_id}/confirm")
ANSWER_PAGE = "/v1/missing-credits/{missing_credit}"
PAGES: list[tuple[str, dict[str, str] | None]] = [
    ("/v1/mail-preferences", None),
    ("/v1/mail-preferences", {"List-Unsubscribe": "One-Click"}),
    ("/v1/missing-credits/{missing_credit}", None),
    ("/v1/missing-credits/{missing_credit}", {"answer": "reported_now", "words": ODD.words}),
]
STORED = (
    OwnCredit, MissingCredit, Claim, Need, Access, AskedCode, Case, ClaimTry, CreditNews, PhysicianNotice, Member,
    LearnerRecord, RosterEntry,
)  # fmt: skip
SECOND = dt.timedelta(seconds=1)
MADE = ("need", "own_credit", "missing_credit", "code", "share")
SHARED = {"passcode": BODIES["POST", "/v1/me/shares"]["passcode"]}


class Walk(MissingApi):
    """The odd person, with a record, and the calls in an order in which each finds what it needs."""

    def __init__(self, patch: pytest.MonkeyPatch) -> None:
        super().__init__(patch)
        names = {"given_name": ODD.given_name, "family_name": ODD.family_name, "birth_month_day": ODD.birth_month_day}
        board = a_diplomate(**names, entry_id=ODD.number, npi=ODD.npi, email=ODD.email)
        state = a_diplomate(**names, authority="OH", entry_id=ODD.licence, npi=ODD.npi)
        withheld = a_diplomate(**names, authority="CA", entry_id=ODD.licence, npi=ODD.npi)
        put_on_rosters(self.hub.rosters, [board, state, withheld])
        row = a_row(a_cme_line(learner_id=ODD.licence), **names, completion_date="2026-10-05")
        self.hub.records.put([a_record(row, learner_key=f"ABIM-{ODD.number}")])
        self.odd = self.member(ODD.email)
        self.drawn = an_audited(ODD.licence)
        self.ids = {
            "record": row.record_id,
            "name": "revocation-0",
            "state": "CA",
            "audit": self.drawn.audit_id,
        }
        self.share_link = {"token": ""}
        self.ticket: dict[str, str] = {}
        self.settings.credentials_need_confirmed = False
        self.addresses: list[str] = []
        self.hub.line.clear()

    def walk(self) -> Iterator[tuple[str, str, Answer]]:
        for method, path in sorted(ROUTES, key=lambda route: (LATER.get(route[0], 1), route[0] == "DELETE", route)):
            if method != "DELETE":
                yield method, path, self.make(method, path)
        self.hub.missing_credits.add_link(
            self.hub.missing_credits.of_account(self.odd)[0], token_digest("token"), self.hub.now
        )
        self.hub.physician_mails.add_link(self.odd, MailKind.ACCEPTED, token_digest("token"), self.hub.now)
        for path, form in PAGES:
            yield "POST" if form else "GET", path, self.at(path.format(**self.ids), form, {"token": "token"})
        for method, path in sorted(ROUTES, reverse=True):
            if method == "DELETE":
                yield method, path, self.make(method, path)

    def make(self, method: str, path: str) -> Answer:
        """Make a call, and remember what it made."""
        self.hub.now += SECOND
        address = path.format(**self.ids)
        if address.endswith("/file") and method == "PUT":
            self.hub.own_files.put(self.odd, self.ids["own_credit"], PDF)
        if address.endswith("/answer"):
            self.be_drawn()
        body = body_of(method, path)
        if path.startswith("/v1/shares/"):
            body = json.dumps(BODIES[method, path] | SHARED | self.share_link | self.ticket).encode()
        answer = self.ask(method, address, sub=self.odd, body=body)
        self.addresses.append(address)
        told: Any = json.loads(answer.text) if answer.headers.get("Content-Type") == "application/json" else None
        if isinstance(told, list):
            self.ids["claim_id"] = told[0]["claim"]
        if isinstance(told, dict) and method == "POST":
            self.ids |= {name: told[name] for name in MADE if name in told}
            if path == "/v1/me/shares":
                self.share_link = {"token": told["url"].partition("#")[2]}
            if path == "/v1/shares/code":
                self.ticket = {"ticket": told["ticket"]}
                self.enter_code()
            self.addresses.append(str(told.get("url", "")) + str(told.get("name", "")) + str(told.get("fields", "")))
        self.addresses += [f"{name}: {value}" for name, value in answer.headers.items()]
        return answer

    def be_drawn(self) -> None:
        """Confirm the claim, and be drawn for an audit."""
        self.hub.audits.open(an_audit())
        self.hub.audits.put(an_audit(), [self.drawn])
        for claim in self.hub.accounts.claims(self.odd):
            confirmed = claim.model_copy(update={"confirmed_at": self.hub.now})
            self.hub.accounts.change(self.odd, claim, confirmed)

    def enter_code(self) -> None:
        """Let the code count that was asked for."""
        shares = self.hub.shares
        (share,) = shares.of_account(self.odd)
        mail = shares.find_mail(share, mail_of_ticket(self.ticket["ticket"]))
        assert mail is not None
        shares.note_entered(share, mail, self.hub.now)


@pytest.fixture
def walk(monkeypatch: pytest.MonkeyPatch) -> Walk:
    return Walk(monkeypatch)


@pytest.fixture
def log(monkeypatch: pytest.MonkeyPatch) -> io.StringIO:
    written = io.StringIO()
    monkeypatch.setattr(handler.logger.registered_handler, "stream", written)
    return written


def logged(log: io.StringIO, printed: str) -> str:
    """Return what was logged, and printed as metrics are, but for the times: a birth day could be today."""
    lines = [json.loads(line) for line in log.getvalue().splitlines()]
    return json.dumps([line | {"timestamp": ""} for line in lines]) + printed


def test_names_numbers_and_words_stand_in_no_log_message_or_address(
    walk: Walk, log: io.StringIO, capsys: pytest.CaptureFixture[str]
) -> None:
    for method, path, answer in walk.walk():
        assert answer.status < 300 or (method, path) == WRONG_CODE, (method, path, answer.text)
        assert (answer.headers["Cache-Control"] == "no-store") == (path not in PUBLISHED), (method, path)
    assert {*walk.ids} == {
        "record",
        "claim_id",
        "need",
        "own_credit",
        "missing_credit",
        "name",
        "code",
        "share",
        "state",
        "audit",
    }

    messages = [message.model_dump_json() for message in walk.hub.line]
    assert len({type(message) for message in walk.hub.line}) > 1
    assert ODD.is_named_in("".join(messages)) == []
    assert ODD.is_named_in("".join(walk.addresses)) == []
    told = logged(log, capsys.readouterr().out)
    assert "CODE_WRONG" in told
    assert ODD.is_named_in(told) == []


@pytest.mark.parametrize("model", STORED, ids=lambda model: model.__name__)
def test_what_is_stored_wrongly_is_told_to_nobody(
    walk: Walk, log: io.StringIO, monkeypatch: pytest.MonkeyPatch, model: type[BaseModel]
) -> None:
    def find(_sub: str) -> BaseModel:
        return model.model_validate({name: {"text": ODD.words} for name in model.model_fields})

    monkeypatch.setattr(walk.hub.own_credits, "of_account", find)
    answer = walk.make("GET", "/v1/me/own-credits")
    assert (answer.status, answer.headers["Cache-Control"]) == (500, "no-store")
    assert "validation error" in log.getvalue()
    assert ODD.is_named_in(answer.text + logged(log, "")) == []


@pytest.mark.parametrize(("method", "path"), PERSONS_ROUTES)
def test_nobody_keeps_an_answer_that_refuses(walk: Walk, method: str, path: str) -> None:
    names = {"claim_id": "c", "record": "r", "need": "n", "own_credit": "o", "missing_credit": "m", "share": "s"}
    address = path.format(**names, state="CA", audit="a")
    token = walk.token(walk.odd)
    for given, body in ((None, b""), ("none of ours", b""), (token, b"{"), (token, b"[]")):
        answer = asked(method, address, given, body)
        assert answer.headers["Cache-Control"] == "no-store"
        assert ODD.is_named_in(str(answer.headers)) == []


@pytest.mark.parametrize(
    "path", ["/v1/me/no-such-route", "/v1/sign-ups", "/v1/mail-preferences", "/v1/missing-credits/m"]
)
@pytest.mark.parametrize("method", ["GET", "POST", "PATCH"])
def test_nobody_keeps_that_there_is_nothing(walk: Walk, method: str, path: str) -> None:
    assert asked(method, path, walk.token(walk.odd), b"{}").headers["Cache-Control"] == "no-store"
