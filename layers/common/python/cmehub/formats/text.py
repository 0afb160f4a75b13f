"""Text files: learners under the headings of the Excel template, and tab-delimited files without headings."""

import codecs
import csv
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import IO, Self

from cmehub.formats import OpenFile
from cmehub.formats.activities.text import ACTIVITY_TAB, activity_rows, is_activity_row
from cmehub.formats.activities.workbook import ActivityColumns, field_name
from cmehub.formats.learners.columns import LEARNER_TABLE
from cmehub.formats.learners.workbook import LearnerColumns
from cmehub.formats.matches.columns import MATCH_CSV, MATCH_TAB, MatchColumns
from cmehub.formats.tables import Kinds, NoTable, find_table
from cmehub.issues.issue import FileError, file_issue
from cmehub.submissions.rows import Format

LEARNER_CSV = Format("learner-csv", "learners", LEARNER_TABLE.field_name)
LEARNER_TAB = Format("learner-tab", "learners", LEARNER_TABLE.field_name)
ACTIVITY_CSV = Format("activity-csv", "activities", field_name)
ACTIVITY_TABLE = Format("activity-table", "activities", field_name)
"""Tab-delimited under the headings of the activity template, unlike `ACTIVITY_TAB`."""
ROW_LIMIT = 1_000_000
"""The most characters of one row, which may go over several lines."""

_COMMA: Kinds = ((LEARNER_CSV, LearnerColumns), (ACTIVITY_CSV, ActivityColumns), (MATCH_CSV, MatchColumns))
_TAB: Kinds = ((LEARNER_TAB, LearnerColumns), (ACTIVITY_TABLE, ActivityColumns), (MATCH_TAB, MatchColumns))
_KINDS = {",": _COMMA, ";": _COMMA, "\t": _TAB}
_PIECE = 1 << 20


def open_text(path: Path, learner_columns: Sequence[str], agreed: Mapping[str, str]) -> OpenFile:
    """
    Find the headings of a template among a text file's first rows, or recognise it by its tabs.

    UTF-8, UTF-16 with a byte order mark, or else Windows-1252. A row's number is that of its first line.

    Parameters
    ----------
    path
        Where it lies.
    learner_columns
        The headings of the columns in the provider's tab-delimited learner files that have no heading row.
    agreed
        What the provider's own headings mean.

    Raises
    ------
    FileError
        If the headings aren't there and the file is no tab-delimited one either.
    """
    encoding = _encoding(path)
    misfit = NoTable()
    for separator, kinds in _KINDS.items():
        numbered = _numbered(path, encoding, separator)
        with suppress(FileError):
            table = find_table(numbered, kinds, agreed)
            if isinstance(table, NoTable):
                misfit = max(misfit, table, key=NoTable.likeliness)
                continue
            return OpenFile(table.format, table.columns.rows(numbered, headings_at=table.number), table.notes())
    with suppress(FileError):
        first = next((cells for _, cells in _numbered(path, encoding, "\t") if any(cells)), [])
        if is_activity_row(first):
            return OpenFile(ACTIVITY_TAB, activity_rows(_numbered(path, encoding, "\t")))
        unheaded = LearnerColumns(learner_columns, agreed)
        if not unheaded.missing and len(first) > 1:
            return OpenFile(LEARNER_TAB, unheaded.rows(_numbered(path, encoding, "\t"), headings_at=0))
    raise misfit.error()


def _encoding(path: Path) -> str:
    decoder = codecs.getincrementaldecoder("utf-8")()
    with path.open("rb") as file:
        if file.read(2) in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE):
            return "utf-16"
        file.seek(0)
        try:
            while piece := file.read(_PIECE):
                decoder.decode(piece)
            decoder.decode(b"", final=True)
        except UnicodeDecodeError:
            return "cp1252"
    return "utf-8-sig"


def _numbered(path: Path, encoding: str, separator: str) -> Iterator[tuple[int, list[str]]]:
    """Yield the rows with the numbers of their first lines."""
    number = 1
    with path.open(encoding=encoding, newline="") as file:
        lines = _Lines(file)
        reader = csv.reader(lines, delimiter=separator)
        try:
            for cells in reader:
                yield number, [cell.strip() for cell in cells]
                number = reader.line_num + 1
                lines.next_row()
        except (csv.Error, UnicodeError) as error:
            reason = f"line {number} is too long, or isn't text"
            raise FileError(file_issue("FILE_BROKEN", rows_read=number - 1, reason=reason)) from error


class _Lines:
    """The lines of a text file, which end with an error where one row has too many characters."""

    def __init__(self, file: IO[str]) -> None:
        self._file = file
        self._room = ROW_LIMIT

    def __iter__(self) -> Self:
        return self

    def __next__(self) -> str:
        line = self._file.readline(self._room)
        if not line:
            raise StopIteration
        self._room -= len(line)
        if not self._room:
            raise csv.Error
        return line

    def next_row(self) -> None:
        """Give the next row all the room."""
        self._room = ROW_LIMIT
