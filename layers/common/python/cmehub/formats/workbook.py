"""Excel workbooks: the sheet that holds the data is found by its headings."""

import datetime as dt
import zipfile
from itertools import islice
from pathlib import Path

from python_calamine import CalamineError, CalamineWorkbook

from cmehub.formats import FileError, Format, OpenFile
from cmehub.formats.activity_workbook import ACTIVITY_WORKBOOK, ActivityColumns
from cmehub.formats.learner_workbook import LEARNER_WORKBOOK, LearnerColumns
from cmehub.formats.match_columns import MATCH_WORKBOOK, MatchColumns
from cmehub.issues import file_issue

MAGIC = b"PK\x03\x04"
HEADING_ROWS = 15
UNPACKED_LIMIT = 2_000_000_000
RATIO_LIMIT = 200

_TEMPLATES: tuple[tuple[Format, type[LearnerColumns | ActivityColumns | MatchColumns]], ...] = (
    (LEARNER_WORKBOOK, LearnerColumns),
    (ACTIVITY_WORKBOOK, ActivityColumns),
    (MATCH_WORKBOOK, MatchColumns),
)
Cell = str | float | bool | dt.date | dt.datetime | dt.time | dt.timedelta


def open_workbook(path: Path) -> OpenFile:
    """
    Open a workbook and find the sheet and row of its headings.

    Raises
    ------
    FileError
        If the file is no workbook, unpacks to too much, or has the headings of no format.
    """
    _refuse_bomb(path)
    try:
        book = CalamineWorkbook.from_path(path)
        for name in book.sheet_names:
            sheet = book.get_sheet_by_name(name)
            if not sheet.total_height:
                continue
            numbered = enumerate(sheet.iter_rows(), start=1)
            for number, cells in islice(numbered, HEADING_ROWS):
                headings = [as_text(cell) for cell in cells]
                for source, kind in _TEMPLATES:
                    if columns := kind.among(headings):
                        texts = ((n, [as_text(cell) for cell in row]) for n, row in numbered)
                        return OpenFile(source, columns.rows(texts, headings_at=number))
    except (CalamineError, zipfile.BadZipFile, OSError) as error:
        raise FileError(
            file_issue("FILE_BROKEN", rows_read=0, reason="the workbook is damaged or encrypted")
        ) from error
    raise FileError(file_issue("FILE_FORMAT_UNKNOWN"))


def as_text(cell: Cell) -> str:
    """Return what a cell shows: whole numbers without a point, dates as ``YYYY-MM-DD``, texts without outer blanks."""
    if isinstance(cell, str):
        return cell.strip()
    if isinstance(cell, bool):
        return str(cell).upper()
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() else str(cell)
    if isinstance(cell, dt.datetime):
        return cell.date().isoformat()
    if isinstance(cell, dt.date):
        return cell.isoformat()
    return str(cell)


def _refuse_bomb(path: Path) -> None:
    try:
        with zipfile.ZipFile(path) as packed:
            unpacked = sum(entry.file_size for entry in packed.infolist())
    except (zipfile.BadZipFile, NotImplementedError, ValueError) as error:
        raise FileError(file_issue("FILE_BROKEN", rows_read=0, reason="the workbook is damaged")) from error
    if unpacked > min(UNPACKED_LIMIT, RATIO_LIMIT * path.stat().st_size):
        raise FileError(file_issue("ZIP_BOMB", value=unpacked))
