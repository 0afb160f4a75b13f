"""Which states physicians withhold credits from: a protocol like those of `cmehub.stores`."""

from collections.abc import Collection
from typing import Protocol

from cmehub.licensing.withholdings import Withholding


class WithholdingStore(Protocol):
    """Which states physicians withhold credits from, under their accounts."""

    def of_account(self, sub: str) -> list[Withholding]:
        """Return what an account withholds, by state."""

    def from_state(self, state: str, subs: Collection[str]) -> set[str]:
        """Return those of the accounts that withhold credits from a state."""

    def put(self, sub: str, withholding: Withholding) -> None:
        """Store that an account withholds credits from a state; one that does already stays as it is."""

    def remove(self, sub: str, state: str) -> None:
        """Let a state see an account's credits again."""
