"""What a state's readers looked at: the state's own log, by IDs alone."""

import datetime as dt
from enum import StrEnum

from pydantic import BaseModel, ConfigDict


class LookKind(StrEnum):
    """
    How somebody looked.

    For whom the roster has by a number or a name, at a licensee's page, its print, the credits alone or a transcript,
    at many by a check, at what a nightly file tells, or at what those answered who were drawn; or that these were told
    of an audit, or that the roster was loaded anew.
    """

    BY_LICENCE = "by licence"
    BY_NPI = "by NPI"
    BY_NAME = "by name"
    PAGE = "page"
    PRINT = "print"
    CREDITS = "credits"
    TRANSCRIPT = "transcript"
    CHECK = "check"
    NIGHTLY = "nightly file"
    WEBHOOK = "webhook"
    ROSTER = "roster"
    AUDIT = "audit"
    ANSWERS = "audit answers"


class Look(BaseModel):
    """
    One look of a state's reader.

    Attributes
    ----------
    look_id
        What no other one has.
    reader_id
        Who looked; see `cmehub.licensing.state_readers.StateReader`.
    licences
        Whom it led to, by licence number on the state's own roster; nobody if it was in vain.
    since, until
        Of a page, a print, credits or a transcript, between which days credits were looked at.
    """

    model_config = ConfigDict(frozen=True)

    look_id: str
    at: dt.datetime
    reader_id: str
    kind: LookKind
    licences: tuple[str, ...] = ()
    since: dt.date | None = None
    until: dt.date | None = None

    @property
    def place(self) -> str:
        """Where it stands in the log: later ones have greater places."""
        return f"{self.at.astimezone(dt.UTC).isoformat(timespec='microseconds')}#{self.look_id}"
