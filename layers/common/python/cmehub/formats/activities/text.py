"""
Tab-delimited activity files: the layout of 43 columns, and Templates B, C and D.

No heading row; one that was left in is skipped. There is one date, which starts and ends the activity, and no action:
a row with an ACCME Activity ID is an update, any other adds, or replaces what the provider calls the same. That changes
in competence, performance or patient outcomes were evaluated is read as the outcome measured, the title stands in for a
missing description, and a series with a city is held there: our reading of what ACCME did with older data in 2021.
"""

import re
from collections.abc import Iterable, Iterator
from typing import Any

from cmehub.activities.choices import activity_format
from cmehub.formats.activities.layouts import HEADINGS, OLDEST, SUPPORT_COLUMNS, TEMPLATES, WITHOUT_PLACE
from cmehub.rules.packs import board_code
from cmehub.submissions.rows import READER_ISSUES, UNSAID, Format, Location, Row

_YEAR = re.compile(r"(19|20)\d\d")
_HEADING_ROW = {"template", "reporting year"}
_OF_ACTIVITIES_ALONE = {"template c", "template d"}
_FEWEST_COLUMNS = min(layout.index("description") for layout in (OLDEST, *TEMPLATES.values())) + 1
_SAME = ("activity_id", "provider_activity_id", "title", "city", "state", "country", "providership", "credits")
_OUTCOMES = {
    "competence": "Learner Competence",
    "performance": "Learner Performance",
    "patients": "Patient Health",
}
_CATEGORIES = {"physicians": "physician", "others": "non-physician"}
_DELIVERIES = {"C": "In-Person", "IL": "Live-Streamed", "EM": "Print/Other", "IEM": "Online"}
_NAMES = {
    "start_date": "activity_date",
    "end_date": "activity_date",
    "activity_format": "activity_type",
    "deliveries": "activity_type",
}


def first_activity_row(numbered: Iterable[tuple[int, list[str]]]) -> int | None:
    """
    Return the number of the first tab-delimited row of these layouts, or of their headings; None if there is none.

    One that is too short counts where another isn't, or where its template is of activities alone: PARS had learner
    templates A and B too, with fewer columns.
    """
    named = [(number, cells) for number, cells in numbered if cells and _begins_layout(cells[0].casefold())]
    if any(len(cells) >= _FEWEST_COLUMNS or cells[0].casefold() in _OF_ACTIVITIES_ALONE for _, cells in named):
        return named[0][0]
    return None


def _begins_layout(first: str) -> bool:
    return first in TEMPLATES or first in _HEADING_ROW or _YEAR.fullmatch(first) is not None


def activity_rows(numbered: Iterable[tuple[int, list[str]]], first: int = 1) -> Iterator[Row]:
    """Yield a row for each line, from the first row on, that isn't blank or a heading row."""
    for number, cells in numbered:
        if number >= first and any(cells) and cells[0].casefold() not in _HEADING_ROW:
            yield Row(number, _fields(cells))


def field_name(location: Location, fields: dict[str, Any]) -> str:  # noqa: ARG001 - as a `Format` has it
    """Return the name that the templates have for the column."""
    name = str(location[0])
    if name == "supports":
        return "Monetary Amount Received" if location[-1] == "amount" else "Commercial Support Source"
    if name == "participants":
        return HEADINGS["physicians" if 0 in location else "others"]
    return HEADINGS.get(_NAMES.get(name, name), "Template")


def _fields(cells: list[str]) -> dict[str, Any]:
    name = cells[0].casefold()
    layout = TEMPLATES.get(name, OLDEST)
    if name not in TEMPLATES and not _YEAR.fullmatch(name):
        return _unfit("TAB_TEMPLATE", cells[0])
    if len(cells) <= layout.index("description"):
        return _unfit("COLUMN_COUNT", len(cells), expected=len(layout))
    groups = _groups(cells[len(layout) :])
    supports = [group for group in groups if not any(map(_is_moc, group))]
    columns = {of: text for of, text in zip(layout, cells, strict=False) if of and text}
    fields = _activity(columns) | {"supports": [_support(group) for group in supports]}
    fields[UNSAID] = [*WITHOUT_PLACE]
    return fields | (_unfit("MOC_IN_TAB_FILE", None) if len(supports) < len(groups) else {})


def _unfit(code: str, value: object, **details: object) -> dict[str, Any]:
    return {READER_ISSUES: [{"code": code, "field": "Template", "value": value, **details}]}


def _groups(cells: list[str]) -> list[list[str]]:
    """Return the columns of each supporter; a spreadsheet may have cut blank ones off the end."""
    groups = [cells[start : start + SUPPORT_COLUMNS] for start in range(0, len(cells), SUPPORT_COLUMNS)]
    return [group for group in groups if any(group)]


def _support(group: list[str]) -> dict[str, str]:
    in_kind = any(cell and cell.casefold() != "no" for cell in group[2:])
    support = {"source": group[0], "amount": group[1] if len(group) > 1 else "", "in_kind": "yes" if in_kind else ""}
    return {name: text for name, text in support.items() if text}


def _is_moc(cell: str) -> bool:
    words = cell.split()
    return "MOC" in words or (len(words) == 1 and board_code(cell) is not None)


def _activity(columns: dict[str, str]) -> dict[str, Any]:
    fields: dict[str, Any] = {name: columns[name] for name in _SAME if name in columns}
    kind = columns.get("activity_type", "").upper()
    fields["action"] = "update" if "activity_id" in columns else "add"
    if "title" in columns:
        fields["description"] = columns.get("description", columns["title"])
    if "activity_date" in columns:
        fields["start_date"] = fields["end_date"] = columns["activity_date"]
    if kind:
        fields["activity_format"] = kind if activity_format(kind) else columns["activity_type"]
    if kind == "RSS" and "city" in columns:
        fields["deliveries"] = ["In-Person"]
    if kind in _DELIVERIES:
        fields["deliveries"] = [_DELIVERIES[kind]]
    if "commercial_support" in columns:
        fields["commercial_support"] = columns["commercial_support"]
    fields["joint_providers"] = [
        provider.strip() for provider in columns.get("joint_providers", "").split(";") if provider.strip()
    ]
    fields["outcomes"] = [
        {"outcome": outcome} for name, outcome in _OUTCOMES.items() if columns.get(name, "").casefold() == "yes"
    ]
    fields["participants"] = [
        {"category": category, "count": columns[name]} for name, category in _CATEGORIES.items() if name in columns
    ]
    return {name: value for name, value in fields.items() if value}


ACTIVITY_TAB = Format("activity-tab", "activities", field_name)
