"""
The ACCME Excel learner template: guidance in row 1, headings in row 2, data from row 3.

The order of the headings doesn't matter here. Beside those of the template a row may have groups of columns
``Credit 1: For``, ``Credit 1: Learner ID`` and so on, one group for each further credit line, which lets one row report
to several boards and carry credit IDs; and columns for a REMS report.
"""

from collections import defaultdict
from collections.abc import Iterator
from typing import Any, Self

from cmehub.formats.learners.columns import LEARNER_TABLE, Column, LearnerTable
from cmehub.learners.records import CME_CREDIT_TYPE
from cmehub.people.npi import is_npi
from cmehub.rules.packs import board_code
from cmehub.submissions.rows import IN_LINE, Format, Row

_NEEDED = {"action", "activity_id", "completion_date", "family_name"}


_Places = list[tuple[str, int]]


class LearnerColumns:
    """Where the template's columns stand in one sheet."""

    def __init__(
        self,
        places: dict[Column, int],
        pairs: list[tuple[int, int]],
        groups: dict[int, dict[str, int]],
        table: LearnerTable,
    ) -> None:
        in_pairs = (place for pair in pairs for place in pair)
        in_groups = (place for group in groups.values() for place in group.values())
        self._width = 1 + max(*places.values(), *in_pairs, *in_groups)
        self._row, self._total, self._cme, self._board, self._regulation, self._participant = (
            [(column.field, places[column]) for column in table.of(part) if column in places]
            for part in ("row", "total", "cme", "board", "regulation", "participant")
        )
        self._pairs = [
            (str(number), kind, amount, [*self._board, ("credit_type", kind), ("amount", amount)])
            for number, (kind, amount) in enumerate(pairs)
        ]
        self._groups = [(f"credit {number}", [*group.items()]) for number, group in sorted(groups.items())]

    @classmethod
    def among(cls, cells: list[str], table: LearnerTable = LEARNER_TABLE) -> Self | None:
        """Return the columns if the cells are headings of the table, else None."""
        places: dict[Column, int] = {}
        pairs: list[tuple[int, int]] = []
        groups: dict[int, dict[str, int]] = defaultdict(dict)
        for place, cell in enumerate(cells):
            column, number = table.headed(cell)
            if column is None:
                continue
            if column.part == "further pair":
                pairs.append((place, place + 1))
            elif column.part == "group":
                groups[number].setdefault(column.field, place)
            else:
                places.setdefault(column, place)
        if not {column.field for column in places if column.part == "row"} >= _NEEDED:
            return None
        own_pair = {column.field: place for column, place in places.items() if column.part == "pair"}
        if "credit_type" in own_pair:
            kind = own_pair["credit_type"]
            pairs.insert(0, (kind, own_pair.get("amount", kind + 1)))
        return cls(places, pairs, groups, table)

    def rows(self, numbered: Iterator[tuple[int, list[str]]], headings_at: int) -> Iterator[Row]:
        """Yield every row below the headings that isn't blank."""
        for number, cells in numbered:
            if number > headings_at and any(cells):
                cells += [""] * (self._width - len(cells))  # noqa: PLW2901
                yield Row(number, self._fields(cells))

    def _fields(self, cells: list[str]) -> dict[str, Any]:
        fields: dict[str, Any] = _texts(cells, self._row)
        total = _texts(cells, self._total)
        fields |= total
        lines = self._board_lines(cells, has_total=bool(total))
        cme = _texts(cells, self._cme)
        if "amount" in cme or (cme and not lines):
            lines.insert(0, _as_cme(cme))
        if self._groups:
            lines += self._group_lines(cells)
        if lines:
            fields["lines"] = lines
        if self._regulation:
            fields |= _texts(cells, self._regulation)
        if self._participant and (participant := _texts(cells, self._participant)):
            fields["participant"] = participant
        return fields

    def _board_lines(self, cells: list[str], *, has_total: bool) -> list[dict[str, str]]:
        """Return a line for each pair; one without credit if only the columns that they share tell of a board."""
        lines = [
            {**_texts(cells, places), IN_LINE: number}
            for number, kind, amount, places in self._pairs
            if cells[kind] or cells[amount]
        ]
        if not lines and self._pairs:
            shared = _texts(cells, self._board)
            if shared or has_total:
                lines.append({**shared, IN_LINE: self._pairs[0][0]})
        return lines

    def _group_lines(self, cells: list[str]) -> Iterator[dict[str, str]]:
        for name, places in self._groups:
            if line := _texts(cells, places):
                if "credit_type" not in line and board_code(line.get("board", "")) is None:
                    line["credit_type"] = CME_CREDIT_TYPE
                yield {**line, IN_LINE: name}


def _texts(cells: list[str], places: _Places) -> dict[str, str]:
    return {field: text for field, place in places if (text := cells[place])}


def _as_cme(line: dict[str, str]) -> dict[str, str]:
    if "board" not in line and is_npi(line.get("learner_id", "")):
        line["board"] = "NPI"
    return {**line, "credit_type": CME_CREDIT_TYPE, IN_LINE: "cme"}


LEARNER_WORKBOOK = Format("learner-workbook", "learners", LEARNER_TABLE.field_name)
