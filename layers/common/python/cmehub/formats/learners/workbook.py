"""
The ACCME Excel learner template: guidance in row 1, headings in row 2, data from row 3.

The order of the headings doesn't matter here. Beside those of the template a row may have groups of columns
``Credit 1: For``, ``Credit 1: Learner ID`` and so on, one group for each further credit line, which lets one row report
to several boards and carry credit IDs; and columns for a REMS report.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, ClassVar

from cmehub.formats.headings import HeadingRow, Headings, missing_columns
from cmehub.formats.learners.columns import LEARNER_TABLE, LearnerColumn, LearnerTable, Part
from cmehub.learners.credit_lines import CME_CREDIT_TYPE
from cmehub.people.npi import is_npi
from cmehub.rules.packs import board_code, packs_of
from cmehub.submissions.rows import IN_LINE, Format, Row

_OF_A_LEARNER = {"given_name", "family_name", "birth_month_day"}
_OF_A_LINE = ("board", "learner_id", "credit_type", "amount")

_Places = list[tuple[str, int]]


class LearnerColumns:
    """
    Where the template's columns stand in one table.

    Attributes
    ----------
    headings
        What was known of the row of headings.
    known
        The headings that are known.
    missing
        The headings that every row needs and that are not there.
    breaks
        Where texts with line breaks may stand: nowhere.
    """

    breaks: frozenset[int] = frozenset()
    known: ClassVar[Headings[LearnerColumn]] = LEARNER_TABLE.headings

    def __init__(
        self, cells: Sequence[str], agreed: Mapping[str, str] | None = None, table: LearnerTable = LEARNER_TABLE
    ) -> None:
        self._table = table
        self.headings = _with_amounts(table.headings.read(cells, agreed), cells, agreed, table)
        found = self.headings.found
        self._places = {(heading.column.part, heading.column.field): heading.place for heading in found}
        self.missing = tuple(
            column.heading
            for column in table.of("row")
            if ("row", column.field) not in self._places
            and not (column.field in _OF_A_LEARNER and ("participant", "local_id") in self._places)
        )
        self._width = 2 + max((heading.place for heading in found), default=-1)  # the last for what has no column
        self._row, self._total, self._cme = self._of("row"), self._of("total"), self._of("cme")
        self._of_learner = self._row + self._total
        self._board, self._further = self._of("board"), self._of("regulation", "added")
        self._participant = self._of("participant")
        self._pairs = [
            (str(number), kind, amount, [*self._board, ("credit_type", kind), ("amount", amount)])
            for number, kind, amount in self._pair_places()
        ]
        groups: dict[int, dict[str, int]] = defaultdict(dict)
        for heading in found:
            if heading.column.part == "group":
                groups[heading.number][heading.column.field] = heading.place
        self._groups = [(f"credit {number}", [*group.items()]) for number, group in sorted(groups.items())]
        self._in_lines = self._fields_of_lines()
        self._is_whole = (
            bool(self._in_lines)
            and all(fields.issuperset(_OF_A_LINE) for fields in self._in_lines.values())
            and {field for field, _ in self._row} >= _OF_A_LEARNER
        )

    def _of(self, *parts: Part) -> _Places:
        """Return where the columns stand that tell of some parts, as the file has them."""
        return [(field, place) for (of_part, field), place in self._places.items() if of_part in parts]

    def _pair_places(self) -> Iterator[tuple[int, int, int]]:
        """Yield the number of each pair, and where its type and its amount stand."""
        nowhere = self._width - 1
        own = [self._places.get(("pair", field), nowhere) for field in ("credit_type", "amount")]
        further = [heading for heading in self.headings.found if heading.column.part == "further pair"]
        amounts = {heading.place for heading in further if heading.column.field == "amount"}
        kinds = [heading.place for heading in further if heading.column.field == "credit_type"]
        if own != [nowhere, nowhere] or (not kinds and (self._board or self._total)):
            yield 0, own[0], own[1]
        for number, kind in enumerate(kinds, start=1):
            yield number, kind, kind + 1 if kind + 1 in amounts else nowhere

    def _fields_of_lines(self) -> dict[str, set[str]]:
        """Return the fields that have a column or need none, by where a credit line may stand."""
        nowhere = self._width - 1
        places = {number: pair for number, _, _, pair in self._pairs} | dict(self._groups)
        fields = {name: {field for field, place in pair if place != nowhere} for name, pair in places.items()}
        return fields | ({"cme": {"credit_type", *(field for field, _ in self._cme)}} if self._cme else {})

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
                cells += [""] * (self._width - len(cells))  # noqa: PLW2901
                cells[self._width - 1] = ""
                fields = self._fields(cells)
                if not self._is_whole and (lacking := self._lacking(fields)):
                    raise missing_columns(number, "learners", lacking)
                yield Row(number, fields)

    def _lacking(self, fields: dict[str, Any]) -> list[str]:
        """Return the headings that a row needs and that aren't there; one that deletes needs no credit."""
        if str(fields.get("action", "")).casefold().startswith("d"):
            return []
        lines = fields.get("lines", ())
        if not lines:
            is_reportable = self._in_lines or "participant" in fields
            return [] if is_reportable else [self._table.field_name(("lines",), fields)]
        nameless = _OF_A_LEARNER - {field for field, _ in self._row}
        lacking = [column.heading for column in self._table.of("row") if column.field in nameless]
        for place, line in enumerate(lines):
            lacking += [
                self._table.field_name(("lines", place, field), fields)
                for field in _OF_A_LINE
                if field not in line and field not in self._in_lines[line[IN_LINE]]
                if field != "learner_id" or _needs_id(line.get("board", ""))
            ]
        return [*dict.fromkeys(lacking)]

    def _fields(self, cells: list[str]) -> dict[str, Any]:
        fields: dict[str, Any] = _texts(cells, self._of_learner)
        lines = self._board_lines(cells)
        cme = _texts(cells, self._cme)
        if "amount" in cme or (cme and not lines):
            lines.insert(0, _as_cme(cme))
        if self._groups:
            lines += self._group_lines(cells)
        if lines:
            fields["lines"] = lines
        if self._further:
            fields |= _texts(cells, self._further)
        if self._participant and (participant := _texts(cells, self._participant)):
            fields["participant"] = participant
        return fields

    def _board_lines(self, cells: list[str]) -> list[dict[str, str]]:
        """Return a line for each pair; one without credit if only the columns that they share tell of a board."""
        lines = []
        for number, kind, amount, places in self._pairs:
            if cells[kind] or cells[amount]:
                line = _texts(cells, places)
                line[IN_LINE] = number
                lines.append(line)
        if not lines and self._pairs:
            shared = _texts(cells, self._board)
            if shared or _texts(cells, self._total):
                lines.append({**shared, IN_LINE: self._pairs[0][0]})
        return lines

    def _group_lines(self, cells: list[str]) -> Iterator[dict[str, str]]:
        for name, places in self._groups:
            if line := _texts(cells, places):
                if "credit_type" not in line and board_code(line.get("board", "")) is None:
                    line["credit_type"] = CME_CREDIT_TYPE
                yield {**line, IN_LINE: name}


def _with_amounts(
    known: HeadingRow[LearnerColumn], cells: Sequence[str], agreed: Mapping[str, str] | None, table: LearnerTable
) -> HeadingRow[LearnerColumn]:
    """Read the headings anew with those of amounts, which stand beside the credit types whatever is written there."""
    headed = [*cells]
    at = {found.place: found.column for found in known.found}
    own, further = ({column.field: column for column in table.of(part)} for part in ("pair", "further pair"))
    for place, column in at.items():
        if place + 1 == len(cells):
            continue
        beside = at.get(place + 1)
        if column is further["credit_type"] and beside in (None, own["amount"]):
            headed[place + 1] = further["amount"].heading
        elif column is own["credit_type"] and beside is None and own["amount"] not in at.values():
            headed[place + 1] = own["amount"].heading
    if headed == [*cells]:
        return known
    read = table.headings.read(headed, agreed)
    found = tuple(heading._replace(written=cells[heading.place] or heading.written) for heading in read.found)
    return read._replace(found=found)


def _needs_id(board: str) -> bool:
    code = board_code(board)
    return code is None or all(pack.id_format.required for pack in packs_of(code))


def _texts(cells: list[str], places: _Places) -> dict[str, str]:
    return {field: text for field, place in places if (text := cells[place])}


def _as_cme(line: dict[str, str]) -> dict[str, str]:
    if "board" not in line and is_npi(line.get("learner_id", "")):
        line["board"] = "NPI"
    line["credit_type"], line[IN_LINE] = CME_CREDIT_TYPE, "cme"
    return line


LEARNER_WORKBOOK = Format("learner-workbook", "learners", LEARNER_TABLE.field_name)
