"""Learner rows of any format, written down under the headings of the Excel learner template."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from cmehub.formats.cells import Cell
from cmehub.formats.learners.workbook import (
    GROUP_FIELDS,
    PARTICIPANT_HEADINGS,
    REGULATION_HEADINGS,
    TEMPLATE_HEADINGS,
    field_name,
)
from cmehub.submissions.rows import Location

_ROW = ("action", "activity_id", "completion_date", "given_name", "family_name", "birth_month_day")
_CME = ("board", "learner_id", "amount")
_MOC = ("board", "learner_id", "credit_type", "amount")
_AT_TEMPLATE, _AT_PAIRS, _AT_GROUPS, _AT_REMS = range(4)


def learner_cells(fields: Mapping[str, Any]) -> Iterator[Cell]:
    """
    Yield the cells of a learner row, blank ones included where a sender may have to write something.

    A row that was sent under the template's headings keeps its columns; one of another format gets a group of columns
    for each of its credits.
    """
    lines = [dict(line) for line in fields.get("lines", ())]
    for number, line in enumerate(lines, start=1):
        line.setdefault("column", f"credit {number}")
    placed = {**fields, "lines": lines}
    filled = {cell.heading: cell for cell in _filled(placed)}
    if not lines or any(not line["column"].startswith("credit") for line in lines):
        for place, heading in enumerate(TEMPLATE_HEADINGS):
            location: Location = ("lines",) if heading == field_name(("lines",), placed) else ()
            filled.setdefault(heading, Cell(heading, "", location, (_AT_TEMPLATE, place)))
    yield from filled.values()


def _filled(fields: dict[str, Any]) -> Iterator[Cell]:
    def cell(location: Location, text: str | None, *place: int) -> Cell:
        heading = field_name(location, fields)
        at = (_AT_TEMPLATE, TEMPLATE_HEADINGS.index(heading)) if heading in TEMPLATE_HEADINGS else place
        return Cell(heading, text or "", location, at)

    for name in _ROW:
        yield cell((name,), fields.get(name))
    if fields.get("board_total"):
        yield cell(("board_total",), fields["board_total"])
    for at, line in enumerate(fields["lines"]):
        for position, name in enumerate(_names(line["column"])):
            yield cell(("lines", at, name), line.get(name), *_place(line["column"]), position)
    participant = fields.get("participant", {})
    for position, name in enumerate(PARTICIPANT_HEADINGS if participant else ()):
        yield cell(("participant", name), participant.get(name), _AT_REMS, position)
    for position, name in enumerate(heading for heading in REGULATION_HEADINGS if heading in fields):
        yield cell((name,), fields[name], _AT_REMS, len(PARTICIPANT_HEADINGS) + position)


def _names(column: str) -> Iterable[str]:
    """Return the fields that a credit's columns hold, in their order."""
    if column.startswith("credit"):
        return GROUP_FIELDS
    return _CME if column == "cme" else _MOC


def _place(column: str) -> tuple[int, int]:
    if column.startswith("credit"):
        return _AT_GROUPS, int(column.split()[1])
    return _AT_PAIRS, 0 if column == "cme" else int(column)
