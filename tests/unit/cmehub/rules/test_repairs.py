"""What was mended while it was read is told as a note, and nothing else is."""

from typing import Any

import pytest

from cmehub.activities.rows import ActivityRow
from cmehub.issues.issue import Issue
from cmehub.people.match_rows import MatchRow
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


def learner_notes(**line: str) -> list[Issue]:
    written = {"lines": [{"board": "ABIM", "credit_type": "Medical Knowledge", "amount": "1"} | line]}
    return [*repairs(3, a_row(**written), written, PROVIDER_ID, lambda location: str(location[-1]))]


def test_words_for_no_id_are_noted() -> None:
    (note,) = learner_notes(learner_id="pending")

    assert (note.field, note.value) == ("learner_id", "pending")
    assert "it was taken as blank" in note.message
    assert learner_notes(learner_id="10003") == []


def test_a_match_row_is_noted_too() -> None:
    written = {"given_name": "A", "family_name": "B", "birth_month_day": "28-Feb", "board_id": "N/A", "licence": "0012"}
    found = repairs(3, MatchRow.model_validate(written), written, "", lambda location: str(location[-1]))

    assert [note.field for note in found] == ["birth_month_day", "board_id"]


def test_an_amount_a_hair_beside_a_step_is_noted() -> None:
    (note,) = learner_notes(amount="1.2499999999999998")

    assert (note.field, note.suggestion) == ("amount", "1.25")
    assert learner_notes(amount="1.250000") == []


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
