"""A row is read as far as it can be, each field for itself."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from cmehub.activities.rows import ActivityRow
from cmehub.fields.readings import ALL_READ, Unread, read_in_part

FIELDS: dict[str, Any] = {
    "action": "Add",
    "provider_activity_id": "EX-1",
    "title": "An example",
    "activity_format": "Enduring Material",
    "start_date": "2026-01-01",
    "end_date": "2026-12-31",
    "credits": "5",
    "specialties": ["Nephrology"],
    "rems": {"rems_type": "Mycophenolate", "identifier": "EG-1"},
    "registrations": [
        {"board": "ABIM", "points": "5", "credit_types": ["Medical Knowledge"]},
        {"board": "ABP", "points": "5", "credit_types": ["Part 2"]},
    ],
}
BAD = "\x00" * 3


def test_a_row_that_reads_is_read_whole() -> None:
    reading = read_in_part(ActivityRow, FIELDS)

    assert (reading.row, reading.unread, reading.error) == (ActivityRow.model_validate(FIELDS), ALL_READ, None)


def test_what_cannot_be_read_is_named_and_the_rest_is_there() -> None:
    registrations = [FIELDS["registrations"][0] | {"points": "many", "claim_date": "soon"}, {"board": "ABX"}]

    changes = {"url": "www", "start_date": "soon", "registrations": registrations, "rems": {"rems_type": "x"}}
    row, unread, error = read_in_part(ActivityRow, FIELDS | changes)

    assert isinstance(error, ValidationError)
    assert (row.url, row.rems, row.title, row.end_date.year, row.credits) == (None, None, "An example", 2026, 5)
    assert not hasattr(row, "start_date")
    assert not unread.spares("start_date")
    assert unread.spares("title", "end_date")
    first, second = row.registrations
    assert (first.board, first.points, first.claim_date, first.credit_types) == (
        *("ABIM", None, None),
        ("Medical Knowledge",),
    )
    assert unread.below("registrations", 0) == Unread(frozenset({("points",), ("claim_date",)}))
    assert unread.below("registrations", 1) == Unread(frozenset({("board",), ("credit_types",)}))
    assert second.points is None


@pytest.mark.parametrize(
    "registrations", ["none", ["none"], FIELDS["registrations"] * 101], ids=["text", "texts", "too-many"]
)
def test_a_list_that_is_none_is_left_out(registrations: object) -> None:
    row, unread, _ = read_in_part(ActivityRow, FIELDS | {"registrations": registrations})

    assert (row.registrations, unread.spares("registrations")) == ((), False)


@given(st.sets(st.sampled_from(sorted(FIELDS))))
def test_any_fields_may_be_bad(names: set[str]) -> None:
    row, unread, _ = read_in_part(ActivityRow, FIELDS | dict.fromkeys(names, BAD))

    good = ActivityRow.model_validate(FIELDS)
    assert {name for name in FIELDS if not unread.spares(name)} == names
    assert all(getattr(row, name) == getattr(good, name) for name in FIELDS.keys() - names)
