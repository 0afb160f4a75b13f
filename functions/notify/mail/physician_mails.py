"""Mails to physicians: what happened becomes a notice, and the notices that wait become a mail, once."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass

from cmehub.accounts.providers import Contact
from cmehub.passport.credits import provider_contact
from cmehub.passport.mail_preferences import NO_MAILS, MailKind, Rhythm
from cmehub.passport.mailings import CreditNews, Mailing, MissingNews, PhysicianNotice, notice_id
from cmehub.passport.missing_credits import MissingCredit, MissingStatus
from cmehub.passport.physician_notices import PhysicianNotices, message_of
from cmehub.stores import AccountStore, ActivityStore, ProviderStore
from cmehub.stores.accesses import AccessStore
from cmehub.stores.accounts import learner_keys
from cmehub.stores.mail_feedback import MailFeedbackStore
from cmehub.stores.missing_credits import MissingCreditStore
from cmehub.submissions.fix_it_links import new_token, token_digest
from cmehub.submissions.messages import (
    CreditsReadMessage,
    MissingCreditChangedMessage,
    PhysicianMailMessage,
    PhysicianMessage,
)
from functions.notify.mail.addresses import Addresses
from functions.notify.mail.mail import compose_mail
from functions.notify.mail.mailer import Mailer
from functions.notify.mail.mailings import take_mailing
from functions.notify.mail.notices import NoticeOutcome
from functions.notify.mail.physician_words import Known, PhysicianLinks, physician_words

_LATEST_ACCESSES = 200


@dataclass(frozen=True)
class PhysicianMails:
    """
    Everything that mails to physicians need.

    Attributes
    ----------
    email_of
        Returns the e-mail with which an account signs in; None if the account has ended.
    """

    notices: PhysicianNotices
    accounts: AccountStore
    accesses: AccessStore
    requests: MissingCreditStore
    activities: ActivityStore
    providers: ProviderStore
    feedback: MailFeedbackStore
    addresses: Addresses
    mailer: Mailer
    mail_sender: str
    email_of: Callable[[str], str | None]
    clock: Callable[[], dt.datetime]
    new_token: Callable[[], str] = new_token

    def take(self, message: PhysicianMessage) -> NoticeOutcome:
        """Let an account be told of something, if it wants to, or send what it waits for."""
        match message:
            case MissingCreditChangedMessage():
                return self._take_request(message)
            case CreditsReadMessage():
                return self._take_access(message)
            case PhysicianMailMessage():
                return take_mailing(message, self.notices, self._send)

    def _take_request(self, message: MissingCreditChangedMessage) -> NoticeOutcome:
        request = self.requests.find(message.sub, message.missing_id)
        is_news = request is not None and request.status is not MissingStatus.WITHDRAWN
        if request is None or not is_news or (request.is_open and not request.answer):
            return NoticeOutcome.NOTHING_NEW
        answer = request.answer.kind if request.answer else None
        news = MissingNews(missing_id=request.missing_id, status=request.status, answer=answer)
        known_as = notice_id(MailKind.ANSWERED, request.missing_id, news.status, answer)
        return self._wait(message.sub, PhysicianNotice(notice_id=known_as, kind=MailKind.ANSWERED, news=news))

    def _take_access(self, message: CreditsReadMessage) -> NoticeOutcome:
        keys = learner_keys(self.accounts, message.sub)
        latest = self.accesses.of_learner(keys, limit=_LATEST_ACCESSES)
        access = next((access for access in latest if access.access_id == message.access_id), None)
        if access is None:
            return NoticeOutcome.NOTHING_NEW
        known_as = notice_id(MailKind.ACCESS, access.access_id)
        return self._wait(message.sub, PhysicianNotice(notice_id=known_as, kind=MailKind.ACCESS, news=access))

    def take_due(self) -> int:
        """Let every mailing be sent that is due, and return how many those are."""
        due = [message_of(mailing) for mailing in self.notices.mails.due(self.clock())]
        self.notices.queue.send(due)
        return len(due)

    def _wait(self, sub: str, notice: PhysicianNotice) -> NoticeOutcome:
        rhythm = self._rhythm(sub, notice.kind)
        if rhythm is Rhythm.NEVER:
            return NoticeOutcome.NOT_WANTED
        self.notices.add(sub, rhythm, [notice])
        return NoticeOutcome.GATHERED

    def _rhythm(self, sub: str, kind: MailKind) -> Rhythm:
        return self.notices.mails.preferences([sub]).get(sub, NO_MAILS).rhythm(kind)

    def _send(self, mailing: Mailing, now: dt.datetime) -> NoticeOutcome:
        kind = mailing.kind
        if not isinstance(kind, MailKind):
            raise TypeError(f"{kind} is no kind of mails to physicians.")
        if self._rhythm(mailing.sub, kind) is Rhythm.NEVER:
            return NoticeOutcome.NOT_WANTED
        email = self.email_of(mailing.sub)
        if not email:
            return NoticeOutcome.NO_CONTACT
        known_of = self.feedback.of_addresses([email]).get(email)
        if known_of and not known_of.takes_mail:
            return NoticeOutcome.NO_CONTACT
        if known_of and not known_of.takes_optional_mail:
            # Whoever marks such a mail as unwanted wants none; the page of choices shall say so.
            self.notices.mails.put_preferences(mailing.sub, NO_MAILS)
            return NoticeOutcome.NOT_WANTED
        held = {None, *learner_keys(self.accounts, mailing.sub)}
        waiting = self.notices.mails.notices(mailing)
        notices = [notice for notice in waiting if isinstance(notice, PhysicianNotice) and notice.about_key in held]
        known = self._known(mailing.sub, notices)
        told = [notice for notice in notices if _is_there(notice, known)]
        if not told:
            return NoticeOutcome.NOTHING_NEW
        token = self.new_token()
        self.notices.mails.add_link(mailing.sub, kind, token_digest(token), now)
        links = PhysicianLinks(self.addresses.account, self.addresses.mail_preferences(token))
        words = physician_words(kind, notice_id(*mailing), told, known, links)
        self.mailer.send(
            compose_mail(words, None, Contact(name="", email=email), sender=self.mail_sender, at=self.clock())
        )
        return NoticeOutcome.SENT

    def _known(self, sub: str, notices: list[PhysicianNotice]) -> Known:
        """Look up what the notices name."""
        missing = {notice.news.missing_id for notice in notices if isinstance(notice.news, MissingNews)}
        found = (self.requests.find(sub, missing_id) for missing_id in sorted(missing))
        requests: dict[str, MissingCredit] = {request.missing_id: request for request in found if request}
        credit = [notice.news for notice in notices if isinstance(notice.news, CreditNews)]
        activities = self.activities.find({news.activity_id for news in credit})
        provider_ids = {news.provider_id for news in credit} | {request.provider_id for request in requests.values()}
        return Known(
            titles={activity_id: activity.title for activity_id, activity in activities.items()},
            providers={
                provider_id: provider_contact(provider_id, self.providers.find(provider_id))
                for provider_id in provider_ids
            },
            requests=requests,
        )


def _is_there(notice: PhysicianNotice, known: Known) -> bool:
    """Tell whether what a notice is about is still kept."""
    return not isinstance(notice.news, MissingNews) or notice.news.missing_id in known.requests
