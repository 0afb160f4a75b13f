"""Telling a provider of a physician's request for a missing credit, and reminding it, each once."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass

from cmehub.passport.asking_physicians import AskingPhysician, asking_physician
from cmehub.passport.missing_credit_ends import MissingCreditEnds
from cmehub.passport.missing_credits import Letter, LetterNote, MissingCredit
from cmehub.stores import ActivityStore, MailClaim, RosterStore
from cmehub.stores.missing_credits import MissingCreditStore
from cmehub.submissions.fix_it_links import new_token, token_digest
from cmehub.submissions.messages import MissingCreditMessage
from functions.notify.mail.addresses import Addresses
from functions.notify.mail.mail import Mail, Words
from functions.notify.mail.missing_words import missing_words
from functions.notify.mail.notices import NoticeOutcome, Outbox


@dataclass(frozen=True)
class MissingNotices:
    """Everything that telling providers of missing credits needs."""

    ends: MissingCreditEnds
    activities: ActivityStore
    rosters: RosterStore
    addresses: Addresses
    outbox: Outbox
    new_token: Callable[[], str] = new_token

    def take(self, message: MissingCreditMessage) -> NoticeOutcome:
        """Send the mail about a request that is open; who has answered isn't reminded."""
        stored = self.ends.requests.find(message.sub, message.missing_id)
        request = self.ends.looked_at(stored) if stored else None
        if request is None or not request.is_open or (message.reminder and request.answer):
            return NoticeOutcome.REQUEST_OVER
        activity = self.activities.find([request.activity_id]).get(request.activity_id)
        asker = asking_physician(self.ends.accounts, self.rosters, request, activity) if activity else None
        if asker is None:
            return NoticeOutcome.REQUEST_OVER
        letter = Letter.REMINDER if message.reminder else Letter.REQUEST
        notice = MissingNotice(request, letter, asker, self.ends.requests, self.addresses, self.new_token)
        return self.outbox.send(notice)


@dataclass(frozen=True)
class MissingNotice:
    """That a physician misses a credit."""

    request: MissingCredit
    letter: Letter
    asker: AskingPhysician
    requests: MissingCreditStore
    addresses: Addresses
    new_token: Callable[[], str]

    @property
    def message(self) -> MissingCreditMessage:
        """What leads to it."""
        request, is_reminder = self.request, self.letter is Letter.REMINDER
        return MissingCreditMessage(
            provider_id=request.provider_id, sub=request.sub, missing_id=request.missing_id, reminder=is_reminder
        )

    def claim(self, at: dt.datetime, lease: dt.timedelta) -> MailClaim:
        """Ask to send the mail; a request that was changed meanwhile is looked at again."""
        note = self.request.letters.get(self.letter)
        if note and note.sent_at:
            return MailClaim.SENT
        if note and at < note.begun_at + lease:
            return MailClaim.BUSY
        begun = self.request.noted(self.letter, LetterNote(begun_at=at))
        return MailClaim.CLAIMED if self.requests.change(self.request, begun) else MailClaim.BUSY

    def words(self, at: dt.datetime) -> Words:
        """Compose what the mail says, with a link of its own."""
        token = self.new_token()
        self.requests.add_link(self.request, token_digest(token), at)
        address = self.addresses.missing_credit(self.request.missing_id, token)
        return missing_words(self.request, self.asker, address, reminder=self.letter is Letter.REMINDER)

    def keep(self, mail: Mail) -> None:
        """Keep nothing: the mail tells who asks, and holds the link."""

    def note_sent(self, message_id: str, at: dt.datetime) -> None:  # noqa: ARG002 - whoever asks is told the time alone
        """Note that the mail was sent, whatever else happened to the request meanwhile."""
        note = LetterNote(begun_at=at, sent_at=at)
        while stored := self.requests.find(self.request.sub, self.request.missing_id):
            if self.requests.change(stored, stored.noted(self.letter, note)):
                return

    def note_no_contact(self, at: dt.datetime) -> None:
        """Note nothing: the reminder goes to whoever is the contact by then."""
