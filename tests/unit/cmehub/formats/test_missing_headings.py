"""Headings that are missing: named with what was found instead, and a row never says that a field is empty for it."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from tests.tables import MATCH, ROW, TABLES, opened, refusal, renamed


@pytest.mark.parametrize(
    ("kind", "without"),
    [(kind, heading) for kind, cells in TABLES.items() for heading in [*cells][:6] if kind != "matches"],
)
def test_a_required_heading_that_is_missing_is_named(tmp_path: Path, kind: str, without: str) -> None:
    names = {without: "Quite Different"}

    code, message = refusal(tmp_path, *renamed(TABLES[kind], names))

    assert code == "HEADINGS_MISSING"
    assert message == (
        f"Row 1 holds headings of a table of {kind}, but none that means {without}; not understood: “Quite Different”."
    )


@pytest.mark.parametrize(
    ("without", "lacking"),
    [
        (("Certifying Board ID",), "Certifying Board ID"),
        (("Certifying Board",), "Certifying Board"),
        (("Credit Type",), "Credit Type"),
        (("Credits Awarded for Credit Type",), "Credits Awarded for Credit Type"),
        (("Credit Type", "Credits Awarded for Credit Type"), "Credit Type, Credits Awarded for Credit Type"),
        ([*ROW][6:], "Number of CME Credits"),
    ],
)
def test_a_column_that_a_row_needs_is_named_once_for_the_file(
    tmp_path: Path, without: Sequence[str], lacking: str
) -> None:
    cells = {heading: text for heading, text in ROW.items() if heading not in without}

    code, message = refusal(tmp_path, [*cells], [*cells.values()])

    assert code == "COLUMN_MISSING"
    assert message.startswith(f"Row 2 of this table of learners needs {lacking}, but there is no such column")


def test_a_board_that_needs_no_id_needs_no_column_for_it(tmp_path: Path) -> None:
    cells = {heading: text for heading, text in ROW.items() if heading != "Certifying Board ID"}

    (row,) = opened(tmp_path, [*cells], [*(cells | {"Certifying Board": "ABS"}).values()]).rows

    assert row.fields["lines"][0]["board"] == "ABS"


def test_a_row_that_deletes_needs_no_column_for_credit(tmp_path: Path) -> None:
    cells = dict([*ROW.items()][:6]) | {"Record Action": "Delete"}

    (row,) = opened(tmp_path, [*cells], [*cells.values()]).rows

    assert "lines" not in row.fields


def test_activities_are_deleted_by_their_id_alone(tmp_path: Path) -> None:
    headings = ["Record Action", "ACCME Activity ID"]
    (row,) = opened(tmp_path, headings, ["Delete", "202699001"]).rows

    code, message = refusal(tmp_path, headings, ["Delete", "202699001"], ["Add", ""])

    assert (row.fields["action"], row.fields["activity_id"]) == ("Delete", "202699001")
    assert code == "COLUMN_MISSING"
    assert "Row 3 of this table of activities needs Activity Title, Activity Format, Start Date, End Date" in message


def test_headings_that_nobody_knows_are_told(tmp_path: Path) -> None:
    code, message = refusal(tmp_path, ["Vorname", "Nachname"], ["Mira", "Osei"])

    assert code == "HEADINGS_UNKNOWN"
    assert message.endswith("row 1 holds “Vorname”, “Nachname”.")


def test_data_without_headings_are_not_told_back(tmp_path: Path) -> None:
    code, message = refusal(tmp_path, *[["Mira", "Osei", "02/29"]] * 2)

    assert code == "HEADINGS_UNKNOWN"
    assert "Osei" not in message


def cells_untold(folder: Path, headings: Sequence[str], *rows: Sequence[str]) -> list[str]:
    file = opened(folder, headings, *rows)
    numbers = [row.number for row in file.rows]
    assert numbers == [*range(2, len(rows) + 2)]
    return [issue.message for issue in file.notes]


def test_cells_under_no_heading_are_told_where_they_stand(tmp_path: Path) -> None:
    headings, cells = ["", *MATCH, ""], ["", *MATCH.values(), ""]

    assert cells_untold(tmp_path, headings, cells, cells[:-1]) == []
    assert cells_untold(tmp_path, headings, cells, ["x", *cells[1:]], [*cells, "", "MD"]) == [
        "Cells without a heading above them were not read: in row 3 first, in column 1, 7."
    ]


def test_an_amount_beside_its_credit_type_needs_no_heading(tmp_path: Path) -> None:
    assert cells_untold(tmp_path, [*ROW, "Additional Credit Type", ""], [*ROW.values(), "Patient Safety", "1"]) == []
