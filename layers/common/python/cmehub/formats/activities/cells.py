"""Activity rows of any format, written down under the headings of the hub's Excel activity template."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import Any

from cmehub.activities.choices import JA_CATEGORIES
from cmehub.fields.choices import plain_name
from cmehub.formats.activities.columns import CATEGORIES, COLUMNS, GROUPS, REMS_FIELDS, ActivityColumn
from cmehub.formats.activities.workbook import SEPARATOR, heading_of
from cmehub.formats.cells import Cell
from cmehub.submissions.rows import UNSAID, Location

_PHYSICIANS, _OTHERS = CATEGORIES
_CATEGORY_NAMES = {_PHYSICIANS: {_PHYSICIANS}, _OTHERS: {plain_name(name) for name in (_OTHERS, *JA_CATEGORIES)}}


def activity_cells(fields: Mapping[str, Any]) -> Iterator[Cell]:
    """
    Yield the cells of an activity row: every column that stands alone, and each group that the row has.

    What the row's file has no place for gets no column: a blank one would take away what is stored.
    """
    participants: dict[str, list[int]] = defaultdict(list)
    for place, participant in enumerate(fields.get("participants", ())):
        participants[_column_of(participant.get("category", ""))].append(place)
    for position, column in enumerate(COLUMNS):
        if not fields.get(column.field) and _has_no_place(column.field, fields):
            continue
        location: Location = (column.field,)
        value = fields.get(column.field)
        if column.field in CATEGORIES:
            places = participants[column.field]
            location = ("participants", places[0], "count") if places else ("participants",)
            value = _sum([fields["participants"][place].get("count", "") for place in places])
        elif column.field in REMS_FIELDS:
            location = ("rems", column.field)
            value = fields.get("rems", {}).get(column.field)
        yield Cell(column.heading, _text(column, value), location, (0, position), column.choices)
    for at, group in enumerate(GROUPS, start=1):
        for place, entry in enumerate(fields.get(group.field, ())):
            number = int(entry.get("column", place + 1))
            for position, column in enumerate(group.columns):
                if _has_no_place(f"{group.field}.{column.field}", fields):
                    continue
                here: Location = (group.field, place, column.field)
                yield Cell(
                    heading_of(group, number, column),
                    _text(column, entry.get(column.field)),
                    here,
                    (at, number, position),
                    column.choices,
                )


def _has_no_place(name: str, fields: Mapping[str, Any]) -> bool:
    if name == "provider_activity_id" and not fields.get("activity_id"):
        return False  # a row needs either of the two
    names = {name, "rems" if name in REMS_FIELDS else f"participants.{name}"}
    return not names.isdisjoint(fields.get(UNSAID, ()))


def _column_of(category: str) -> str:
    """Return the column for a head count; the template has one for all who aren't physicians."""
    return next((column for column, names in _CATEGORY_NAMES.items() if plain_name(category) in names), "")


def _sum(counts: list[str]) -> str:
    """Add head counts up; a single one is left as it was written."""
    return str(sum(map(int, counts))) if len(counts) > 1 and all(map(str.isdecimal, counts)) else "".join(counts[:1])


def _text(column: ActivityColumn, value: Any) -> str:
    return f"{SEPARATOR} ".join(value) if column.listed and value else str(value or "")
