"""Text files: learners under the headings of the Excel template, and tab-delimited files without headings."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from itertools import islice
from pathlib import Path

from cmehub.formats import OpenFile
from cmehub.formats.activities.layouts import DESCRIPTIONS
from cmehub.formats.activities.text import ACTIVITY_TAB, activity_rows, first_activity_row
from cmehub.formats.activities.workbook import ActivityColumns, field_name
from cmehub.formats.learners.columns import LEARNER_TABLE
from cmehub.formats.learners.workbook import LearnerColumns
from cmehub.formats.matches.columns import MATCH_CSV, MATCH_TAB, MatchColumns
from cmehub.formats.tables import HEADING_ROWS, Kinds, NoTable, find_table
from cmehub.formats.text_table import TextTable
from cmehub.issues.issue import FileError
from cmehub.submissions.rows import Format, Row

LEARNER_CSV = Format("learner-csv", "learners", LEARNER_TABLE.field_name)
LEARNER_TAB = Format("learner-tab", "learners", LEARNER_TABLE.field_name)
ACTIVITY_CSV = Format("activity-csv", "activities", field_name)
ACTIVITY_TABLE = Format("activity-table", "activities", field_name)
"""Tab-delimited under the headings of the activity template, unlike `ACTIVITY_TAB`."""

_COMMA: Kinds = ((LEARNER_CSV, LearnerColumns), (ACTIVITY_CSV, ActivityColumns), (MATCH_CSV, MatchColumns))
_TAB: Kinds = ((LEARNER_TAB, LearnerColumns), (ACTIVITY_TABLE, ActivityColumns), (MATCH_TAB, MatchColumns))
_KINDS = {",": _COMMA, ";": _COMMA, "\t": _TAB}


def open_text(path: Path, learner_columns: Sequence[str], agreed: Mapping[str, str]) -> OpenFile:
    """
    Find the headings of a template among a text file's first rows, or recognise it by its tabs.

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
    above: list[tuple[int, list[str]]] = []
    with suppress(FileError):
        above = [*islice(TextTable(path, "\t").numbered, HEADING_ROWS)]
    # Before any headings are looked for: a row of these layouts is no guidance above them, whatever stands below.
    if first := first_activity_row(above):
        text = TextTable(path, "\t")
        text.begin([], breaks=DESCRIPTIONS)
        return _opened(ACTIVITY_TAB, text, activity_rows(text.numbered, first))
    misfit = NoTable()
    for separator, kinds in _KINDS.items():
        text = TextTable(path, separator)
        with suppress(FileError):
            table = find_table(text.numbered, kinds, agreed)
            if isinstance(table, NoTable):
                misfit = max(misfit, table, key=NoTable.likeliness)
                continue
            read = {heading.place for heading in table.columns.headings.found}
            text.begin(table.cells, breaks=table.columns.breaks | {*range(len(table.cells))} - read)
            opened = _opened(table.format, text, table.rows(text.numbered, text.notes))
            return opened._replace(headings=table.columns.headings)
    unheaded = LearnerColumns(learner_columns, agreed)
    if not unheaded.missing and (first := next((number for number, cells in above if len(cells) > 1), None)):
        text = TextTable(path, "\t")
        text.begin([*learner_columns])
        return _opened(LEARNER_TAB, text, unheaded.rows(text.numbered, headings_at=first - 1))
    raise misfit.error()


def _opened(source: Format, text: TextTable, rows: Iterator[Row]) -> OpenFile:
    return OpenFile(source, text.found_in(rows), text.notes, text.lines_read)
