"""A licensee's cycle, from the pack of the board and what is known of the licence; pure, no I/O."""

import calendar
import datetime as dt
from collections.abc import Iterator
from typing import Literal, NamedTuple

from cmehub.rules.requirements.pack import CycleEnd, RequirementPack

Needed = Literal["length of the cycle", "end of the cycle", "birth month and day", "day of issue", "last day"]
"""What has to be known: the first two of the board, the others of the licensee and the licence."""


class Licensee(NamedTuple):
    """
    What is known of a licensee.

    Attributes
    ----------
    birth_month_day
        Such as ``02-29``.
    issued, expires
        The day on which the licence was first issued, and the last one on which it is valid, now or after any renewal.
    """

    birth_month_day: str | None = None
    issued: dt.date | None = None
    expires: dt.date | None = None


class Cycle(NamedTuple):
    """The first and the last day of a cycle, and whether the licence was issued in it; None if that isn't known."""

    starts: dt.date
    ends: dt.date
    is_first: bool | None


class Unknown(NamedTuple):
    """There is no telling a cycle without these."""

    needed: tuple[Needed, ...]


def cycle_on(pack: RequirementPack, licensee: Licensee, on: dt.date) -> Cycle | Unknown:
    """
    Return the cycle in which a day lies, or what has to be known to tell it.

    Where cycles begin after the licence is issued, a day before that is told the first one.
    """
    if pack.length is None or pack.ends is None:
        return Unknown(tuple(_unfound(pack)))
    years = pack.length.years
    rule = _by_licence(pack.ends, years)
    if needed := tuple(_needed(rule, licensee)):
        return Unknown(needed)
    anchor = _anchor(rule, licensee)
    begins = _end_in(anchor, rule, licensee) + dt.timedelta(days=1) if rule.on == "birthday after issue" else None
    on = max(on, begins or on)
    year = on.year + (anchor - on.year) % years
    if _end_in(year, rule, licensee) < on:
        year += years
    starts = _end_in(year - years, rule, licensee) + dt.timedelta(days=1)
    is_first = None if licensee.issued is None else licensee.issued >= starts or starts == begins
    return Cycle(starts, _end_in(year, rule, licensee), is_first)


def _unfound(pack: RequirementPack) -> Iterator[Needed]:
    if pack.length is None:
        yield "length of the cycle"
    if pack.ends is None:
        yield "end of the cycle"


def _by_licence(rule: CycleEnd, years: int) -> CycleEnd:
    """Return the rule that tells the year: a birthday alone doesn't, if a cycle has more years than one."""
    if rule.on in ("birth month", "birthday") and years > 1 and rule.year is None:
        return rule.model_copy(update={"on": "licence"})
    return rule


def _needed(rule: CycleEnd, licensee: Licensee) -> Iterator[Needed]:
    if rule.on in ("birth month", "birthday", "birthday after issue") and licensee.birth_month_day is None:
        yield "birth month and day"
    if rule.on == "birthday after issue" and licensee.issued is None:
        yield "day of issue"
    if rule.on == "licence" and licensee.expires is None:
        yield "last day"


def _anchor(rule: CycleEnd, licensee: Licensee) -> int:
    """Return a year in which a cycle ends; of cycles of one year, any is."""
    if rule.on == "licence" and licensee.expires:
        return licensee.expires.year
    if rule.on == "birthday after issue" and licensee.issued:
        birthday = _end_in(licensee.issued.year, rule, licensee) + dt.timedelta(days=1)
        return birthday.year if birthday > licensee.issued else birthday.year + 1
    return rule.year or dt.date.min.year


def _end_in(year: int, rule: CycleEnd, licensee: Licensee) -> dt.date:
    """Return the day of a year on which a cycle would end."""
    if rule.on == "date":
        return _day(year, rule.month or 1, rule.day or 1)
    if rule.on == "licence" and licensee.expires:
        month, day = licensee.expires.month, licensee.expires.day
        is_last = day == calendar.monthrange(licensee.expires.year, month)[1]
        return _day(year, month, _LAST if is_last else day)
    month, day = map(int, (licensee.birth_month_day or "01-01").split("-"))
    if rule.on == "birth month":
        return _day(year, month, _LAST)
    birthday = _day(year, month, day)
    return birthday - dt.timedelta(days=1) if rule.on == "birthday after issue" else birthday


_LAST = 31


def _day(year: int, month: int, day: int) -> dt.date:
    """Return a day of a year, or the month's last one if it has fewer days."""
    return dt.date(year, month, min(day, calendar.monthrange(year, month)[1]))
