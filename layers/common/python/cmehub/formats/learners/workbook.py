"""
The ACCME Excel learner template: guidance in row 1, headings in row 2, data from row 3.

The headings are those of ``917_20240125_Learner_Excel_CME_MOC_Template.xlsx``; their order doesn't matter here. Beside
them a row may have groups of columns ``Credit 1: For``, ``Credit 1: Learner ID`` and so on, one group for each further
credit line, which lets one row report to several boards and carry credit IDs; and columns for a REMS report.
"""

import re
from collections import defaultdict
from collections.abc import Iterator
from operator import itemgetter
from typing import Any, Self

from cmehub.formats.headings import plain_heading
from cmehub.learners.records import CME_CREDIT_TYPE
from cmehub.people.npi import is_npi
from cmehub.rules.packs import board_code
from cmehub.submissions.rows import Format, Location, Row

_HEADINGS = {
    "action": "Record Action",
    "activity_id": "ACCME Activity ID",
    "completion_date": "Completion Date",
    "given_name": "First Name",
    "family_name": "Last Name",
    "birth_month_day": "Date of Birth",
    "state": "Licensing State",
    "licence": "Licensing ID or NPI",
    "cme_amount": "Number of CME Credits",
    "board": "Certifying Board",
    "board_id": "Certifying Board ID",
    "board_total": "Total Board Credits",
    "credit_type": "Credit Type",
    "credit_amount": "Credits Awarded for Credit Type",
}
TEMPLATE_HEADINGS = tuple(_HEADINGS.values())
_ADDITIONAL = "Additional Credit Type"
GROUP_FIELDS = {
    "board": "For",
    "learner_id": "Learner ID",
    "credit_type": "Credit Type",
    "amount": "Credits",
    "credit_id": "Credit ID",
}
PARTICIPANT_HEADINGS = {
    "local_id": "Local Identifier",
    "local_id_domain": "Local Identifier Domain",
    "profession": "Profession",
    "state": "State of Primary Practice",
    "dea_registration": "DEA Registration",
    "practice_area": "Practice Area",
    "surgical_procedures": "Surgical Procedures",
    "time_in_practice": "Time in Practice",
}
REGULATION_HEADINGS = {"regulation_label": "Regulation", "regulation_url": "Regulation URL"}
_GROUP = re.compile(r"credit (\d{1,4}): (.+)")
_NEEDED = ("action", "activity_id", "completion_date", "family_name")
_OF_ROW = ("action", "activity_id", "completion_date", "given_name", "family_name", "birth_month_day")
_OF_CREDIT = ("state", "licence", "cme_amount", "board", "board_id", "board_total")
_CME_NAMES = {"board": "state", "learner_id": "licence", "amount": "cme_amount"}
_MOC_NAMES = {"board": "board", "learner_id": "board_id"}
_COLUMN = "column"


_ADDITIONAL_PLAIN = plain_heading(_ADDITIONAL)
_NAMES = {plain_heading(heading): name for name, heading in _HEADINGS.items()}
_ROW_HEADINGS = _HEADINGS | REGULATION_HEADINGS | {"lines": _HEADINGS["cme_amount"]}
_GROUP_NAMES = {plain_heading(heading): name for name, heading in GROUP_FIELDS.items()}
_REMS_NAMES = {plain_heading(heading): ("participant", name) for name, heading in PARTICIPANT_HEADINGS.items()} | {
    plain_heading(heading): ("", name) for name, heading in REGULATION_HEADINGS.items()
}


class LearnerColumns:
    """Where the template's columns stand in one sheet."""

    def __init__(
        self,
        columns: dict[str, int],
        pairs: list[tuple[int, int]],
        groups: dict[int, dict[str, int]],
        rems: dict[tuple[str, str], int],
    ) -> None:
        self._pairs = [(str(place), kind, amount) for place, (kind, amount) in enumerate(pairs)]
        self._groups = sorted(groups.items())
        self._rems = rems
        places = [*columns.values(), *rems.values(), *(place for pair in pairs for place in pair)]
        self._width = 1 + max(*places, *(place for group in groups.values() for place in group.values()))
        blank = self._width
        self._row_cells = itemgetter(*(columns.get(name, blank) for name in _OF_ROW))
        self._credit_cells = itemgetter(*(columns.get(name, blank) for name in _OF_CREDIT))

    @classmethod
    def among(cls, cells: list[str]) -> Self | None:
        """Return the columns if the cells are the template's headings, else None."""
        columns: dict[str, int] = {}
        pairs: list[tuple[int, int]] = []
        groups: dict[int, dict[str, int]] = defaultdict(dict)
        rems: dict[tuple[str, str], int] = {}
        for place, cell in enumerate(cells):
            heading = plain_heading(cell)
            if heading.startswith(_ADDITIONAL_PLAIN):
                pairs.append((place, place + 1))
            elif name := _NAMES.get(heading):
                columns.setdefault(name, place)
            elif (group := _GROUP.fullmatch(heading)) and (name := _GROUP_NAMES.get(group[2])):
                groups[int(group[1])].setdefault(name, place)
            elif rems_name := _REMS_NAMES.get(heading):
                rems.setdefault(rems_name, place)
        if any(name not in columns for name in _NEEDED):
            return None
        if "credit_type" in columns:
            first = columns["credit_type"]
            pairs.insert(0, (first, columns.get("credit_amount", first + 1)))
        return cls(columns, pairs, groups, rems)

    def rows(self, numbered: Iterator[tuple[int, list[str]]], headings_at: int) -> Iterator[Row]:
        """Yield every row below the headings that isn't blank."""
        width = self._width
        for number, cells in numbered:
            if number > headings_at and any(cells):
                if len(cells) == width:
                    cells.append("")
                else:
                    cells = [*cells[:width], *([""] * (width - len(cells))), ""]  # noqa: PLW2901
                yield Row(number, self._fields(cells))

    def _fields(self, cells: list[str]) -> dict[str, Any]:
        row_cells = self._row_cells(cells)
        fields: dict[str, Any] = dict(zip(_OF_ROW, row_cells, strict=True))
        if not all(row_cells):
            fields = _filled(fields)
        state, licence, cme_amount, board, board_id, total = self._credit_cells(cells)
        lines = self._moc_lines(cells, board, board_id, total)
        if total:
            fields["board_total"] = total
        if cme_amount or (not lines and (state or licence)):
            lines.insert(0, _cme_line(state, licence, cme_amount))
        if self._groups:
            lines += self._group_lines(cells)
        if lines:
            fields["lines"] = lines
        if self._rems:
            fields |= self._rems_fields(cells)
        return fields

    def _group_lines(self, cells: list[str]) -> Iterator[dict[str, str]]:
        for number, places in self._groups:
            line = {name: cells[place] for name, place in places.items() if cells[place]}
            if line and "credit_type" not in line and board_code(line.get("board", "")) is None:
                line["credit_type"] = CME_CREDIT_TYPE
            if line:
                yield line | {_COLUMN: f"credit {number}"}

    def _rems_fields(self, cells: list[str]) -> dict[str, Any]:
        found: dict[str, Any] = {}
        for (part, name), place in self._rems.items():
            if cells[place]:
                (found.setdefault(part, {}) if part else found)[name] = cells[place]
        return found

    def _moc_lines(self, cells: list[str], board: str, board_id: str, total: str) -> list[dict[str, str]]:
        lines = [
            _filled(
                {
                    "board": board,
                    "learner_id": board_id,
                    "credit_type": cells[kind],
                    "amount": cells[amount],
                    _COLUMN: column,
                }
            )
            for column, kind, amount in self._pairs
            if cells[kind] or cells[amount]
        ]
        if not lines and self._pairs and (board or board_id or total):
            lines.append(_filled({"board": board, "learner_id": board_id, _COLUMN: self._pairs[0][0]}))
        return lines


def _cme_line(state: str, licence: str, amount: str) -> dict[str, str]:
    board = state or ("NPI" if is_npi(licence) else "")
    line = {"board": board, "learner_id": licence, "credit_type": CME_CREDIT_TYPE, "amount": amount, _COLUMN: "cme"}
    return _filled(line)


def _filled(texts: dict[str, str]) -> dict[str, str]:
    return texts if all(texts.values()) else {name: text for name, text in texts.items() if text}


def field_name(location: Location, fields: dict[str, Any]) -> str:
    """Return the heading of the column that holds the field at a location of `LearnerRow`."""
    name = str(location[-1])
    if location[0] == "participant":
        return PARTICIPANT_HEADINGS.get(name, PARTICIPANT_HEADINGS["local_id"])
    if len(location) == 1:
        return _ROW_HEADINGS[name]
    return _line_heading(fields["lines"][location[1]][_COLUMN], name)


def _line_heading(column: str, name: str) -> str:
    if column.startswith("credit"):
        return f"{column.capitalize()}: {GROUP_FIELDS[name]}"
    if column == "cme":
        return _HEADINGS[_CME_NAMES.get(name, name)]
    if name in _MOC_NAMES:
        return _HEADINGS[_MOC_NAMES[name]]
    if column == "0":
        return _HEADINGS["credit_type" if name == "credit_type" else "credit_amount"]
    heading = f"{_ADDITIONAL} {column}"
    return heading if name == "credit_type" else f"Credits Awarded for {heading}"


LEARNER_WORKBOOK = Format("learner-workbook", "learners", field_name)
