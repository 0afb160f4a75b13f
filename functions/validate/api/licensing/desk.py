"""What an officer does: look licensees up, read their pages, and see the state's log."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass

from cmehub.accounts.ending_keys import ending_keys
from cmehub.accounts.keys import StateScope
from cmehub.api.access import SignedInPerson, StateSystem
from cmehub.api.problems import ProblemError
from cmehub.fields.eastern import eastern_day
from cmehub.licensing.chosen_spans import ChosenSpan
from cmehub.licensing.licensee_pages import LicenseePage, licensee_page, told_credit
from cmehub.licensing.licensees import Licensees, ReadLicensee, organisations_of
from cmehub.licensing.lookups import NAMES_PER_DAY, LicenseeLookups, NamesSpentError, Sought
from cmehub.licensing.noted_readings import NotedReadings
from cmehub.licensing.state_log import Look, LookKind
from cmehub.licensing.state_readers import (
    StateReader,
    licensing_name,
    officer_id,
    state_packs,
    states_of,
    system_id,
)
from cmehub.licensing.withholdings import may_withhold
from cmehub.passport.noted_accesses import NotedAccesses
from cmehub.people.rosters import RosterEntry
from cmehub.stores import ProviderStore
from cmehub.stores.keys import StateKeyStore
from cmehub.stores.state_logs import StateLogStore
from functions.validate.api.licensing.views import LicenseeCredits, LoadedRoster, ReadingInput, StateView


def reader_of(person: SignedInPerson, state: str) -> StateReader:
    """
    Return as whom somebody reads for a state.

    Raises
    ------
    ProblemError
        If the person is no officer of it; the same whether there is such a state.
    """
    if state not in states_of(person.roles):
        raise ProblemError("NOT_FOUND", "You are no officer of such a state. GET /v1/contact lists yours.")
    return StateReader(state, officer_id(person.sub))


def system_of(system: StateSystem, state: str, scope: StateScope) -> StateReader:
    """
    Return as whom a board's own system reads for a state.

    Raises
    ------
    ProblemError
        If its key is another state's, the same whether there is such a state; or it lacks the scope.
    """
    if state != system.state:
        raise ProblemError("NOT_FOUND", "The key is of no such state.")
    if scope not in system.scopes:
        raise ProblemError("SCOPE_MISSING", f"Use a key with the scope {scope}.")
    return StateReader(state, system_id(system.key_id))


@dataclass(frozen=True)
class OfficersDesk:
    """Everything that officers' calls need. Whatever is looked at is written down before it is told."""

    licensees: Licensees
    lookups: LicenseeLookups
    providers: ProviderStore
    keys: StateKeyStore
    accesses: NotedAccesses
    log: StateLogStore
    clock: Callable[[], dt.datetime]

    def state(self, reader: StateReader) -> StateView:
        """Tell of a reader's state."""
        today = eastern_day(self.clock())
        rosters = self.licensees.rosters
        whole = rosters.rosters([reader.state]).get(reader.state)
        return StateView(
            state=reader.state,
            name=licensing_name(reader.state, today),
            boards=tuple(pack.name for pack in state_packs(reader.state, today)),
            is_voluntary=may_withhold(reader.state, today),
            roster=LoadedRoster.of(whole, rosters.loads(reader.state)) if whole else None,
            names_per_day=NAMES_PER_DAY,
            ending_keys=ending_keys(self.keys.of_state(reader.state), self.clock()),
        )

    def look_up(self, reader: StateReader, sought: Sought, call_id: str) -> list[RosterEntry]:
        """
        Return who is meant on the state's own roster.

        Raises
        ------
        ProblemError
            If as many names were looked up as can be on a day; it says when that is over.
        """
        now = self.clock()
        day = now.astimezone(dt.UTC).date()
        try:
            found = self.lookups.find(reader, sought, day)
        except NamesSpentError:
            opens_at = dt.datetime.combine(day + dt.timedelta(days=1), dt.time(), dt.UTC)
            wait = {"Retry-After": str(int((opens_at - now).total_seconds()) + 1)}
            raise ProblemError("LICENSEE_NAMES_SPENT", headers=wait) from None
        look = Look(
            look_id=call_id,
            at=now,
            reader_id=reader.reader_id,
            kind=sought.kind,
            licences=tuple(entry.entry_id for entry in found),
        )
        self.log.add(reader.state, look)
        return found

    def page(self, reader: StateReader, asked: ReadingInput, kind: LookKind, call_id: str) -> LicenseePage:
        """
        Return a licensee's page; the physician can see that it was read.

        Raises
        ------
        ProblemError
            If there is no such licensee on the state's own roster.
        """
        entry = self._licensee(reader, asked.licence)
        today = eastern_day(self.clock())
        read = self.licensees.read(entry, today, chosen=asked.chosen, degree=asked.degree)
        page = licensee_page(
            read.standing, organisations_of(read.standing.credits, self.providers), today, asked.chosen
        )
        self._note(reader, read, kind, ChosenSpan(page.since, page.ends), call_id)
        return page

    def credits(self, reader: StateReader, licence: str, since: dt.date, call_id: str) -> LicenseeCredits:
        """
        Return a licensee's credits that were completed from a day until today; the physician can see that.

        Raises
        ------
        ProblemError
            If the day is to come, or there is no such licensee on the state's own roster.
        """
        today = eastern_day(self.clock())
        if since > today:
            raise ProblemError("REQUEST_INVALID", f"since: {since} is to come; give {today} (US Eastern) or before")
        read = self.licensees.read(self._licensee(reader, licence), today)
        names = organisations_of(read.standing.credits, self.providers)
        found = [credit for credit in read.standing.credits if since <= credit.completed_on <= today]
        self._note(reader, read, LookKind.CREDITS, ChosenSpan(since, today), call_id)
        return LicenseeCredits(
            state=reader.state,
            licence=read.standing.entry.entry_id,
            since=since,
            until=today,
            credits=tuple(told_credit(credit, names) for credit in found),
            total=sum(credit.amount for credit in found),
        )

    def _licensee(self, reader: StateReader, licence: str) -> RosterEntry:
        entry = self.licensees.find(reader.state, licence)
        if entry is None:
            raise ProblemError("NOT_FOUND", "No licensee on your roster has this licence number.")
        return entry

    def _note(self, reader: StateReader, read: ReadLicensee, kind: LookKind, span: ChosenSpan, call_id: str) -> None:
        look = Look(
            look_id=call_id,
            at=self.clock(),
            reader_id=reader.reader_id,
            kind=kind,
            licences=(read.standing.entry.entry_id,),
            since=span.starts,
            until=span.ends,
        )
        NotedReadings(self.log, self.accesses).add(reader.state, read, look)
