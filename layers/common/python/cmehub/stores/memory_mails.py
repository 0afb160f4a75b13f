"""In memory, whether mails are being sent, or were."""

import datetime as dt

from cmehub.stores.addresses import MailClaim

Mails = dict[str, tuple[str | None, dt.datetime]]
"""By the ID of what a mail is about: its own once it was sent, and until when it is claimed."""


def claim_mail(mails: Mails, about: str, *, at: dt.datetime, lease: dt.timedelta) -> MailClaim:
    """Ask to send the mail about this; a claim that isn't fulfilled within the lease can be made again."""
    message_id, until = mails.get(about, (None, at))
    if message_id is not None:
        return MailClaim.SENT
    if until > at:
        return MailClaim.BUSY
    mails[about] = (None, at + lease)
    return MailClaim.CLAIMED
