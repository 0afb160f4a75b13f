"""Advice about a learner row that keeps every rule: what its board may not count, and what came late; pure, no I/O."""

import datetime as dt
from collections.abc import Iterator
from typing import Any, NamedTuple

from cmehub.formats import Location
from cmehub.learners import LearnerRow
from cmehub.rule_packs import Packs

PROMPT_DAYS = 30
"""Within how many days a completion is best reported, whatever it is for (accme.org/faq/7921; never a must)."""


class Advice(NamedTuple):
    """An issue of the catalogue that refuses nothing: its code, where, and what its sentences name."""

    code: str
    location: Location
    value: object
    details: dict[str, Any]


def advice(row: LearnerRow, today: dt.date, packs: Packs) -> Iterator[Advice]:
    """
    Yield what the sender of a row should know.

    That a row is late is told once: by the board whose year ended first, or else by the common advice, so that a mail
    has one line about it.
    """
    done = row.completion_date
    of_boards = {board: packs(board, done) for board in row.boards()}
    year_ends = {
        board: last
        for board, pack in of_boards.items()
        if pack.year_end and (last := pack.year_end.of(done.year)) < today
    }
    if year_ends:
        board = min(year_ends, key=lambda one: year_ends[one])
        told = {"board": board, "year": done.year, "last_day": year_ends[board]}
        yield Advice("REPORTED_AFTER_YEAR_END", ("completion_date",), done, told)
    elif row.lines and (today - done).days > PROMPT_DAYS:
        yield Advice("REPORTED_LATE", ("completion_date",), done, {"days": PROMPT_DAYS})
    for board, pack in of_boards.items():
        if pack.daily_points and (points := row.points(board)) > pack.daily_points.points:
            place = max(
                (place for place, line in enumerate(row.lines) if line.board == board),
                key=lambda place: row.lines[place].amount,
            )
            told = {"board": board, "points": f"{pack.daily_points.points:g}"}
            yield Advice("POINTS_FOR_ONE_DAY", ("lines", place, "amount"), f"{points:g}", told)
