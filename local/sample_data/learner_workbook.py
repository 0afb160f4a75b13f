"""The ACCME Excel learner template, written the same to the byte every time."""

import datetime as dt
import shutil
import zipfile
from collections.abc import Iterable, Iterator
from os import PathLike
from pathlib import Path
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import Cell, WriteOnlyCell
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet._write_only import WriteOnlyWorksheet
from openpyxl.writer.excel import ExcelWriter

from cmehub.formats.learners.columns import LEARNER_TABLE, LearnerTable, Part
from cmehub.rules.packs import boards_taking, rule_pack
from local.sample_data.completions import Completion
from local.sample_data.states import STATE_CODES

_OTHER_SPELLING = {"Credit Type": "Credit Type "}
"""Headings that ACCME's own file spells in another way than the hub's template."""


def headings(table: LearnerTable = LEARNER_TABLE) -> tuple[str, ...]:
    """Return the headings as ACCME's own file spells them, further pairs without numbers."""
    return tuple(_OTHER_SPELLING.get(column.heading, column.heading) for column, _ in table.with_further_pairs())


HEADINGS = headings()
_ATTRIBUTES = {
    ("row", "completion_date"): "completed_on",
    ("row", "birth_month_day"): "birth_day",
    ("cme", "board"): "state",
    ("cme", "learner_id"): "licence",
    ("cme", "amount"): "cme_credits",
    ("board", "learner_id"): "board_id",
}
"""What a `Completion` calls fields in another way than the table of columns."""
_DATE_FORMATS = {"completion_date": "mm/dd/yyyy", "birth_month_day": "mm/dd"}
_MADE_ON = dt.datetime(2026, 11, 2, 9, 30)  # noqa: DTZ001 - a workbook's own times have no zone
_ZIP_DATE = (2026, 11, 2, 9, 30, 0)


class _ReproducibleZip(zipfile.ZipFile):
    """A zip file whose members all bear one fixed date."""

    def writestr(self, zinfo_or_arcname: str | zipfile.ZipInfo, data: Any, *_: Any, **__: Any) -> None:
        name = zinfo_or_arcname if isinstance(zinfo_or_arcname, str) else zinfo_or_arcname.filename
        super().writestr(self._member(name), data)

    def write(
        self, filename: str | PathLike[str], arcname: str | PathLike[str] | None = None, *_: Any, **__: Any
    ) -> None:
        with Path(filename).open("rb") as source, self.open(self._member(str(arcname or filename)), "w") as target:
            shutil.copyfileobj(source, target)

    def _member(self, name: str) -> zipfile.ZipInfo:
        member = zipfile.ZipInfo(name, _ZIP_DATE)
        member.compress_type = self.compression
        member.create_system = 3
        return member


def completion_cells(completion: Completion, table: LearnerTable) -> list[Any]:
    """Return what a completion tells under each heading; None where it has nothing to tell."""
    credit_type, amount = completion.lines[0] if completion.lines else (None, None)
    pair = {"credit_type": credit_type, "amount": amount}
    cells = [
        pair[column.field]
        if column.part == "pair"
        else getattr(completion, _ATTRIBUTES.get((column.part, column.field), column.field), None)
        for column in table.template
    ]
    return [*cells, *(value for line in completion.lines[1:] for value in line)]


def write_workbook(
    path: Path, completions: Iterable[Completion | None], *, compressed: bool, table: LearnerTable = LEARNER_TABLE
) -> int:
    """Write completions as a learner workbook, in constant memory.

    Parameters
    ----------
    completions
        None leaves a blank row.
    compressed
        False makes bytes that don't depend on the zlib in use.
    table
        The template's columns.

    Returns
    -------
    int
        Rows written, blank ones included.
    """
    book = Workbook(write_only=True)
    book.properties.creator = "CME Hub sample data"
    book.properties.created = book.properties.modified = _MADE_ON
    sheet = book.create_sheet("Sheet1")
    sheet.freeze_panes = "A3"
    for place, heading in enumerate(headings(table), start=1):
        sheet.column_dimensions[get_column_letter(place)].width = max(14, len(heading) + 2)
    guidance = (column.guidance for column, _ in table.with_further_pairs())
    sheet.append([_styled(sheet, text, Alignment(wrap_text=True, vertical="top")) for text in guidance])
    sheet.append([_styled(sheet, text) for text in headings(table)])
    rows = 0
    for completion in completions:
        sheet.append(_cells(sheet, completion, table) if completion else [])
        rows += 1
    _append_valid_values(book.create_sheet("ValidValues"))
    reference = book.create_sheet("Reference")
    for line in _reference(table):
        reference.append(line)
    compression = zipfile.ZIP_DEFLATED if compressed else zipfile.ZIP_STORED
    with _ReproducibleZip(path, "w", compression, allowZip64=True) as archive:
        ExcelWriter(book, archive).save()
    return rows


def _reference(table: LearnerTable) -> Iterator[tuple[str, str]]:
    yield "Format", "Row 1 is guidance, row 2 holds the headings, learners start in row 3."
    yield "CME only", f"Fill columns {_letters(table, 'row', 'cme')}."
    of_board = _letters(table, "row", "board", "total", "pair")
    yield "Board credits only", f"Fill columns {of_board}; further credit types follow in pairs."
    yield "Both", "Fill everything."
    yield "Sample", "Every person and organisation in this workbook is invented."


def _letters(table: LearnerTable, *parts: Part) -> str:
    places = [place for place, column in enumerate(table.template, start=1) if column.part in parts]
    starts = (get_column_letter(place) for place in places if place - 1 not in places)
    ends = (get_column_letter(place) for place in places if place + 1 not in places)
    return " and ".join(f"{start} to {end}" for start, end in zip(starts, ends, strict=True))


def _styled(sheet: WriteOnlyWorksheet, text: str, alignment: Alignment | None = None) -> Cell:
    cell = WriteOnlyCell(sheet, value=text)
    if alignment:
        cell.alignment = alignment
    else:
        cell.font = Font(bold=True)
    return cell


def _cells(sheet: WriteOnlyWorksheet, completion: Completion, table: LearnerTable) -> list[Any]:
    cells = completion_cells(completion, table)
    for place, column in enumerate(table.template):
        if column.field in _DATE_FORMATS:
            cells[place] = _date_cell(sheet, cells[place], _DATE_FORMATS[column.field])
    while cells and cells[-1] is None:
        cells.pop()
    return cells


def _date_cell(sheet: WriteOnlyWorksheet, value: dt.date | str | None, number_format: str) -> Cell | str | None:
    if not isinstance(value, dt.date):
        return value
    cell = WriteOnlyCell(sheet, value=dt.datetime.combine(value, dt.time.min))
    cell.number_format = number_format
    return cell


def _append_valid_values(sheet: WriteOnlyWorksheet) -> None:
    on = _MADE_ON.date()
    types = [f"{board}: {name}" for board in boards_taking(on) for name in rule_pack(board, on).types_on(on)]
    columns = (
        ("Record Action", "Add", "Delete"),
        ("Licensing State", *STATE_CODES),
        ("Certifying Board", *boards_taking(on)),
        ("Credit Type", *types),
    )
    for row in range(max(map(len, columns))):
        sheet.append([column[row] if row < len(column) else None for column in columns])
