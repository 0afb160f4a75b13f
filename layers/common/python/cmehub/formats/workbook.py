"""Excel workbooks: the sheet that holds the data is found by its headings."""

import datetime as dt
import zipfile
import zlib
from collections.abc import Callable, Iterator, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple

from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook, SheetTypeEnum

from cmehub.formats import OpenFile
from cmehub.formats.activities.workbook import ACTIVITY_WORKBOOK, ActivityColumns
from cmehub.formats.findings import Findings
from cmehub.formats.learners.workbook import LEARNER_WORKBOOK, LearnerColumns
from cmehub.formats.matches.columns import MATCH_WORKBOOK, MatchColumns
from cmehub.formats.packages import look_through
from cmehub.formats.sheet_mending import mended
from cmehub.formats.tables import FoundTable, Kinds, NoTable, find_table
from cmehub.issues.issue import FileError, Issue, file_issue

MAGIC = b"PK\x03\x04"
OLE_MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_OLD_BOOKS = tuple(name.encode("utf-16-le") for name in ("Workbook", "Book"))
SHEET_LIMIT = 50
_OLE_DIRECTORY_LIMIT = 50_000_000
CELL_LIMIT = 32_767
"""The longest text that Excel itself lets into a cell."""

_BEFORE_NO_DAY = dt.date(1900, 2, 28)
_NO_DAY = "1900-02-28 or 29"
"""Excel counts a 29 February 1900 that never was; the reader gives the day before for it."""

_KINDS: Kinds = (
    (LEARNER_WORKBOOK, LearnerColumns),
    (ACTIVITY_WORKBOOK, ActivityColumns),
    (MATCH_WORKBOOK, MatchColumns),
)


def open_workbook(path: Path, agreed: Mapping[str, str]) -> OpenFile:
    """
    Open a workbook and find the sheet and row of its headings.

    Parameters
    ----------
    path
        Where it lies.
    agreed
        What the sender's own headings mean.

    Raises
    ------
    FileError
        If the file is no workbook, unpacks to too much, has too many sheets, or has the headings of no format.
    """
    odd_parts = look_through(path)
    try:
        book = _book(path, odd_parts)
        names = [sheet.name for sheet in book.sheets_metadata if sheet.typ == SheetTypeEnum.WorkSheet]
        if len(names) > SHEET_LIMIT:
            raise FileError(file_issue("FILE_TOO_MANY_SHEETS", value=len(names), limit=SHEET_LIMIT))
        headed = _with_data(book, names, agreed)
    except (CalamineError, zipfile.BadZipFile, OSError, EOFError, zlib.error) as error:
        raise FileError(file_issue("FILE_BROKEN", rows_read=0, reason="the workbook is damaged")) from error
    table, findings = headed.table, headed.findings
    notes: list[Issue] = []
    rows = table.rows(findings.plain_cells(sheet_texts(headed.sheet)), notes)
    return OpenFile(table.format, findings.given_to(rows), notes, headings=table.columns.headings)


def _book(path: Path, odd_parts: list[str]) -> CalamineWorkbook:
    if not odd_parts:
        return CalamineWorkbook.from_path(path)
    with zipfile.ZipFile(path) as package:
        return CalamineWorkbook.from_filelike(mended(package, odd_parts))


class _Headed(NamedTuple):
    """A sheet that holds a table."""

    sheet: CalamineSheet
    table: FoundTable
    findings: Findings

    def is_filled(self) -> bool:
        """Tell whether anything stands below the headings."""
        return any(number > self.table.number and any(cells) for number, cells in sheet_texts(self.sheet))


def _with_data(book: CalamineWorkbook, names: list[str], agreed: Mapping[str, str]) -> _Headed:
    """Return the sheet with rows below its headings, else the first with headings; two at most are kept at a time."""
    blank = filled = None
    misfit = NoTable()
    for name in names:
        sheet = book.get_sheet_by_name(name)
        findings = Findings()
        texts = findings.plain_cells(sheet_texts(sheet))
        table = find_table(texts, _KINDS, agreed) if sheet.total_height else NoTable()
        if isinstance(table, NoTable):
            misfit = max(misfit, table, key=NoTable.likeliness)
            continue
        findings.begin(table.cells)
        headed = _Headed(sheet, table, findings)
        if headed.is_filled():
            if filled:
                raise FileError(file_issue("FILE_TWO_SHEETS"))
            filled, blank = headed, None
        elif not filled:
            blank = blank or headed
    if found := filled or blank:
        return found
    raise misfit.error()


def sheet_texts(sheet: CalamineSheet) -> Iterator[tuple[int, list[str]]]:
    """
    Yield the number of each row and its cells as texts.

    Raises
    ------
    FileError
        If a cell holds more than Excel lets in.
    """
    for number, cells in enumerate(sheet.iter_rows(), start=1):
        # Most cells are texts, and most of those are empty: they need no look into the table.
        texts = [(cell and cell.strip()) if cell.__class__ is str else _AS_TEXT[cell.__class__](cell) for cell in cells]
        if len("".join(texts)) > CELL_LIMIT and max(map(len, texts)) > CELL_LIMIT:
            reason = f"a cell of the row after it holds more than {CELL_LIMIT:,} characters"
            raise FileError(file_issue("FILE_BROKEN", rows_read=number - 1, reason=reason))
        yield number, texts


def ole_issue(path: Path) -> Issue:
    """Return what is wrong with an OLE container: an encrypted workbook, one of the time before 2007, or neither."""
    with path.open("rb") as file:
        content = file.read(_OLE_DIRECTORY_LIMIT)
    if _ENCRYPTED in content:
        return file_issue("FILE_ENCRYPTED")
    return file_issue("FILE_OLD_EXCEL" if any(name in content for name in _OLD_BOOKS) else "FILE_FORMAT_UNKNOWN")


@lru_cache(maxsize=4096)
def _number_text(number: float) -> str:
    return str(int(number)) if number.is_integer() else str(number)


@lru_cache(maxsize=4096)
def _date_text(day: dt.date) -> str:
    return _NO_DAY if day == _BEFORE_NO_DAY else day.isoformat()


_AS_TEXT: dict[type, Callable[[Any], str]] = {
    str: str.strip,
    float: _number_text,
    int: str,
    bool: {True: "TRUE", False: "FALSE"}.__getitem__,
    dt.datetime: lambda at: at.date().isoformat(),
    dt.date: _date_text,
    dt.time: str,
    dt.timedelta: str,
}
"""What a cell shows: whole numbers without a point, dates as ``YYYY-MM-DD``, texts without outer blanks."""
