"""Towns of the United States where activities take place; large ones more often."""

from collections import Counter
from functools import cache
from itertools import accumulate
from typing import NamedTuple

import zipcodes

from cmehub.people.states import STATES

_TOWNS = 4_000


class Town(NamedTuple):
    """A town and the two letters of its state."""

    city: str
    state: str


@cache
def towns() -> tuple[tuple[Town, ...], list[int]]:
    """Return the towns with the most ZIP codes, and for `random.choices` how many those are, added up."""
    counted = Counter(
        Town(entry["city"], entry["state"])
        for entry in zipcodes.list_all()
        if entry["country"] == "US" and entry["state"] in STATES and entry["zip_code_type"] != "MILITARY"
    )
    largest = sorted(counted.items(), key=lambda town: (-town[1], town[0]))[:_TOWNS]
    return tuple(town for town, _ in largest), [*accumulate(count for _, count in largest)]
