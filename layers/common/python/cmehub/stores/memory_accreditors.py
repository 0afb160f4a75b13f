"""Accreditors in memory, for tests."""

from collections import defaultdict
from collections.abc import Iterable

from cmehub.accounts.accreditors import Accreditor


class MemoryAccreditorStore:
    """See `cmehub.stores.accreditors.AccreditorStore`."""

    def __init__(self) -> None:
        self._accreditors: dict[str, Accreditor] = {}
        self._providers: dict[str, set[str]] = defaultdict(set)

    def find(self, accreditor_id: str) -> Accreditor | None:
        return self._accreditors.get(accreditor_id)

    def all(self) -> list[Accreditor]:
        return [self._accreditors[accreditor_id] for accreditor_id in sorted(self._accreditors)]

    def put(self, accreditor: Accreditor) -> None:
        self._accreditors[accreditor.accreditor_id] = accreditor

    def end(self, accreditor_id: str) -> None:
        self._accreditors.pop(accreditor_id, None)
        self._providers.pop(accreditor_id, None)

    def providers(self, accreditor_id: str) -> list[str]:
        return sorted(self._providers[accreditor_id])

    def accredits(self, accreditor_id: str, provider_id: str) -> bool:
        return provider_id in self._providers[accreditor_id]

    def add(self, accreditor_id: str, provider_ids: Iterable[str]) -> None:
        self._providers[accreditor_id].update(provider_ids)

    def remove(self, accreditor_id: str, provider_ids: Iterable[str]) -> None:
        self._providers[accreditor_id].difference_update(provider_ids)
