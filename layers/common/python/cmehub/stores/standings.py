"""What accounts may do, and since when their tokens are good."""

import datetime as dt
from collections.abc import Iterator
from typing import NamedTuple, Protocol

from cmehub.accounts.keys import CallCounts
from cmehub.accounts.standing import Role, Standing
from cmehub.stores.addresses import MailClaim

ENDED_LIFE = dt.timedelta(days=7)
"""For so long it is kept that an account ended: much longer than a token lives."""

TOLD_LIFE = dt.timedelta(days=30)
"""For so long it is known that somebody was told of a role: longer than a message can come again."""


class Ending(NamedTuple):
    """An account that is to end, and the last day on which it can be kept."""

    ends_on: dt.date
    sub: str


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

    def claim_mail(
        self, sub: str, role: Role, changed_at: dt.datetime, *, at: dt.datetime, lease: dt.timedelta
    ) -> MailClaim:
        """Ask to send the mail about a change of a role; one not noted within the lease can be claimed again."""

    def note_mail(self, sub: str, role: Role, changed_at: dt.datetime, *, message_id: str, at: dt.datetime) -> None:
        """Note that the mail about a change of a role was sent."""

    def count_call(self, sub: str, provider_id: str, *, at: dt.datetime) -> CallCounts:
        """Count a call that a provider's contact makes for it, and return how many that makes."""

    def let_end(self, ending: Ending) -> bool:
        """Let an account end, unless it is kept; False if it is to end already, or has ended."""

    def keep(self, ending: Ending) -> bool:
        """Let an account not end; False if it isn't to end on that day, or has ended."""

    def due(self, until: dt.date) -> Iterator[Ending]:
        """Yield the accounts that are to end by a day, and those that have ended and weren't forgotten."""

    def end(self, ending: Ending, *, at: dt.datetime) -> dt.datetime | None:
        """
        End an account that is to end: from now on none of its tokens is good.

        Returns
        -------
        datetime.datetime | None
            When it ended, which may be earlier; None if it is kept.
        """

    def forget(self, ending: Ending) -> None:
        """Let nothing lead to an account that has ended; that it has is kept for `ENDED_LIFE` since then."""
