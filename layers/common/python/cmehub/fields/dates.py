"""
Dates and birth days as people and programs write them.

With slashes or hyphens the month stands first, as PARS reads them; with dots, the day. A year of two digits is one of
2000 to 2099.
"""

import calendar
import datetime as dt
import re
from contextlib import suppress
from functools import lru_cache
from typing import NamedTuple

_CENTURY = 2000
_YEAR_DIGITS = 4
_LEAP_YEAR = 2000  # which has every birth day
_MONTHS_IN_YEAR = 12
_EXCEL_EPOCH = dt.date(1899, 12, 30)  # day 0 of Excel, which counts a 29 February 1900 that never was
_EXCEL_DAYS = range(20_000, 80_000)  # from 1954 to 2119: other numbers are no dates that anybody means
_ISO_LENGTH = 10
_LONGEST = 64
_MONTHS = {
    name.casefold(): number
    for names in (calendar.month_abbr, calendar.month_name)
    for number, name in enumerate(names)
    if name
} | {"sept": 9}

_WEEKDAY = "(?:(?:" + "|".join([*calendar.day_name, *calendar.day_abbr]) + r")[,.]?\s+)?"
_TIME = r"(?:[T\s,]+\d.*)?"
_MONTH = r"(?P<name>[A-Za-z]{3,9})\.?"
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
_ANY_YEAR = r"(?P<year>\d{4}|\d{2})"
_DATES = [
    re.compile(_WEEKDAY + pattern + _TIME, re.IGNORECASE)
    for pattern in (
        rf"(?P<month>\d{{1,2}})(?P<mark>[/-])(?P<day>\d{{1,2}})(?P=mark){_ANY_YEAR}",
        r"(?P<year>\d{4})(?P<mark>[-/.])(?P<month>\d{1,2})(?P=mark)(?P<day>\d{1,2})",
        rf"(?P<day>\d{{1,2}})\.\s?(?P<month>\d{{1,2}})\.\s?{_ANY_YEAR}",
        rf"{_DAY}[-\s./]*{_MONTH}[-\s.,/]*{_ANY_YEAR}",
        rf"{_MONTH}[-\s.]*{_DAY}[-\s,/]+{_ANY_YEAR}",
        r"(?P<year>\d{4})(?P<month>\d\d)(?P<day>\d\d)",
    )
]
_BIRTH_DAYS = [
    re.compile(pattern)
    for pattern in (
        r"(?:--)?(?P<month>\d{1,2})[/-](?P<day>\d{1,2})",
        r"(?P<day>\d{1,2})\.\s?(?P<month>\d{1,2})\.?",
        rf"{_DAY}[-\s./]*{_MONTH}",
        rf"{_MONTH}[-\s.]*{_DAY}",
    )
]
_OF_EXCEL = re.compile(r"\d{1,2}-[A-Za-z]{3}|[A-Za-z]{3}-\d{1,2}")
_SLASHED = re.compile(r"(\d{1,2})[/-](\d{1,2})(?:[/-](?:\d{4}|\d{2})(?:[T\s,].*)?)?")


class _Written(NamedTuple):
    """A date as it is written; the year has four digits, or two, or there is none."""

    year: str
    month: int
    day: int

    def date(self) -> dt.date:
        """Return the date; raises ValueError if there is no such day."""
        century = 0 if len(self.year) == _YEAR_DIGITS else _CENTURY
        return dt.date(century + int(self.year), self.month, self.day)


def date_in(text: str) -> dt.date | None:
    """Return the date that a text is, or None."""
    if text[4:5] == text[7:8] == "-" and text[_ISO_LENGTH : _ISO_LENGTH + 1] in ("", "T", " "):
        with suppress(ValueError):
            return dt.date.fromisoformat(text[:_ISO_LENGTH])
    if is_day_number(text):
        return _EXCEL_EPOCH + dt.timedelta(days=int(float(text)))
    written = _whole(text)
    try:
        return written.date() if written else None
    except ValueError:
        return None


def month_day_in(text: str) -> str | None:
    """Return the month and day that a text is or holds, as ``MM-DD``, or None."""
    written = _whole(text) or _matched(text, _BIRTH_DAYS)
    return _month_day(written) if written else None


def birth_year_in(text: str) -> int | None:
    """Return the year of four digits that stands in a birth date, or None."""
    written = _whole(text)
    return int(written.year) if written and len(written.year) == _YEAR_DIGITS else None


def is_day_number(text: str) -> bool:
    """Tell whether a text is Excel's number of a day, maybe with the time as a fraction."""
    whole, _, fraction = text.partition(".")
    return (
        len(whole) == len("20000")
        and whole.isdecimal()
        and int(whole) in _EXCEL_DAYS
        and (not fraction or fraction.isdecimal())
    )


def is_of_excel(text: str) -> bool:
    """Tell whether a text is what Excel makes of ``MM/DD``: ``28-Feb``, and ``Feb-29`` in a year without that day."""
    return _OF_EXCEL.fullmatch(text) is not None


class Order(NamedTuple):
    """
    How a date with slashes may be read.

    Attributes
    ----------
    month_first, day_first
        Whether it is a date with the month, or with the day, in front.
    """

    month_first: bool
    day_first: bool

    @property
    def is_open(self) -> bool:
        """Whether it may be two dates."""
        return self.month_first and self.day_first


def order_in(text: str) -> Order | None:
    """Return how a date with slashes or hyphens may be read; None of any other text, and of 5/5 of any year."""
    if not (found := _SLASHED.fullmatch(text[:_LONGEST])):
        return None
    first, second = int(found[1]), int(found[2])
    if first == second:
        return None
    return Order(month_first=first <= _MONTHS_IN_YEAR, day_first=second <= _MONTHS_IN_YEAR)


def turned(text: str) -> str | None:
    """Return the date or birth day that a text is if day and month are exchanged, or None."""
    if written := _whole(text):
        exchanged = written._replace(month=written.day, day=written.month)
        try:
            return exchanged.date().isoformat()
        except ValueError:
            return None
    birth_day = _matched(text, _BIRTH_DAYS)
    found = _month_day(birth_day._replace(month=birth_day.day, day=birth_day.month)) if birth_day else None
    return found and found.replace("-", "/")


@lru_cache(maxsize=4096)
def _whole(text: str) -> _Written | None:
    return _matched(text, _DATES)


def _matched(text: str, patterns: list[re.Pattern[str]]) -> _Written | None:
    if len(text) > _LONGEST:
        return None
    for pattern in patterns:
        if found := pattern.fullmatch(text):
            parts = found.groupdict()
            name = parts.get("name")
            month = _MONTHS.get(name.casefold(), 0) if name else int(parts["month"])
            return _Written(parts.get("year", ""), month, int(parts["day"]))
    return None


def _month_day(written: _Written) -> str | None:
    try:
        return dt.date(_LEAP_YEAR, written.month, written.day).isoformat()[5:]
    except ValueError:
        return None
