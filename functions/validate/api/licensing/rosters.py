"""Rosters that officers send."""

import datetime as dt
import secrets
from collections.abc import Callable
from dataclasses import dataclass

from cmehub.api.problems import ProblemError
from cmehub.licensing.roster_messages import RosterMessage
from cmehub.licensing.sent_rosters import RosterStatus, SentRoster
from cmehub.licensing.state_log import Look, LookKind
from cmehub.licensing.state_readers import StateReader
from cmehub.runtime.queues import Queue
from cmehub.stores.sent_rosters import SentRosterStore
from cmehub.stores.signed_objects import SignedObjects
from cmehub.stores.state_logs import StateLogStore
from functions.validate.api.licensing.roster_views import RosterInput, RosterPlace, RosterStepInput, SentRosterView

_LISTED = 20
_BEFORE = {RosterStatus.CHECKING: RosterStatus.AWAITED, RosterStatus.LOADING: RosterStatus.CHECKED}
"""From which status each step leads on."""


@dataclass(frozen=True)
class OfficersRosters:
    """Everything that sending rosters needs; whoever takes the queue looks them through and loads them."""

    sent: SentRosterStore
    places: SignedObjects
    log: StateLogStore
    queue: Queue
    clock: Callable[[], dt.datetime]

    def begin(self, reader: StateReader, asked: RosterInput) -> SentRosterView:
        """Return where a roster's file has to be put."""
        now = self.clock()
        roster = SentRoster(
            roster_id=f"{now.astimezone(dt.UTC):%Y%m%d-%H%M%S}-{secrets.token_hex(6)}",
            state=reader.state,
            sent_by=reader.reader_id,
            sent_at=now,
            name=asked.name,
            size=asked.size,
            digest=asked.sha256,
            delta=asked.delta,
        )
        self.sent.open(roster)
        url, headers = self.places.place(roster.key, asked.size, asked.sha256)
        return SentRosterView.of(roster, reader, RosterPlace(url=url, headers=headers))

    def go_on(self, reader: StateReader, roster_id: str, step: RosterStepInput, call_id: str) -> SentRosterView:
        """
        Have a sent roster looked through, or loaded, which stands in the state's log; said again, it is sent again.

        Raises
        ------
        ProblemError
            If the state has no such roster, it isn't at that step, or as many licensees as are taken out weren't named.
        """
        roster = self._found(reader, roster_id)
        if roster.status is not step.status:
            if roster.status is not _BEFORE[step.status]:
                raise ProblemError("ROSTER_ELSEWHERE", f"It is {roster.status}.")
            roster = self._stepped(reader, roster, step, call_id)
        self.queue.send([RosterMessage(state=roster.state, roster_id=roster.roster_id)])
        return SentRosterView.of(roster, reader)

    def read(self, reader: StateReader, roster_id: str) -> SentRosterView:
        """Tell how far a sent roster is; raises `ProblemError` if the state has no such one."""
        roster = self._found(reader, roster_id)
        name = f"roster-{roster.state}-{roster.roster_id}.csv"
        table = self.places.address(roster.table_key, name) if roster.table_key else None
        return SentRosterView.of(roster, reader, table=table)

    def listed(self, reader: StateReader) -> list[SentRosterView]:
        """Return the latest rosters of a state, the faults of their lines left out."""
        found = self.sent.of_state(reader.state, limit=_LISTED)
        return [SentRosterView.of(roster.model_copy(update={"faults": ()}), reader) for roster in found]

    def _stepped(self, reader: StateReader, roster: SentRoster, step: RosterStepInput, call_id: str) -> SentRoster:
        now = self.clock()
        if step.status is RosterStatus.LOADING:
            removed = roster.changes.removed if roster.changes else 0
            if step.removed != removed:
                raise ProblemError("REQUEST_INVALID", f"removed: loading takes out {removed:,}; say so by that number")
        after = roster.model_copy(
            update={"status": step.status, "confirmed_at": now if step.status is RosterStatus.LOADING else None}
        )
        if not self.sent.save(after, was=roster.status):
            raise ProblemError("ROSTER_ELSEWHERE", "Somebody else was quicker.")
        if step.status is RosterStatus.LOADING:
            self.log.add(reader.state, Look(look_id=call_id, at=now, reader_id=reader.reader_id, kind=LookKind.ROSTER))
        return after

    def _found(self, reader: StateReader, roster_id: str) -> SentRoster:
        roster = self.sent.find(reader.state, roster_id)
        if roster is None:
            raise ProblemError("NOT_FOUND", "The state has no such roster. What was sent is kept for 90 days.")
        return roster
