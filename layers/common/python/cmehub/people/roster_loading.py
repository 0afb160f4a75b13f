"""Storing the lines of a roster's file."""

from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor

from cmehub.people.roster_lines import RosterLine
from cmehub.runtime.portions import portions
from cmehub.stores import RosterStore

BATCH = 1_000
_WRITERS = 8


def store_lines(
    rosters: RosterStore, load: int, lines: Iterable[RosterLine], *, delta: bool, tell: Callable[[int], None]
) -> None:
    """
    Store the lines of a load that has begun, and tell how many are stored so far.

    Until a load of a whole roster is finished, the one before counts; broken off, it is begun anew.
    """

    def store(some: tuple[RosterLine, ...]) -> int:
        entries = [line.entry for line in some if line.entry]
        if delta:
            rosters.change(load, entries, [line.key for line in some if line.entry is None])
        else:
            rosters.put(load, entries)
        return len(some)

    stored = 0
    with ThreadPoolExecutor(_WRITERS) as writers:
        for some in portions(portions(lines, BATCH), _WRITERS):
            for count in writers.map(store, some):
                stored += count
                tell(stored)
