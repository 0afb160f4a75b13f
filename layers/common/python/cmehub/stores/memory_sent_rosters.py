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

    def hold(self, roster: SentRoster, *, at: dt.datetime, until: dt.datetime) -> str | None:
        holder, ends = self._held.get(roster.state, ("", at))
        if ends > at:
            return holder
        self._held[roster.state] = roster.roster_id, until
        return None

    def release(self, roster: SentRoster) -> None:
        del self._held[roster.state]
