"""Telling somebody of the staff, once, that they were given a role or lost it."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass

from cmehub.accounts.providers import Contact
from cmehub.accounts.standing import Role, RoleKind
from cmehub.people.licensing_boards import LICENSING_BOARDS
from cmehub.people.states import STATES
from cmehub.stores import MailClaim, ProviderStore
from cmehub.stores.accreditors import AccreditorStore
from cmehub.stores.mail_feedback import MailFeedbackStore
from cmehub.stores.standings import StandingStore
from cmehub.submissions.messages import RoleChangedMessage
from functions.notify.mail.addresses import Addresses
from functions.notify.mail.mail import compose_mail
from functions.notify.mail.mailer import Mailer
from functions.notify.mail.notices import MAIL_LEASE, NoticeOutcome
from functions.notify.mail.role_words import role_words


@dataclass(frozen=True)
class RoleNotices:
    """
    Everything that telling people of their roles needs.

    Attributes
    ----------
    email_of
        Returns the e-mail with which somebody of the staff signs in; None if the account has ended.
    """

    standings: StandingStore
    providers: ProviderStore
    accreditors: AccreditorStore
    feedback: MailFeedbackStore
    addresses: Addresses
    mailer: Mailer
    mail_sender: str
    email_of: Callable[[str], str | None]
    clock: Callable[[], dt.datetime]

    def take(self, message: RoleChangedMessage) -> NoticeOutcome:
        """
        Send the mail about a change that still holds, unless it was or is being sent.

        A change that doesn't hold any more was followed by another one, which is told itself.
        """
        sub, role, changed_at = message.sub, message.role, message.changed_at
        now = {held.key: held for held in self.standings.find(sub).roles}.get(role.key)
        if now != (None if message.is_taken else role):
            return NoticeOutcome.NOTHING_NEW
        email = self.email_of(sub)
        known = self.feedback.of_addresses([email]) if email else {}
        if email is None or not all(told.takes_mail for told in known.values()):
            return NoticeOutcome.NO_CONTACT
        match self.standings.claim_mail(sub, role, changed_at, at=self.clock(), lease=MAIL_LEASE):
            case MailClaim.SENT:
                return NoticeOutcome.SENT_BEFORE
            case MailClaim.BUSY:
                return NoticeOutcome.BUSY
        words = role_words(message, self._place(role), self.addresses)
        mail = compose_mail(words, None, Contact(name="", email=email), sender=self.mail_sender, at=self.clock())
        message_id = self.mailer.send(mail)
        self.standings.note_mail(sub, role, changed_at, message_id=message_id, at=self.clock())
        return NoticeOutcome.SENT

    def _place(self, role: Role) -> str:
        """Return the name of where somebody has a role, or its ID if nobody is known by that any more."""
        match role.kind:
            case RoleKind.OPERATOR:
                return "CME Hub"
            case RoleKind.OFFICER:
                of_state = f"licensing board of {STATES.get(role.at, role.at)}"
                return f"the {LICENSING_BOARDS.get(role.at, of_state)}"
            case RoleKind.ACCREDITOR:
                accreditor = self.accreditors.find(role.at)
                return accreditor.name if accreditor else role.at
            case _:
                provider = self.providers.find(role.at)
                return provider.name if provider else role.at
