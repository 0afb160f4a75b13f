"""The rosters of boards and states."""

from collections.abc import Collection, Iterator, Sequence
from typing import Protocol

from cmehub.people.rosters import BirthKey, EntryKey, NameKey, RosterEntry, RosterLoad


class RosterStore(Protocol):
    """
    The rosters of boards and states.

    An entry counts if no later load that brought the whole roster is finished without it.
    """

    def find(self, keys: Collection[EntryKey]) -> dict[EntryKey, RosterEntry]:
        """Return those of the entries that are there."""

    def with_npis(self, npis: Collection[str]) -> dict[str, list[RosterEntry]]:
        """Return the entries of all rosters that have these NPIs, by NPI."""

    def any_with_npis(self, npis: Collection[str]) -> dict[str, RosterEntry]:
        """Return one entry, of whatever roster, for each of these NPIs that has any."""

    def born(self, keys: Collection[BirthKey]) -> dict[BirthKey, list[RosterEntry]]:
        """Return the entries with these birth days and, where given, family names, in order of their IDs."""

    def of(self, authority: str) -> Iterator[RosterEntry]:
        """Yield every entry of a roster, by birth day."""

    def bearers(self, names: Collection[NameKey]) -> dict[NameKey, int]:
        """
        Return how many entries bear each of these names, whatever their birth days.

        Entries that a load of before names were counted has brought don't count.
        """

    def rosters(self, authorities: Collection[str]) -> dict[str, RosterLoad]:
        """Return the load of the whole roster that counts, for those authorities whose roster is there."""

    def loads(self, authority: str) -> list[RosterLoad]:
        """Return every finished load of a roster, the latest first."""

    def begin(self, authority: str) -> int:
        """Begin a load and return its number."""

    def put(self, load: int, entries: Sequence[RosterEntry]) -> None:
        """Store entries of the load of a whole roster."""

    def change(self, load: int, entries: Sequence[RosterEntry], removed: Collection[EntryKey]) -> None:
        """Store and take out entries of a load that changes a roster."""

    def finish(self, load: RosterLoad) -> None:
        """
        Add that a load is done; of a whole roster, nothing older counts from then on.

        Raises
        ------
        RosterChangedError
            If another load of the roster has begun since, so that neither may be whole.
        """
