"""Writing the fix-it workbook."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.styles import PatternFill
from openpyxl.utils import get_column_letter

from cmehub.documents.mend_rows import MendRow, RowProblem
from cmehub.documents.printed_sheet import BOLD, PrintedSheet
from cmehub.formats.headings import FIX_IT_HEADINGS
from cmehub.formats.templates import VALUES_SHEET, choice_list, write_choices

ROWS_SHEET, ELSEWHERE_SHEET, SUMMARY_SHEET = "Rows to mend", "To do elsewhere", "Summary"
GUIDANCE = (
    "Mend the coloured cells, save, and send this workbook as it is, in the way in which you sent your file. Only the "
    "rows of this sheet are taken; the columns A to C are not read."
)
_ELSEWHERE_HEADINGS = ("Row in your file", "What is wrong", "What to do instead", "What the row says")
_ELSEWHERE_GUIDANCE = (
    "No other value in a cell can mend these rows, so nothing is read from this sheet: do what stands beside each row."
)
_SUMMARY_HEADINGS = ("Code", "Column", "What is wrong", "What to do", "Rows", "Which rows")
_OWN_WIDTHS, _ELSEWHERE_WIDTHS, _SUMMARY_WIDTHS = (8, 48, 22), (8, 48, 48, 60), (31, 24, 46, 46, 8, 26)
_NARROWEST, _WIDEST = 8, 40
_BAD = PatternFill("solid", fgColor="FFD9D0")
_OWN = PatternFill("solid", fgColor="F1F3F6")
_HEADINGS_AT = 2


class SheetColumn(NamedTuple):
    """A column of the rows: heading, place, the name of the list of its values if there is one, and longest text."""

    heading: str
    place: tuple[int, ...]
    choices: str
    longest: int

    @property
    def width(self) -> int:
        """How many characters wide it is shown; a heading takes several lines if need be."""
        words = max(map(len, self.heading.split()))
        return max(_NARROWEST, words + 3, min(self.longest + 2, _WIDEST))


class SummaryLine(NamedTuple):
    """A line of the summary: a problem by code and column, and the rows that have it."""

    code: str
    heading: str
    message: str
    fix: str
    how_many: int
    rows: str


class Contents(NamedTuple):
    """
    What stands in a fix-it workbook.

    Attributes
    ----------
    columns
        The template's columns, in order.
    rows, how_many
        The rows, and how many of them are mended in their cells and how many elsewhere.
    values
        The lists of values from which cells can be chosen, by name.
    facts, lines
        What the summary tells first, and its lines by code and column.
    """

    columns: Sequence[SheetColumn]
    rows: Iterable[MendRow]
    how_many: tuple[int, int]
    values: Mapping[str, tuple[str, ...]]
    facts: Sequence[tuple[str, str]]
    lines: Sequence[SummaryLine]


def write_fix_it(path: Path, contents: Contents) -> None:
    """Write the workbook, row by row."""
    book = Workbook(write_only=True)
    widths = [*_OWN_WIDTHS, *(column.width for column in contents.columns)]
    to_mend = PrintedSheet(book, ROWS_SHEET, widths, headings_at=_HEADINGS_AT, kept=len(FIX_IT_HEADINGS))
    to_mend.append_across([to_mend.cell(GUIDANCE, font=BOLD, wrapped=True)], len(FIX_IT_HEADINGS))
    to_mend.append_headings([*FIX_IT_HEADINGS, *(column.heading for column in contents.columns)])
    elsewhere = _elsewhere(book) if contents.how_many[1] else None
    for row in contents.rows:
        if row.in_cells:
            to_mend.append(_row(to_mend, row, contents.columns))
        elif elsewhere:
            elsewhere.append([*_of_elsewhere(elsewhere, row)])
    _write_summary(book, contents.facts, contents.lines)
    _add_choices(book, to_mend, contents)
    book.save(path)


def _row(sheet: PrintedSheet, row: MendRow, columns: Sequence[SheetColumn]) -> list[Cell]:
    texts = {cell.heading: cell.text for cell in row.cells}
    bad = {heading for problem in row.problems for heading in problem.headings}
    own = (
        sheet.cell(str(row.number), fill=_OWN),
        sheet.cell("\n".join(map(_wrong_and_fix, row.problems)), fill=_OWN, wrapped=True),
        sheet.cell("\n".join(filter(None, map(_suggested, row.problems))), fill=_OWN, wrapped=True),
    )
    texts_of_columns = ((texts.get(column.heading, ""), column.heading in bad) for column in columns)
    return [*own, *(sheet.cell(text, fill=_BAD if is_bad else None) for text, is_bad in texts_of_columns)]


def _elsewhere(book: Workbook) -> PrintedSheet:
    sheet = PrintedSheet(book, ELSEWHERE_SHEET, _ELSEWHERE_WIDTHS, headings_at=_HEADINGS_AT)
    sheet.append_across([sheet.cell(_ELSEWHERE_GUIDANCE, font=BOLD, wrapped=True)], len(_ELSEWHERE_HEADINGS))
    sheet.append_headings(_ELSEWHERE_HEADINGS)
    return sheet


def _of_elsewhere(sheet: PrintedSheet, row: MendRow) -> Iterator[Cell]:
    yield sheet.cell(str(row.number), fill=_OWN)
    yield sheet.cell("\n".join(map(_wrong, row.problems)), wrapped=True)
    yield sheet.cell("\n".join(dict.fromkeys(problem.fix for problem in row.problems)), wrapped=True)
    yield sheet.cell("; ".join(f"{cell.heading}: {cell.text}" for cell in row.cells if cell.text), wrapped=True)


def _wrong(problem: RowProblem) -> str:
    named = [heading for heading in problem.headings if heading not in problem.message]
    about = f"{', '.join(named)}: " if named else ""
    return about + problem.message


def _wrong_and_fix(problem: RowProblem) -> str:
    return f"{_wrong(problem)} {problem.fix}"


def _suggested(problem: RowProblem) -> str:
    if problem.suggestion is None:
        return ""
    return f"{problem.headings[0]}: {problem.suggestion}" if problem.headings else problem.suggestion


def _write_summary(book: Workbook, facts: Sequence[tuple[str, str]], lines: Sequence[SummaryLine]) -> None:
    sheet = PrintedSheet(book, SUMMARY_SHEET, _SUMMARY_WIDTHS, headings_at=len(facts) + 2)
    for name, said in facts:
        sheet.append_across([sheet.cell(name, font=BOLD), sheet.cell(said, wrapped=True)], len(_SUMMARY_HEADINGS))
    sheet.append([])
    sheet.append_headings(_SUMMARY_HEADINGS)
    for line in lines:
        cells = (line.code, line.heading, line.message, line.fix, f"{line.how_many:,}", line.rows)
        sheet.append([sheet.cell(cell, wrapped=True) for cell in cells])


def _add_choices(book: Workbook, to_mend: PrintedSheet, contents: Contents) -> None:
    """Add the lists of those values that the columns need, on a sheet that isn't shown."""
    needed = {column.choices for column in contents.columns}
    values = {name: choices for name, choices in contents.values.items() if name in needed}
    if not values:
        return
    sheet = book.create_sheet(VALUES_SHEET)
    sheet.sheet_state = "hidden"
    lists = write_choices(sheet, values)
    last = _HEADINGS_AT + contents.how_many[0]
    for place, column in enumerate(contents.columns, start=len(FIX_IT_HEADINGS) + 1):
        if column.choices:
            letter = get_column_letter(place)
            cells = f"{letter}{_HEADINGS_AT + 1}:{letter}{last}"
            to_mend.add_choices(choice_list(column.heading, lists[column.choices], cells))
