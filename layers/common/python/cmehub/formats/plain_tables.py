"""The rows of a small table of any kind, whatever its columns are: a workbook, or text with separators."""

import codecs
import csv
import io
import zipfile
from collections.abc import Iterator
from pathlib import Path

from python_calamine import CalamineError, CalamineWorkbook, SheetTypeEnum

from cmehub.fields.plain_text import plain
from cmehub.formats.packages import look_through
from cmehub.formats.workbook import MAGIC, OLE_MAGIC, ole_issue, sheet_texts
from cmehub.issues.issue import FileError, file_issue

_SEPARATORS = "\t;,"
_UNPACKED_LIMIT = 100_000_000
"""Bytes of a workbook's parts: what a call has time for."""
_UTF_16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


def plain_rows(path: Path, unpacked_limit: int = _UNPACKED_LIMIT) -> list[tuple[int, list[str]]]:
    """
    Return the number of each row that isn't blank and its cells as plain texts; all of it is held in memory.

    Parameters
    ----------
    path
        The file.
    unpacked_limit
        Bytes of a workbook's parts.

    Raises
    ------
    FileError
        If the file is empty or broken, a workbook unpacks to too much, or two sheets of it hold something.
    """
    content = path.read_bytes()
    if content.startswith(OLE_MAGIC):
        raise FileError(ole_issue(path))
    read = _of_workbook(path, unpacked_limit) if content.startswith(MAGIC) else _of_text(content)
    rows = [(number, [plain(cell)[0] for cell in cells]) for number, cells in read if any(cells)]
    if not rows:
        raise FileError(file_issue("FILE_EMPTY"))
    return rows


def _of_workbook(path: Path, limit: int) -> list[tuple[int, list[str]]]:
    look_through(path)
    with zipfile.ZipFile(path) as package:
        unpacked = sum(entry.file_size for entry in package.infolist())
    if unpacked > limit:
        raise FileError(file_issue("FILE_TOO_LARGE", value=unpacked, limit=limit))
    try:
        book = CalamineWorkbook.from_path(path)
        names = [sheet.name for sheet in book.sheets_metadata if sheet.typ == SheetTypeEnum.WorkSheet]
        sheets = [[*sheet_texts(book.get_sheet_by_name(name))] for name in names]
    except (CalamineError, zipfile.BadZipFile, OSError) as error:
        raise FileError(file_issue("FILE_BROKEN", rows_read=0, reason="the workbook is damaged")) from error
    filled = [sheet for sheet in sheets if any(any(cells) for _, cells in sheet)]
    if len(filled) > 1:
        raise FileError(file_issue("FILE_TWO_SHEETS"))
    return [row for sheet in filled for row in sheet]


def _of_text(content: bytes) -> Iterator[tuple[int, list[str]]]:
    text = _decoded(content)
    first = next((line for line in text.splitlines() if line.strip()), "")
    separator = next((separator for separator in _SEPARATORS if separator in first), ",")
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    number = 0
    try:
        for cells in reader:
            # After a quote that isn't closed, the rows up to the next quote would be one cell.
            if reader.line_num > number + 1:
                reason = "the row after it has a quote that isn't closed, or a line break in a cell"
                raise FileError(file_issue("FILE_BROKEN", rows_read=number, reason=reason))
            number = reader.line_num
            yield number, [cell.strip() for cell in cells]
    except csv.Error as error:
        raise FileError(file_issue("FILE_BROKEN", rows_read=number, reason="the row after it can't be read")) from error


def _decoded(content: bytes) -> str:
    """Read UTF-8, UTF-16 with its mark, or else Windows-1252; a byte that is none of its letters is shown as such."""
    if content.startswith(_UTF_16):
        return content.decode("utf-16", "replace")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", "replace")
