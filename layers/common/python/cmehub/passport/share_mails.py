"""What is mailed to the reader of a share: its link, or a code; pure, no I/O."""

import datetime as dt
import hashlib
from enum import StrEnum

from cmehub.accounts.mailed_codes import MailedCode

READS_FOR = dt.timedelta(minutes=30)
"""For so long a ticket reads whose code was given."""

CODES_OF_HOUR = 5
"""Of a share, by hour of UTC."""

CODES_OF_DAY = 50
"""Of all shares of an account, by day of UTC."""

LINKS_OF_DAY = 10
"""Of all shares of an account, by day of UTC."""

LINKS_OF_SHARE = 20


class ShareMailKind(StrEnum):
    """What a mail to a share's reader brings."""

    LINK = "link"
    CODE = "code"


class ShareMail(MailedCode):
    """
    A mail to the reader of a share, and what it brings: a link, or a code.

    Attributes
    ----------
    entered_at
        When the code was given by who had asked for it.
    """

    kind: ShareMailKind
    entered_at: dt.datetime | None = None

    def reads(self, at: dt.datetime) -> bool:
        """Tell whether who asked for it may read at a moment without a code."""
        return self.entered_at is not None and at < self.entered_at + READS_FOR


def mail_of_ticket(ticket: str) -> str:
    """
    Return what the mail is known by whose code somebody asked for.

    A code counts only with the ticket that its asker was given. So nobody who has the link alone can give a code that
    went to the reader, or have the reader's own code count no more by asking for another.
    """
    return hashlib.sha256(ticket.encode()).hexdigest()[:32]
