"""Entries put on rosters, as loads of whole rosters that are done."""

from collections import defaultdict
from collections.abc import Iterable

from cmehub.people.rosters import RosterEntry, RosterLoad
from cmehub.stores import RosterStore
from local.in_memory.hub import NOW


def a_load(number: int = 1, **changes: object) -> RosterLoad:
    """Return a finished load of a whole roster, by default ABIM's with one entry."""
    known = {"authority": "ABIM", "number": number, "at": NOW, "digest": f"{number:064x}", "entries": 1}
    return RosterLoad.model_validate(known | changes)


def put_on_rosters(rosters: RosterStore, entries: Iterable[RosterEntry]) -> None:
    """Put entries on the rosters of their authorities, each as one whole load."""
    by_authority: dict[str, list[RosterEntry]] = defaultdict(list)
    for entry in entries:
        by_authority[entry.authority].append(entry)
    for authority, some in by_authority.items():
        number = rosters.begin(authority)
        rosters.put(number, some)
        rosters.finish(a_load(number, authority=authority, entries=len(some)))
