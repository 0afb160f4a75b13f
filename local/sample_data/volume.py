"""Learner files of any size in constant memory, for benchmarks and load."""

import datetime as dt
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path

from cmehub.activities.activity import Activity
from local.sample_data.activities import sample_activity
from local.sample_data.completions import Completion, Reported, completion
from local.sample_data.learner_json import write_json_reports
from local.sample_data.learner_text import write_separated
from local.sample_data.learner_workbook import write_workbook
from local.sample_data.learner_xml import write_reports
from local.sample_data.physicians import DEFAULT_SEED, SAMPLE_PHYSICIANS, SamplePhysician, physician
from local.sample_data.reports import with_credit_ids

MISTAKE_EVERY = 50
_ACTIVITIES = {
    "ABA": ("ALL-26-020",),
    "ABIM": ("IM-26-001", "IM-26-014", "SURG-26-JRN", "ALL-26-020"),
    "ABP": ("PED-26-RSS", "PED-26-JRN", "PED-26-ISL", "ALL-26-020"),
    "ABS": ("SURG-26-JRN", "ALL-26-020"),
    "": ("GEN-26-100", "ALL-26-020"),
}
_FIRST_DAY = dt.date(2026, 2, 2)
_DAYS = 270
_AMOUNTS = (0.5, 0.25, 0.75, 1.0, 1.25, 1.5, 1.75, 2.0)
_ROWS_PER_PHYSICIAN = _DAYS * len(_AMOUNTS)


def volume_rows(
    rows: int,
    seed: int = DEFAULT_SEED,
    *,
    physicians: int = SAMPLE_PHYSICIANS,
    mistake_every: int = MISTAKE_EVERY,
) -> Iterator[Reported]:
    """Yield rows that all differ, mostly clean, with what the hub is to say of each.

    Parameters
    ----------
    physicians
        How many learners the rows go round; `sample_rosters` of the same number holds them. A learner takes about five
        rows before the boards' ceilings are met, so give a fifth of ``rows`` where the boards shall accept.
    mistake_every
        Each so-manieth row has a mistake that the hub refuses; 0 for none.

    Raises
    ------
    ValueError
        If so few physicians can't have so many different completions.
    """
    if rows > physicians * _ROWS_PER_PHYSICIAN:
        raise ValueError(f"{rows} rows need at least {-(-rows // _ROWS_PER_PHYSICIAN)} physicians, not {physicians}.")
    for place in range(rows):
        good = _row(physician(place % physicians, seed), place // physicians, place)
        if mistake_every and place % mistake_every == mistake_every - 1:
            yield _mistaken(good, place // mistake_every)
        else:
            yield Reported(good)


_Write = Callable[[Path, Iterator[Reported], int], int]


def _numbered(reported: Iterator[Reported], seed: int) -> Iterator[Completion]:
    """Yield completions with credit IDs, which the documents of systems have."""
    return (with_credit_ids(row.completion, f"V{seed}-{place}") for place, row in enumerate(reported, start=1))


def _plain(reported: Iterator[Reported]) -> Iterator[Completion]:
    return (row.completion for row in reported)


_WRITES: dict[str, _Write] = {
    "csv": lambda path, reported, _: write_separated(path, _plain(reported), ","),
    "json": lambda path, reported, seed: write_json_reports(path, _numbered(reported, seed)),
    "tab": lambda path, reported, _: write_separated(path, _plain(reported), "\t"),
    "xlsx": lambda path, reported, _: write_workbook(path, _plain(reported), compressed=True),
    "xml": lambda path, reported, seed: write_reports(path, _numbered(reported, seed)),
}
VOLUME_FORMATS = tuple(_WRITES)


def write_volume(
    path: Path,
    format_name: str,
    rows: int,
    seed: int = DEFAULT_SEED,
    *,
    physicians: int = SAMPLE_PHYSICIANS,
    mistake_every: int = MISTAKE_EVERY,
) -> int:
    """Write a learner file of so many rows in one of `VOLUME_FORMATS`; see `volume_rows`. Returns the rows written."""
    reported = volume_rows(rows, seed, physicians=physicians, mistake_every=mistake_every)
    return _WRITES[format_name](path, reported, seed)


@cache
def _activity(name: str) -> Activity:
    return sample_activity(name)


def _row(person: SamplePhysician, turn: int, place: int) -> Completion:
    board = person.board_ids[0][0] if person.board_ids else ""
    names = _ACTIVITIES[board]
    activity = _activity(names[turn % len(names)])
    step, day = divmod(turn // len(names), _DAYS)
    amount = _AMOUNTS[step]
    completed_on = _FIRST_DAY + dt.timedelta(days=day)
    kind = (place + turn) % 3
    if not board or kind == 0:
        return completion(
            person, activity.activity_id, completed_on, cme=amount, by_npi=place % 2 == 0, title=activity.title
        )
    registration = activity.registration_for(board)
    assert registration is not None  # noqa: S101 - follows from _ACTIVITIES
    credit_types = registration.credit_types if kind == 1 and board in {"ABA", "ABS"} else registration.credit_types[:1]
    return completion(
        person,
        activity.activity_id,
        completed_on,
        board=board,
        lines=tuple((credit_type, amount) for credit_type in credit_types),
        cme=amount if kind == 1 else None,
        title=activity.title,
    )


def _mistaken(good: Completion, turn: int) -> Reported:
    kind = turn % 4
    if kind == 0:
        return Reported(replace(good, activity_id=f"2026{str(good.activity_id)[:5]}"), "refused", "ACTIVITY_NOT_FOUND")
    if kind == 1 and isinstance(good.completed_on, dt.date):
        return Reported(
            replace(good, completed_on=good.completed_on.replace(year=2099)), "refused", "COMPLETION_IN_FUTURE"
        )
    if kind == 2:  # noqa: PLR2004
        return Reported(replace(good, birth_day=None), "refused", "FIELD_MISSING")
    return Reported(replace(good, birth_day="02/30"), "refused", "FIELD_FORMAT")
