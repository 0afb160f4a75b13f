"""What accounts may do, and since when their tokens are good."""

import datetime as dt
from typing import Protocol

from cmehub.accounts.standing import Role, Standing


class StandingStore(Protocol):
    """What accounts may do, and since when their tokens are good."""

    def find(self, sub: str) -> Standing:
        """Return what is kept of an account, as it is now; an account of which nothing is kept may sign in."""

    def sign_out(self, sub: str, *, at: dt.datetime) -> None:
        """Let all tokens be refused that an account was given until then."""

    def give(self, sub: str, role: Role) -> None:
        """Give an account a role, in the place of another at the same provider or state."""

    def take(self, sub: str, role: Role) -> None:
        """Take a role away."""
