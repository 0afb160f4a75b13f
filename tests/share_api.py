"""A physician who shares a transcript, the mails that go out for it, and whoever reads it."""

import base64
import json
import re
from collections.abc import Mapping
from email.message import EmailMessage
from typing import Any

import pytest

from cmehub.submissions.messages import ShareMailMessage
from functions.notify.mail.notices import NoticeOutcome
from functions.notify.mail.share_notices import ShareNotices
from tests.api_hub import Answer
from tests.credential_api import CredentialApi
from tests.notify_hub import SENDER, KeptMails, text_of
from tests.people_access import SITE, asked
from tests.transcript_api import TranscriptApi

MERCY = {"reader": "Mercy Hospital"}
PASSCODE = "quokka-4711"


class ShareApi(TranscriptApi):
    """A physician with credits who shares them, and whoever reads."""

    def __init__(self, patch: pytest.MonkeyPatch) -> None:
        super().__init__(patch)
        self.outcomes: list[NoticeOutcome] = []
        self.live()
        CredentialApi.confirm(self)  # type: ignore[arg-type]

    def share(self, **given: Any) -> tuple[str, Any]:
        """Share a transcript, and return the token of its link, and what is told of it."""
        status, told = self.call("POST", "/v1/me/shares", MERCY | given)
        assert status == 201, told
        address, token = told["url"].split("#")
        assert address == f"{SITE}/shared"
        return token, told

    def shares(self) -> list[Any]:
        return list(self.call("GET", "/v1/me/shares")[1]["shares"])

    def read(self, token: str, edge: Mapping[str, str] | None = None, **given: str) -> Answer:
        """Read what was shared; the edge may tell in headers from where."""
        body = json.dumps({"token": token, **given}).encode()
        return asked("POST", "/v1/shares/read", None, body, headers=edge)

    def download(self, token: str, form: str, **given: str) -> bytes:
        body = json.dumps({"token": token, "format": form, **given}).encode()
        answer = asked("POST", "/v1/shares/file", None, body)
        assert answer.status == 200, answer.text
        return base64.b64decode(answer.text) if form in ("pdf", "xlsx") else answer.text.encode()

    def ask_for_code(self, token: str, **given: str) -> Answer:
        return asked("POST", "/v1/shares/code", None, json.dumps({"token": token, **given}).encode())

    def mailed(self) -> list[EmailMessage]:
        """Send what waits to be mailed to readers of shares, and return the mails."""
        mailer = KeptMails()
        hub = self.hub
        notices = ShareNotices(hub.shares, hub.accounts, hub.rosters, mailer, SENDER, SITE, hub.clock)
        waiting = [message for message in hub.line if isinstance(message, ShareMailMessage)]
        for message in waiting:
            hub.line.remove(message)
            self.outcomes.append(notices.take(message))
        return mailer.messages

    def code(self) -> str:
        """Return the code of the one mail that waits, as its reader copies it."""
        (mail,) = self.mailed()
        (found,) = re.findall(r"^ +(\d{4} \d{4})$", text_of(mail), re.MULTILINE)
        return str(found)

    def looked(self) -> list[Any]:
        return list(self.call("GET", "/v1/me/accesses")[1]["accesses"])


def code_of(answer: Answer) -> tuple[int, str]:
    """Return the status and the code of a problem."""
    return answer.status, answer.document["code"]
