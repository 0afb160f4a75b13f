"""A requirement pack: what a licensing board asks of its licensees' continuing education from a day on."""

import datetime as dt
from typing import Annotated, Any, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, model_validator

from cmehub.people.states import STATES
from cmehub.rules.packs.rules import Period, Remark, Sourced, whole_packs
from cmehub.rules.requirements.topics import TOPICS

_Hours = Annotated[float, Field(ge=0, multiple_of=0.25)]
_Years = Annotated[int, Field(ge=1, le=10)]
_Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]


class Hours(Sourced):
    """
    So many hours in a cycle.

    Attributes
    ----------
    hours
        0 if none are asked for in number.
    over_years
        The years before the cycle's end in which they are earned, if not those of the cycle.
    beside
        What is asked of them too, and can't be told from what is reported.
    """

    hours: _Hours
    over_years: _Years | None = None
    beside: _Text | None = None


class CycleLength(Sourced):
    """How many years a cycle has."""

    years: _Years


class CycleEnd(Sourced):
    """
    The last day of a cycle.

    Attributes
    ----------
    on
        What decides on it: a ``date`` that is one for all, the last day of the licensee's ``birth month``, the
        ``birthday``, the day before the ``birthday after issue`` of the licence comes round, or the last day of the
        ``licence``.
    month, day
        Of the date.
    year
        A year in which cycles end; the others follow from the cycle's length. Birthdays and birth months without one
        go by the licence's last day, if a cycle has more years than one.
    """

    on: Literal["date", "birth month", "birthday", "birthday after issue", "licence"]
    month: Annotated[int, Field(ge=1, le=12)] | None = None
    day: Annotated[int, Field(ge=1, le=31)] | None = None
    year: int | None = None

    @model_validator(mode="after")
    def _a_date_is_whole(self) -> Self:
        if (self.on == "date") != (self.month is not None and self.day is not None):
            raise ValueError("month and day stand with a date, and with nothing else")
        if self.month and self.day:
            dt.date(self.year or 2001, self.month, self.day)
        if self.year and self.on not in ("date", "birth month", "birthday"):
            raise ValueError(f"a year in which cycles end doesn't go with the {self.on}")
        return self


class FirstRenewal(Sourced):
    """What is asked in the cycle in which the licence was issued: ``hours`` if that is a number, and in words."""

    hours: _Hours | None = None
    told: _Text


class Duty(Period):
    """
    What has to be learnt; the period is that of the cycles' last days for which it holds.

    Attributes
    ----------
    topics
        Names of `TOPICS`: about one of them.
    hours
        Null if no number is told; then anything about it will do.
    when
        In each cycle, in the first one only, once and for all, or within so many ``years`` before a cycle's end.
    category_1
        Only Category 1 counts.
    only
        Whom it concerns, if not everybody; the hub doesn't know who they are.
    beside
        What is asked of it too, and can't be told from what is reported.
    """

    topics: Annotated[tuple[str, ...], Field(min_length=1)]
    hours: Annotated[_Hours, Field(gt=0)] | None = None
    when: Literal["each cycle", "first cycle", "once", "years"]
    years: _Years | None = None
    category_1: bool = False
    only: _Text | None = None
    beside: _Text | None = None

    @model_validator(mode="after")
    def _it_can_be_met(self) -> Self:
        if unknown := {*self.topics} - TOPICS.keys():
            raise ValueError(
                f"there are no topics {', '.join(sorted(unknown))}; cmehub.rules.requirements.topics has them"
            )
        if (self.when == "years") != (self.years is not None):
            raise ValueError("years stand with when = years, and with nothing else")
        return self


class MocInstead(Sourced):
    """Whether certification by a specialty board, or keeping it up, counts instead of hours, and how."""

    accepted: bool
    told: _Text | None = None


class Reporting(Sourced):
    """How credits reach the board; ``voluntary`` if a licensee may leave it at that the board is told of none."""

    voluntary: bool
    told: _Text


class RequirementPack(BaseModel):
    """
    What one licensing board asks from ``effective_from`` on, until its next pack; null is what wasn't found.

    Attributes
    ----------
    state, osteopathic
        Whose board it is; ``osteopathic`` where osteopathic physicians have a board of their own, and this is it.
    name
        The board's.
    hours, category_1
        In a cycle, and how many of them have to be of Category 1.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    state: str
    osteopathic: bool = False
    name: _Text
    effective_from: dt.date
    hours: Hours | None = None
    category_1: Hours | None = None
    length: CycleLength | None = None
    ends: CycleEnd | None = None
    first_renewal: FirstRenewal | None = None
    duties: tuple[Duty, ...] = ()
    moc_instead: MocInstead | None = None
    reporting: Reporting | None = None
    exemptions: tuple[Remark, ...] = ()
    remarks: tuple[Remark, ...] = ()

    @property
    def code(self) -> str:
        """How the pack's file and page are called, such as ``ca`` or ``ca-osteopathic``."""
        return f"{self.state.lower()}-osteopathic" if self.osteopathic else self.state.lower()

    @model_validator(mode="after")
    def _its_parts_fit(self) -> Self:
        if self.state not in STATES:
            raise ValueError(f"{self.state} is no state's letters")
        if self.length and self.length.years > 1 and self.ends and self.ends.on == "date" and not self.ends.year:
            raise ValueError("a date needs a year in which cycles end")
        if self.category_1 and self.hours and self.category_1.hours > self.hours.hours:
            raise ValueError("more hours of Category 1 than hours")
        return self


class _PackFile(BaseModel):
    model_config = ConfigDict(extra="forbid")

    state: str
    osteopathic: bool = False
    name: str
    packs: Annotated[tuple[dict[str, Any], ...], Field(min_length=1)]


def read_requirements(document: bytes | str) -> tuple[RequirementPack, ...]:
    """
    Read a board's file of requirement packs.

    The first pack tells everything that is known, each later one only what it changes; null takes something away.

    Returns
    -------
    tuple of RequirementPack
        In the order of the days from which on they hold.

    Raises
    ------
    ValidationError
        If the file doesn't follow the schema.
    """
    file = _PackFile.model_validate_json(document)
    return tuple(map(RequirementPack.model_validate, whole_packs(file.model_dump(exclude={"packs"}), file.packs)))
