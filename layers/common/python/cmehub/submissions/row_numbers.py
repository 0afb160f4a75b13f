"""Row numbers, collapsed into ranges while they are counted."""

_MOST_RANGES = 20


class RowNumbers:
    """
    Rows that are added in rising order; a row that is added twice counts once.

    Only the first ranges are kept, so the memory does not grow with the rows; the count is never cut.
    """

    def __init__(self) -> None:
        self._ranges: list[list[int]] = []
        self._last = 0
        self._unlisted = 0

    @property
    def count(self) -> int:
        """How many rows there are."""
        return sum(last - first + 1 for first, last in self._ranges) + self._unlisted

    @property
    def first(self) -> int:
        """The first row."""
        return self._ranges[0][0]

    def add(self, row: int) -> None:
        """Add a row."""
        if self._ranges and row == self._last:
            return
        if self._ranges and row == self._last + 1 and not self._unlisted:
            self._ranges[-1][1] = row
        elif len(self._ranges) < _MOST_RANGES:
            self._ranges.append([row, row])
        else:
            self._unlisted += 1
        self._last = row

    def __str__(self) -> str:
        parts = [part for first, last in self._ranges for part in _parts(first, last)]
        if self._unlisted:
            parts.append(f"{self._unlisted:,} more")
        *before, end = parts
        return f"{', '.join(before)} and {end}" if before else end


def _parts(first: int, last: int) -> list[str]:
    if last - first > 1:
        return [f"{first}–{last}"]  # noqa: RUF001 - a dash, not a hyphen
    return [str(row) for row in range(first, last + 1)]
