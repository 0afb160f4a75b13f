"""A column that the table has comes through everything that follows it."""

import datetime as dt
from dataclasses import dataclass, fields
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from python_calamine import CalamineWorkbook

from cmehub.documents.mend_rows import rows_to_mend
from cmehub.formats import template_cells
from cmehub.formats.learners.cells import learner_cells
from cmehub.formats.learners.columns import COLUMNS, LEARNER_TABLE, LearnerColumn, LearnerTable
from cmehub.formats.learners.workbook import LearnerColumns
from cmehub.formats.templates import write_template
from cmehub.formats.valid_values import valid_values
from cmehub.formats.workbook import sheet_texts
from cmehub.issues.issue import row_issue
from cmehub.learners.credit_lines import CreditLine
from cmehub.learners.records import LearnerRow
from cmehub.learners.rems import Participant
from cmehub.submissions.rows import Format, Location
from cmehub.submissions.submission import RowResult
from functions.notify.fix_it.workbook import Contents, SheetColumn, write_fix_it
from local.reference_docs.format_page import EXAMPLE, format_page
from local.sample_data.completions import Completion
from local.sample_data.learner_text import write_separated
from local.sample_data.learner_workbook import write_workbook
from tests.unit.cmehub.formats.activities.test_workbook import lists_of
from tests.unit.functions.notify.fix_it.test_fix_it import bad_columns, sheet_rows
from tests.workbooks import HEADINGS, save_workbook
from tests.workbooks import learner_cells as good_cells

TODAY = dt.date(2026, 11, 1)
IN_TEMPLATE: list[tuple[LearnerColumn, Location]] = [
    (LearnerColumn("Told Again", "row", "extra", "Whether it was told before", "Yes or No"), ("extra",)),
    (LearnerColumn("All Told", "total", "extra", "Whether that is all", "Yes or No"), ("extra",)),
    (LearnerColumn("Licence in Force", "cme", "extra", "Whether it is in force", "Yes or No"), ("lines", 0, "extra")),
    (LearnerColumn("Board Known", "board", "extra", "Whether the board knows it", "Yes or No"), ("lines", 2, "extra")),
]
ADDED: list[tuple[str, LearnerColumn, Location]] = [
    ("Credit 4: Claimed", LearnerColumn("Claimed", "group", "extra", "Whether it was claimed"), ("lines", 1, "extra")),
    ("Way of Practice", LearnerColumn("Way of Practice", "participant", "extra"), ("participant", "extra")),
    ("Regulation Day", LearnerColumn("Regulation Day", "regulation", "extra"), ("extra",)),
    ("Day Permitted", LearnerColumn("Day Permitted", "added", "extra"), ("extra",)),
]


@dataclass(frozen=True, slots=True)
class LongerCompletion(Completion):
    extra: str | None = None


TOLD = LongerCompletion(**{part.name: getattr(EXAMPLE, part.name) for part in fields(EXAMPLE)}, extra="Yes")


def with_column(column: LearnerColumn) -> LearnerTable:
    return LearnerTable((*COLUMNS, column))


def read(path: Path, table: LearnerTable) -> dict[str, Any]:
    sheet = CalamineWorkbook.from_path(path).get_sheet_by_index(0)
    for number, cells in sheet_texts(sheet):
        columns = LearnerColumns(cells, table=table)
        if not columns.missing:
            (row,) = columns.rows(sheet_texts(sheet), headings_at=number)
            return row.fields
    raise AssertionError("no headings")


def text_at(location: Location, at: Any) -> object:
    for name in location:
        at = at[name]
    return at


def mended(row: dict[str, Any], location: Location, table: LearnerTable, path: Path) -> dict[str, Any]:
    """Write the fix-it workbook of a row whose field at a location is bad, and return the row's cells in it."""
    source = Format("learner-workbook", "learners", table.field_name)
    bad = row_issue("FIELD_FORMAT", 3, field=source.field_name(location, row), value="Yes", expected="another text")
    (mend_row,) = rows_to_mend([(3, row)], {3: RowResult(row=3, issues=(bad,))}, source)
    cells_in_order = sorted(mend_row.cells, key=lambda cell: cell.place)
    columns = [SheetColumn(cell.heading, cell.place, cell.choices, 0) for cell in cells_in_order]
    write_fix_it(path, Contents(columns, [mend_row], (1, 0), valid_values(TODAY), facts=[], lines=[]))
    (cells,) = sheet_rows(load_workbook(path))
    return cells


@pytest.mark.parametrize(("column", "location"), IN_TEMPLATE)
def test_a_column_of_the_template_comes_through(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, column: LearnerColumn, location: Location
) -> None:
    table = with_column(column)
    monkeypatch.setattr(template_cells, "learner_cells", partial(learner_cells, table=table))

    write_workbook(tmp_path / "sample.xlsx", [TOLD], compressed=False, table=table)
    write_separated(tmp_path / "sample.csv", [TOLD], ",", table)
    write_template("learners", tmp_path / "template.xlsx", TODAY, table)
    row = read(tmp_path / "sample.xlsx", table)
    cells = mended(row, location, table, tmp_path / "fix-it.xlsx")
    page = format_page(table)

    assert text_at(location, row) == "Yes"
    assert read(tmp_path / "fix-it.xlsx", table) == row
    assert (cells[column.heading].value, bad_columns(cells)) == ("Yes", {column.heading})
    assert f"{column.heading},Additional Credit Type," in (tmp_path / "sample.csv").read_text("utf-8")
    assert ",6.5,Yes,Patient Safety,2\n" in (tmp_path / "sample.csv").read_text("utf-8")
    sheet = load_workbook(tmp_path / "template.xlsx")["Sheet1"]
    guided = dict(zip((cell.value for cell in sheet[2]), (cell.value for cell in sheet[1]), strict=True))
    assert guided[column.heading] == column.guidance
    assert lists_of(tmp_path / "template.xlsx")[column.heading] == ("Yes", "No")
    assert f"| {column.heading} | {column.guidance} |" in page
    assert f"{column.heading},Additional Credit Type," in page


@pytest.mark.parametrize(("heading", "column", "location"), ADDED)
def test_a_column_that_senders_add_comes_through(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, heading: str, column: LearnerColumn, location: Location
) -> None:
    table = with_column(column)
    monkeypatch.setattr(template_cells, "learner_cells", partial(learner_cells, table=table))
    group = [named.numbered(4) for named in table.of("group") if named is not column]
    sent = save_workbook(tmp_path / "sent.xlsx", [[*HEADINGS[:14], heading, *group], [*good_cells(), "Yes"]])

    row = read(sent, table)
    cells = mended(row, location, table, tmp_path / "fix-it.xlsx")

    assert text_at(location, row) == "Yes"
    assert read(tmp_path / "fix-it.xlsx", table) == row
    assert (cells[heading].value, bad_columns(cells)) == ("Yes", {heading})


def test_the_guide_tells_of_a_column_in_groups() -> None:
    assert "| Credit 1: Claimed | Whether it was claimed |" in format_page(with_column(ADDED[0][1]))


@pytest.mark.parametrize("column", [column for _, column, _ in ADDED[1:3]])
def test_the_template_tells_of_a_column_of_rems_reports(tmp_path: Path, column: LearnerColumn) -> None:
    write_template("learners", tmp_path / "template.xlsx", TODAY, with_column(column))

    told = {row[0]: str(row[1]) for row in load_workbook(tmp_path / "template.xlsx")["Reference"].values}
    assert column.heading in told["REMS"]


def test_every_field_of_a_learner_has_a_column() -> None:
    of_row = {column.field for column in LEARNER_TABLE.of("row", "total", "regulation", "added")}
    of_group, of_participant = (
        {column.field for column in LEARNER_TABLE.of(part)} for part in ("group", "participant")
    )

    assert LearnerRow.model_fields.keys() - of_row == {"provider_id", "status", "participant", "lines"}
    assert CreditLine.model_fields.keys() - of_group == {"credit_unit"}
    assert Participant.model_fields.keys() == of_participant
