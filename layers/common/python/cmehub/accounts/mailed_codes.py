"""Codes that are mailed, so that whoever gives one back is known to read the mails to an address."""

import datetime as dt
import hashlib

from pydantic import BaseModel, ConfigDict

CODE_LIFE = dt.timedelta(minutes=15)
"""For so long a code counts."""

TRIES_OF_CODE = 5


class MailedCode(BaseModel):
    """
    A code that somebody asked for.

    Attributes
    ----------
    digest, sent_at, mailed
        What it is known by and since when it counts, and whether the mail with it has gone out.
    """

    model_config = ConfigDict(frozen=True, hide_input_in_errors=True)

    code_id: str
    asked_at: dt.datetime
    digest: str | None = None
    sent_at: dt.datetime | None = None
    mailed: bool = False

    def is_good(self, at: dt.datetime) -> bool:
        """Tell whether it counts at that moment."""
        return self.sent_at is not None and at < self.sent_at + CODE_LIFE

    def digest_of(self, code: str) -> str:
        """Return what a code is known by, of which no more is kept."""
        return hashlib.sha256(f"{self.code_id}\x1f{code}".encode()).hexdigest()
