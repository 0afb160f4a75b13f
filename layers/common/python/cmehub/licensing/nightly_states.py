"""Which states want a file of each night's changes: what operators say, kept in the bucket of work."""

from dataclasses import dataclass

from cmehub.stores import WorkObjects

STATES = "nightly-states/"
"""What is put there stays."""
_WANTED, _UNWANTED = b"wanted", b"unwanted"


@dataclass(frozen=True)
class NightlyStates:
    """Everything that knowing these states needs."""

    objects: WorkObjects

    def all(self) -> list[str]:
        """Return the letters of those states, in order."""
        states = (key.removeprefix(STATES) for key in self.objects.keys(STATES))
        return [state for state in states if self.has(state)]

    def has(self, state: str) -> bool:
        """Tell whether a state wants the files."""
        try:
            return self.objects.get(f"{STATES}{state}") == _WANTED
        except KeyError:
            return False

    def start(self, state: str) -> None:
        """Let a state have the files from the next night on."""
        self.objects.put(f"{STATES}{state}", _WANTED)

    def stop(self, state: str) -> None:
        """Let a state have no more files."""
        self.objects.put(f"{STATES}{state}", _UNWANTED)
