"""Telling a licensee, once, of an audit of their licensing board."""

from collections.abc import Callable
from dataclasses import dataclass

from cmehub.accounts.providers import Contact
from cmehub.licensing.telling import drawn_in
from cmehub.people.rosters import EntryKey
from cmehub.stores import AccountStore, MailClaim, RosterStore, WorkObjects
from cmehub.stores.accounts import confirmed_holder
from cmehub.stores.audits import AuditStore
from cmehub.submissions.messages import AuditMailMessage
from functions.notify.mail.addresses import Addresses
from functions.notify.mail.audit_words import audit_words
from functions.notify.mail.mail import compose_mail
from functions.notify.mail.notices import MAIL_LEASE, NoticeOutcome, Outbox


@dataclass(frozen=True)
class AuditNotices:
    """
    Everything that telling licensees of audits needs.

    It isn't one of the mails that a physician chooses: an audit asks for an answer until a day, and is told once.

    Attributes
    ----------
    outbox
        How mails are sent, and what is known of addresses.
    email_of
        Returns the e-mail with which an account signs in; None if the account has ended.
    """

    audits: AuditStore
    objects: WorkObjects
    accounts: AccountStore
    rosters: RosterStore
    outbox: Outbox
    addresses: Addresses
    email_of: Callable[[str], str | None]

    def take(self, message: AuditMailMessage) -> NoticeOutcome:
        """
        Send the mail to the account that confirmed the licence, else to the roster's address, unless it was sent.

        An address from which mail came back isn't written to: then it is the other one, or nobody.
        """
        progress, now = self.audits.find(message.state, message.check_id), self.outbox.clock()
        if progress is None or not progress.audit.takes_answers(now):
            return NoticeOutcome.NOTHING_NEW
        audit = progress.audit
        licensee = drawn_in(self.objects, audit.check, message.portion)[message.place]
        key = EntryKey(message.state, licensee.number)
        sub = confirmed_holder(self.accounts, key)
        of_account = sub and self._taking(self.email_of(sub))
        email = of_account or self._taking(self._roster_email(key))
        if not email:
            return NoticeOutcome.NOBODY_REACHED
        match self.audits.claim_mail(audit, licensee.number, at=now, lease=MAIL_LEASE):
            case MailClaim.SENT:
                return NoticeOutcome.SENT_BEFORE
            case MailClaim.BUSY:
                return NoticeOutcome.BUSY
        words = audit_words(audit, licensee, self.addresses, has_account=bool(sub))
        contact = Contact(name="", email=email)
        message_id = self.outbox.mailer.send(
            compose_mail(words, None, contact, sender=self.outbox.mail_sender, at=self.outbox.clock())
        )
        self.audits.note_mail(audit, licensee.number, message_id=message_id, at=self.outbox.clock())
        return NoticeOutcome.SENT

    def _roster_email(self, key: EntryKey) -> str | None:
        entry = self.rosters.find([key]).get(key)
        return entry.email if entry else None

    def _taking(self, email: str | None) -> str | None:
        """Return an address unless it is known that mail doesn't arrive there."""
        known = self.outbox.feedback.of_addresses([email]) if email else {}
        return email if all(told.takes_mail for told in known.values()) else None
