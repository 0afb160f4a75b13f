"""Numbers of rows as one short text: ``2-501 503``."""

from collections.abc import Iterable


def written(rows: Iterable[int]) -> str:
    """Write numbers of rows, each once, in rising order."""
    ranges: list[list[int]] = []
    for row in sorted({*rows}):
        if ranges and row == ranges[-1][1] + 1:
            ranges[-1][1] = row
        else:
            ranges.append([row, row])
    return " ".join(f"{first}" if first == last else f"{first}-{last}" for first, last in ranges)


def read(text: str) -> set[int]:
    """Return the numbers that were `written`."""
    rows: set[int] = set()
    for part in text.split():
        first, _, last = part.partition("-")
        rows.update(range(int(first), int(last or first) + 1))
    return rows
