"""What was read otherwise than it was written: told as notes, never done in silence."""

from collections.abc import Iterator, Mapping
from typing import Any

from pydantic import BaseModel

from cmehub.activities.rows import ActivityRow
from cmehub.fields.dates import is_day_number, is_of_excel
from cmehub.issues.issue import Issue, row_issue
from cmehub.learners.credit_lines import CreditLine
from cmehub.learners.records import LearnerRow
from cmehub.people.match_rows import MatchRow
from cmehub.submissions.rows import FieldName, Location

_DATES = ("completion_date", "start_date", "end_date")
_DAY_NUMBER = "it is Excel's number of that day"
_MATCH_IDS = ("licence", "board_id")
_LONGEST_EXACT = len("12.25")
_NAMES = ("given_name", "family_name")

_Read = tuple[Location, str | None, object]
"""Where a field stands, what was read there, and what is written."""


def repairs(
    number: int, row: BaseModel, fields: Mapping[str, Any], provider_id: str, field_name: FieldName
) -> Iterator[Issue]:
    """
    Yield a note for each field of a row that was mended while it was read.

    Parameters
    ----------
    number
        The sender's row number.
    row, fields
        What was read, and what the sender wrote.
    provider_id
        Who sent the row, with every leading zero.
    field_name
        Gives the sender's name of a field.
    """
    yield from _day_numbers(number, row, fields, field_name)
    for name in _NAMES:
        written = fields.get(name)
        if isinstance(written, str) and not written.isascii():
            read = getattr(row, name)
            if read != " ".join(written.split()):
                why = "names are kept with plain apostrophes and hyphens"
                yield _note(number, field_name((name,)), written, read, why)
    written = fields.get("birth_month_day")
    if isinstance(row, LearnerRow | MatchRow) and isinstance(written, str) and is_of_excel(written):
        why = "Excel writes so what it took for a date"
        yield _note(number, field_name(("birth_month_day",)), written, row.birth_month_day, why)
    yield from _without_ids(number, row, fields, field_name)
    yield from _rounded(number, row, fields, field_name)
    written = fields.get("provider_id")
    if isinstance(written, str) and written != provider_id and written.zfill(len(provider_id)) == provider_id:
        yield _note(number, field_name(("provider_id",)), written, provider_id, "its leading zeroes were lost")


def _day_numbers(number: int, row: BaseModel, fields: Mapping[str, Any], field_name: FieldName) -> Iterator[Issue]:
    """Yield a note for each date that is Excel's number of its day."""
    for name in _DATES:
        if _is_day_number(written := fields.get(name)):
            yield _note(number, field_name((name,)), written, getattr(row, name), _DAY_NUMBER)
    for place, registration in enumerate(row.registrations if isinstance(row, ActivityRow) else ()):
        if _is_day_number(written := fields["registrations"][place].get("claim_date")):
            yield _note(
                number,
                field_name(("registrations", place, "claim_date")),
                written,
                registration.claim_date,
                _DAY_NUMBER,
            )


def _without_ids(number: int, row: BaseModel, fields: Mapping[str, Any], field_name: FieldName) -> Iterator[Issue]:
    """Yield a note for each word that says that there is no ID."""
    names = _MATCH_IDS if isinstance(row, MatchRow) else ()
    of_row: Iterator[_Read] = (((name,), getattr(row, name), fields.get(name)) for name in names)
    of_lines: Iterator[_Read] = (
        (("lines", place, "learner_id"), line.learner_id, written.get("learner_id"))
        for place, line, written in _lines(row, fields)
    )
    for at, read, words in (*of_row, *of_lines):
        if read is None and words:
            why = "it says that there is no ID"
            yield row_issue("FIELD_REPAIRED", number, field=field_name(at), value=words, taken="blank", why=why)


def _rounded(number: int, row: BaseModel, fields: Mapping[str, Any], field_name: FieldName) -> Iterator[Issue]:
    """Yield a note for each amount that was a hair beside a step."""
    for place, line, fields_of_line in _lines(row, fields):
        written = fields_of_line.get("amount")
        if isinstance(written, str) and len(written) > _LONGEST_EXACT and float(written) != line.amount:
            why = "it differs by less than a millionth"
            yield _note(number, field_name(("lines", place, "amount")), written, line.amount, why)


def _lines(row: BaseModel, fields: Mapping[str, Any]) -> Iterator[tuple[int, CreditLine, Mapping[str, Any]]]:
    """Yield the credit lines of a row, each with its place and as it is written."""
    if isinstance(row, LearnerRow):
        for place, (line, written) in enumerate(zip(row.lines, fields.get("lines", ()), strict=False)):
            yield place, line, written


def _is_day_number(written: object) -> bool:
    return isinstance(written, str) and is_day_number(written)


def _note(number: int, field: str, written: object, taken: object, why: str) -> Issue:
    return row_issue("FIELD_REPAIRED", number, field=field, value=written, taken=taken, why=why, suggestion=taken)
