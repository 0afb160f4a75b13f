"""The hub's Excel activity template: one activity a row, its headings among the first rows of a sheet."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, ClassVar

from cmehub.formats.activities.columns import CATEGORIES, COLUMNS, GROUPS, REMS_FIELDS, ActivityColumn, Group
from cmehub.formats.headings import Headings, NamedColumn, missing_columns
from cmehub.formats.synonyms import SYNONYMS
from cmehub.submissions.rows import UNSAID, Format, Location, Row

SEPARATOR = ";"
_NEEDED = ("action", "title", "activity_format", "start_date", "end_date")
_OF_THE_ROW = ("action", "activity_id", "end_date")
_KEPT_IN_PART = ("registrations", "outcomes", "supports")
_OF_DELETES = {"action", "activity_id"}
_BY_FIELD = {column.field: column for column in COLUMNS}
_GROUP_BY_FIELD = {group.field: group for group in GROUPS}


def heading_of(group: Group, number: int | str, column: ActivityColumn) -> str:
    """Return the heading of a column of a group."""
    return f"{group.name} {number}: {column.heading}"


_HEADINGS = Headings(
    (
        *(NamedColumn((column.field, ""), column.heading, SYNONYMS.get(column.heading, ())) for column in COLUMNS),
        *(
            NamedColumn((group.field, column.field), heading_of(group, 1, column), numbered=True)
            for group in GROUPS
            for column in group.columns
        ),
    )
)


class ActivityColumns:
    """
    Where the template's columns stand in one table.

    Attributes
    ----------
    headings
        What was known of the row of headings.
    known
        The headings that are known.
    missing
        The headings that every row needs and that are not there; a table of deletes needs what names the activity.
    breaks
        Where texts with line breaks may stand.
    """

    known: ClassVar[Headings[tuple[str, str]]] = _HEADINGS

    def __init__(self, cells: Sequence[str], agreed: Mapping[str, str] | None = None) -> None:
        self.headings = _HEADINGS.read(cells, agreed)
        self._columns: dict[str, int] = {}
        groups: dict[tuple[str, int], dict[str, int]] = defaultdict(dict)
        for found in self.headings.found:
            field, in_group = found.column
            if in_group:
                groups[field, found.number][in_group] = found.place
            else:
                self._columns[field] = found.place
        self._groups = sorted(groups.items())
        self.breaks = frozenset(place for field, place in self._columns.items() if field == "description")
        self._lacking = [_BY_FIELD[field].heading for field in _NEEDED if field not in self._columns]
        self.missing = () if self._holds_deletes() else tuple(self._lacking)
        self._width = 1 + max((found.place for found in self.headings.found), default=0)
        self._unsaid = [] if self.missing else [*_without_place(self._columns, self._groups)]

    def _holds_deletes(self) -> bool:
        """Tell whether the table may hold deletes alone: every heading is known, and they name activities."""
        return self._columns.keys() >= _OF_DELETES and not self.headings.unread

    def rows(self, numbered: Iterator[tuple[int, list[str]]], headings_at: int) -> Iterator[Row]:
        """
        Yield every row below the headings that isn't blank.

        Raises
        ------
        FileError
            At a row that needs a column which isn't there.
        """
        for number, cells in numbered:
            if number > headings_at and any(cells):
                fields = self._fields(cells + [""] * (self._width - len(cells)))
                if self._lacking and not fields.get("action", "").casefold().startswith("d"):
                    raise missing_columns(number, "activities", self._lacking)
                yield Row(number, fields)

    def _fields(self, cells: list[str]) -> dict[str, Any]:
        texts = {field: cells[place] for field, place in self._columns.items() if cells[place]}
        fields: dict[str, Any] = {
            field: _value(_BY_FIELD[field], text)
            for field, text in texts.items()
            if field not in CATEGORIES and field not in REMS_FIELDS
        }
        if participants := [
            {"category": category, "count": texts[category]} for category in CATEGORIES if category in texts
        ]:
            fields["participants"] = participants
        if rems := {name: texts[name] for name in REMS_FIELDS if name in texts}:
            fields["rems"] = rems
        for (field, number), places in self._groups:
            found = {
                column.field: _value(column, cells[places[column.field]])
                for column in _GROUP_BY_FIELD[field].columns
                if column.field in places and cells[places[column.field]]
            }
            if found:
                fields.setdefault(field, []).append(found | {"column": str(number)})
        return fields | ({UNSAID: self._unsaid} if self._unsaid else {})


def _without_place(columns: dict[str, int], groups: list[tuple[tuple[str, int], dict[str, int]]]) -> Iterator[str]:
    """Yield what the sheet has no column for, as `cmehub.activities.unsaid_fields` names it."""
    for column in COLUMNS:
        if column.field not in columns and column.field not in (*_OF_THE_ROW, *REMS_FIELDS):
            yield f"participants.{column.field}" if column.field in CATEGORIES else column.field
    if columns.keys().isdisjoint(REMS_FIELDS):
        yield "rems"
    for group in GROUPS:
        there = {column for (field, _), places in groups if field == group.field for column in places}
        lacking = [column.field for column in group.columns if column.field not in there]
        if not there:
            yield group.field
        elif group.field in _KEPT_IN_PART:
            yield from (f"{group.field}.{name}" for name in lacking)


def field_name(location: Location, fields: dict[str, Any]) -> str:
    """Return the heading of the column that holds the field at a location of `ActivityRow`."""
    name = str(location[0])
    if name == "participants":
        place = location[1] if len(location) > 1 else 0
        told: list[dict[str, str]] = fields.get(name) or [{"category": CATEGORIES[0]}]
        return _BY_FIELD[told[int(place)]["category"]].heading
    if name == "rems":
        return _BY_FIELD[str(location[-1]) if len(location) > 1 else "rems_type"].heading
    if group := _GROUP_BY_FIELD.get(name):
        number = fields[name][location[1]]["column"] if len(location) > 1 else 1
        wanted = next((part for part in location[2:] if isinstance(part, str)), group.columns[0].field)
        return heading_of(group, number, next(column for column in group.columns if column.field == wanted))
    return _BY_FIELD[name].heading if name in _BY_FIELD else "Record Action"


def _value(column: ActivityColumn, text: str) -> str | list[str]:
    return [part.strip() for part in text.split(SEPARATOR) if part.strip()] if column.listed else text


ACTIVITY_WORKBOOK = Format("activity-workbook", "activities", field_name)
