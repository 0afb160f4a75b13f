"""Transcripts for a licensing board's own system: of a licensee of its state, with what the state may see."""

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from cmehub.accounts.keys import StateScope
from cmehub.api.access import StateSystem
from cmehub.api.problems import ProblemError
from cmehub.fields.eastern import eastern_day
from cmehub.learners.credit_lines import CME_CREDIT_TYPE
from cmehub.learners.credits import TranscriptCredit
from cmehub.learners.transcripts import CompletedActivity, Span, Transcript, TranscriptHolder
from cmehub.licensing.licensees import Licensees, organisations_of
from cmehub.licensing.noted_readings import NotedReadings
from cmehub.licensing.state_credits import StateCredit
from cmehub.licensing.state_log import Look, LookKind
from cmehub.licensing.state_readers import system_id
from cmehub.people.identity import bears
from cmehub.people.roster_lookups import NPI
from cmehub.people.rosters import RosterEntry
from cmehub.stores import ProviderStore
from functions.validate.pars.transcripts import NamedPhysician

_NONE = "Your roster doesn't have exactly one licensee of this name with this licence or NPI."
"""The same whatever the reason."""


@dataclass(frozen=True)
class StateTranscripts:
    """Everything that making transcripts for licensing boards needs."""

    licensees: Licensees
    providers: ProviderStore
    readings: NotedReadings
    clock: Callable[[], dt.datetime]

    def transcript(self, system: StateSystem, named: NamedPhysician, span: Span, call_id: str) -> Transcript:
        """
        Return the transcript of a licensee; the physician can see that it was read.

        Parameters
        ----------
        call_id
            What no other call has.

        Raises
        ------
        ProblemError
            If the key lacks the scope, or there is no such licensee on the state's own roster.
        """
        if StateScope.LICENSEES not in system.scopes:
            raise ProblemError("SCOPE_MISSING", f"Use a key with the scope {StateScope.LICENSEES}.")
        entry = self._licensee(system.state, named)
        now = self.clock()
        read = self.licensees.read(entry, eastern_day(now))
        look = Look(
            look_id=call_id,
            at=now,
            reader_id=system_id(system.key_id),
            kind=LookKind.TRANSCRIPT,
            licences=(entry.entry_id,),
            since=span.first,
            until=span.last,
        )
        self.readings.add(system.state, read, look)
        ids = {system.state: entry.entry_id, NPI: entry.npi or ""}
        shown = [credit for credit in read.standing.credits if span.holds(credit.completed_on)]
        organisations = organisations_of(shown, self.providers)
        return Transcript(
            member=TranscriptHolder(
                given_name=entry.given_name,
                family_name=entry.family_name,
                ids={authority: number for authority, number in ids.items() if number},
            ),
            span=span,
            activities=tuple(_completed(system.state, credit, organisations) for credit in shown),
        )

    def _licensee(self, state: str, named: NamedPhysician) -> RosterEntry:
        if named.licence and named.state:
            found = [self.licensees.find(state, named.licence)] if named.state == state else []
        else:
            known = self.licensees.rosters.with_npis([str(named.npi)]).get(str(named.npi), [])
            found = [entry for entry in known if entry.authority == state]
        alike = [
            entry
            for entry in found
            if entry and bears(named.given_name, named.family_name, entry) and named.npi in {None, entry.npi}
        ]
        if len(alike) != 1:
            raise ProblemError("NOT_FOUND", _NONE)
        return alike[0]


def _completed(state: str, credit: StateCredit, organisations: Mapping[str, str]) -> CompletedActivity:
    """Return a credit as a transcript has it; for whom it was reported isn't told."""
    told = TranscriptCredit(board=state, credit_type=CME_CREDIT_TYPE, amount=credit.amount, credit_id=credit.credit_id)
    return CompletedActivity(
        activity_id=credit.activity_id,
        title=credit.title,
        provider_id=credit.provider_id,
        organisation=organisations.get(credit.provider_id, credit.provider_id),
        completed_on=credit.completed_on,
        credits=(told,),
        cme=credit.amount,
        points={},
    )
