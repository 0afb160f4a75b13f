"""Sheets that are written row by row: each row as high as its texts need, to be read on screen and on paper."""

import re
from collections.abc import Sequence
from functools import lru_cache
from textwrap import wrap

from openpyxl import Workbook
from openpyxl.cell import Cell, WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.properties import PageSetupProperties

from cmehub.fields.plain_text import looks_like_formula

_NOT_IN_XML = re.compile(f"{ILLEGAL_CHARACTERS_RE.pattern}|[\ud800-\udfff\ufffe\uffff]")
"""Characters that no XML holds, whatever holds them: openpyxl knows those below the blank alone."""
BOLD = Font(name="Calibri", bold=True)
_CELL_LIMIT = 32_767
_LINE, _HIGHEST = 15, 409
"""How high a line of text is, and the highest row that Excel shows, in points."""
_LETTER = 1
_PAGE_WIDTH = 300
"""How many characters beside each other can still be read on a landscape page."""
_MARGIN, _FOOT = 0.4, 0.75
_HEAD, _ON_HEAD = PatternFill("solid", fgColor="162E51"), Font(name="Calibri", bold=True, color="FFFFFF")
_TOP = Alignment(vertical="top")
_WRAPPED = Alignment(vertical="top", wrap_text=True)


class PrintedSheet:
    """
    A sheet that prints on landscape pages, with its headings on each.

    A wide one prints on several beside each other, so that it can be read, with its first column on each.

    Parameters
    ----------
    book, title
        The workbook that it is added to, and its name there.
    widths
        The widths of its columns, in characters.
    headings_at
        The row of its headings; these and all above stay in sight, and so do the first columns, ``kept`` in number.
    """

    def __init__(self, book: Workbook, title: str, widths: Sequence[int], *, headings_at: int, kept: int = 0) -> None:
        self._sheet = book.create_sheet(title)
        self._widths = widths
        self._row = 0
        for place, width in enumerate(widths, start=1):
            self._sheet.column_dimensions[get_column_letter(place)].width = width
        self._sheet.freeze_panes = f"{get_column_letter(kept + 1)}{headings_at + 1}"
        self._sheet.print_title_rows = f"{headings_at}:{headings_at}"
        if kept:
            self._sheet.print_title_cols = "A:A"
        self._sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
        page, margins = self._sheet.page_setup, self._sheet.page_margins
        page.orientation, page.paperSize, page.pageOrder = "landscape", _LETTER, "overThenDown"
        page.fitToWidth, page.fitToHeight = -(-sum(widths) // _PAGE_WIDTH), 0
        margins.left = margins.right = margins.top = _MARGIN
        margins.bottom = _FOOT
        self._sheet.HeaderFooter.oddFooter.center.text = f"{title}, page &P of &N"

    def add_choices(self, choices: DataValidation) -> None:
        """Let cells be chosen from a list."""
        self._sheet.data_validations.append(choices)

    def cell(
        self, text: str, *, fill: PatternFill | None = None, font: Font | None = None, wrapped: bool = False
    ) -> Cell:
        """Make a cell of plain text, whatever it begins with, that a spreadsheet leaves as it is when it is edited."""
        cell = WriteOnlyCell(self._sheet, value=_NOT_IN_XML.sub("", text)[:_CELL_LIMIT])
        cell.data_type = "s"
        cell.quotePrefix = looks_like_formula(text)
        cell.number_format = "@"
        cell.alignment = _WRAPPED if wrapped else _TOP
        if fill:
            cell.fill = fill
        if font:
            cell.font = font
        return cell

    def append(self, cells: Sequence[Cell]) -> None:
        """Add a row that is as high as its wrapped texts need."""
        lines = [
            _lines(str(cell.value), width)
            for cell, width in zip(cells, self._widths, strict=False)
            if cell.alignment.wrap_text
        ]
        self._append(cells, max(lines, default=1))

    def append_headings(self, headings: Sequence[str]) -> None:
        """Add the row of the headings."""
        self.append([self.cell(heading, fill=_HEAD, font=_ON_HEAD, wrapped=True) for heading in headings])

    def append_across(self, cells: Sequence[Cell], last: int) -> None:
        """Add a row whose last cell reaches over the columns up to that number."""
        first, row = len(cells), self._row + 1
        self._sheet.merged_cells.add(f"{get_column_letter(first)}{row}:{get_column_letter(last)}{row}")
        self._append(cells, _lines(str(cells[-1].value), sum(self._widths[first - 1 : last])))

    def _append(self, cells: Sequence[Cell], lines: int) -> None:
        self._row += 1
        if lines > 1:
            self._sheet.row_dimensions[self._row].height = min(lines * _LINE, _HIGHEST)
        self._sheet.append(cells)
        self._sheet.row_dimensions.pop(self._row, None)  # it is written, and there may be many rows


@lru_cache(maxsize=4096)
def _lines(text: str, width: int) -> int:
    """Return how many lines a text fills, in a font that is somewhat wider than a spreadsheet's own."""
    return sum(len(wrap(line, max(width - 1, 1))) or 1 for line in text.split("\n"))
