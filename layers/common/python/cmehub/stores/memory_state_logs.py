"""The logs of states' licensing boards in memory, for tests."""

from collections import defaultdict

from cmehub.licensing.state_log import Look


class MemoryStateLogStore:
    """See `cmehub.stores.state_logs.StateLogStore`."""

    def __init__(self) -> None:
        self._looks: dict[str, dict[str, Look]] = defaultdict(dict)

    def add(self, state: str, look: Look) -> None:
        self._looks[state][look.place] = look

    def latest(self, state: str, *, before: str | None = None, limit: int) -> list[Look]:
        looks = self._looks[state]
        return [looks[place] for place in sorted(looks, reverse=True) if before is None or place < before][:limit]
