"""Which states physicians withhold credits from, in memory, for tests."""

from collections import defaultdict
from collections.abc import Collection

from cmehub.licensing.withholdings import Withholding


class MemoryWithholdingStore:
    """See `cmehub.stores.withholdings.WithholdingStore`."""

    def __init__(self) -> None:
        self._withheld: dict[str, dict[str, Withholding]] = defaultdict(dict)

    def of_account(self, sub: str) -> list[Withholding]:
        return [withholding for _, withholding in sorted(self._withheld[sub].items())]

    def from_state(self, state: str, subs: Collection[str]) -> set[str]:
        return {sub for sub in subs if state in self._withheld[sub]}

    def put(self, sub: str, withholding: Withholding) -> None:
        self._withheld[sub].setdefault(withholding.state, withholding)

    def remove(self, sub: str, state: str) -> None:
        self._withheld[sub].pop(state, None)
