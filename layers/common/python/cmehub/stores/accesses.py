"""Who has read a physician's credits."""

from collections.abc import Collection
from typing import Protocol

from cmehub.accounts.accesses import Access


class AccessStore(Protocol):
    """
    Accesses, by what a physician's learner records lie under.

    So they are there for a physician who signs in later than they happened.
    """

    def add(self, learner_keys: Collection[str], access: Access) -> None:
        """Write an access to a physician's records down, for `ACCESS_LIFE`; the same one again changes nothing."""

    def of_learner(self, learner_keys: Collection[str], *, limit: int) -> list[Access]:
        """Return the latest accesses to a physician's records, the last first."""
