"""What officers say and are told of rosters that they send."""

import datetime as dt
from typing import Annotated, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from cmehub.licensing.sent_rosters import (
    LARGEST_ROSTER,
    SENT_ROSTER_LIFE,
    RosterChanges,
    RosterStatus,
    SentRoster,
)
from cmehub.licensing.state_readers import StateReader
from cmehub.people.roster_lines import RosterFault


class RosterInput(BaseModel):
    """
    A roster's file that is about to be sent.

    Attributes
    ----------
    name
        What the file is called.
    size, sha256
        Of the file: bytes, and its digest as hexadecimal digits. No other content is taken.
    delta
        True if each line has in its column action whom to add (or change) and whom to remove; otherwise the file is the
        whole roster, and whoever isn't in it is taken out.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)

    name: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=200)]
    size: Annotated[int, Field(ge=1, le=LARGEST_ROSTER)]
    sha256: Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]
    delta: bool = False


class RosterStepInput(BaseModel):
    """
    What is to be done with a sent roster.

    Attributes
    ----------
    status
        ``checking`` once the file is put: it is looked through, and changes nothing. ``loading`` once that is done and
        what would change was seen.
    removed
        How many licensees are taken out, as ``changes`` told; needed to load.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)

    status: Literal[RosterStatus.CHECKING, RosterStatus.LOADING]
    removed: Annotated[int, Field(ge=0)] | None = None


class RosterPlace(BaseModel):
    """Where the file has to be put within fifteen minutes; every header has to be sent."""

    url: str
    method: Literal["PUT"] = "PUT"
    headers: dict[str, str]


class SentRosterView(BaseModel):
    """
    A sent roster, and how far it is.

    Attributes
    ----------
    sent_by
        Who sent it, as the hub calls them; ``is_you`` if that is who asks now.
    lines
        How many lines have something, once it is looked through.
    refusal
        Why the file as a whole can't be read, and what to do.
    faults, fault_count
        What is wrong with lines, the first 200 of them, and how many there are.
    changes
        What loading changes, or has changed; some licence numbers of those who go stand in ``gone``.
    takes_many
        Whether more than a tenth of the roster goes, as with a file that is cut off.
    confirmed_at
        When an officer said that it is to be loaded.
    stored
        How many lines are stored so far.
    moved
        How many reported credits that had waited for these licensees were moved to them.
    place
        Where the file has to be put; told once.
    table
        The address of a CSV with all faults, or with all licensees that are added, changed and taken out; good for five
        minutes, and told of one roster alone.
    """

    roster_id: str
    state: str
    sent_at: dt.datetime
    sent_by: str
    is_you: bool
    name: str
    delta: bool
    status: RosterStatus
    lines: int
    refusal: str | None
    faults: tuple[RosterFault, ...]
    fault_count: int
    changes: RosterChanges | None
    takes_many: bool
    confirmed_at: dt.datetime | None
    stored: int
    moved: int
    kept_until: dt.datetime
    place: RosterPlace | None = None
    table: str | None = None

    @classmethod
    def of(
        cls, roster: SentRoster, reader: StateReader, place: RosterPlace | None = None, table: str | None = None
    ) -> Self:
        """Return what is told of a sent roster to an officer of its state."""
        told = roster.model_dump(include={*cls.model_fields} - {"sent_by"})
        return cls(
            **told,
            sent_by=roster.sent_by.partition(" ")[2],
            is_you=roster.sent_by == reader.reader_id,
            takes_many=roster.changes is not None and roster.changes.takes_many,
            kept_until=roster.sent_at + SENT_ROSTER_LIFE,
            place=place,
            table=table,
        )


class SentRosters(BaseModel):
    """The latest rosters that were sent for a state, without the faults of their lines."""

    rosters: tuple[SentRosterView, ...]
