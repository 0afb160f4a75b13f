"""
Notices: what a provider is told by mail, each once.

A new mail is a kind in `NoticeKind`, two templates of its name, a function that finds its `Words`, and a `Notice` that
says by which fact it is sent once. `Outbox` does the rest for all of them.
"""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Protocol, Self

from cmehub.accounts.providers import Contact, Provider
from cmehub.stores import MailClaim, ProviderStore
from cmehub.stores.mail_feedback import MailFeedbackStore
from cmehub.submissions.messages import ProviderNotice
from functions.notify.mail.mail import Mail, Words, compose_mail
from functions.notify.mail.mailer import Mailer

MAIL_LEASE = dt.timedelta(seconds=60)


class NoticeOutcome(StrEnum):
    """What came of a notice."""

    NOT_FINISHED = "submission not finished"
    ALL_IS_WELL = "nothing to mend"
    NO_CONTACT = "nobody to write to"
    NOT_KNOWN = "no mail, since it isn't known any more what the one that came back was about"
    SENT_BEFORE = "mail was sent before"
    BUSY = "another delivery may be sending the mail; to be looked at again once its lease has ended"
    SENT = "mail sent"
    GATHERED = "gathered with other calls for a later mail"
    NOT_DUE = "mail not due yet"
    TOLD_AT_ONCE = "no mail, since whoever called was told"
    REVIEW_NOT_OPEN = "no mail, since the review is closed or its activity is gone"
    NOBODY_REACHED = "no mail, since no address that takes mail is known"
    NOBODY_HELD = "nobody holds whom the try was about"
    REQUEST_OVER = "no mail, since the request has ended or was answered"
    SHARE_OVER = "no mail, since the share is over"
    NOT_WANTED = "no mail, since the physician wants none of this kind"
    NOTHING_NEW = "no mail, since there is nothing to tell any more"
    PROVIDER_OVER = "no mail, since nothing is taken from the provider any more"
    DRY_RUN = "no mail, since it was a dry run"


class Notice(Protocol):
    """Something that a provider has to be told."""

    @property
    def message(self) -> ProviderNotice:
        """What leads to the notice, now and once more if its mail comes back."""

    def claim(self, at: dt.datetime, lease: dt.timedelta) -> MailClaim:
        """Ask to send the mail; a claim after which nothing is noted can be made again once the lease has ended."""

    def words(self, at: dt.datetime) -> Words:
        """Compose what the mail says at that moment."""

    def keep(self, mail: Mail) -> None:
        """Keep a copy of a mail that is about to be sent, if its kind has copies."""

    def note_sent(self, message_id: str, at: dt.datetime) -> None:
        """Note that the mail was sent."""

    def note_no_contact(self, at: dt.datetime) -> None:
        """Note that there is nobody to write to, if that settles the matter."""


@dataclass(frozen=True)
class Outbox:
    """
    The way that all mails to providers go: claimed, composed, sent once to a contact at whom mail arrives.

    Attributes
    ----------
    bounced
        SES's ID of a mail that came back, in whose place this way sends one; None for first mails.
    """

    providers: ProviderStore
    feedback: MailFeedbackStore
    mailer: Mailer
    mail_sender: str
    clock: Callable[[], dt.datetime]
    bounced: str | None = None

    def instead_of(self, message_id: str) -> Self:
        """Return the way of the mail that takes the place of one that came back."""
        return replace(self, bounced=message_id)

    def send(self, notice: Notice) -> NoticeOutcome:
        """
        Send a notice to the first of its provider's contacts at whom mail arrives, unless it was or is being sent.

        One that comes again after a stop before the mail went out sends it, once the lease of the first try has ended.
        One that comes again after a stop between SES's answer and the note of it sends a second mail; both carry the
        same header of their kind.
        """
        provider = self.providers.find(notice.message.provider_id)
        contact = self.reachable(provider) if provider else None
        now = self.clock()
        if provider is None or contact is None:
            notice.note_no_contact(now)
            return NoticeOutcome.NO_CONTACT
        match self._claim(notice, now):
            case MailClaim.SENT:
                return NoticeOutcome.SENT_BEFORE
            case MailClaim.BUSY:
                return NoticeOutcome.BUSY
        copies = self._copies(provider, contact)
        words = notice.words(now)
        mail = compose_mail(words, provider, contact, sender=self.mail_sender, at=now, copies=copies)
        notice.keep(mail)
        message_id = self.mailer.send(mail)
        self.feedback.add_sent(message_id, notice.message, self.clock())
        # Word of a bounce may have come before it could be known what the mail was about: then nobody else sends it on.
        if not self._takes_mail(contact):
            self.instead_of(message_id).send(notice)
        self._note_sent(notice, message_id)
        return NoticeOutcome.SENT

    def reachable(self, provider: Provider) -> Contact | None:
        """Return the first of a provider's contacts at whom mail arrives."""
        return next((contact for contact in provider.contacts_in_turn() if self._takes_mail(contact)), None)

    def _copies(self, provider: Provider, contact: Contact) -> list[str]:
        """Return who gets a copy; of a mail that came back from its contact they have theirs."""
        if self.bounced or not provider.copies:
            return []
        known = self.feedback.of_addresses(provider.copies)
        unwilling = {email for email, deliverability in known.items() if not deliverability.takes_optional_mail}
        return [email for email in provider.copies if email != contact.email and email not in unwilling]

    def _takes_mail(self, contact: Contact) -> bool:
        known = self.feedback.of_addresses([contact.email])
        return all(deliverability.takes_mail for deliverability in known.values())

    def _claim(self, notice: Notice, now: dt.datetime) -> MailClaim:
        if self.bounced is None:
            return notice.claim(now, MAIL_LEASE)
        return self.feedback.claim_next(self.bounced, at=now, lease=MAIL_LEASE)

    def _note_sent(self, notice: Notice, message_id: str) -> None:
        if self.bounced is None:
            notice.note_sent(message_id, self.clock())
        else:
            self.feedback.add_next(self.bounced, next_id=message_id, at=self.clock())
