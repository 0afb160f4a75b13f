"""What is found in the cells of a table before its columns read them, given to the rows that come of them."""

from collections import deque
from collections.abc import Iterable, Iterator
from typing import Any

from cmehub.fields.plain_text import is_plain, plain
from cmehub.rules.written_texts import repaired
from cmehub.submissions.rows import READER_ISSUES, Row


class Findings:
    """The notes and faults of a table's rows, in their order."""

    def __init__(self) -> None:
        self._headings: list[str] = []
        self._refused: deque[Row] = deque()
        self._notes: dict[int, list[dict[str, Any]]] = {}

    def begin(self, headings: list[str]) -> None:
        """Tell the headings of the rows that follow; what was found before is of no row."""
        self._headings = headings
        self._refused.clear()
        self._notes.clear()

    def heading(self, place: int) -> str:
        """Return what a column is called."""
        return self._headings[place] if place < len(self._headings) else f"Column {place + 1}"

    def is_wider(self, cells: list[str]) -> bool:
        """Tell whether a row has more cells than there are headings, if they are known."""
        return bool(self._headings) and len(cells) > len(self._headings)

    def plain_cells(self, numbered: Iterable[tuple[int, list[str]]]) -> Iterator[tuple[int, list[str]]]:
        """Yield rows without what can't be seen in their cells."""
        for number, cells in numbered:
            if is_plain("\n".join(cells)):
                yield number, cells
            else:
                yield number, [self._plain(number, place, cell) for place, cell in enumerate(cells)]

    def refuse(self, number: int, code: str, **terms: object) -> None:
        """Note that a row can't be read at all."""
        self._refused.append(Row(number, {READER_ISSUES: [{"code": code, **terms}]}))

    def given_to(self, rows: Iterable[Row]) -> Iterator[Row]:
        """Yield rows with what was found in them, and between them those that can't be read."""
        for row in rows:
            while self._refused and self._refused[0].number < row.number:
                yield self._refused.popleft()
            if notes := self._notes.pop(row.number, None):
                yield Row(row.number, row.fields | {READER_ISSUES: [*row.fields.get(READER_ISSUES, ()), *notes]})
            else:
                yield row
        yield from self._refused

    def _plain(self, number: int, place: int, cell: str) -> str:
        said, why = plain(cell)
        if why and said:
            self._notes.setdefault(number, []).append(repaired(self.heading(place), cell, said, why))
        return said
