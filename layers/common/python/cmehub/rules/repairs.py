"""What was read otherwise than it was written: told as notes, never done in silence."""

from collections.abc import Iterator, Mapping
from typing import Any

from pydantic import BaseModel

from cmehub.activities.rows import ActivityRow
from cmehub.issues.issue import Issue, row_issue
from cmehub.learners.records import LearnerRow
from cmehub.submissions.rows import FieldName

_DATES = ("completion_date", "start_date", "end_date")
_DAY_NUMBER = "it is Excel's number of that day"
_NAMES = ("given_name", "family_name")


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
    for name in _DATES:
        if _is_day_number(written := fields.get(name)):
            yield _note(number, field_name((name,)), written, getattr(row, name), _DAY_NUMBER)
    for place, registration in enumerate(row.registrations if isinstance(row, ActivityRow) else ()):
        if _is_day_number(written := fields["registrations"][place].get("claim_date")):
            at = ("registrations", place, "claim_date")
            yield _note(number, field_name(at), written, registration.claim_date, _DAY_NUMBER)
    for name in _NAMES:
        written = fields.get(name)
        if isinstance(written, str) and not written.isascii():
            read = getattr(row, name)
            if read != " ".join(written.split()):
                why = "names are kept with plain apostrophes and hyphens"
                yield _note(number, field_name((name,)), written, read, why)
    written = fields.get("birth_month_day")
    if isinstance(row, LearnerRow) and isinstance(written, str) and written[-3:].isalpha():
        why = "Excel writes so what it took for a date"
        yield _note(number, field_name(("birth_month_day",)), written, row.birth_month_day, why)
    written = fields.get("provider_id")
    if isinstance(written, str) and written != provider_id and written.zfill(len(provider_id)) == provider_id:
        yield _note(number, field_name(("provider_id",)), written, provider_id, "its leading zeroes were lost")


def _is_day_number(written: object) -> bool:
    return isinstance(written, str) and written.isdecimal()


def _note(number: int, field: str, written: object, taken: object, why: str) -> Issue:
    return row_issue("FIELD_REPAIRED", number, field=field, value=written, taken=taken, why=why, suggestion=taken)
