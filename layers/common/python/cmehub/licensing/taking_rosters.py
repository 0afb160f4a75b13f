"""Looking sent rosters through, and loading them."""

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from cmehub.formats.plain_tables import plain_rows
from cmehub.issues.issue import FileError
from cmehub.learners.waiting_records import WaitingRecords
from cmehub.licensing.roster_messages import RosterMessage
from cmehub.licensing.roster_tables import changes_table, faults_table
from cmehub.licensing.sent_rosters import (
    LOAD_TIME,
    MOST_FAULTS,
    MOST_GONE,
    MOST_LINES,
    MOST_UNPACKED,
    RosterChanges,
    RosterStatus,
    SentRoster,
)
from cmehub.people.roster_lines import RosterFault, RosterLine, needed_roster_columns, roster_lines
from cmehub.people.roster_loading import BATCH, store_lines
from cmehub.people.rosters import RosterEntry, RosterLoad
from cmehub.runtime.portions import portions
from cmehub.stores import RosterChangedError, RosterStore, WorkObjects
from cmehub.stores.sent_rosters import SentRosterStore

_SMALLER = "Save it as CSV without columns that a roster hasn't, or ask whoever runs the hub."


class _RefusedError(Exception):
    """The file as a whole can't be read; the message says why, and what to do."""


@dataclass(frozen=True)
class TakingRosters:
    """
    Everything that taking sent rosters needs.

    A message may come twice: what is done is passed over, and what was broken off is begun anew.
    """

    rosters: RosterStore
    waiting: WaitingRecords
    sent: SentRosterStore
    objects: WorkObjects
    clock: Callable[[], dt.datetime]

    def take(self, message: RosterMessage) -> None:
        """Look a sent roster through, or load it."""
        roster = self.sent.find(message.state, message.roster_id)
        if roster is None:
            return  # its time is over
        if roster.status is RosterStatus.CHECKING:
            self._check(roster)
        elif roster.status is RosterStatus.LOADING:
            self._load(roster)

    def _check(self, roster: SentRoster) -> None:
        checked, table = self._checked(roster)
        if table and checked.table_key:
            self.objects.put(checked.table_key, table)
        self.sent.save(checked, was=RosterStatus.CHECKING)

    def _checked(self, roster: SentRoster) -> tuple[SentRoster, bytes | None]:
        """Return a roster with what is told of it, and all of that as a table if there is any."""
        try:
            lines = [*self._lines(roster)]
        except _RefusedError as error:
            return roster.model_copy(update={"status": RosterStatus.REFUSED, "refusal": str(error)}), None
        faults = [line for line in lines if isinstance(line, RosterFault)]
        if faults:
            told = {"faults": tuple(faults[:MOST_FAULTS]), "fault_count": len(faults)}
            refused = roster.model_copy(update={"status": RosterStatus.REFUSED, "lines": len(lines), **told})
            return refused, faults_table(faults)
        before = self._latest(roster.state)
        if roster.delta and not before:
            refusal = "No roster of your state is loaded yet. Send the whole roster first."
            return roster.model_copy(update={"status": RosterStatus.REFUSED, "refusal": refusal}), None
        good = [line for line in lines if isinstance(line, RosterLine)]
        there = {entry.entry_id: entry for entry in self.rosters.of(roster.state)}
        after = _after(roster, there, good)
        checked = {"changes": _changes(there, after), "before": before, "lines": len(good)}
        return roster.model_copy(update={"status": RosterStatus.CHECKED, **checked}), changes_table(there, after)

    def _load(self, roster: SentRoster) -> None:
        # Of two loads at once, what the earlier stores last would not count once the later is finished.
        now = self.clock()
        holder = self.sent.hold(roster.state, roster.roster_id, at=now, until=now + LOAD_TIME)
        if holder == roster.roster_id:
            return  # a message of the same; the delivery that loads it goes on
        if holder:
            overtaken = roster.model_copy(update={"status": RosterStatus.OVERTAKEN})
            self.sent.save(overtaken, was=RosterStatus.LOADING)
            return
        try:
            there = self.sent.find(roster.state, roster.roster_id)
            if there and there.status is RosterStatus.LOADING:
                self.sent.save(self._loaded(there), was=RosterStatus.LOADING)
        finally:
            self.sent.release(roster.state, roster.roster_id)

    def _loaded(self, roster: SentRoster) -> SentRoster:
        lines = [line for line in self._lines(roster) if isinstance(line, RosterLine)]
        if not self._is_stored(roster):
            if self._latest(roster.state) != roster.before:
                return roster.model_copy(update={"status": RosterStatus.OVERTAKEN})
            try:
                self._store(roster, lines)
            except RosterChangedError:
                return roster.model_copy(update={"status": RosterStatus.OVERTAKEN})
        entries = (line.entry for line in lines if line.entry)
        moved = sum(self.waiting.take_home(some) for some in portions(entries, BATCH))
        return roster.model_copy(update={"status": RosterStatus.LOADED, "stored": len(lines), "moved": moved})

    def _store(self, roster: SentRoster, lines: list[RosterLine]) -> None:
        def tell(stored: int) -> None:
            self.sent.save(roster.model_copy(update={"stored": stored}), was=RosterStatus.LOADING)

        number = self.rosters.begin(roster.state)
        store_lines(self.rosters, number, lines, delta=roster.delta, tell=tell)
        load = RosterLoad(
            authority=roster.state,
            number=number,
            at=_confirmed_at(roster),
            digest=roster.digest,
            full=not roster.delta,
            entries=sum(line.entry is not None for line in lines),
            removed=sum(line.entry is None for line in lines),
        )
        self.rosters.finish(load)

    def _is_stored(self, roster: SentRoster) -> bool:
        """Tell whether the roster was loaded by a delivery that broke off after that."""
        since = (load for load in self.rosters.loads(roster.state) if load.number > roster.before)
        return any(load.digest == roster.digest and load.at == _confirmed_at(roster) for load in since)

    def _latest(self, state: str) -> int:
        """Return the number of the latest load of a state's roster."""
        return max((load.number for load in self.rosters.loads(state)), default=0)

    def _lines(self, roster: SentRoster) -> Iterator[RosterLine | RosterFault]:
        rows = self._rows(roster)
        at, headings = rows[0]
        columns = [heading.casefold() for heading in headings]
        needed = needed_roster_columns(roster.state, delta=roster.delta)
        if missing := [column for column in needed if column not in columns]:
            raise _RefusedError(
                f"Row {at} lacks the column{'s' * (len(missing) > 1)} {', '.join(missing)}. "
                f"Name the columns in the first row: {', '.join(needed)}, and the others that the guide tells of."
            )
        if twice := [column for column in dict.fromkeys(columns) if column and columns.count(column) > 1]:
            raise _RefusedError(f"Row {at} has the column {twice[0]} twice. Leave one of them out.")
        if len(rows) == 1:
            raise _RefusedError("The file has no licensees. Check that it is the right file.")
        if len(rows) > MOST_LINES + 1:
            raise _RefusedError(
                f"The file has {len(rows) - 1:,} lines; at most {MOST_LINES:,} are taken. Ask whoever runs the hub."
            )
        fields = (
            (number, dict(zip(columns, [*cells, *[""] * (len(columns) - len(cells))], strict=False)))
            for number, cells in rows[1:]
        )
        yield from roster_lines(fields, roster.state, delta=roster.delta)

    def _rows(self, roster: SentRoster) -> list[tuple[int, list[str]]]:
        try:
            content = self.objects.get(roster.key)
        except KeyError:
            raise _RefusedError("The file didn't arrive. Send it again.") from None
        with TemporaryDirectory() as folder:
            path = Path(folder, "roster")
            path.write_bytes(content)
            try:
                return plain_rows(path, MOST_UNPACKED)
            except FileError as error:
                # Parts of a roster that is cut would take each other's licensees out.
                fix = _SMALLER if error.issue.code == "FILE_TOO_LARGE" else error.issue.fix
                raise _RefusedError(f"{error.issue.message} {fix}") from None


def _after(
    roster: SentRoster, there: Mapping[str, RosterEntry], lines: Iterable[RosterLine]
) -> Mapping[str, RosterEntry]:
    """Return the entries of a state's roster by their numbers as they are once a sent one is loaded."""
    after: dict[str, RosterEntry | None] = {**there} if roster.delta else {}
    after |= {line.key.entry_id: line.entry for line in lines}
    return {number: entry for number, entry in after.items() if entry}


def _changes(there: Mapping[str, RosterEntry], after: Mapping[str, RosterEntry]) -> RosterChanges:
    gone = sorted(there.keys() - after.keys())
    changed = sum(number in there and there[number] != entry for number, entry in after.items())
    return RosterChanges(
        added=len(after.keys() - there.keys()),
        changed=changed,
        removed=len(gone),
        unchanged=len(there) - len(gone) - changed,
        gone=tuple(gone[:MOST_GONE]),
    )


def _confirmed_at(roster: SentRoster) -> dt.datetime:
    if roster.confirmed_at is None:
        raise ValueError(f"nobody has said that {roster.roster_id} is to be loaded")
    return roster.confirmed_at
