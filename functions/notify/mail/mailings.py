"""The way of a mailing: it waits until it is due, and is closed, sent, noted and taken out, in this order."""

import datetime as dt
from collections.abc import Callable

from cmehub.passport.mailings import Mailing
from cmehub.passport.physician_notices import PhysicianNotices
from cmehub.stores import MailClaim
from cmehub.submissions.messages import PhysicianMailMessage
from functions.notify.mail.notices import MAIL_LEASE, NoticeOutcome


def take_mailing(
    message: PhysicianMailMessage,
    notices: PhysicianNotices,
    send: Callable[[Mailing, dt.datetime], NoticeOutcome],
) -> NoticeOutcome:
    """
    Send a mailing that is due and wasn't sent; let another wait on.

    One that comes again after a stop between SES's answer and the note of it sends a second mail; both carry the
    same header of their kind.
    """
    mailing, mails = Mailing(message.sub, message.kind, message.due_at), notices.mails
    now = notices.clock()
    if now < mailing.due_at:
        notices.wait(mailing)
        return NoticeOutcome.NOT_DUE
    match mails.claim(mailing, at=now, lease=MAIL_LEASE):
        case MailClaim.BUSY:
            return NoticeOutcome.BUSY
        case MailClaim.SENT:
            mails.remove(mailing)
            return NoticeOutcome.SENT_BEFORE
    outcome = send(mailing, now)
    mails.note_sent(mailing)
    mails.remove(mailing)
    return outcome
