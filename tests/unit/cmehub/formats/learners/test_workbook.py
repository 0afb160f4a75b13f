import datetime as dt
from pathlib import Path
from typing import Any

import pytest
from pydantic import ValidationError

from cmehub.formats import open_file
from cmehub.formats.learners.columns import LEARNER_TABLE
from cmehub.formats.learners.workbook import LEARNER_WORKBOOK
from cmehub.issues.field_errors import field_issues
from cmehub.learners.records import LearnerRow
from cmehub.submissions.rows import Location, Row
from tests.workbooks import HEADINGS, learner_cells, save_workbook


def rows_of(path: Path) -> list[Row]:
    return [*open_file(path).rows]


def only_row(tmp_path: Path, cells: list[Any], headings: tuple[str, ...] = HEADINGS) -> dict[str, Any]:
    (row,) = rows_of(save_workbook(tmp_path / "file.xlsx", [["Guidance"], headings, cells]))
    return row.fields


def names_of_missing_fields(fields: dict[str, Any]) -> list[str | None]:
    def name(at: Location) -> str:
        return LEARNER_TABLE.field_name(at, fields)

    with pytest.raises(ValidationError) as caught:
        LearnerRow.model_validate(fields)
    issues = field_issues(caught.value, 3, fields, name)
    assert {issue.code for issue in issues} == {"FIELD_MISSING"}
    return [issue.field for issue in issues]


def test_the_format_is_known_by_its_headings(tmp_path: Path) -> None:
    path = save_workbook(tmp_path / "file.xml", [["Guidance"], HEADINGS, learner_cells()])

    opened = open_file(path)

    assert (opened.format.name, opened.format.kind) == ("learner-workbook", "learners")
    assert [*opened.rows] == [
        Row(
            3,
            {
                "action": "Add",
                "activity_id": "202612345",
                "completion_date": "5/31/2026",
                "given_name": "Zoë",
                "family_name": "García-López",
                "birth_month_day": "02/29",
                "board_total": "1.25",
                "lines": [
                    {
                        "board": "ABIM",
                        "learner_id": "012345",
                        "credit_type": "Medical Knowledge",
                        "amount": "1.25",
                        "column": "0",
                    }
                ],
            },
        )
    ]


def test_columns_in_another_order(tmp_path: Path) -> None:
    good = dict(zip(HEADINGS[:14], learner_cells(), strict=True))
    order = (*HEADINGS[12:14], *HEADINGS[5:12], *reversed(HEADINGS[:5]))

    moved = only_row(tmp_path, [good[heading] for heading in order], order)

    assert moved == only_row(tmp_path, learner_cells())


@pytest.mark.parametrize("spelling", [str.upper, lambda name: f"  {name.replace(' ', '   ')} ", str.casefold])
def test_headings_in_other_spellings(tmp_path: Path, spelling: Any) -> None:
    headings = tuple(map(spelling, HEADINGS))

    assert only_row(tmp_path, learner_cells(), headings) == only_row(tmp_path, learner_cells())


def test_row_numbers_are_the_sheets_own(tmp_path: Path) -> None:
    blank: list[Any] = []
    spaces = ["  ", None, " "]
    moved = [[None, *cells] for cells in (HEADINGS, learner_cells(), learner_cells(First_Name="Ana"))]
    rows = [blank, blank, ["", "Guidance"], moved[0], blank, moved[1], spaces, blank, moved[2], blank]

    found = rows_of(save_workbook(tmp_path / "file.xlsx", rows))

    assert [(row.number, row.fields["given_name"]) for row in found] == [(6, "Zoë"), (9, "Ana")]


def test_the_sheet_with_the_headings_is_read_wherever_it_is(tmp_path: Path) -> None:
    reference = [["Read me"], ["Record Action", "is Add or Delete"]]
    path = save_workbook(tmp_path / "file.xlsx", [HEADINGS, learner_cells()], Reference=reference, Blank=[])

    assert [row.number for row in rows_of(path)] == [2]


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        ("5/31/2026", "5/31/2026"),
        (dt.datetime(2026, 5, 31, 13, 5), "2026-05-31"),  # noqa: DTZ001 - sheets know no zones
        (dt.date(2026, 5, 31), "2026-05-31"),
        (46173, "46173"),
    ],
)
def test_dates_as_text_date_or_number_are_one_day(tmp_path: Path, cell: Any, text: str) -> None:
    fields = only_row(tmp_path, learner_cells(Completion_Date=cell))

    assert fields["completion_date"] == text
    assert LearnerRow.model_validate(fields).completion_date == dt.date(2026, 5, 31)


@pytest.mark.parametrize(
    ("cell", "text"), [("001234", "001234"), (1234, "1234"), (1234.0, "1234"), (" 12-34 ", "12-34")]
)
def test_ids_are_read_as_they_show(tmp_path: Path, cell: Any, text: str) -> None:
    fields = only_row(tmp_path, learner_cells(Certifying_Board_ID=cell, ACCME_Activity_ID=202612345))

    assert fields["lines"][0]["learner_id"] == text
    assert fields["activity_id"] == "202612345"


@pytest.mark.parametrize(
    ("cell", "text"), [(1.25, "1.25"), (4, "4"), (True, "TRUE"), ("1.250", "1.250"), (1e22, f"{10**22}")]
)
def test_numbers_are_read_as_they_show(tmp_path: Path, cell: Any, text: str) -> None:
    assert only_row(tmp_path, learner_cells(Total_Board_Credits=cell))["board_total"] == text


def test_additional_credit_types(tmp_path: Path) -> None:
    fields = only_row(tmp_path, learner_cells(["Patient Safety", 0.5, "Practice Assessment", 1]))

    assert [(line["column"], line["credit_type"], line["amount"]) for line in fields["lines"]] == [
        ("0", "Medical Knowledge", "1.25"),
        ("1", "Patient Safety", "0.5"),
        ("2", "Practice Assessment", "1"),
    ]
    assert {(line["board"], line["learner_id"]) for line in fields["lines"]} == {("ABIM", "012345")}


def test_a_board_total_alone_is_a_line_that_lacks_the_rest(tmp_path: Path) -> None:
    blank = dict.fromkeys(
        ("Certifying_Board", "Certifying_Board_ID", "Credit_Type", "Credits_Awarded_for_Credit_Type"), ""
    )

    fields = only_row(tmp_path, learner_cells(**blank, Licensing_State="Ohio", Licensing_ID_or_NPI="MD00123"))

    assert (fields["board_total"], fields["lines"]) == ("1.25", [{"column": "0"}])
    assert names_of_missing_fields(fields) == [
        "Certifying Board",
        "Credit Type",
        "Credits Awarded for Credit Type",
    ]


def test_cme_credit_comes_first_and_has_its_own_id(tmp_path: Path) -> None:
    cme: dict[str, Any] = {"Licensing_State": "Ohio", "Licensing_ID_or_NPI": "MD00123", "Number_of_CME_Credits": 2}

    cme_line, moc_line = only_row(tmp_path, learner_cells(**cme))["lines"]

    assert cme_line == {
        "board": "Ohio",
        "learner_id": "MD00123",
        "credit_type": "AMA PRA Category 1",
        "amount": "2",
        "column": "cme",
    }
    assert moc_line["board"] == "ABIM"


def test_an_npi_needs_no_state(tmp_path: Path) -> None:
    cells = learner_cells(Licensing_ID_or_NPI=1234567893, Number_of_CME_Credits=2)

    assert only_row(tmp_path, cells)["lines"][0]["board"] == "NPI"


NO_BOARD: dict[str, Any] = dict.fromkeys(
    ("Certifying_Board", "Certifying_Board_ID", "Total_Board_Credits", "Credit_Type", "Credits_Awarded_for_Credit_Type")
)


@pytest.mark.parametrize(
    ("changes", "more", "named"),
    [
        ({"First_Name": None}, (), ["First Name"]),
        ({"Certifying_Board": None}, (), ["Certifying Board"]),
        ({"Credit_Type": None}, (), ["Credit Type"]),
        ({"Credits_Awarded_for_Credit_Type": None}, (), ["Credits Awarded for Credit Type"]),
        ({}, ("Patient Safety",), ["Credits Awarded for Additional Credit Type 1"]),
        ({}, (None, None, None, 0.5), ["Additional Credit Type 2"]),
        (NO_BOARD, (), ["Number of CME Credits"]),
        (NO_BOARD | {"Licensing_State": "OH", "Licensing_ID_or_NPI": "1"}, (), ["Number of CME Credits"]),
        (NO_BOARD | {"Number_of_CME_Credits": 1}, (), ["Licensing State"]),
        (
            NO_BOARD | {"Certifying_Board": "ABIM"},
            (),
            ["Credit Type", "Credits Awarded for Credit Type"],
        ),
    ],
)
def test_what_is_missing_is_named_by_its_heading(
    tmp_path: Path, changes: dict[str, Any], more: tuple[Any, ...], named: list[str]
) -> None:
    assert names_of_missing_fields(only_row(tmp_path, learner_cells(more, **changes))) == named


def test_a_row_may_be_shorter_than_the_headings(tmp_path: Path) -> None:
    rows = [HEADINGS, learner_cells()[:3]]

    (row,) = rows_of(save_workbook(tmp_path / "file.xlsx", rows))

    assert row == Row(2, {"action": "Add", "activity_id": "202612345", "completion_date": "5/31/2026"})


def test_a_formula_is_no_text_of_ours(tmp_path: Path) -> None:
    fields = only_row(tmp_path, learner_cells(First_Name='=HYPERLINK("https://example.org")'))

    with pytest.raises(ValidationError) as caught:
        LearnerRow.model_validate(fields)
    (issue,) = field_issues(caught.value, 3, fields, lambda at: LEARNER_WORKBOOK.field_name(at, fields))
    assert (issue.code, issue.field) == ("FORMULA_NOT_COMPUTED", "First Name")
