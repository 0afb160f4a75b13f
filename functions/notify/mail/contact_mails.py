"""Optional mails to a provider's contacts: what came of files, for those who want to know."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass

from cmehub.accounts.contact_mails import NO_CONTACT_MAILS, ContactMailKind
from cmehub.accounts.contacts import contact_roles
from cmehub.accounts.providers import Contact
from cmehub.passport.mail_preferences import Rhythm
from cmehub.passport.mailings import FileNews, FileNotice, Mailing, notice_id
from cmehub.passport.physician_notices import PhysicianNotices
from cmehub.stores import ProviderStore, SubmissionStore
from cmehub.stores.mail_feedback import MailFeedbackStore
from cmehub.stores.standings import StandingStore
from cmehub.stores.teams import TeamStore
from cmehub.submissions.fix_it_links import new_token, token_digest
from cmehub.submissions.messages import PhysicianMailMessage
from functions.notify.mail.addresses import Addresses
from functions.notify.mail.contact_words import MailedFile, contact_words
from functions.notify.mail.mail import compose_mail
from functions.notify.mail.mailer import Mailer
from functions.notify.mail.mailings import take_mailing
from functions.notify.mail.notices import NoticeOutcome


@dataclass(frozen=True)
class ContactMails:
    """
    Everything that optional mails to contacts need.

    Attributes
    ----------
    email_of
        Returns the e-mail with which somebody of the staff signs in; None if the account has ended.
    """

    notices: PhysicianNotices
    teams: TeamStore
    standings: StandingStore
    providers: ProviderStore
    submissions: SubmissionStore
    feedback: MailFeedbackStore
    addresses: Addresses
    mailer: Mailer
    mail_sender: str
    email_of: Callable[[str], str | None]
    clock: Callable[[], dt.datetime]
    new_token: Callable[[], str] = new_token

    def add(self, news: FileNews) -> None:
        """Let the provider's contacts be told what came of a file who want to be, once each."""
        kind = ContactMailKind.TAKEN_WHOLE if news.is_whole else ContactMailKind.TO_MEND
        subs = [contact.sub for contact in self.teams.contacts(news.provider_id)]
        notice = FileNotice(notice_id=notice_id(kind, news.submission_id), kind=kind, news=news)
        for sub, wanted in self.notices.mails.contact_preferences(subs, news.provider_id).items():
            self.notices.add(sub, wanted.rhythm_of(kind, news.boards), [notice], wanted.quiet_hours)

    def take(self, message: PhysicianMailMessage) -> NoticeOutcome:
        """Send a mailing that is due and wasn't sent; let another wait on."""
        return take_mailing(message, self.notices, self._send)

    def _send(self, mailing: Mailing, now: dt.datetime) -> NoticeOutcome:
        kind = mailing.kind
        if not isinstance(kind, ContactMailKind):
            raise TypeError(f"{kind} is no kind of mails to contacts.")
        files = [file for file in self._files(mailing) if self._wants(mailing.sub, kind, file.news)]
        if not files:
            return NoticeOutcome.NOT_WANTED
        email = self.email_of(mailing.sub)
        known = self.feedback.of_addresses([email]) if email else {}
        if email is None or not all(told.takes_mail for told in known.values()):
            return NoticeOutcome.NO_CONTACT
        if not all(told.takes_optional_mail for told in known.values()):
            self.notices.mails.end_contact_mails(mailing.sub, kind)
            return NoticeOutcome.NOT_WANTED
        token = self.new_token()
        self.notices.mails.add_link(mailing.sub, kind, token_digest(token), now)
        words = contact_words(kind, notice_id(*mailing), files, self.addresses, token)
        contact = Contact(name="", email=email)
        self.mailer.send(compose_mail(words, None, contact, sender=self.mail_sender, at=self.clock()))
        return NoticeOutcome.SENT

    def _files(self, mailing: Mailing) -> list[MailedFile]:
        """Return the files of a mailing that are of providers whose contact the account still is, the last first."""
        providers = {role.at for role in contact_roles(self.standings.find(mailing.sub).roles)}
        files = []
        for notice in self.notices.mails.notices(mailing):
            if isinstance(notice, FileNotice) and notice.news.provider_id in providers:
                news = notice.news
                submission, provider = self.submissions.find(news.submission_id), self.providers.find(news.provider_id)
                if submission and provider:
                    files.append(MailedFile(news, submission, provider.name))
        return sorted(files, key=lambda file: file.submission.received_at, reverse=True)

    def _wants(self, sub: str, kind: ContactMailKind, news: FileNews) -> bool:
        wanted = self.notices.mails.contact_preferences([sub], news.provider_id).get(sub, NO_CONTACT_MAILS)
        return wanted.rhythm_of(kind, news.boards) is not Rhythm.NEVER
