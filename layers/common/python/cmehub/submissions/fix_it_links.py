"""Links to fix-it workbooks, by which anybody who has one gets the workbook until it ends or is revoked."""

import datetime as dt
import hashlib
import secrets
from typing import Self

from pydantic import BaseModel, ConfigDict

LINK_LIFE = dt.timedelta(days=30)
_TOKEN_BYTES = 32


class FixItLink(BaseModel):
    """
    A link to the fix-it workbook of a submission, as the hub keeps it.

    Attributes
    ----------
    digest
        See `token_digest`; the token itself stands in the mail alone.
    ends_at, revoked_at
        From when on it leads nowhere, and when somebody ended it before.
    """

    model_config = ConfigDict(frozen=True)

    digest: str
    ends_at: dt.datetime
    revoked_at: dt.datetime | None = None

    @classmethod
    def of(cls, token: str, at: dt.datetime) -> Self:
        """Return the link of a token that is given out at a moment."""
        return cls(digest=token_digest(token), ends_at=at + LINK_LIFE)

    def leads(self, at: dt.datetime) -> bool:
        """Tell whether it leads to the workbook at a moment."""
        return self.revoked_at is None and at < self.ends_at


def new_token() -> str:
    """Return a token of 256 random bits, which nobody guesses."""
    return secrets.token_urlsafe(_TOKEN_BYTES)


def token_digest(token: str) -> str:
    """Return the SHA-256 of a token."""
    return hashlib.sha256(token.encode()).hexdigest()
