"""Learner matching files: a table with the learner template's headings of who somebody is, or the same as JSON."""

from collections.abc import Iterator, Mapping
from typing import Any, Self

from cmehub.formats.cells import Cell
from cmehub.formats.headings import plain_heading
from cmehub.formats.json_values import Record, text_of
from cmehub.submissions.rows import Format, Location, Row

HEADINGS = {
    "row_id": "Row ID",
    "given_name": "First Name",
    "family_name": "Last Name",
    "birth_month_day": "Date of Birth",
    "state": "Licensing State",
    "licence": "Licensing ID or NPI",
    "board": "Certifying Board",
    "board_id": "Certifying Board ID",
}
_JSON_NAMES = {
    "row_id": "rowId",
    "given_name": "givenName",
    "family_name": "familyName",
    "birth_month_day": "birthMonthDay",
    "state": "stateOfLicensure",
    "licence": "licenseId",
    "board": "board",
    "board_id": "boardId",
}
_NPI = "npi"
MATCH_MEMBERS = {name.lower(): field for field, name in _JSON_NAMES.items()} | {
    _NPI: "licence",
    "firstname": "given_name",
    "lastname": "family_name",
    "birthdate": "birth_month_day",
    "statemedicallicenseid": "licence",
    "certifyingboard": "board",
    "certifyingboardid": "board_id",
}
"""The names of fields in lower case: our own, and behind them what PARS calls them elsewhere."""

_NEEDED = {"given_name", "family_name", "birth_month_day"}
_OF_COMPLETIONS = {"record action", "completion date"}


_FIELDS = {plain_heading(heading): field for field, heading in HEADINGS.items()} | {_NPI: "licence"}


class MatchColumns:
    """Where the columns stand in one table."""

    def __init__(self, columns: dict[str, int]) -> None:
        self._columns = columns
        self._width = 1 + max(columns.values())

    @classmethod
    def among(cls, cells: list[str]) -> Self | None:
        """Return the columns if the cells are such headings and not those of completions, else None."""
        headings = [plain_heading(cell) for cell in cells]
        columns: dict[str, int] = {}
        for place, heading in enumerate(headings):
            if field := _FIELDS.get(heading):
                columns.setdefault(field, place)
        fits = columns.keys() >= _NEEDED and not _OF_COMPLETIONS.intersection(headings)
        return cls(columns) if fits else None

    def rows(self, numbered: Iterator[tuple[int, list[str]]], headings_at: int) -> Iterator[Row]:
        """Yield every row below the headings that isn't blank."""
        for number, cells in numbered:
            if number > headings_at and any(cells):
                padded = cells + [""] * (self._width - len(cells))
                yield Row(number, {field: padded[place] for field, place in self._columns.items() if padded[place]})


def match_fields(record: Record) -> dict[str, Any]:
    """Return the fields of a matching request whose names are in lower case."""
    fields: dict[str, Any] = {}
    for name, field in MATCH_MEMBERS.items():
        if text := text_of(record.get(name)):
            fields.setdefault(field, text)
    return fields


def match_cells(fields: Mapping[str, Any]) -> Iterator[Cell]:
    """Yield the cells of a row under the table's headings."""
    for place, (field, heading) in enumerate(HEADINGS.items()):
        yield Cell(heading, fields.get(field, ""), (field,), (place,))


def _heading(location: Location, fields: dict[str, Any]) -> str:  # noqa: ARG001
    return HEADINGS[str(location[0])]


def json_name(location: Location, fields: dict[str, Any]) -> str:  # noqa: ARG001
    """Return what a request calls a field."""
    return _JSON_NAMES[str(location[0])]


MATCH_WORKBOOK = Format("match-workbook", "matches", _heading)
MATCH_CSV = Format("match-csv", "matches", _heading)
MATCH_TAB = Format("match-tab", "matches", _heading)
MATCH_JSON = Format("match-json", "matches", json_name)
