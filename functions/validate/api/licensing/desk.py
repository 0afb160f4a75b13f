"""What an officer does: look licensees up, read their pages, and see the state's log."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass

from cmehub.accounts.accesses import Access, Reader
from cmehub.api.access import SignedInPerson
from cmehub.api.problems import ProblemError
from cmehub.fields.eastern import eastern_day
from cmehub.licensing.licensee_pages import LicenseePage, licensee_page
from cmehub.licensing.licensees import Licensees, ReadLicensee
from cmehub.licensing.lookups import NAMES_PER_DAY, LicenseeLookups, NamesSpentError, Sought
from cmehub.licensing.state_log import Look, LookKind
from cmehub.licensing.state_readers import StateReader, licensing_name, officer_id, state_packs, states_of
from cmehub.licensing.withholdings import may_withhold
from cmehub.passport.noted_accesses import NotedAccesses
from cmehub.people.rosters import RosterEntry
from cmehub.stores import ProviderStore
from cmehub.stores.state_logs import StateLogStore
from functions.validate.api.licensing.views import LoadedRoster, ReadingInput, StateView


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


@dataclass(frozen=True)
class OfficersDesk:
    """Everything that officers' calls need. Whatever is looked at is written down before it is told."""

    licensees: Licensees
    lookups: LicenseeLookups
    providers: ProviderStore
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
        entry = self.licensees.find(reader.state, asked.licence)
        if entry is None:
            raise ProblemError("NOT_FOUND", "No licensee on your roster has this licence number.")
        today = eastern_day(self.clock())
        read = self.licensees.read(entry, today, chosen=asked.chosen, degree=asked.degree)
        provider_ids = {credit.provider_id for credit in read.standing.credits}
        found = [provider for provider_id in provider_ids if (provider := self.providers.find(provider_id))]
        names = {provider.provider_id: provider.name for provider in found}
        page = licensee_page(read.standing, names, today, asked.chosen)
        self._note(reader, page, read, kind, call_id)
        return page

    def _note(self, reader: StateReader, page: LicenseePage, read: ReadLicensee, kind: LookKind, call_id: str) -> None:
        look = Look(
            look_id=call_id,
            at=self.clock(),
            reader_id=reader.reader_id,
            kind=kind,
            licences=(page.licence,),
            since=page.since,
            until=page.ends,
        )
        self.log.add(reader.state, look)
        what = "Your page as their licensee" + (", in print" if kind is LookKind.PRINT else "")
        access = Access(
            access_id=call_id,
            at=look.at,
            reader=Reader.OFFICER,
            who=licensing_name(reader.state, eastern_day(look.at)),
            what=f"{what}, with no credits, since you withhold them" if read.is_withheld else f"{what}: CME credits",
            since=page.since,
            until=page.ends,
        )
        self.accesses.add(read.entries, access)
