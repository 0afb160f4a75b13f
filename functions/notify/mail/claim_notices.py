"""Telling people of claims: who is held that somebody tried, and a code to who asked for one."""

import datetime as dt
import secrets
from collections.abc import Callable
from dataclasses import dataclass

from cmehub.accounts.cases import Cases
from cmehub.accounts.providers import Contact
from cmehub.stores import AccountStore, RosterStore
from cmehub.submissions.messages import ClaimTriedMessage, CodeAskedMessage
from functions.notify.mail.claim_words import claim_code_words, tried_words
from functions.notify.mail.mail import Words, compose_mail
from functions.notify.mail.mailer import Mailer
from functions.notify.mail.notices import MAIL_LEASE, NoticeOutcome

_CODES = 10**6


def new_code() -> str:
    """Return a code of six digits."""
    return f"{secrets.randbelow(_CODES):06}"


@dataclass(frozen=True)
class ClaimNotices:
    """
    Everything that telling people of claims needs.

    Attributes
    ----------
    email_of
        Returns the e-mail with which an account signs in; None if the account has ended.
    """

    accounts: AccountStore
    rosters: RosterStore
    cases: Cases
    mailer: Mailer
    mail_sender: str
    email_of: Callable[[str], str | None]
    clock: Callable[[], dt.datetime]
    new_code: Callable[[], str] = new_code

    def take_try(self, message: ClaimTriedMessage) -> NoticeOutcome:
        """Open the case of a try to claim somebody whom another account holds, and tell the holder once of it."""
        tried = self.accounts.find_try(message.sub, message.try_id)
        case = self.cases.open(tried) if tried else None
        if case is None:
            return NoticeOutcome.NOBODY_HELD
        now = self.clock()
        if case.told_at or not case.is_open:
            return NoticeOutcome.SENT_BEFORE
        if case.telling_at and now < case.telling_at + MAIL_LEASE:
            return NoticeOutcome.BUSY
        telling = case.model_copy(update={"telling_at": now})
        if not self.accounts.change_case(case, telling):
            return NoticeOutcome.BUSY
        emails = [email for sub in sorted({*self.cases.holders(case).values()}) if (email := self.email_of(sub))]
        for email in emails:
            self._send(tried_words(case), email)
        self.accounts.change_case(telling, telling.model_copy(update={"told_at": self.clock()}))
        return NoticeOutcome.SENT if emails else NoticeOutcome.NO_CONTACT

    def take_code(self, message: CodeAskedMessage) -> NoticeOutcome:
        """
        Make the code that an account asked for, and mail it to the address that a roster has.

        One that comes again after a stop before the mail went out mails another code, which takes the place of the
        first.
        """
        asked = self.accounts.find_code(message.sub)
        if asked is None or asked.code_id != message.code_id or asked.mailed:
            return NoticeOutcome.SENT_BEFORE
        entry = self.rosters.find([asked.to]).get(asked.to)
        if entry is None or entry.email is None:
            return NoticeOutcome.NO_CONTACT
        code = self.new_code()
        sent = asked.model_copy(update={"digest": asked.digest_of(code), "sent_at": self.clock()})
        if not self.accounts.change_code(message.sub, asked, sent):
            return NoticeOutcome.SENT_BEFORE
        self._send(claim_code_words(sent, code), entry.email)
        self.accounts.change_code(message.sub, sent, sent.model_copy(update={"mailed": True}))
        return NoticeOutcome.SENT

    def _send(self, words: Words, email: str) -> None:
        contact = Contact(name="", email=email)
        self.mailer.send(compose_mail(words, None, contact, sender=self.mail_sender, at=self.clock()))
