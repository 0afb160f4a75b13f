"""Lists of licence numbers: typed, or the rows of a file."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple, Self

import orjson

from cmehub.formats.headings import Headings, NamedColumn
from cmehub.issues.issue import FileError, file_issue
from cmehub.people.rosters import normal_entry_id
from cmehub.runtime.json_lines import pack, unpack

HEADING = "Licence Number"
_HEADINGS = Headings(
    [
        NamedColumn(
            HEADING,
            HEADING,
            (
                *("License Number", "License", "License No", "License ID", "Licensing ID", "Lic No", "Lic Number"),
                *("Licence", "Licence No", "Licence ID", "Medical License Number", "State License Number"),
            ),
        )
    ]
)
_HEADING_ROWS = 15


class ListedNumber(NamedTuple):
    """
    A licence number of a list.

    Attributes
    ----------
    written, entry_id
        As the list has it first, and normalised as rosters have it.
    rows
        All rows in which it stands: a number that stands there several times is looked up once.
    """

    written: str
    entry_id: str
    rows: tuple[int, ...]

    @classmethod
    def of(cls, parts: tuple[str, str, list[int]]) -> Self:
        """Return it as it was kept in JSON."""
        written, entry_id, rows = parts
        return cls(written, entry_id, tuple(rows))


class LicenceList(NamedTuple):
    """The numbers of a list in their order, and the rows that have something, but no number."""

    numbers: tuple[ListedNumber, ...]
    bare_rows: tuple[int, ...] = ()

    def packed(self) -> bytes:
        """Return it as it is kept."""
        return pack([orjson.dumps(self.bare_rows), *(orjson.dumps([*number]) for number in self.numbers)])

    @classmethod
    def unpacked(cls, packed: bytes) -> Self:
        """Return one that was kept."""
        bare_rows, *numbers = unpack(packed)
        return cls(tuple(map(ListedNumber.of, numbers)), tuple(bare_rows))


def typed_list(state: str, written: Iterable[str]) -> LicenceList:
    """Return the numbers that somebody typed, by their places from 1 on."""
    return _listed(state, enumerate((number.strip() for number in written), start=1))


def list_of_rows(state: str, rows: Sequence[tuple[int, list[str]]]) -> LicenceList:
    """
    Return the numbers in the rows of a file: below the heading of their column, or all, if there is one column alone.

    Raises
    ------
    FileError
        If it can't be told which column has the numbers, or none has any.
    """
    for place, (number, cells) in enumerate(rows[:_HEADING_ROWS]):
        found = _HEADINGS.read(cells)
        also = [heading.written for heading in found.unread if heading.is_there]
        if found.twice or also:
            first, second = found.twice[:2] if found.twice else (found.found[0].written, also[0])
            raise FileError(file_issue("COLUMN_TWICE", value=number, first=first, second=second, heading=HEADING))
        if found.found:
            column = found.found[0].place
            return _filled(_listed(state, _column(rows[place + 1 :], column)))
    columns = {place for _, cells in rows for place, cell in enumerate(cells) if cell}
    if len(columns) > 1:
        number, cells = rows[0]
        written = ", ".join(f"“{cell}”" for cell in cells if cell and not any(map(str.isdigit, cell)))
        raise FileError(file_issue("LICENCE_COLUMN_MISSING", value=number, found=written or "what seems to be data"))
    return _filled(_listed(state, _column(rows, *columns)))


def _column(rows: Iterable[tuple[int, list[str]]], column: int) -> Iterable[tuple[int, str]]:
    return ((number, cells[column] if column < len(cells) else "") for number, cells in rows)


def _listed(state: str, written: Iterable[tuple[int, str]]) -> LicenceList:
    numbers: dict[str, ListedNumber] = {}
    bare: list[int] = []
    for row, number in written:
        if number:
            entry_id = normal_entry_id(state, number)
            listed = numbers.setdefault(entry_id, ListedNumber(number, entry_id, ()))
            numbers[entry_id] = listed._replace(rows=(*listed.rows, row))
        else:
            bare.append(row)
    return LicenceList((*numbers.values(),), tuple(bare))


def _filled(listed: LicenceList) -> LicenceList:
    if not listed.numbers:
        raise FileError(file_issue("FILE_WITHOUT_ROWS"))
    return listed
