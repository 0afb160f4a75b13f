"""Workbooks as spreadsheets really save them: hidden sheets, merged cells, formulas, other epochs."""

import datetime as dt
import re
import zipfile
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook
from openpyxl.utils.datetime import CALENDAR_MAC_1904
from openpyxl.worksheet.worksheet import Worksheet

from cmehub.formats import open_file
from cmehub.learners.records import LearnerRow
from tests.workbooks import HEADINGS, learner_cells


def a_book() -> tuple[Workbook, Worksheet]:
    book = Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    sheet.append([*HEADINGS])
    sheet.append(learner_cells())
    return book, sheet


def fields(folder: Path, book: Workbook) -> list[dict[str, Any]]:
    book.save(folder / "odd.xlsx")
    return [row.fields for row in open_file(folder / "odd.xlsx").rows]


def plain(folder: Path) -> dict[str, Any]:
    return fields(folder, a_book()[0])[0]


def column(heading: str) -> int:
    return HEADINGS.index(heading) + 1


def test_a_hidden_sheet_is_read_as_any(tmp_path: Path) -> None:
    book, sheet = a_book()
    book.create_sheet("Shown")
    sheet.sheet_state = "hidden"

    assert fields(tmp_path, book) == [plain(tmp_path)]


def test_of_merged_cells_the_first_holds_the_value(tmp_path: Path) -> None:
    book, sheet = a_book()
    sheet.merge_cells(start_row=2, end_row=2, start_column=column("First Name"), end_column=column("Last Name"))

    (read,) = fields(tmp_path, book)

    assert read["given_name"] == "Zoë"
    assert "family_name" not in read


@pytest.mark.parametrize("kept", ["4.5", ""])
def test_a_formula_counts_with_the_value_that_was_kept_beside_it(tmp_path: Path, kept: str) -> None:
    book, sheet = a_book()
    sheet.cell(2, column("Total Board Credits"), "=1+3.5")
    book.save(tmp_path / "formula.xlsx")
    with_values = tmp_path / "odd.xlsx"
    with zipfile.ZipFile(tmp_path / "formula.xlsx") as source, zipfile.ZipFile(with_values, "w") as target:
        for name in source.namelist():
            content = source.read(name)
            with_value = f"<f>1+3.5</f><v>{kept}</v>".encode()
            target.writestr(name, re.sub(rb"<f>1\+3.5</f>(<v ?/>|<v></v>)?", with_value, content))

    (row,) = open_file(with_values).rows

    assert row.fields["board_total"] == (kept or "=1+3.5")


@pytest.mark.parametrize("epoch", [None, CALENDAR_MAC_1904])
def test_dates_mean_the_same_in_both_date_systems(tmp_path: Path, epoch: dt.datetime | None) -> None:
    book, sheet = a_book()
    if epoch:
        book.epoch = epoch
    sheet.cell(2, column("Completion Date"), dt.datetime(2026, 5, 31, 14, 30))  # noqa: DTZ001
    sheet.cell(2, column("Date of Birth"), dt.datetime(1980, 2, 29))  # noqa: DTZ001

    (read,) = fields(tmp_path, book)

    learner = LearnerRow.model_validate(read)
    assert (learner.completion_date, learner.birth_month_day) == (dt.date(2026, 5, 31), "02-29")


@pytest.mark.parametrize(
    ("value", "number_format", "taken"),
    [
        (46173, "General", dt.date(2026, 5, 31)),
        ("2026-05-31", "General", dt.date(2026, 5, 31)),
        ("05/31/2026", "@", dt.date(2026, 5, 31)),
        ("2026-05-31T23:59:00-06:00", "@", dt.date(2026, 5, 31)),
    ],
)
def test_every_form_of_a_date(tmp_path: Path, value: Any, number_format: str, taken: dt.date) -> None:
    book, sheet = a_book()
    sheet.cell(2, column("Completion Date"), value).number_format = number_format

    assert LearnerRow.model_validate(fields(tmp_path, book)[0]).completion_date == taken


def test_ids_keep_their_zeroes_and_never_become_numbers_with_a_point(tmp_path: Path) -> None:
    book, sheet = a_book()
    sheet.cell(2, column("Certifying Board ID"), "000123")
    sheet.cell(2, column("ACCME Activity ID"), 202612345)

    (read,) = fields(tmp_path, book)

    assert read["lines"][0]["learner_id"] == "000123"
    assert read["activity_id"] == "202612345"


@pytest.mark.parametrize("value", ["#REF!", "#N/A", True])
def test_error_cells_and_truth_values_are_told_like_any_text(tmp_path: Path, value: Any) -> None:
    book, sheet = a_book()
    sheet.cell(2, column("Credits Awarded for Credit Type"), value)

    (read,) = fields(tmp_path, book)

    assert "amount" not in read["lines"][0] or not read["lines"][0]["amount"].replace(".", "").isdigit()


def test_blank_rows_anywhere_are_left_out(tmp_path: Path) -> None:
    book, sheet = a_book()
    sheet.insert_rows(1, 3)
    sheet.append([None] * 4)
    sheet.append(learner_cells())
    for _ in range(5):
        sheet.append(["", None, "   "])

    book.save(tmp_path / "odd.xlsx")
    assert [row.number for row in open_file(tmp_path / "odd.xlsx").rows] == [5, 7]
