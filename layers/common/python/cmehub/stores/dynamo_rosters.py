"""Rosters in the table of their name."""

import calendar
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from itertools import chain

from cmehub.people.names import folded
from cmehub.people.rosters import BirthKey, EntryKey, NameKey, RosterEntry, RosterLoad
from cmehub.stores import RosterChangedError
from cmehub.stores.dynamo import DynamoTable, Item, Key, body_of, key_of, number, text, with_body

_ENTRY = "entry"
_ANY = "any"
_STATE = "state"
_LOADS = "load#"
_READERS = 8
_NAMES_OF_DAY = 10
"""Family names of one birth day on one roster; of a day with more, everybody is read at once."""
_LEAP_YEAR = 2000
_DAYS = [
    f"{month:02}-{day:02}" for month in range(1, 13) for day in range(1, calendar.monthrange(_LEAP_YEAR, month)[1] + 1)
]


class DynamoRosterStore:
    """
    See `cmehub.stores.RosterStore`.

    An entry is stored by its ID, by its birth day and family name, and by its NPI if it has one. Each of these items
    holds all of it, so that a look-up is one step, and the number of the load that brought it. One more item holds
    nothing but that number: those under a name are counted. The roster's state says
    from which number on entries count: one write puts a whole roster in the place of another. Of the entries with one
    NPI, one lies under a key that follows from the NPI alone, so that NPIs are looked up in batches.
    """

    def __init__(self, table: DynamoTable) -> None:
        self._table = table

    def find(self, keys: Collection[EntryKey]) -> dict[EntryKey, RosterEntry]:
        states = [_state_key(authority) for authority in sorted({key.authority for key in keys})]
        items = self._table.get_many([*states, *map(_id_key, keys)])
        return {entry.key: entry for entry in _entries((items[key] for key in items if key[1] == _ENTRY), items)}

    def with_npis(self, npis: Collection[str]) -> dict[str, list[RosterEntry]]:
        partitions = self._partitions([(_npi_partition(npi), "") for npi in npis])
        found = [[item for item in items if item["sk"]["S"] != _ANY] for items in partitions]
        states = self._states({_authority(item) for items in found for item in items})
        entries = {npi: [*_entries(items, states)] for npi, items in zip(npis, found, strict=True)}
        return {npi: some for npi, some in entries.items() if some}

    def any_with_npis(self, npis: Collection[str]) -> dict[str, RosterEntry]:
        items = self._table.get_many([_any_key(npi) for npi in npis])
        states = self._states({_authority(item) for item in items.values()})
        found = {str(entry.npi): entry for entry in _entries(items.values(), states)}
        outdated = [npi for npi in npis if _any_key(npi) in items and npi not in found]
        return found | {npi: some[0] for npi, some in self.with_npis(outdated).items()}

    def born(self, keys: Collection[BirthKey]) -> dict[BirthKey, list[RosterEntry]]:
        asked = Counter(map(_day_partition, keys))
        crowded = {partition for partition, count in asked.items() if count > _NAMES_OF_DAY}
        wanted = {(_day_partition(key), "" if _day_partition(key) in crowded else _prefix(key)) for key in keys}
        found = dict(zip(wanted, self._partitions([*wanted]), strict=True))
        by_name = {partition: _by_family_name(found.pop((partition, ""))) for partition in crowded}
        states = self._states({key.authority for key in keys})

        def items_of(key: BirthKey) -> Iterable[Item]:
            of_day = by_name.get(_day_partition(key))
            if of_day is None:
                return found[_day_partition(key), _prefix(key)]
            return of_day.get(key.family_name, ()) if key.family_name else chain.from_iterable(of_day.values())

        return {key: _by_id(_entries(items_of(key), states)) for key in keys}

    def of(self, authority: str) -> Iterator[RosterEntry]:
        states = self._states([authority])
        for day in _DAYS:
            yield from _by_id(_entries(self._table.query(_day_partition(BirthKey(authority, day))), states))

    def bearers(self, names: Collection[NameKey]) -> dict[NameKey, int]:
        found = self._partitions([(_name_partition(name), "") for name in names])
        states = self._states({name.authority for name in names})
        return {name: len([*_counting(items, states)]) for name, items in zip(names, found, strict=True)}

    def rosters(self, authorities: Collection[str]) -> dict[str, RosterLoad]:
        whole = [_load(state) for state in self._states(authorities).values() if "body" in state]
        return {load.authority: load for load in whole}

    def loads(self, authority: str) -> list[RosterLoad]:
        return [_load(item) for item in self._table.query(_roster_partition(authority), _LOADS)][::-1]

    def begin(self, authority: str) -> int:
        while True:
            state = self._state(authority)
            begun = _number(state, "begun")
            after = state | {"begun": number(begun + 1)}
            if self._table.put_if(after, "attribute_not_exists(pk) OR begun = :begun", begun=number(begun)):
                return begun + 1

    def put(self, load: int, entries: Sequence[RosterEntry]) -> None:
        self._table.put_many(item for entry in entries for item in _items(load, entry))

    def change(self, load: int, entries: Sequence[RosterEntry], removed: Collection[EntryKey]) -> None:
        """
        Store and take out entries.

        What an entry was found by before goes first and what it is found by its ID under goes last, so that it can be
        done again from any point.
        """
        keys = [*(entry.key for entry in entries), *removed]
        before = {key for item in self._table.get_many([*map(_id_key, keys)]).values() for key in _keys(_entry(item))}
        after = {key for entry in entries for key in _keys(entry)}
        gone = before - after
        self._take_out(key for key in gone if key[1] != _ENTRY)
        self.put(load, entries)
        self._table.delete_many(sorted(key for key in gone if key[1] == _ENTRY))

    def finish(self, load: RosterLoad) -> None:
        begun = number(load.number)
        state = self._state(load.authority)
        if load.full:
            state |= {"since": begun, "body": text(load.model_dump_json())}
        if not self._table.put_if(state | {"begun": begun}, "begun = :begun", begun=begun):
            raise RosterChangedError
        self._table.put_many([with_body(_load_key(load), load.model_dump_json())])
        if load.full and load.number > 1:
            self._take_out_older(load)

    def _take_out_older(self, load: RosterLoad) -> None:
        """Delete what no longer counts; an item that the load has brought anew under the same key stays."""
        for day in _DAYS:
            key = BirthKey(load.authority, day)
            older = [item for item in self._table.query(_day_partition(key)) if _number(item, "load") < load.number]
            keys = {key for item in older for key in _keys(_entry(item))}
            if keys:
                items = self._table.get_many(keys)
                self._take_out(key for key in items if _number(items[key], "load") < load.number)

    def _take_out(self, keys: Iterable[Key]) -> None:
        """Delete items; where one was of an NPI, another entry with that NPI takes its place if there is any."""
        gone = sorted(keys)
        partitions = sorted({partition for partition, _ in gone if partition.startswith("npi#")})
        self._table.delete_many(key for key in gone if key[0] in partitions and key[1] != _ANY)
        for partition in partitions:
            left = next((item for item in self._table.query(partition) if item["sk"]["S"] != _ANY), None)
            if left:
                self._table.put_many([left | {"sk": text(_ANY)}])
            else:
                self._table.delete_many([(partition, _ANY)])
        self._table.delete_many(key for key in gone if key[0] not in partitions)

    def _partitions(self, wanted: Sequence[tuple[str, str]]) -> list[list[Item]]:
        """Return the items of partitions whose sort keys have a prefix."""

        def read(partition: tuple[str, str]) -> list[Item]:
            return [*self._table.query(*partition)]

        if len(wanted) <= 1:
            return [*map(read, wanted)]
        with ThreadPoolExecutor(_READERS) as readers:
            return [*readers.map(read, wanted)]

    def _states(self, authorities: Collection[str]) -> dict[Key, Item]:
        return self._table.get_many([_state_key(authority) for authority in authorities])

    def _state(self, authority: str) -> Item:
        key = _state_key(authority)
        return self._states([authority]).get(key) or key_of(key)


def _entries(items: Iterable[Item], states: Mapping[Key, Item]) -> Iterator[RosterEntry]:
    return map(_entry, _counting(items, states))


def _counting(items: Iterable[Item], states: Mapping[Key, Item]) -> Iterator[Item]:
    since: dict[str, int] = {}
    for item in items:
        authority = _authority(item)
        if authority not in since:
            since[authority] = _number(states.get(_state_key(authority), {}), "since")
        if _number(item, "load") >= since[authority]:
            yield item


def _items(load: int, entry: RosterEntry) -> Iterator[Item]:
    attributes = {"authority": text(entry.authority), "load": number(load)}
    body = entry.model_dump_json(exclude_defaults=True)
    for key in _whole_keys(entry):
        yield with_body(key, body, **attributes)
    yield key_of(_name_key(entry)) | attributes


def _keys(entry: RosterEntry) -> Iterator[Key]:
    yield from _whole_keys(entry)
    yield _name_key(entry)


def _whole_keys(entry: RosterEntry) -> Iterator[Key]:
    """Yield the keys of the items that hold the whole entry."""
    yield _id_key(entry.key)
    yield (
        _day_partition(BirthKey(entry.authority, entry.birth_month_day)),
        f"{folded(entry.family_name)}#{entry.entry_id}",
    )
    if entry.npi:
        yield _npi_partition(entry.npi), f"{entry.authority}#{entry.entry_id}"
        yield _any_key(entry.npi)


def _entry(item: Item) -> RosterEntry:
    return RosterEntry.model_validate_json(body_of(item))


def _load(item: Item) -> RosterLoad:
    return RosterLoad.model_validate_json(body_of(item))


def _prefix(key: BirthKey) -> str:
    return f"{key.family_name}#" if key.family_name else ""


def _by_family_name(items: Iterable[Item]) -> dict[str, list[Item]]:
    by_name: defaultdict[str, list[Item]] = defaultdict(list)
    for item in items:
        by_name[item["sk"]["S"].partition("#")[0]].append(item)
    return by_name


def _by_id(entries: Iterable[RosterEntry]) -> list[RosterEntry]:
    """Order entries, each once: one that a load is changing may be found by its old and its new name."""
    return [entry for _, entry in sorted({entry.key: entry for entry in entries}.items())]


def _number(item: Mapping[str, dict[str, str]], attribute: str) -> int:
    return int(item[attribute]["N"]) if attribute in item else 0


def _authority(item: Item) -> str:
    return str(item["authority"]["S"])


def _id_key(key: EntryKey) -> Key:
    return f"id#{key.authority}#{key.entry_id}", _ENTRY


def _day_partition(key: BirthKey) -> str:
    return f"day#{key.authority}#{key.birth_month_day}"


def _name_key(entry: RosterEntry) -> Key:
    name = NameKey.of(entry.authority, entry.given_name, entry.family_name)
    return _name_partition(name), entry.entry_id


def _name_partition(name: NameKey) -> str:
    return "name#" + "#".join(name)


def _npi_partition(npi: str) -> str:
    return f"npi#{npi}"


def _any_key(npi: str) -> Key:
    return _npi_partition(npi), _ANY


def _roster_partition(authority: str) -> str:
    return f"roster#{authority}"


def _state_key(authority: str) -> Key:
    return _roster_partition(authority), _STATE


def _load_key(load: RosterLoad) -> Key:
    return _roster_partition(load.authority), f"{_LOADS}{load.number:08}"
