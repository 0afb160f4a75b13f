"""Letting notices to physicians and contacts wait for their mailing, each once."""

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from cmehub.accounts.quiet_hours import QuietHours
from cmehub.passport.mail_preferences import Rhythm
from cmehub.passport.mailings import MOST_AT_ONCE, MailedNotice, Mailing
from cmehub.runtime.queues import LONGEST_DELAY, NO_DELAY, Queue
from cmehub.stores.physician_mails import PhysicianMailStore
from cmehub.submissions.messages import PhysicianMailMessage


@dataclass(frozen=True)
class PhysicianNotices:
    """
    Lets notices wait for their mailing, each once.

    Attributes
    ----------
    queue
        The queue in which a mailing waits that is due soon; the others are found on their day.
    gathering
        For so long what is told at once is gathered.
    """

    mails: PhysicianMailStore
    queue: Queue
    gathering: dt.timedelta
    clock: Callable[[], dt.datetime]

    def add(self, sub: str, rhythm: Rhythm, notices: Sequence[MailedNotice], quiet: QuietHours | None = None) -> None:
        """
        Let notices of one kind wait, unless they do or did.

        What would be due in quiet hours is due at their end. One that comes again brings its mailing's message again,
        so that a stop between the two loses no mail.
        """
        if rhythm is Rhythm.NEVER:
            return
        by_id = {notice.notice_id: notice for notice in notices}
        while len(known := self.mails.known(sub, by_id)) < len(by_id):
            new = [notice for notice in by_id.values() if notice.notice_id not in known][:MOST_AT_ONCE]
            now, kind = self.clock(), new[0].kind
            newest, due_at = self.mails.newest(sub, kind), rhythm.due_at(now, self.gathering)
            if quiet:
                due_at = quiet.passed_at(due_at)
            joins = newest is not None and now < newest.due_at <= due_at
            self.mails.add(newest if newest and joins else Mailing(sub, kind, due_at), new, newest, now)
        for mailing in {*known.values()}:
            self.wait(mailing)

    def wait(self, mailing: Mailing) -> None:
        """Let a mailing's message come when it is due, if that is soon."""
        left = mailing.due_at - self.clock()
        if left <= LONGEST_DELAY:
            self.queue.send([message_of(mailing)], delay=max(NO_DELAY, left))


def message_of(mailing: Mailing) -> PhysicianMailMessage:
    """Return the message by which a mailing is sent."""
    return PhysicianMailMessage(sub=mailing.sub, kind=mailing.kind, due_at=mailing.due_at)
