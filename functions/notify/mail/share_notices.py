"""Mailing links and codes to the readers of shares."""

import datetime as dt
import secrets
from collections.abc import Callable
from dataclasses import dataclass

from cmehub.accounts.providers import Contact
from cmehub.passport.share_mails import ShareMail, ShareMailKind
from cmehub.passport.shares import Share, ShareState, share_address
from cmehub.stores import AccountStore, RosterStore
from cmehub.stores.shares import ShareStore
from cmehub.submissions.fix_it_links import new_token, token_digest
from cmehub.submissions.messages import ShareMailMessage
from functions.notify.mail.mail import Words, compose_mail
from functions.notify.mail.mailer import Mailer
from functions.notify.mail.notices import NoticeOutcome
from functions.notify.mail.share_words import share_code_words, share_link_words

_CODES = 10**8
"""More than of a claim's codes: who has the link may ask for codes as long as the share stands."""


def new_code() -> str:
    """Return a code of eight digits."""
    return f"{secrets.randbelow(_CODES):08}"


@dataclass(frozen=True)
class ShareNotices:
    """Everything that mailing to the readers of shares needs."""

    shares: ShareStore
    accounts: AccountStore
    rosters: RosterStore
    mailer: Mailer
    mail_sender: str
    site_url: str
    clock: Callable[[], dt.datetime]
    new_code: Callable[[], str] = new_code
    new_token: Callable[[], str] = new_token

    def take(self, message: ShareMailMessage) -> NoticeOutcome:
        """
        Make the link or the code that was asked for, and mail it to the address that the physician gave.

        One that comes again after a stop before the mail went out mails another. Of codes it takes the place of the
        first; of links both lead to the share.
        """
        share, now = self.shares.find(message.sub, message.share_id), self.clock()
        physician = self._name(message.sub)
        if share is None or share.email is None or physician is None or share.state(now) is not ShareState.OPEN:
            return NoticeOutcome.SHARE_OVER
        asked = self.shares.find_mail(share, message.mail_id)
        if asked is None or asked.mailed:
            return NoticeOutcome.SENT_BEFORE
        secret = self.new_code() if asked.kind is ShareMailKind.CODE else self.new_token()
        made = asked.model_copy(update={"digest": asked.digest_of(secret), "sent_at": now})
        if not self.shares.change_mail(share, asked, made):
            return NoticeOutcome.SENT_BEFORE
        if made.kind is ShareMailKind.LINK and not self.shares.add_link(share, token_digest(secret)):
            return NoticeOutcome.SHARE_OVER
        words = self._words(share, made, secret, physician)
        contact = Contact(name="", email=share.email)
        self.mailer.send(compose_mail(words, None, contact, sender=self.mail_sender, at=now))
        self.shares.change_mail(share, made, made.model_copy(update={"mailed": True}))
        return NoticeOutcome.SENT

    def _words(self, share: Share, mail: ShareMail, secret: str, physician: str) -> Words:
        if mail.kind is ShareMailKind.CODE:
            return share_code_words(mail, secret)
        return share_link_words(share, mail, physician, share_address(self.site_url, secret))

    def _name(self, sub: str) -> str | None:
        """Return the name that a roster has of who shares; None if the account holds nobody any more."""
        linked = [key for claim in self.accounts.claims(sub) for key in claim.linked]
        found = self.rosters.find(linked)
        first = next((found[key] for key in linked if key in found), None)
        return f"{first.given_name} {first.family_name}" if first else None
