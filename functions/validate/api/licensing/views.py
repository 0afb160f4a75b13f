"""What officers of a state ask and are told."""

import datetime as dt
from typing import Annotated, Self

from pydantic import BaseModel, ConfigDict, JsonValue, StringConstraints, model_validator

from cmehub.accounts.ending_keys import EndingKey
from cmehub.api.contract import Day
from cmehub.licensing.chosen_spans import ChosenSpan
from cmehub.licensing.licensee_pages import PageCredit
from cmehub.licensing.state_log import Look
from cmehub.licensing.state_readers import is_system
from cmehub.people.rosters import Degree, RosterEntry, RosterLoad

_MOST_YEARS = 15
_CREDITS_EXAMPLE: dict[str, JsonValue] = {
    "state": "OH",
    "licence": "35900001",
    "since": "2026-01-01",
    "until": "2026-11-20",
    "credits": [
        {
            "credit_id": "202612345-20261001",
            "activity_id": "202612345",
            "title": "Safe prescribing of opioids",
            "provider": "Example Medical Education",
            "completed_on": "2026-10-01",
            "amount": 2.0,
            "topics": ["Pain management"],
        }
    ],
    "total": 2.0,
}
LicenceNumber = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=100)]


class FoundLicensee(BaseModel):
    """Somebody on the state's own roster, as it has them."""

    licence: str
    given_name: str
    family_name: str
    birth_month_day: str
    npi: str | None

    @classmethod
    def of(cls, entry: RosterEntry) -> "FoundLicensee":
        """Return what is told of a roster entry."""
        return cls(
            licence=entry.entry_id,
            given_name=entry.given_name,
            family_name=entry.family_name,
            birth_month_day=entry.birth_month_day,
            npi=entry.npi,
        )


class FoundLicensees(BaseModel):
    """Who was found, by licence number; nobody is said of whoever isn't on the roster, whatever the reason."""

    licensees: tuple[FoundLicensee, ...]


class DaysInput(BaseModel):
    """
    Which days of licensees are wanted.

    Attributes
    ----------
    since, until
        Days to look at instead of the licensee's cycle; both or neither.
    degree
        The licensee's, where the state has two boards and the roster doesn't tell it.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)

    since: Day | None = None
    until: Day | None = None
    degree: Degree | None = None

    @model_validator(mode="after")
    def _days_are_a_span(self) -> Self:
        if (self.since is None) != (self.until is None):
            raise ValueError("since and until: give both, or neither")
        if self.since and self.until:
            if self.since > self.until:
                raise ValueError("since and until: the first day is after the last one")
            if self.until.year - self.since.year > _MOST_YEARS:
                raise ValueError(f"since and until: give at most {_MOST_YEARS} years")
        return self

    @property
    def chosen(self) -> ChosenSpan | None:
        """The days that are wanted, if any are."""
        return ChosenSpan(self.since, self.until) if self.since and self.until else None


class ReadingInput(DaysInput):
    """
    Whose page is wanted.

    Attributes
    ----------
    licence
        The licence number.
    """

    licence: LicenceNumber


class LicenseeCredits(BaseModel):
    """
    A licensee's CME credits, as the state may see them.

    Attributes
    ----------
    since, until
        Between which days they were completed, both included.
    credits
        The newest completion first.
    total
        What they come to, in AMA PRA Category 1 credits.
    """

    model_config = ConfigDict(json_schema_extra={"examples": [_CREDITS_EXAMPLE]})

    state: str
    licence: str
    since: dt.date
    until: dt.date
    credits: tuple[PageCredit, ...]
    total: float


class LoadedRoster(BaseModel):
    """
    What is loaded of the state's roster.

    Attributes
    ----------
    at, entries
        When the whole roster was loaded, and how many licensees it had.
    changed_at
        When it was changed last since, if it was.
    """

    at: dt.datetime
    entries: int
    changed_at: dt.datetime | None

    @classmethod
    def of(cls, whole: RosterLoad, loads: list[RosterLoad]) -> "LoadedRoster":
        """Return what is told of the load of a whole roster, and of those that came later."""
        later = [load.at for load in loads if load.number > whole.number]
        return cls(at=whole.at, entries=whole.entries, changed_at=max(later, default=None))


class StateView(BaseModel):
    """
    A state for whose licensing board somebody reads.

    Attributes
    ----------
    boards
        The names of its boards whose requirements are known here: two where osteopathic physicians have their own.
    is_voluntary
        Whether its licensees may withhold their credits: then what is missing may be withheld.
    roster
        Null before one was loaded.
    names_per_day
        How many names an officer may look up on a day (UTC).
    ending_keys
        The keys of the board's own system that end within 60 days, and whose place none takes.
    """

    state: str
    name: str
    boards: tuple[str, ...]
    is_voluntary: bool
    roster: LoadedRoster | None
    names_per_day: int
    ending_keys: tuple[EndingKey, ...]


class LookView(BaseModel):
    """
    One look of an officer, or of the board's own system.

    Attributes
    ----------
    asked_by
        Who looked, as the hub calls them: an officer, or the key's ID if it was a system (``by_system``); ``is_you`` if
        that is who asks.
    licences
        Whom it led to.
    since, until
        Between which days credits were looked at, of a page, a print or credits.
    """

    at: dt.datetime
    asked_by: str
    by_system: bool
    is_you: bool
    kind: str
    licences: tuple[str, ...]
    since: dt.date | None
    until: dt.date | None

    @classmethod
    def of(cls, look: Look, reader_id: str) -> "LookView":
        """Return what is told of a look to a reader."""
        return cls(
            at=look.at,
            asked_by=look.reader_id.partition(" ")[2],
            by_system=is_system(look.reader_id),
            is_you=look.reader_id == reader_id,
            kind=look.kind,
            licences=look.licences,
            since=look.since,
            until=look.until,
        )


class StateLog(BaseModel):
    """A part of a state's log, the latest first."""

    looks: tuple[LookView, ...]
