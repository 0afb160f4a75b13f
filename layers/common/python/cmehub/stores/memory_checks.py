"""Checks of licensees in memory, for tests."""

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Mapping

from cmehub.licensing.checks import Check, CheckProgress, CheckResult


class MemoryCheckStore:
    """See `cmehub.stores.checks.CheckStore`."""

    def __init__(self) -> None:
        self._checks: dict[tuple[str, str], CheckProgress] = {}
        self._portions: defaultdict[str, dict[int, tuple[Mapping[CheckResult, int], int]]] = defaultdict(dict)

    def open(self, check: Check) -> None:
        self._checks.setdefault(_key(check), CheckProgress(check=check))

    def find(self, state: str, check_id: str) -> CheckProgress | None:
        found = self._checks.get((state, check_id))
        if found is None:
            return None
        portions = self._portions[check_id]
        counts: Counter[CheckResult] = Counter()
        for of_portion, _ in portions.values():
            counts.update(of_portion)
        with_email = sum(of_portion for _, of_portion in portions.values())
        return found.model_copy(update={"done": len(portions), "counts": dict(counts), "with_email": with_email})

    def of_state(self, state: str, *, before: str | None = None, limit: int) -> list[CheckProgress]:
        ids = sorted((check_id for of, check_id in self._checks if of == state), reverse=True)
        found = (self.find(state, check_id) for check_id in ids if before is None or check_id < before)
        return [progress for progress in found if progress][:limit]

    def add_staged(self, check: Check, *, licensees: int, portions: int, roster_size: int | None) -> None:
        if self._checks[_key(check)].portions is None:
            self._change(check, licensees=licensees, portions=portions, roster_size=roster_size)

    def is_done(self, check: Check, portion: int) -> bool:
        return portion in self._portions[check.check_id]

    def add_portion(
        self, check: Check, portion: int, counts: Mapping[CheckResult, int], *, with_email: int = 0
    ) -> None:
        self._portions[check.check_id].setdefault(portion, (counts, with_email))

    def keep(self, check: Check, until: dt.datetime) -> None:
        """Change nothing: in memory all is kept."""

    def finish(self, check: Check, at: dt.datetime) -> None:
        if self._checks[_key(check)].finished_at is None:
            self._change(check, finished_at=at)

    def _change(self, check: Check, **changes: object) -> None:
        self._checks[_key(check)] = self._checks[_key(check)].model_copy(update=changes)


def _key(check: Check) -> tuple[str, str]:
    return check.state, check.check_id
