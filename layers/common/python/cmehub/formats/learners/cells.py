"""Learner rows of any format, written down under the headings of the Excel learner template."""

from collections.abc import Iterator, Mapping
from typing import Any

from cmehub.formats.cells import Cell
from cmehub.formats.learners.columns import LEARNER_TABLE, LearnerColumn, LearnerTable
from cmehub.submissions.rows import IN_LINE, Location

_AT_TEMPLATE, _AT_PAIRS, _AT_GROUPS, _AT_PARTICIPANT, _AT_FURTHER = range(5)

_Told = tuple[LearnerColumn, Location, str | None, tuple[int, ...]]


def learner_cells(fields: Mapping[str, Any], table: LearnerTable = LEARNER_TABLE) -> Iterator[Cell]:
    """
    Yield the cells of a learner row, blank ones included where a sender may have to write something.

    A row that was sent under the template's headings keeps its columns; one of another format gets a group of columns
    for each of its credits.
    """
    lines = [dict(line) for line in fields.get("lines", ())]
    for number, line in enumerate(lines, start=1):
        line.setdefault(IN_LINE, f"credit {number}")
    placed = {**fields, "lines": lines}
    filled = {cell.heading: cell for cell in _filled(placed, table)}
    if not lines or any(not line[IN_LINE].startswith("credit") for line in lines):
        for place, column in enumerate(table.template):
            location: Location = ("lines",) if column.heading == table.field_name(("lines",), placed) else ()
            filled.setdefault(column.heading, Cell(column.heading, "", location, (_AT_TEMPLATE, place), column.choices))
    yield from filled.values()


def _filled(fields: dict[str, Any], table: LearnerTable) -> Iterator[Cell]:
    for column, location, text, place in (*_in_row(fields, table), *_in_lines(fields["lines"], table)):
        at = (_AT_TEMPLATE, table.template.index(column)) if column in table.template else place
        yield Cell(table.field_name(location, fields), text or "", location, at, column.choices)


def _in_row(fields: dict[str, Any], table: LearnerTable) -> Iterator[_Told]:
    for column in table.of("row"):
        yield column, column.location, fields.get(column.field), ()
    for column in table.of("total"):
        if fields.get(column.field):
            yield column, column.location, fields[column.field], ()
    if participant := fields.get("participant"):
        for position, column in enumerate(table.of("participant")):
            yield column, column.location, participant.get(column.field), (_AT_PARTICIPANT, position)
    for position, column in enumerate(table.of("regulation", "added")):
        if column.field in fields:
            yield column, column.location, fields[column.field], (_AT_FURTHER, position)


def _in_lines(lines: list[dict[str, str]], table: LearnerTable) -> Iterator[_Told]:
    for at, line in enumerate(lines):
        columns, place = _of_line(line[IN_LINE], table)
        for position, column in enumerate(columns):
            yield column, ("lines", at, column.field), line.get(column.field), (*place, position)


def _of_line(column: str, table: LearnerTable) -> tuple[tuple[LearnerColumn, ...], tuple[int, int]]:
    """Return the columns of a credit line, and their place among the others."""
    if column.startswith("credit"):
        return table.of("group"), (_AT_GROUPS, int(column.split()[1]))
    if column == "cme":
        return table.of("cme"), (_AT_PAIRS, 0)
    return table.of("board", "pair" if column == "0" else "further pair"), (_AT_PAIRS, int(column))
