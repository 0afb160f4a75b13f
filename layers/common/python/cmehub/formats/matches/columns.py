"""Learner matching files: a table with the learner template's headings of who somebody is, or the same as JSON."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, ClassVar, NamedTuple

from cmehub.formats.cells import Cell
from cmehub.formats.given_twice import given_twice
from cmehub.formats.headings import Headings, NamedColumn
from cmehub.formats.json_members import faults_of
from cmehub.formats.json_values import Record, text_of
from cmehub.formats.synonyms import SYNONYMS
from cmehub.submissions.rows import READER_ISSUES, Format, Location, Row


class MatchColumn(NamedTuple):
    """
    A column of a matching file.

    Attributes
    ----------
    heading, field, member
        What the table, the row and a request in JSON or XML call it.
    guidance
        What to write there.
    choices
        The name of the list of values that may stand there, if there is one.
    """

    heading: str
    field: str
    member: str
    guidance: str
    choices: str = ""


MATCH_COLUMNS = (
    MatchColumn("Row ID", "row_id", "rowId", "Your own name for the row, if you have one"),
    MatchColumn("First Name", "given_name", "givenName", "As the board or the state knows it"),
    MatchColumn("Last Name", "family_name", "familyName", "As the board or the state knows it"),
    MatchColumn("Date of Birth", "birth_month_day", "birthMonthDay", "Month and day only: MM/DD"),
    MatchColumn("Licensing State", "state", "stateOfLicensure", "Where the learner is licensed", "Licensing State"),
    MatchColumn("Licensing ID or NPI", "licence", "licenseId", "Only where the rest isn't enough"),
    MatchColumn("Certifying Board", "board", "board", "Blank to look on every board's roster", "Board"),
    MatchColumn("Certifying Board ID", "board_id", "boardId", "The learner's own number at the board"),
)
_NPI = "npi"
MATCH_MEMBERS = {column.member.lower(): column.field for column in MATCH_COLUMNS} | {
    _NPI: "licence",
    "firstname": "given_name",
    "lastname": "family_name",
    "birthdate": "birth_month_day",
    "statemedicallicenseid": "licence",
    "certifyingboard": "board",
    "certifyingboardid": "board_id",
}
"""The names of fields in lower case: our own, and behind them what PARS calls them elsewhere."""

_BY_FIELD = {column.field: column for column in MATCH_COLUMNS}
_NEEDED = ("given_name", "family_name", "birth_month_day")
_OF_COMPLETIONS = ("Record Action", "ACCME Activity ID", "Completion Date")
_HEADINGS = Headings(
    NamedColumn(field, heading, SYNONYMS.get(heading, ()))
    for field, heading in (
        *((column.field, column.heading) for column in MATCH_COLUMNS),
        *((heading, heading) for heading in _OF_COMPLETIONS),
    )
)


class MatchColumns:
    """
    Where the columns stand in one table.

    Attributes
    ----------
    headings
        What was known of the row of headings.
    known
        The headings that are known.
    missing
        The headings that every row needs and that are not there; all of them where those of completions are.
    breaks
        Where texts with line breaks may stand: nowhere.
    """

    breaks: frozenset[int] = frozenset()
    known: ClassVar[Headings[str]] = _HEADINGS

    def __init__(self, cells: Sequence[str], agreed: Mapping[str, str] | None = None) -> None:
        self.headings = _HEADINGS.read(cells, agreed)
        self._columns = {found.column: found.place for found in self.headings.found}
        is_of_completions = not self._columns.keys().isdisjoint(_OF_COMPLETIONS)
        self.missing = tuple(
            _BY_FIELD[field].heading for field in _NEEDED if is_of_completions or field not in self._columns
        )
        self._width = 1 + max(self._columns.values(), default=0)

    def rows(self, numbered: Iterator[tuple[int, list[str]]], headings_at: int) -> Iterator[Row]:
        """Yield every row below the headings that isn't blank."""
        for number, cells in numbered:
            if number > headings_at and any(cells):
                padded = cells + [""] * (self._width - len(cells))
                yield Row(number, {field: padded[place] for field, place in self._columns.items() if padded[place]})


def match_rows(record: Record, _number: int) -> Iterator[dict[str, Any]]:
    """Yield the fields of a matching request whose names are in lower case."""
    yield match_fields(record, [*faults_of(record)])


def match_fields(record: Record, faults: list[dict[str, Any]]) -> dict[str, Any]:
    """Return the fields of a request whose names are in lower case, and as faults what it gives by two names."""
    fields: dict[str, Any] = {}
    for name, field in MATCH_MEMBERS.items():
        if (text := text_of(record.get(name))) and (first := fields.setdefault(field, text)) != text and name != _NPI:
            faults.append(given_twice(_BY_FIELD[field].member, first, text))
    return fields | ({READER_ISSUES: faults} if faults else {})


def match_cells(fields: Mapping[str, Any]) -> Iterator[Cell]:
    """Yield the cells of a row under the table's headings."""
    for place, column in enumerate(MATCH_COLUMNS):
        yield Cell(column.heading, fields.get(column.field, ""), (column.field,), (place,), column.choices)


def _heading(location: Location, fields: dict[str, Any]) -> str:  # noqa: ARG001 - as a `Format` has it
    return _BY_FIELD[str(location[0])].heading


def json_name(location: Location, fields: dict[str, Any]) -> str:  # noqa: ARG001 - as a `Format` has it
    """Return what a request calls a field."""
    return _BY_FIELD[str(location[0])].member


MATCH_WORKBOOK = Format("match-workbook", "matches", _heading)
MATCH_CSV = Format("match-csv", "matches", _heading)
MATCH_TAB = Format("match-tab", "matches", _heading)
MATCH_JSON = Format("match-json", "matches", json_name)
