"""What was mended while it was read is told as a note, and nothing else is."""

from typing import Any

import pytest

from cmehub.activities.rows import ActivityRow
from cmehub.issues.issue import Issue
from cmehub.rules.repairs import repairs
from tests.examples import PROVIDER_ID, a_row


def notes(**written: str) -> list[Issue]:
    row = a_row(**written)
    return [*repairs(3, row, written, PROVIDER_ID, lambda location: str(location[-1]))]


@pytest.mark.parametrize(
    ("field", "written", "taken", "why"),
    [
        ("completion_date", "46173", "2026-05-31", "Excel's number"),
        ("given_name", "D\u2019Arcy", "D'Arcy", "plain apostrophes"),
        ("family_name", "O\u02bcBrien", "O'Brien", "plain apostrophes"),
        ("family_name", "Garc\u00eda\u2010L\u00f3pez", "Garc\u00eda-L\u00f3pez", "hyphens"),
        ("birth_month_day", "29-Feb", "02-29", "Excel writes so"),
        ("provider_id", "9999", "0009999", "leading zeroes were lost"),
    ],
)
def test_a_repair_is_noted_with_what_was_taken(field: str, written: str, taken: str, why: str) -> None:
    (note,) = notes(**{field: written})

    assert (note.code, note.severity, note.row, note.field) == ("FIELD_REPAIRED", "note", 3, field)
    assert (note.value, note.suggestion) == (written, taken)
    assert why in note.message


@pytest.mark.parametrize(
    ("field", "written"),
    [
        ("completion_date", "5/31/2026"),
        ("given_name", "Zo\u00eb"),
        ("birth_month_day", "2/29"),
        ("birth_month_day", "2000-02-29T00:00:00"),
        ("family_name", "  Garc\u00eda   L\u00f3pez "),
        ("provider_id", "0009999"),
        ("provider_id", "0001234"),
    ],
)
def test_what_is_read_as_written_is_not_noted(field: str, written: str) -> None:
    assert notes(**{field: written}) == []


def test_a_name_is_stored_with_plain_marks() -> None:
    assert a_row(family_name="O\u2019Brien\u2010Smith").family_name == "O'Brien-Smith"


def test_the_last_day_to_claim_is_noted_under_its_registration() -> None:
    fields: dict[str, Any] = {
        "action": "Add",
        "title": "An example",
        "activity_format": "RSS",
        "start_date": "2026-01-01",
        "end_date": "46022",
        "registrations": [{"board": "ABA", "points": "1", "credit_types": ["X"], "claim_date": "46387"}],
    }
    row = ActivityRow.model_validate(fields)

    found = [*repairs(3, row, fields, PROVIDER_ID, lambda location: ".".join(map(str, location)))]

    assert [(issue.field, issue.suggestion) for issue in found] == [
        ("end_date", "2025-12-31"),
        ("registrations.0.claim_date", "2026-12-31"),
    ]
