"""Who has read a physician's credits, in memory, for tests."""

from collections import defaultdict
from collections.abc import Collection

from cmehub.accounts.accesses import Access


class MemoryAccessStore:
    """See `cmehub.stores.accesses.AccessStore`."""

    def __init__(self) -> None:
        self._accesses: dict[str, dict[str, Access]] = defaultdict(dict)

    def add(self, learner_keys: Collection[str], access: Access) -> None:
        for key in learner_keys:
            self._accesses[key][access.access_id] = access

    def of_learner(self, learner_keys: Collection[str], *, limit: int) -> list[Access]:
        found = {access_id: access for key in learner_keys for access_id, access in self._accesses[key].items()}
        return sorted(found.values(), key=lambda access: (access.at, access.access_id), reverse=True)[:limit]
