"""Months, as figures are counted by them: named such as ``2026-10``, in UTC."""

import datetime as dt
from collections.abc import Iterator

_MONTHS_A_YEAR = 12
_TICK = dt.timedelta(microseconds=1)


def month_of(at: dt.datetime) -> str:
    """Return the month in which a moment lies."""
    return at.astimezone(dt.UTC).strftime("%Y-%m")


def span_of(month: str) -> tuple[dt.datetime, dt.datetime]:
    """Return the first and the last moment of a month; raises `ValueError` if no month is named so."""
    first = dt.datetime.strptime(month, "%Y-%m").replace(tzinfo=dt.UTC)
    return first, (first + dt.timedelta(days=31)).replace(day=1) - _TICK


def months_between(first: str, last: str) -> Iterator[str]:
    """Yield the months from one to another, in order; none if the last lies before the first."""
    month = first
    while month <= last:
        yield month
        month = month_of(span_of(month)[1] + _TICK)


def year_until(month: str) -> str:
    """Return the month with which the twelve months begin that end with this one."""
    year, number = map(int, month.split("-"))
    return f"{year:04}-01" if number == _MONTHS_A_YEAR else f"{year - 1:04}-{number + 1:02}"
