"""Tables of any kind of file: the row of headings is looked for among the first rows, and its kind follows from it."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from re import compile as pattern
from typing import Any, NamedTuple, Protocol

from cmehub.formats.headings import FEWEST_HEADINGS, HeadingRow, Headings, plain_heading
from cmehub.issues.issue import FileError, Issue, file_issue
from cmehub.submissions.rows import Format, Row

HEADING_ROWS = 15
_MOST_SHOWN = 20
_OF_DATA = pattern(r"\d\d|@")
"""What stands in data, which is not to be repeated to its sender by mail, and in no heading."""
_LONGEST_SHOWN = 60


class Columns(Protocol):
    """Where the columns of one kind of table stand: what was known, what is missing, and where line breaks may be."""

    headings: HeadingRow[Any]
    missing: tuple[str, ...]
    breaks: frozenset[int]

    def rows(self, numbered: Iterator[tuple[int, list[str]]], headings_at: int) -> Iterator[Row]:
        """Yield every row below the headings that isn't blank."""


class ColumnsClass(Protocol):
    """What reads the headings of one kind of table, and the headings that it may have."""

    known: Headings[Any]

    def __call__(self, cells: Sequence[str], agreed: Mapping[str, str]) -> Columns:
        """Read a row of headings."""


Kinds = Sequence[tuple[Format, ColumnsClass]]
"""The kinds of table that may be found."""


class FoundTable(NamedTuple):
    """A table: its kind, where its columns stand, in which row its headings, and what is written there."""

    format: Format
    columns: Columns
    number: int
    cells: list[str]

    def rows(self, numbered: Iterator[tuple[int, list[str]]], notes: list[Issue]) -> Iterator[Row]:
        """Yield the rows below the headings, and put into ``notes`` what is to be told of the columns."""
        headings = self.columns.headings
        if otherwise := headings.read_otherwise():
            notes.append(file_issue("HEADINGS_REPAIRED", value=self.number, read=otherwise))
        if unread := headings.not_read():
            notes.append(file_issue("COLUMNS_NOT_READ", value=self.number, unread=unread))
        return self.columns.rows(self._watched(numbered, notes), headings_at=self.number)

    def _watched(
        self, numbered: Iterator[tuple[int, list[str]]], notes: list[Issue]
    ) -> Iterator[tuple[int, list[str]]]:
        """Yield the rows; behind the last, tell of cells that no heading stands above."""
        read = {found.place for found in self.columns.headings.found}
        bare = [place for place, cell in enumerate(self.cells) if not cell and place not in read]
        end = len(self.cells)
        places: set[int] = set()
        first = None
        for number, cells in numbered:
            if (bare or len(cells) > end) and number > self.number:
                filled = [place for place in (*bare, *range(end, len(cells))) if place < len(cells) and cells[place]]
                places.update(filled)
                first = first or (number if filled else None)
            yield number, cells
        if first:
            columns = ", ".join(str(place + 1) for place in sorted(places)[:_MOST_SHOWN])
            notes.append(file_issue("CELLS_WITHOUT_HEADING", value=first, columns=columns))


class HeadingsError(FileError):
    """The headings of a table aren't enough, or two mean the same; carries what they were read as."""

    def __init__(self, issue: Issue, table: FoundTable) -> None:
        super().__init__(issue)
        self.table = table


class NoTable(NamedTuple):
    """Rows that hold no table: how many headings and cells the likeliest row has, what is wrong, and what it may be."""

    known: int = 0
    cells: int = 0
    issue: Issue | None = None
    table: FoundTable | None = None

    def likeliness(self) -> tuple[int, int]:
        """Return what tells which of several misfits was meant to be a table."""
        return self.known, self.cells

    def error(self) -> FileError:
        """Return what to raise if no other table is found."""
        issue = self.issue or file_issue("FILE_FORMAT_UNKNOWN")
        return HeadingsError(issue, self.table) if self.table else FileError(issue)


def find_table(
    numbered: Iterable[tuple[int, list[str]]], kinds: Kinds, agreed: Mapping[str, str]
) -> FoundTable | NoTable:
    """
    Look for headings among the first rows, in the first row that has all that a kind of table needs.

    Parameters
    ----------
    numbered
        The rows with their numbers; as many are taken as are looked through.
    kinds
        The kinds of table.
    agreed
        What the sender's own headings mean; see `cmehub.formats.headings.Headings.read`.
    """
    likeliest = NoTable()
    rows = 0
    for number, cells in islice(numbered, HEADING_ROWS):
        filled = sum(map(bool, cells))
        if filled < FEWEST_HEADINGS:
            continue
        rows += 1
        if not _may_be_headings(cells, kinds, agreed):
            if filled > likeliest.cells and not likeliest.known:
                issue = file_issue("HEADINGS_UNKNOWN", value=number, rows=HEADING_ROWS, found=_shown(cells))
                likeliest = NoTable(0, filled, issue)
            continue
        tables = [FoundTable(source, columns_in(cells, agreed), number, cells) for source, columns_in in kinds]
        best = max(tables, key=lambda table: (not table.columns.missing, len(table.columns.headings.found)))
        headings = best.columns.headings
        known = len(headings.found)
        if not best.columns.missing and not headings.twice:
            return best
        if (known, filled) > likeliest.likeliness():
            likeliest = NoTable(known, filled, _misfit(best), best)
    return likeliest if likeliest.known or rows > 1 else NoTable()


def _may_be_headings(cells: Sequence[str], kinds: Kinds, agreed: Mapping[str, str]) -> bool:
    """Tell whether as many cells are known as a row of headings has; most rows are data, and need no closer look."""
    known = 0
    for cell in filter(None, cells):
        known += any(columns_in.known.knows(cell) for _, columns_in in kinds) or plain_heading(cell) in agreed
        if known == FEWEST_HEADINGS:
            return True
    return False


def _misfit(table: FoundTable) -> Issue:
    """Return why a row is not the headings of a table."""
    headings = table.columns.headings
    if headings.twice:
        first, second, heading = headings.twice
        return file_issue("COLUMN_TWICE", value=table.number, first=first, second=second, heading=heading)
    missing = ", ".join(table.columns.missing)
    unread = headings.not_read() or "none"
    return file_issue("HEADINGS_MISSING", value=table.number, kind=table.format.kind, missing=missing, found=unread)


def _shown(cells: Sequence[str]) -> str:
    """Return what stands in a row, unless that seems to be data."""
    texts = [" ".join(cell.split()) for cell in cells if cell]
    if any(_OF_DATA.search(text) or len(text) > _LONGEST_SHOWN or not text.isprintable() for text in texts):
        return "what seems to be data"
    more = f" and {len(texts) - _MOST_SHOWN:,} more" if len(texts) > _MOST_SHOWN else ""
    return ", ".join(f"“{text}”" for text in texts[:_MOST_SHOWN]) + more
