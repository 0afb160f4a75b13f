"""Shares: by a link somebody outside reads a transcript, anybody or one reader; pure, no I/O."""

import datetime as dt
import hashlib
import hmac
import secrets
from enum import StrEnum
from typing import Annotated, Self

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from cmehub.fields.mail_address import MailAddress
from cmehub.fields.plain_text import one_line
from cmehub.passport.transcript_choices import TranscriptChoice

MOST_SHARES = 50
"""Of an account, those that are over among them for as long as they are shown."""

LONGEST_DAYS = 365
USUAL_DAYS = 30
SHOWN_FOR = dt.timedelta(days=30)
"""For so long after it was over or ended a share is still listed."""

TRIES_OF_PASSCODE = 10
"""Of a share, by day of UTC; the same passcode again is no other try."""

_TOKEN_BYTES = 32
# OWASP's first choice of parameters for scrypt that need 16 MB.
_COST = {"n": 2**14, "r": 8, "p": 5, "maxmem": 64 * 1024 * 1024}

Passcode = Annotated[str, StringConstraints(min_length=8, max_length=100)]
ReaderName = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=100)]


class ShareState(StrEnum):
    """Whether a share can be read."""

    OPEN = "open"
    EXPIRED = "expired"
    REVOKED = "revoked"


class WantedShare(BaseModel):
    """
    What a physician says of a share.

    Attributes
    ----------
    reader
        Who is to read it, in the physician's words: it stands in the list of who has looked.
    choice
        What the transcript tells.
    is_fixed
        Whether it stays as it is now; else it tells what is so whenever it is read.
    email
        Whose mails the reader has to read: a code goes there for each reading. Without it whoever has the link reads.
    days
        After how many days it ends; None if it stands until it is revoked.
    passcode
        What the reader has to know beside the link.
    """

    model_config = ConfigDict(frozen=True, hide_input_in_errors=True)

    reader: ReaderName
    choice: TranscriptChoice = TranscriptChoice()
    is_fixed: bool = False
    email: MailAddress | None = None
    days: Annotated[int, Field(ge=1, le=LONGEST_DAYS)] | None = USUAL_DAYS
    passcode: Passcode | None = None


class KnownPasscode(BaseModel):
    """What is kept of a passcode: its scrypt hash and salt, in hexadecimal."""

    model_config = ConfigDict(frozen=True)

    salt: str
    digest: str

    @classmethod
    def of(cls, passcode: str) -> Self:
        """Return what is kept of a passcode."""
        salt = secrets.token_bytes(16)
        return cls(salt=salt.hex(), digest=_scrypt(passcode, salt))

    def is_of(self, passcode: str) -> bool:
        """Tell whether it is this passcode."""
        return hmac.compare_digest(self.digest, _scrypt(passcode, bytes.fromhex(self.salt)))


class Share(BaseModel):
    """
    A share that is kept.

    Attributes
    ----------
    ends_at
        When it ends; None if it stands until it is revoked.
    digest, mailed
        What the token in its link is known by, of which no more is kept, and the same of the links that were mailed.
    views, viewed_at
        How often it was read, and when last.
    """

    model_config = ConfigDict(frozen=True, hide_input_in_errors=True)

    share_id: str
    sub: str
    reader: str
    choice: TranscriptChoice
    is_fixed: bool
    made_at: dt.datetime
    ends_at: dt.datetime | None
    digest: str
    email: str | None = None
    mailed: frozenset[str] = frozenset()
    passcode: KnownPasscode | None = None
    revoked_at: dt.datetime | None = None
    views: int = 0
    viewed_at: dt.datetime | None = None

    @property
    def over_at(self) -> dt.datetime | None:
        """When it is over or was ended; None if nobody knows yet."""
        return self.revoked_at or self.ends_at

    @property
    def kept_until(self) -> dt.datetime | None:
        """When it is listed no more."""
        return self.over_at + SHOWN_FOR if self.over_at else None

    def state(self, at: dt.datetime) -> ShareState:
        """Tell whether it can be read at a moment."""
        if self.revoked_at:
            return ShareState.REVOKED
        return ShareState.OPEN if self.ends_at is None or at < self.ends_at else ShareState.EXPIRED


def new_token() -> str:
    """Make what stands in a link."""
    return secrets.token_urlsafe(_TOKEN_BYTES)


def share_address(site_url: str, token: str) -> str:
    """Return where a share is read; browsers send nobody what stands behind the hash."""
    return f"{site_url}/shared#{token}"


def named_reader(reader: str) -> str:
    """Return whom a share is for on one line, without what can't be seen."""
    return one_line(reader)


def trial_of(token: str, passcode: str) -> str:
    """Return what stands for a try of a passcode; who may read the table can't find the passcode by it."""
    return hmac.new(token.encode(), passcode.encode(), hashlib.sha256).hexdigest()[:24]


def _scrypt(passcode: str, salt: bytes) -> str:
    return hashlib.scrypt(passcode.encode(), salt=salt, **_COST).hex()
