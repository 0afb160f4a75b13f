"""Sent rosters in memory, for tests."""

import datetime as dt

from cmehub.licensing.sent_rosters import RosterStatus, SentRoster


class MemorySentRosterStore:
    """See `cmehub.stores.sent_rosters.SentRosterStore`."""

    def __init__(self) -> None:
        self._sent: dict[tuple[str, str], SentRoster] = {}
        self._held: dict[str, tuple[str, dt.datetime]] = {}

    def open(self, roster: SentRoster) -> None:
        self._sent.setdefault((roster.state, roster.roster_id), roster)

    def find(self, state: str, roster_id: str) -> SentRoster | None:
        return self._sent.get((state, roster_id))

    def of_state(self, state: str, *, limit: int) -> list[SentRoster]:
        ids = sorted((roster_id for of, roster_id in self._sent if of == state), reverse=True)
        return [self._sent[state, roster_id] for roster_id in ids[:limit]]

    def save(self, roster: SentRoster, *, was: RosterStatus) -> bool:
        there = self.find(roster.state, roster.roster_id)
        if there is None or there.status is not was:
            return False
        self._sent[roster.state, roster.roster_id] = roster
        return True

    def hold(self, authority: str, holder: str, *, at: dt.datetime, until: dt.datetime) -> str | None:
        there, ends = self._held.get(authority, ("", at))
        if ends > at:
            return there
        self._held[authority] = holder, until
        return None

    def prolong(self, authority: str, holder: str, *, until: dt.datetime) -> bool:
        if not self._holds(authority, holder):
            return False
        self._held[authority] = holder, until
        return True

    def release(self, authority: str, holder: str) -> None:
        if self._holds(authority, holder):
            del self._held[authority]

    def _holds(self, authority: str, holder: str) -> bool:
        return authority in self._held and self._held[authority][0] == holder
