"""A physician who misses a credit, the provider's mails, and the page behind the links in them."""

import datetime as dt
import json
import re
from email.message import EmailMessage
from typing import Any, cast
from urllib.parse import urlencode

import pytest
from aws_lambda_powertools.utilities.typing import LambdaContext

from cmehub.submissions.messages import MissingCreditMessage
from functions.notify.mail.missing_notices import MissingNotices
from functions.notify.mail.notices import NoticeOutcome, Outbox
from functions.passport.api import handler
from local.in_memory.rosters import put_on_rosters
from tests.api_hub import Answer
from tests.aws_events import Context, api_event
from tests.examples import ACTIVITY_ID, a_cme_line, a_diplomate, a_record, a_row, an_activity
from tests.notify_hub import ADDRESSES, PROVIDER, SENDER, KeptMails, text_of
from tests.people_access import PassportApi

NPI = "1234567893"
DAY = "2026-10-03"
CLAIM = {
    "given_name": "Zoe",
    "family_name": "Garcia Lopez",
    "birth_month_day": "2/29",
    "authority": "ABIM",
    "number": "123456",
}


class MissingApi(PassportApi):
    def __init__(self, patch: pytest.MonkeyPatch) -> None:
        super().__init__(patch)
        self.hub.providers.put([PROVIDER])
        self.hub.activities.put([an_activity()])
        ohio = a_diplomate(authority="OH", entry_id="35900001", npi=NPI)
        put_on_rosters(self.hub.rosters, [a_diplomate(npi=NPI), ohio])
        self.zoe, self.other = self.member("zoe@example.org"), self.member("other@example.org")
        self.mailer = KeptMails()
        self.call("POST", "/v1/me/claims", CLAIM)

    def call(self, method: str, path: str, body: object = None, *, sub: str | None = None) -> tuple[int, Any]:
        sent = b"" if body is None else json.dumps(body).encode()
        answer = self.ask(method, path, sub=sub or self.zoe, body=sent)
        return answer.status, answer.document if answer.text else None

    def miss(self, activity_id: str = ACTIVITY_ID, day: str = DAY, words: str = "") -> tuple[int, Any]:
        given = {"activity_id": activity_id, "completed_on": day, "words": words}
        return self.call("POST", "/v1/me/missing-credits", given)

    def missing(self) -> list[Any]:
        told = self.call("GET", "/v1/me/missing-credits")[1]["missing_credits"]
        return list(told)

    def report(self, **changes: object) -> None:
        self.report_on(DAY, **changes)

    def report_on(self, day: str, **changes: object) -> None:
        self.hub.records.put([a_record(a_row(a_cme_line(), completion_date=day), **changes)])

    def notices(self) -> MissingNotices:
        outbox = Outbox(self.hub.providers, self.hub.mail_feedback, self.mailer, SENDER, self.hub.clock)
        return MissingNotices(
            self.hub.missing_credit_ends,
            self.hub.activities,
            self.hub.rosters,
            ADDRESSES,
            outbox,
            lambda: f"token-{len(self.mailer.sent) + 1}",
        )

    def deliver(self) -> list[NoticeOutcome]:
        """Take what waits in the queue, as the function behind it does."""
        messages = [message for message in self.hub.line if isinstance(message, MissingCreditMessage)]
        self.hub.line.clear()
        return [self.notices().take(message) for message in messages]

    def link(self) -> tuple[str, dict[str, str]]:
        """Return where the last mail leads to."""
        (found,) = re.findall(r"https://api\.example\.org(\S+)\?token=(\S+)", text_of(self.last_mail))
        return found[0], {"token": found[1]}

    @property
    def last_mail(self) -> EmailMessage:
        return self.mailer.messages[-1]

    def page(self, form: dict[str, str] | None = None, **query: str) -> Answer:
        """Open the page that the last mail leads to, or answer there."""
        path, given = self.link()
        return self.at(path, form, given | query)

    def at(self, path: str, form: dict[str, str] | None, query: dict[str, str]) -> Answer:
        headers = {"Content-Type": "application/x-www-form-urlencoded"} if form else {}
        body = urlencode(form).encode() if form else b""
        event = api_event("POST" if form else "GET", path, body=body, headers=headers, query=query)
        answer = handler.handle(event, cast("LambdaContext", Context()))
        return Answer(answer["statusCode"], answer["headers"], answer["body"] or "")

    def at_day(self, day: str) -> None:
        """Let a day begin on which the schedule calls."""
        self.hub.now = dt.datetime.fromisoformat(f"{day}T12:00:00+00:00")
        self.hub.missing_credit_ends.take_due()
