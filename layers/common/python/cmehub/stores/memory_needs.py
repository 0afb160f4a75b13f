"""Physicians' needs in memory, for tests."""

from collections.abc import Collection
from threading import Lock

from cmehub.passport.needs import Need, in_order


class MemoryNeedStore:
    """See `cmehub.stores.needs.NeedStore`."""

    def __init__(self) -> None:
        self._needs: dict[str, list[Need]] = {}
        self._changing = Lock()

    def of_account(self, sub: str) -> list[Need]:
        return self._needs.get(sub, [])

    def change(self, sub: str, before: Collection[Need], after: Collection[Need]) -> bool:
        with self._changing:
            if self.of_account(sub) != in_order(before):
                return False
            self._needs[sub] = in_order(after)
        return True
