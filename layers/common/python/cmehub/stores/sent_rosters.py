"""Rosters that officers send: a protocol like those of `cmehub.stores`."""

import datetime as dt
from typing import Protocol

from cmehub.licensing.sent_rosters import RosterStatus, SentRoster


class SentRosterStore(Protocol):
    """The rosters that states' officers sent; each is kept for `SENT_ROSTER_LIFE`."""

    def open(self, roster: SentRoster) -> None:
        """Store a roster whose file is awaited."""

    def find(self, state: str, roster_id: str) -> SentRoster | None:
        """Return a roster that was sent for a state."""

    def of_state(self, state: str, *, limit: int) -> list[SentRoster]:
        """Return what was sent for a state, the latest first."""

    def save(self, roster: SentRoster, *, was: RosterStatus) -> bool:
        """Put a roster in its own place if it has that status there; tell whether it had."""

    def hold(self, roster: SentRoster, *, at: dt.datetime, until: dt.datetime) -> str | None:
        """
        Keep other loads of the roster's state away until `release` or that time.

        Returns
        -------
        str | None
            The ID of the roster that is being loaded already, which may be the same; None if this one holds now.
        """

    def release(self, roster: SentRoster) -> None:
        """Let the next roster of the state be loaded, after a roster that holds."""
