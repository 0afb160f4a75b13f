"""Physicians' needs: a protocol like those of `cmehub.stores`."""

from collections.abc import Collection
from typing import Protocol

from cmehub.passport.needs import Need


class NeedStore(Protocol):
    """What physicians have to earn, under their accounts."""

    def of_account(self, sub: str) -> list[Need]:
        """Return the needs of an account; the first to end comes first."""

    def change(self, sub: str, before: Collection[Need], after: Collection[Need]) -> bool:
        """Put needs in the place of all that the account had, all of them or none; False if it has others by now."""
