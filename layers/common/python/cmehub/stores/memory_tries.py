"""Tries in memory, for tests."""

import datetime as dt
from collections import defaultdict
from collections.abc import Collection

from cmehub.stores.tries import Tally, TriesMade


class MemoryTryStore:
    """See `cmehub.stores.tries.TryStore`."""

    def __init__(self) -> None:
        self._trials: dict[tuple[dt.date, str], set[str]] = defaultdict(set)
        self._tallies: dict[dt.date, dict[str, Tally]] = defaultdict(dict)

    def admit(self, subject: str, trial: str, day: dt.date, *, most: int) -> bool:
        trials = self._trials[day, subject]
        if trial not in trials and len(trials) >= most:
            return False
        trials.add(trial)
        return True

    def standing(self, caller: str, subjects: Collection[str], day: dt.date) -> TriesMade:
        found = {subject: frozenset(self._trials.get((day, subject), ())) for subject in subjects}
        tally = self._tallies[day].get(caller, Tally(0, 0))
        return TriesMade(tally, {subject: trials for subject, trials in found.items() if trials})

    def count(self, caller: str, day: dt.date, *, matched: int = 0, failed: int = 0) -> Tally:
        before = self._tallies[day].get(caller, Tally(0, 0))
        self._tallies[day][caller] = after = Tally(before.matched + matched, before.failed + failed)
        return after

    def tallies(self, day: dt.date) -> dict[str, Tally]:
        return dict(self._tallies[day])
