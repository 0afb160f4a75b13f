"""Rosters in memory, for tests: the same promises, no cloud."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Sequence

from cmehub.people.names import folded
from cmehub.people.rosters import BirthKey, EntryKey, NameKey, RosterEntry, RosterLoad
from cmehub.stores import RosterChangedError


class MemoryRosterStore:
    """See `cmehub.stores.RosterStore`."""

    def __init__(self) -> None:
        self._entries: dict[EntryKey, tuple[int, RosterEntry]] = {}
        self._index: dict[BirthKey | str, list[RosterEntry]] = {}
        self._bearers: Counter[NameKey] = Counter()
        self._begun: dict[str, int] = {}
        self._loads: dict[str, tuple[RosterLoad, ...]] = {}

    def find(self, keys: Collection[EntryKey]) -> dict[EntryKey, RosterEntry]:
        return {key: self._entries[key][1] for key in keys if key in self._entries}

    def with_npis(self, npis: Collection[str]) -> dict[str, list[RosterEntry]]:
        return {npi: self._index[npi] for npi in npis if npi in self._index}

    def any_with_npis(self, npis: Collection[str]) -> dict[str, RosterEntry]:
        return {npi: some[0] for npi, some in self.with_npis(npis).items()}

    def born(self, keys: Collection[BirthKey]) -> dict[BirthKey, list[RosterEntry]]:
        return {key: self._index.get(key, []) for key in keys}

    def of(self, authority: str) -> Iterator[RosterEntry]:
        of_roster = (entry for _, entry in self._entries.values() if entry.authority == authority)
        yield from sorted(of_roster, key=lambda entry: (entry.birth_month_day, entry.entry_id))

    def bearers(self, names: Collection[NameKey]) -> dict[NameKey, int]:
        return {name: self._bearers[name] for name in names}

    def rosters(self, authorities: Collection[str]) -> dict[str, RosterLoad]:
        whole = {
            authority: next((load for load in self.loads(authority) if load.full), None) for authority in authorities
        }
        return {authority: load for authority, load in whole.items() if load}

    def loads(self, authority: str) -> list[RosterLoad]:
        return [*self._loads.get(authority, ())][::-1]

    def begin(self, authority: str) -> int:
        self._begun[authority] = self._begun.get(authority, 0) + 1
        return self._begun[authority]

    def put(self, load: int, entries: Sequence[RosterEntry]) -> None:
        self._entries |= {entry.key: (load, entry) for entry in entries}
        self._index_entries()

    def change(self, load: int, entries: Sequence[RosterEntry], removed: Collection[EntryKey]) -> None:
        self.put(load, entries)
        for key in removed:
            self._entries.pop(key, None)
        self._index_entries()

    def finish(self, load: RosterLoad) -> None:
        if self._begun.get(load.authority) != load.number:
            raise RosterChangedError
        self._loads[load.authority] = (*self._loads.get(load.authority, ()), load)
        if load.full:
            for key, (number, _) in [*self._entries.items()]:
                if key.authority == load.authority and number < load.number:
                    del self._entries[key]
            self._index_entries()

    def _index_entries(self) -> None:
        index: dict[BirthKey | str, list[RosterEntry]] = defaultdict(list)
        bearers: Counter[NameKey] = Counter()
        # Loads write in threads. Python 3.11 may let one in while another goes through the entries, not while it copies
        for _, (_, entry) in sorted(self._entries.copy().items()):
            day = BirthKey(entry.authority, entry.birth_month_day)
            index[day].append(entry)
            index[day._replace(family_name=folded(entry.family_name))].append(entry)
            bearers[NameKey.of(entry.authority, entry.given_name, entry.family_name)] += 1
            if entry.npi:
                index[entry.npi].append(entry)
        self._index, self._bearers = dict(index), bearers
