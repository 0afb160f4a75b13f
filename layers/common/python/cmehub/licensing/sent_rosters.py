"""Rosters that officers send: looked through, then loaded once an officer has seen what would change."""

import datetime as dt
from enum import StrEnum

from pydantic import BaseModel, ConfigDict

from cmehub.people.roster_lines import RosterFault

SENT_ROSTER_LIFE = dt.timedelta(days=90)
"""For so long a sent roster and what came of it are kept."""

LARGEST_ROSTER = 60_000_000
"""In bytes; a function holds all of it in memory."""

MOST_LINES = 250_000
"""Reckoned, so many are stored in half of the 15 minutes that a function has."""

MOST_UNPACKED = 250_000_000
"""Bytes of a workbook's parts: with each column that a roster has, 400,000 lines of one took 1.7 GB of memory."""

LOAD_TIME = dt.timedelta(minutes=15)
"""For so long a load keeps others of its state away, unless it ends before: a function has no more."""

SHARE_THAT_MAY_GO = 0.1
"""If more of the roster would go, the file may be cut off: who loads it says how many go."""

MOST_FAULTS, MOST_GONE = 200, 20
"""So many are told; all are counted."""

SENT_ROSTERS = "licensing-rosters/"
"""What is put there goes after `SENT_ROSTER_LIFE`: `infra.buckets` says so."""


class RosterStatus(StrEnum):
    """
    How far a sent roster is.

    Awaited until its file is there; refused if one of its lines has a fault; overtaken if the roster was changed by
    another load since it was looked through, or is being changed.
    """

    AWAITED = "awaited"
    CHECKING = "checking"
    REFUSED = "refused"
    CHECKED = "checked"
    LOADING = "loading"
    LOADED = "loaded"
    OVERTAKEN = "overtaken"


class RosterChanges(BaseModel):
    """
    What loading changes.

    Attributes
    ----------
    added, changed, removed, unchanged
        How many licensees.
    gone
        Some licence numbers of those that are removed.
    """

    model_config = ConfigDict(frozen=True)

    added: int = 0
    changed: int = 0
    removed: int = 0
    unchanged: int = 0
    gone: tuple[str, ...] = ()

    @property
    def takes_many(self) -> bool:
        """Whether so much of the roster goes that the file may be cut off."""
        before = self.changed + self.removed + self.unchanged
        return self.removed > SHARE_THAT_MAY_GO * before


class SentRoster(BaseModel):
    """
    A roster's file that an officer sent.

    Attributes
    ----------
    roster_id
        Later ones have greater ones.
    sent_by
        Who sent it, as the state's log has it.
    size, digest
        Of the file: bytes, and SHA-256 as hexadecimal digits.
    delta
        Whether its lines say whom to add and whom to remove; otherwise it is the whole roster.
    lines
        How many licensees it tells of.
    refusal
        Why the file as a whole can't be read, and what to do.
    faults, fault_count
        What is wrong with lines, the first of them, and how many there are.
    before
        The roster's load, by number, to which it was compared; 0 if there was none.
    confirmed_at
        When an officer said that it is to be loaded.
    stored
        How many lines are stored so far.
    moved
        How many records that had waited for these licensees were moved to them.
    """

    model_config = ConfigDict(frozen=True)

    roster_id: str
    state: str
    sent_by: str
    sent_at: dt.datetime
    name: str
    size: int
    digest: str
    delta: bool
    status: RosterStatus = RosterStatus.AWAITED
    lines: int = 0
    refusal: str | None = None
    faults: tuple[RosterFault, ...] = ()
    fault_count: int = 0
    changes: RosterChanges | None = None
    before: int = 0
    confirmed_at: dt.datetime | None = None
    stored: int = 0
    moved: int = 0

    @property
    def key(self) -> str:
        """Where the file lies in the work bucket."""
        return f"{SENT_ROSTERS}{self.state}/{self.roster_id}"

    @property
    def table_key(self) -> str | None:
        """Where all faults, or all licensees that change, lie in the work bucket as CSV; None if nothing is told."""
        return f"{self.key}.csv" if self.fault_count or self.changes else None
