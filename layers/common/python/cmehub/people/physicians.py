"""Physicians: the entries of several rosters that are one person."""

from collections.abc import Iterable

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
    found = rosters.find([key])
    waiting = [*found.values()]
    while waiting:
        entry = waiting.pop(0)
        for counterpart in (*_with_npi(rosters, entry), *_counterparts(rosters, entry)):
            if counterpart.key not in found and not _differ(counterpart, found.values()):
                found[counterpart.key] = counterpart
                waiting.append(counterpart)
    return [*found.values()]


def _with_npi(rosters: RosterStore, entry: RosterEntry) -> list[RosterEntry]:
    return rosters.with_npis([entry.npi]).get(entry.npi, []) if entry.npi else []


def _counterparts(rosters: RosterStore, entry: RosterEntry) -> list[RosterEntry]:
    """Return the licensee whom a diplomate can only be, or the diplomates whom a licensee can only be."""
    state = entry.authority if entry.authority in STATES else entry.state
    if state is None:
        return []
    others = board_codes() if entry.authority in STATES else [state]
    family_name = folded(entry.family_name)
    keys = [BirthKey(other, entry.birth_month_day, family_name) for other in (entry.authority, *others)]
    alike = {
        key.authority: [
            candidate
            for candidate in born
            if folded(candidate.given_name) == folded(entry.given_name)
            and state in {candidate.authority, candidate.state}
        ]
        for key, born in rosters.born(keys).items()
    }
    if len(alike[entry.authority]) > 1:
        return []
    return [alike[other][0] for other in others if len(alike[other]) == 1]


def _differ(entry: RosterEntry, others: Iterable[RosterEntry]) -> bool:
    return bool(entry.npi) and any(other.npi and other.npi != entry.npi for other in others)
