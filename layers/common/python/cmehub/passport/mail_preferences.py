"""Which mails a physician gets, and when: by default none; pure, no I/O."""

import datetime as dt
from enum import StrEnum
from typing import Self

from pydantic import BaseModel, ConfigDict

HOUR_OF_MAILS = 12
"""UTC: when a day's mails go out, and on Mondays a week's."""


class MailKind(StrEnum):
    """
    What mails to physicians are about; a mail tells of one kind.

    The first three are what a board says, or the hub where it decides itself; then a missing credit, and a reading.
    """

    ACCEPTED = "accepted"
    REJECTED = "rejected"
    DELETED = "deleted"
    ANSWERED = "answered"
    ACCESS = "access"


class Rhythm(StrEnum):
    """When a physician is told of something."""

    AT_ONCE = "at_once"
    DAILY = "daily"
    WEEKLY = "weekly"
    NEVER = "never"

    def due_at(self, at: dt.datetime, gathering: dt.timedelta) -> dt.datetime:
        """
        Return when the mail is due about something that happened at a moment; of `NEVER` there is none.

        Parameters
        ----------
        at
            The moment, UTC.
        gathering
            For so long what is told at once is gathered, so that a file with many rows is one mail.
        """
        if self is Rhythm.AT_ONCE:
            return at + gathering
        noon = at.replace(hour=HOUR_OF_MAILS, minute=0, second=0, microsecond=0)
        day = noon if noon > at else noon + dt.timedelta(days=1)
        return day if self is Rhythm.DAILY else day + dt.timedelta(days=-day.weekday() % 7)


class MailPreferences(BaseModel):
    """When a physician wants to be told of each kind."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    accepted: Rhythm = Rhythm.NEVER
    rejected: Rhythm = Rhythm.NEVER
    deleted: Rhythm = Rhythm.NEVER
    answered: Rhythm = Rhythm.NEVER
    access: Rhythm = Rhythm.NEVER

    def rhythm(self, kind: MailKind) -> Rhythm:
        """Return when the physician wants to be told of a kind."""
        return Rhythm(getattr(self, kind))

    def without(self, kind: MailKind) -> Self:
        """Return them without mails of a kind."""
        return self.model_copy(update={kind.value: Rhythm.NEVER})


NO_MAILS = MailPreferences()
