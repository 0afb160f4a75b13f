"""The logs of states' licensing boards: a protocol like those of `cmehub.stores`."""

from typing import Protocol

from cmehub.licensing.state_log import Look


class StateLogStore(Protocol):
    """What each state's readers looked at, kept for as long as physicians see the readings."""

    def add(self, state: str, look: Look) -> None:
        """Write a look down; the same one again changes nothing."""

    def latest(self, state: str, *, before: str | None = None, limit: int) -> list[Look]:
        """Return the latest looks for a state, the last first; with a place, those that stand before it."""
