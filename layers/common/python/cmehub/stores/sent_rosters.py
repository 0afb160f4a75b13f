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

    def hold(self, authority: str, holder: str, *, at: dt.datetime, until: dt.datetime) -> str | None:
        """
        Keep other loads of a roster away until `release` or that time.

        Parameters
        ----------
        authority
            Whose roster: a state, or a board.
        holder
            What is loaded: a sent roster's ID, or what whoever runs the hub loads.

        Returns
        -------
        str | None
            What is being loaded already, which may be the same; None if this one holds now.
        """

    def prolong(self, authority: str, holder: str, *, until: dt.datetime) -> bool:
        """Go on keeping others away; False if this one doesn't hold any more."""

    def release(self, authority: str, holder: str) -> None:
        """Let the next one be loaded, if this one holds."""
