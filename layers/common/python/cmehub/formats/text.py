"""Text files: learners under the headings of the Excel template, and tab-delimited files without headings."""

from collections.abc import Iterator, Sequence
from contextlib import suppress
from itertools import islice
from pathlib import Path

from cmehub.formats import OpenFile
from cmehub.formats.activities.layouts import DESCRIPTIONS
from cmehub.formats.activities.text import ACTIVITY_TAB, activity_rows, is_activity_row
from cmehub.formats.learners.columns import LEARNER_TABLE
from cmehub.formats.learners.workbook import LearnerColumns
from cmehub.formats.matches.columns import MATCH_CSV, MATCH_TAB, MatchColumns
from cmehub.formats.text_table import TextTable
from cmehub.formats.workbook import HEADING_ROWS
from cmehub.issues.issue import FileError, file_issue
from cmehub.submissions.rows import Format, Row

LEARNER_CSV = Format("learner-csv", "learners", LEARNER_TABLE.field_name)
LEARNER_TAB = Format("learner-tab", "learners", LEARNER_TABLE.field_name)

_COMMA = ((LEARNER_CSV, LearnerColumns), (MATCH_CSV, MatchColumns))
_FORMATS: dict[str, tuple[tuple[Format, type[LearnerColumns | MatchColumns]], ...]] = {
    ",": _COMMA,
    ";": _COMMA,
    "\t": ((LEARNER_TAB, LearnerColumns), (MATCH_TAB, MatchColumns)),
}


def open_text(path: Path, learner_columns: Sequence[str] = ()) -> OpenFile:
    """
    Find the headings of the learner template among a text file's first rows, or recognise it by its tabs.

    Parameters
    ----------
    path
        Where it lies.
    learner_columns
        The headings of the columns in the provider's tab-delimited learner files that have no heading row.

    Raises
    ------
    FileError
        If the headings aren't there and the file is no tab-delimited one either.
    """
    for separator, sources in _FORMATS.items():
        table = TextTable(path, separator)
        with suppress(FileError):
            for number, cells in islice(table.numbered, HEADING_ROWS):
                for source, kind in sources:
                    if columns := kind.among(cells):
                        table.begin(cells)
                        return _opened(source, table, columns.rows(table.numbered, headings_at=number))
    with suppress(FileError):
        first = next((cells for _, cells in TextTable(path, "\t").numbered if any(cells)), [])
        table = TextTable(path, "\t")
        if is_activity_row(first):
            table.begin([], breaks=DESCRIPTIONS)
            return _opened(ACTIVITY_TAB, table, activity_rows(table.numbered))
        unheaded = LearnerColumns.among([*learner_columns])
        if unheaded and len(first) > 1:
            table.begin([*learner_columns])
            return _opened(LEARNER_TAB, table, unheaded.rows(table.numbered, headings_at=0))
    raise FileError(file_issue("FILE_FORMAT_UNKNOWN"))


def _opened(source: Format, table: TextTable, rows: Iterator[Row]) -> OpenFile:
    return OpenFile(source, table.found_in(rows), table.notes, table.lines_read)
