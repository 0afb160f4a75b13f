"""Credits that physicians entered themselves: a protocol like those of `cmehub.stores`."""

from typing import Protocol

from cmehub.passport.own_credits import OwnCredit


class OwnCreditStore(Protocol):
    """Own credits, under the account that entered them."""

    def add(self, credit: OwnCredit) -> bool:
        """Store a new credit; False if the account has `MOST_OWN`."""

    def find(self, sub: str, own_id: str) -> OwnCredit | None:
        """Return a credit of an account."""

    def of_account(self, sub: str) -> list[OwnCredit]:
        """Return every credit of an account, the newest completion first."""

    def change(self, before: OwnCredit, after: OwnCredit) -> bool:
        """Put a credit in its own place; False if it was changed or deleted meanwhile."""

    def delete(self, credit: OwnCredit) -> bool:
        """Delete a credit; False if it was changed or deleted meanwhile."""


def by_completion(credit: OwnCredit) -> tuple[str, str]:
    """Return by what the credits of an account are in order; no two have the same."""
    return credit.completed_on.isoformat(), credit.own_id
