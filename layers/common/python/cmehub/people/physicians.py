"""Physicians: the entries of several rosters that are one person."""

from collections.abc import Collection, Iterable, Mapping

from cmehub.people.names import folded
from cmehub.people.rosters import BirthKey, EntryKey, RosterEntry
from cmehub.people.states import STATES
from cmehub.rules.packs import board_codes
from cmehub.stores import RosterStore


def linked(rosters: RosterStore, authority: str, entry_id: str) -> list[RosterEntry]:
    """
    Return the roster entries of the physician whom a board or state knows under an ID; the entry itself comes first.

    Entries are one person's if they have one NPI; or if one is a state's licensee and the other a board's diplomate in
    that state, with the same names and birth day, and neither roster has a second such person. Names and birth days
    alone never join entries, and nothing joins entries with different NPIs.

    The physician's learner records are those under the ``learner_key`` of any of the entries.
    """
    key = EntryKey(authority, entry_id)
    return linked_to_each(rosters, rosters.find([key]).values()).get(key, [])


def linked_to_each(rosters: RosterStore, entries: Collection[RosterEntry]) -> dict[EntryKey, list[RosterEntry]]:
    """Return the same for each of these entries, looked up for all at once."""
    found = {entry.key: {entry.key: entry} for entry in entries}
    waiting = {entry.key: [entry] for entry in entries}
    with_npi: dict[str, list[RosterEntry]] = {}
    born: dict[BirthKey, list[RosterEntry]] = {}
    while waiting:
        reached = [entry for some in waiting.values() for entry in some]
        npis = {entry.npi for entry in reached if entry.npi} - with_npi.keys()
        found_by_npi = rosters.with_npis(npis)
        with_npi |= {npi: found_by_npi.get(npi, []) for npi in npis}
        born |= rosters.born({key for entry in reached for key in _namesake_keys(entry).values()} - born.keys())
        following: dict[EntryKey, list[RosterEntry]] = {}
        for key, some in waiting.items():
            known = found[key]
            for entry in some:
                of_npi = with_npi[entry.npi] if entry.npi else []
                for counterpart in (*of_npi, *_counterparts(entry, born)):
                    if counterpart.key not in known and not _differ(counterpart, known.values()):
                        known[counterpart.key] = counterpart
                        following.setdefault(key, []).append(counterpart)
        waiting = following
    return {key: [*known.values()] for key, known in found.items()}


def _counterparts(entry: RosterEntry, born: Mapping[BirthKey, list[RosterEntry]]) -> list[RosterEntry]:
    """Return the licensee whom a diplomate can only be, or the diplomates whom a licensee can only be."""
    state = _state(entry)
    alike = {
        authority: [
            candidate
            for candidate in born[key]
            if folded(candidate.given_name) == folded(entry.given_name)
            and state in {candidate.authority, candidate.state}
        ]
        for authority, key in _namesake_keys(entry).items()
    }
    if len(alike.pop(entry.authority, ())) > 1:
        return []
    return [of_other[0] for of_other in alike.values() if len(of_other) == 1]


def _namesake_keys(entry: RosterEntry) -> dict[str, BirthKey]:
    """Return where those lie who have an entry's family name and birth day: on its own roster, and on the others'."""
    state = _state(entry)
    if state is None:
        return {}
    others = board_codes() if entry.authority in STATES else [state]
    family_name = folded(entry.family_name)
    return {other: BirthKey(other, entry.birth_month_day, family_name) for other in (entry.authority, *others)}


def _state(entry: RosterEntry) -> str | None:
    return entry.authority if entry.authority in STATES else entry.state


def _differ(entry: RosterEntry, others: Iterable[RosterEntry]) -> bool:
    return bool(entry.npi) and any(other.npi and other.npi != entry.npi for other in others)
