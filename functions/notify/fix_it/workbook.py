"""Writing the fix-it workbook."""

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from openpyxl import Workbook
from openpyxl.cell import Cell, WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet._write_only import WriteOnlyWorksheet

from cmehub.fields.plain_text import looks_like_formula
from functions.notify.fix_it.mend_rows import MendRow, Problem

ROWS_SHEET, SUMMARY_SHEET = "Rows to mend", "Summary"
OWN_HEADINGS = ("Row in your file", "What is wrong", "Suggestion")
GUIDANCE = (
    "Mend the coloured cells, save, and send this workbook as it is. Only the rows in it are taken; the columns "
    "A to C are not read."
)
_OWN_WIDTHS = (10, 60, 30)
_CELL_LIMIT = 32_767
_BAD = PatternFill("solid", fgColor="FFD9D0")
_OWN = PatternFill("solid", fgColor="F1F3F6")
_HEAD = PatternFill("solid", fgColor="162E51")
_TOP = Alignment(vertical="top")
_WRAPPED = Alignment(vertical="top", wrap_text=True)


class Line(NamedTuple):
    """A line of the summary: a problem by code and column, and the rows that have it."""

    code: str
    heading: str
    message: str
    fix: str
    how_many: int
    rows: str


def write_fix_it(
    path: Path,
    columns: Sequence[str],
    rows: Iterable[MendRow],
    *,
    facts: Sequence[tuple[str, str]],
    lines: Sequence[Line],
) -> None:
    """
    Write the workbook, row by row.

    Parameters
    ----------
    path
        Where to.
    columns
        The headings of the template's columns, in order.
    rows
        What stands in the first sheet.
    facts, lines
        What the summary tells first, and its lines by code and column.
    """
    book = Workbook(write_only=True)
    sheet = book.create_sheet(ROWS_SHEET)
    sheet.freeze_panes = "D3"
    _widen(sheet, [*_OWN_WIDTHS, *(max(14, len(column) + 2) for column in columns)])
    sheet.append([_cell(sheet, GUIDANCE, font=Font(bold=True))])
    sheet.append([_head(sheet, heading) for heading in (*OWN_HEADINGS, *columns)])
    for row in rows:
        sheet.append(_row(sheet, row, columns))
    _write_summary(book.create_sheet(SUMMARY_SHEET), facts, lines)
    book.save(path)


def _row(sheet: WriteOnlyWorksheet, row: MendRow, columns: Sequence[str]) -> list[Cell]:
    texts = {cell.heading: cell.text for cell in row.cells}
    bad = {heading for problem in row.problems for heading in problem.headings}
    own = (
        _cell(sheet, str(row.number), fill=_OWN),
        _cell(sheet, "\n".join(map(_wrong, row.problems)), fill=_OWN, alignment=_WRAPPED),
        _cell(sheet, "\n".join(filter(None, map(_suggested, row.problems))), fill=_OWN, alignment=_WRAPPED),
    )
    return [*own, *(_cell(sheet, texts.get(column, ""), fill=_BAD if column in bad else None) for column in columns)]


def _wrong(problem: Problem) -> str:
    named = [heading for heading in problem.headings if heading not in problem.message]
    about = f"{', '.join(named)}: " if named else ""
    return f"{about}{problem.message} {problem.fix}"


def _suggested(problem: Problem) -> str:
    if problem.suggestion is None:
        return ""
    return f"{problem.headings[0]}: {problem.suggestion}" if problem.headings else problem.suggestion


def _write_summary(sheet: WriteOnlyWorksheet, facts: Sequence[tuple[str, str]], lines: Sequence[Line]) -> None:
    _widen(sheet, (26, 34, 60, 60, 10, 40))
    for name, said in facts:
        sheet.append([_cell(sheet, name, font=Font(bold=True)), _cell(sheet, said)])
    sheet.append([])
    sheet.append(
        [_head(sheet, heading) for heading in ("Code", "Column", "What is wrong", "What to do", "Rows", "Which rows")]
    )
    for line in lines:
        cells = (line.code, line.heading, line.message, line.fix, f"{line.how_many:,}", line.rows)
        sheet.append([_cell(sheet, cell, alignment=_WRAPPED) for cell in cells])


def _widen(sheet: Any, widths: Iterable[int]) -> None:
    for place, width in enumerate(widths, start=1):
        sheet.column_dimensions[get_column_letter(place)].width = width


def _head(sheet: WriteOnlyWorksheet, text: str) -> Cell:
    return _cell(sheet, text, fill=_HEAD, font=Font(bold=True, color="FFFFFF"), alignment=_WRAPPED)


def _cell(
    sheet: WriteOnlyWorksheet,
    text: str,
    *,
    fill: PatternFill | None = None,
    font: Font | None = None,
    alignment: Alignment = _TOP,
) -> Cell:
    """Make a cell of plain text, whatever it begins with, that a spreadsheet leaves as it is when it is edited."""
    cell = WriteOnlyCell(sheet, value=ILLEGAL_CHARACTERS_RE.sub("", text)[:_CELL_LIMIT])
    cell.data_type = "s"
    cell.quotePrefix = looks_like_formula(text)
    cell.number_format = "@"
    cell.alignment = alignment
    if fill:
        cell.fill = fill
    if font:
        cell.font = font
    return cell
