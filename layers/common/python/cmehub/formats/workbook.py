"""Excel workbooks: the sheet that holds the data is found by its headings."""

import datetime as dt
import zipfile
from collections.abc import Callable, Iterator
from functools import lru_cache
from itertools import islice
from pathlib import Path
from typing import Any, NamedTuple

from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook

from cmehub.formats import OpenFile
from cmehub.formats.activities.workbook import ACTIVITY_WORKBOOK, ActivityColumns
from cmehub.formats.findings import Findings
from cmehub.formats.learners.workbook import LEARNER_WORKBOOK, LearnerColumns
from cmehub.formats.matches.columns import MATCH_WORKBOOK, MatchColumns
from cmehub.formats.packages import refuse_hostile_package
from cmehub.issues.issue import FileError, Issue, file_issue
from cmehub.submissions.rows import Format

MAGIC = b"PK\x03\x04"
OLE_MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_OLD_BOOKS = tuple(name.encode("utf-16-le") for name in ("Workbook", "Book"))
HEADING_ROWS = 15
FEWEST_HEADINGS = 3
"""A row with fewer cells is no template's headings."""
SHEET_LIMIT = 50
_OLE_DIRECTORY_LIMIT = 50_000_000
CELL_LIMIT = 32_767
"""The longest text that Excel itself lets into a cell."""

_TEMPLATES: tuple[tuple[Format, type[LearnerColumns | ActivityColumns | MatchColumns]], ...] = (
    (LEARNER_WORKBOOK, LearnerColumns),
    (ACTIVITY_WORKBOOK, ActivityColumns),
    (MATCH_WORKBOOK, MatchColumns),
)


def open_workbook(path: Path) -> OpenFile:
    """
    Open a workbook and find the sheet and row of its headings.

    Raises
    ------
    FileError
        If the file is no workbook, unpacks to too much, has too many sheets, or has the headings of no format.
    """
    refuse_hostile_package(path)
    try:
        book = CalamineWorkbook.from_path(path)
        if len(book.sheet_names) > SHEET_LIMIT:
            raise FileError(file_issue("FILE_TOO_MANY_SHEETS", value=len(book.sheet_names), limit=SHEET_LIMIT))
        headed = _with_data(book)
    except (CalamineError, zipfile.BadZipFile, OSError) as error:
        raise FileError(file_issue("FILE_BROKEN", rows_read=0, reason="the workbook is damaged")) from error
    texts = headed.findings.plain_cells(sheet_texts(headed.sheet))
    rows = headed.columns.rows(texts, headings_at=headed.number)
    return OpenFile(headed.source, headed.findings.given_to(rows))


class _Headed(NamedTuple):
    """A sheet with the headings of a template."""

    sheet: CalamineSheet
    source: Format
    columns: LearnerColumns | ActivityColumns | MatchColumns
    number: int
    findings: Findings

    def is_filled(self) -> bool:
        """Tell whether anything stands below the headings."""
        return any(number > self.number and any(cells) for number, cells in sheet_texts(self.sheet))


def _with_data(book: CalamineWorkbook) -> _Headed:
    """Return the sheet with rows below its headings, else the first with headings; two at most are kept at a time."""
    blank = filled = None
    for name in book.sheet_names:
        headed = _headed(book.get_sheet_by_name(name))
        if headed and headed.is_filled():
            if filled:
                raise FileError(file_issue("FILE_TWO_SHEETS"))
            filled, blank = headed, None
        elif headed and not filled:
            blank = blank or headed
    if found := filled or blank:
        return found
    raise FileError(file_issue("FILE_FORMAT_UNKNOWN"))


def _headed(sheet: CalamineSheet) -> _Headed | None:
    if sheet.total_height:
        findings = Findings()
        for number, cells in islice(findings.plain_cells(sheet_texts(sheet)), HEADING_ROWS):
            for source, kind in _TEMPLATES if sum(map(bool, cells)) >= FEWEST_HEADINGS else ():
                if columns := kind.among(cells):
                    findings.begin(cells)
                    return _Headed(sheet, source, columns, number, findings)
    return None


def sheet_texts(sheet: CalamineSheet) -> Iterator[tuple[int, list[str]]]:
    """
    Yield the number of each row and its cells as texts.

    Raises
    ------
    FileError
        If a cell holds more than Excel lets in.
    """
    for number, cells in enumerate(sheet.iter_rows(), start=1):
        texts = [_AS_TEXT[cell.__class__](cell) for cell in cells]
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


_AS_TEXT: dict[type, Callable[[Any], str]] = {
    str: str.strip,
    float: _number_text,
    int: str,
    bool: {True: "TRUE", False: "FALSE"}.__getitem__,
    dt.datetime: lambda at: at.date().isoformat(),
    dt.date: lru_cache(maxsize=4096)(dt.date.isoformat),
    dt.time: str,
    dt.timedelta: str,
}
"""What a cell shows: whole numbers without a point, dates as ``YYYY-MM-DD``, texts without outer blanks."""
