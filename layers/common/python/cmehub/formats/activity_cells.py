"""Activity rows of any format, written down under the headings of the hub's Excel activity template."""

from collections.abc import Iterator, Mapping
from typing import Any

from cmehub.formats import Location
from cmehub.formats.activity_columns import CATEGORIES, COLUMNS, GROUPS, REMS_FIELDS, Column
from cmehub.formats.activity_workbook import SEPARATOR, heading_of
from cmehub.formats.cells import Cell


def activity_cells(fields: Mapping[str, Any]) -> Iterator[Cell]:
    """Yield the cells of an activity row: every column that stands alone, and each group that the row has."""
    participants = {one.get("category"): place for place, one in enumerate(fields.get("participants", ()))}
    for position, column in enumerate(COLUMNS):
        location: Location = (column.field,)
        value = fields.get(column.field)
        if column.field in CATEGORIES:
            place = participants.get(column.field)
            location = ("participants",) if place is None else ("participants", place, "count")
            value = None if place is None else fields["participants"][place].get("count")
        elif column.field in REMS_FIELDS:
            location = ("rems", column.field)
            value = fields.get("rems", {}).get(column.field)
        yield Cell(column.heading, _text(column, value), location, (0, position))
    for at, group in enumerate(GROUPS, start=1):
        for place, one in enumerate(fields.get(group.field, ())):
            number = int(one.get("column", place + 1))
            for position, column in enumerate(group.columns):
                here: Location = (group.field, place, column.field)
                yield Cell(
                    heading_of(group, number, column),
                    _text(column, one.get(column.field)),
                    here,
                    (at, number, position),
                )


def _text(column: Column, value: Any) -> str:
    return f"{SEPARATOR} ".join(value) if column.listed and value else str(value or "")
