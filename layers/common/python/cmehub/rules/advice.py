"""Advice about a learner row that keeps every rule: what its board may not count, and what came late; pure, no I/O."""

import datetime as dt
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from cmehub.activities.activity import Activity
from cmehub.learners.records import LearnerRow
from cmehub.rules.packs import RulePack
from cmehub.submissions.rows import Location

PROMPT_DAYS = 30
"""Within how many days a completion is best reported, whatever it is for (accme.org/faq/7921; never a must)."""


class Finding(NamedTuple):
    """An issue of the catalogue: its code, where, and what its sentences name."""

    code: str
    location: Location
    value: object
    details: dict[str, Any]


def advice(row: LearnerRow, activity: Activity, today: dt.date, packs: Sequence[RulePack]) -> Iterator[Finding]:
    """
    Yield what the sender of a row should know.

    That a row is late is told once: by the board whose year ended first, or else by the common advice, so that a mail
    has one line about it. ``packs`` are the rules of the row's boards on the completion date.
    """
    if row.lines and (late := _late(row.completion_date, today, packs)):
        yield late
    if activity.closed_by:
        yield Finding("ACTIVITY_CLOSED", ("activity_id",), activity.activity_id, {})
    for pack in packs:
        registration = activity.registration_for(pack.board)
        if registration and registration.claim_date and registration.claim_date < today:
            at = ("lines", next(place for place, line in enumerate(row.lines) if line.board == pack.board), "board")
            yield Finding("CLAIM_DATE_PASSED", at, pack.board, {"last_day": registration.claim_date})
        if pack.daily_points and (points := row.points(pack.board)) > pack.daily_points.points:
            at = ("lines", _largest(row, pack.board), "amount")
            told = {"board": pack.board, "points": f"{pack.daily_points.points:g}"}
            yield Finding("POINTS_FOR_ONE_DAY", at, f"{points:g}", told)


def _late(done: dt.date, today: dt.date, packs: Sequence[RulePack]) -> Finding | None:
    first: tuple[dt.date, str] | None = None
    for pack in packs:
        if pack.year_end and (last_day := pack.year_end.last_day(done.year)) < today:
            first = min(first or (last_day, pack.board), (last_day, pack.board))
    at = ("completion_date",)
    if first:
        told = {"board": first[1], "year": done.year, "last_day": first[0]}
        return Finding("REPORTED_AFTER_YEAR_END", at, done, told)
    return Finding("REPORTED_LATE", at, done, {"days": PROMPT_DAYS}) if (today - done).days > PROMPT_DAYS else None


def _largest(row: LearnerRow, board: str) -> int:
    places = (place for place, line in enumerate(row.lines) if line.board == board)
    return max(places, key=lambda place: row.lines[place].amount)
