"""What comes back of mails, in memory, for tests."""

import datetime as dt
from collections.abc import Collection

from cmehub.accounts.deliverability import Deliverability, MailFeedback, known_as
from cmehub.stores.addresses import MailClaim
from cmehub.stores.memory_mails import Mails, claim_mail
from cmehub.submissions.messages import ProviderNotice


class MemoryMailFeedbackStore:
    """See `cmehub.stores.mail_feedback.MailFeedbackStore`."""

    def __init__(self) -> None:
        self._since: dict[str, dict[MailFeedback, dt.datetime]] = {}
        self._mended: dict[str, dt.datetime] = {}
        self._sent: dict[str, ProviderNotice] = {}
        self._next: Mails = {}

    def of_addresses(self, emails: Collection[str]) -> dict[str, Deliverability]:
        return {email: self._told(known_as(email)) for email in emails if known_as(email) in self._since}

    def all(self) -> list[Deliverability]:
        return [self._told(email) for email in sorted(self._since)]

    def note(self, email: str, feedback: MailFeedback, at: dt.datetime) -> None:
        address = known_as(email)
        if address not in self._mended or self._mended[address] < at:
            since = self._since.setdefault(address, {})
            since[feedback] = min(at, since.get(feedback, at))

    def mend(self, email: str, at: dt.datetime) -> bool:
        if self._since.pop(known_as(email), None) is None:
            return False
        self._mended[known_as(email)] = at
        return True

    def add_sent(self, message_id: str, message: ProviderNotice, at: dt.datetime) -> None:  # noqa: ARG002 - for DynamoDB
        self._sent[message_id] = message

    def sent(self, message_id: str) -> ProviderNotice | None:
        return self._sent.get(message_id)

    def claim_next(self, message_id: str, *, at: dt.datetime, lease: dt.timedelta) -> MailClaim:
        return claim_mail(self._next, message_id, at=at, lease=lease)

    def add_next(self, message_id: str, *, next_id: str, at: dt.datetime) -> None:
        self._next[message_id] = (next_id, at)

    def _told(self, address: str) -> Deliverability:
        since = self._since[address]
        bounced_at, complained_at = since.get(MailFeedback.BOUNCE), since.get(MailFeedback.COMPLAINT)
        return Deliverability(email=address, bounced_at=bounced_at, complained_at=complained_at)
