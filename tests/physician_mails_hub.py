"""A physician who wants mails: reports and boards' answers in memory, and the mails that come of them."""

import datetime as dt
import json
import re
from email.message import EmailMessage
from typing import Any, cast
from urllib.parse import urlencode

import pytest
from aws_lambda_powertools.utilities.typing import LambdaContext
from pydantic import BaseModel

from cmehub.accounts.accesses import Access, Reader
from cmehub.chunks.learners import StagedRow
from cmehub.passport.mail_preferences import MailKind, Rhythm
from cmehub.passport.missing_credits import AnswerKind, MissingCredit
from cmehub.people.match_budgets import Asker
from cmehub.people.rosters import EntryKey
from cmehub.submissions.messages import (
    CreditsReadMessage,
    MissingCreditChangedMessage,
    PhysicianMailMessage,
    PhysicianMessage,
)
from cmehub.submissions.rows import Row
from functions.notify.mail.notices import NoticeOutcome
from functions.notify.mail.physician_mails import PhysicianMails
from functions.passport.api import handler
from local.in_memory.hub import MemoryHub
from local.in_memory.rosters import put_on_rosters
from tests.api_hub import Answer
from tests.aws_events import Context, api_event
from tests.chunk_hub import CME, DELETE, FIELDS, LINE
from tests.examples import ACTIVITY_ID, a_diplomate, a_submission, an_activity
from tests.notify_hub import ADDRESSES, PROVIDER, SENDER, KeptMails, text_of
from tests.people_access import PassportApi

GATHERING = dt.timedelta(minutes=5)
CLAIM = {
    "given_name": "Zoe",
    "family_name": "Garcia Lopez",
    "birth_month_day": "2/29",
    "authority": "ABIM",
    "number": "123456",
}
NUMBERS = ("123456", "MD1", "1234567893", "02-29", "02/29", "29 February")
MOC, STATE = {"lines": [LINE]}, {"lines": [CME]}
UNKNOWN = {"lines": [LINE | {"learner_id": "999999"}, CME]}
"""The state knows the physician, the board not."""


class MailingHub(MemoryHub):
    """A hub that keeps its messages about mails to physicians until somebody looks."""

    def __init__(self) -> None:
        super().__init__()
        self.mail_messages: list[PhysicianMessage] = []

    def deliver(self, message: BaseModel) -> None:
        if isinstance(message, MissingCreditChangedMessage | CreditsReadMessage | PhysicianMailMessage):
            self.mail_messages.append(message)
        else:
            super().deliver(message)


class MailApi(PassportApi):
    """The routes, the reports and the mails of one physician, who has claimed to be one."""

    hub: MailingHub

    def __init__(self, patch: pytest.MonkeyPatch) -> None:
        super().__init__(patch, MailingHub())
        self.hub.providers.put([PROVIDER])
        self.hub.activities.put([an_activity(title="Sepsis <at> night")])
        npi = "1234567893"
        ohio = a_diplomate(authority="OH", entry_id="MD1", npi=npi)
        put_on_rosters(self.hub.rosters, [a_diplomate(npi=npi), ohio])
        self.zoe, self.other = self.member("zoe@example.org"), self.member("other@example.org")
        self.mailer = KeptMails()
        self.files = 0
        self.call("POST", "/v1/me/claims", CLAIM)

    def call(self, method: str, path: str, body: object = None, *, sub: str | None = None) -> tuple[int, Any]:
        sent = b"" if body is None else json.dumps(body).encode()
        answer = self.ask(method, path, sub=sub or self.zoe, body=sent)
        return answer.status, answer.document if answer.text else None

    def want(self, sub: str | None = None, **kinds: Rhythm) -> None:
        assert self.call("PUT", "/v1/me/mail-preferences", kinds, sub=sub)[0] == 200

    def wanted(self, sub: str | None = None) -> dict[str, str]:
        return dict(self.call("GET", "/v1/me/mail-preferences", sub=sub)[1])

    def report(self, *rows: dict[str, Any], times: int = 1, dry_run: bool = False) -> None:
        """Send a file with rows, let boards answer, and have what follows delivered so many times."""
        self.files += 1
        submission = a_submission(submission_id=f"{self.files:032x}", format="learner-xml", dry_run=dry_run)
        ids, at = submission.submission_id, self.hub.now
        self.hub.submissions.open(submission)
        self.hub.submissions.add_staged(ids, chunks=1, rows=len(rows), issues=(), at=at)
        staged = [StagedRow(Row(number, FIELDS | row), None) for number, row in enumerate(rows, start=1)]
        validation = self.hub.validation.dry_run() if dry_run else self.hub.validation
        judged = validation.judge(submission, 1, staged, Asker.with_files(submission.provider_id))
        self.hub.submissions.add_chunk(ids, judged.fact, at=at)
        self.hub.validation.ask(submission, judged)
        self.hub.follow_ups.send(ids, 1)
        self.hub.deliver_all(times)
        self.announce(times)

    def announce(self, times: int = 1) -> None:
        """Take the events that wait, as the function behind their queue does."""
        events, self.hub.event_messages = self.hub.event_messages, []
        for event in events:
            for _ in range(times):
                self.hub.credit_news(GATHERING).take(event)

    def accept(self) -> None:
        self.report(MOC)

    def reject(self) -> None:
        self.report(UNKNOWN)

    def delete(self) -> None:
        self.report(MOC)
        self.report(MOC | DELETE)

    def miss(self) -> MissingCredit:
        """Let the physician ask for a credit, and return the request."""
        given = {"activity_id": ACTIVITY_ID, "completed_on": "2026-10-03", "words": ""}
        missing = self.call("POST", "/v1/me/missing-credits", given)[1]["missing_credit"]
        return next(found for found in self.hub.missing_credits.of_account(self.zoe) if found.missing_id == missing)

    def answer(self) -> None:
        self.hub.missing_credit_ends.answer(self.miss(), AnswerKind.NOT_COMPLETED, "Born 02/29, ID 123456.")

    def read(self) -> None:
        """Let a provider read a transcript."""
        access = Access(
            access_id="call-1",
            at=self.hub.now,
            reader=Reader.PROVIDER,
            who="Example Medical Society",
            what="A transcript of what they reported",
            since=dt.date(2026, 1, 1),
        )
        self.hub.noted_accesses.add([EntryKey("ABIM", "123456"), EntryKey("OH", "MD1")], access)

    def happen(self, *kinds: MailKind) -> None:
        """Let something happen of each kind."""
        by_kind = {
            MailKind.ACCEPTED: self.accept,
            MailKind.REJECTED: self.reject,
            MailKind.DELETED: self.delete,
            MailKind.ANSWERED: self.answer,
            MailKind.ACCESS: self.read,
        }
        for kind in kinds:
            by_kind[kind]()

    def give_back(self) -> None:
        (claim,) = {told["claim"] for told in self.call("GET", "/v1/me")[1]["claims"]}
        self.call("DELETE", f"/v1/me/claims/{claim}")

    def mails(self, mailer: KeptMails | None = None) -> PhysicianMails:
        def email_of(sub: str) -> str | None:
            member = self.members.find(sub)
            return member.email if member and member.enabled else None

        return PhysicianMails(
            notices=self.hub.physician_notices(GATHERING),
            accounts=self.hub.accounts,
            accesses=self.hub.accesses,
            requests=self.hub.missing_credits,
            activities=self.hub.activities,
            providers=self.hub.providers,
            feedback=self.hub.mail_feedback,
            addresses=ADDRESSES,
            mailer=mailer or self.mailer,
            mail_sender=SENDER,
            email_of=email_of,
            clock=self.hub.clock,
            new_token=lambda: f"token-{len(self.mailer.sent) + 1}",
        )

    def deliver(self, times: int = 1) -> list[NoticeOutcome]:
        """Take every message about mails so many times, and those that they bring, once each is due."""
        self.hub.deliver_all()
        messages, self.hub.mail_messages = self.hub.mail_messages, []
        outcomes = [self.mails().take(message) for message in messages for _ in range(times)]
        self.hub.deliver_all()
        return outcomes

    def pass_time(self, time: dt.timedelta) -> list[NoticeOutcome]:
        self.hub.now += time
        return self.deliver()

    def at(self, moment: str) -> list[NoticeOutcome]:
        """Let the daily call come at a moment."""
        self.hub.now = dt.datetime.fromisoformat(moment)
        self.mails().take_due()
        return self.deliver()

    @property
    def last_mail(self) -> EmailMessage:
        return self.mailer.messages[-1]

    def link(self) -> str:
        """Return the token of the last mail's link."""
        (token,) = re.findall(r"https://api\.example\.org/v1/mail-preferences\?token=(\S+)", text_of(self.last_mail))
        return str(token)

    def page(self, form: dict[str, str] | bytes | None = None, *, token: str | None = None, kind: str = "") -> Answer:
        """Open the page behind the last mail's link, or post to it."""
        body = form if isinstance(form, bytes) else urlencode(form).encode() if form else b""
        headers = {"Content-Type": kind or "application/x-www-form-urlencoded"} if form else {}
        query = {"token": self.link() if token is None else token}
        event = api_event("POST" if form else "GET", "/v1/mail-preferences", body=body, headers=headers, query=query)
        answer = handler.handle(event, cast("LambdaContext", Context()))
        return Answer(answer["statusCode"], answer["headers"], answer["body"] or "")


def only(kind: MailKind, rhythm: Rhythm = Rhythm.AT_ONCE) -> dict[str, Rhythm]:
    return {kind.value: rhythm}
