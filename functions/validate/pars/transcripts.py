"""Transcripts for a provider: of a physician that it names, with what it reported itself."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from typing import NamedTuple

from cmehub.accounts.accesses import Access, Reader
from cmehub.api.problems import ProblemError
from cmehub.learners.transcripts import Span, Transcript, member_of, transcript
from cmehub.passport.noted_accesses import NotedAccesses
from cmehub.people.identity import bears
from cmehub.people.physicians import linked
from cmehub.people.roster_lookups import NPI
from cmehub.people.rosters import EntryKey, RosterEntry, normal_entry_id
from cmehub.stores import ActivityStore, LedgerStore, ProviderStore, RecordStore, RosterStore

_NONE = "You have reported no credit of exactly one physician of this name who is known by the licence or NPI."
"""The same whatever the reason, so that nobody can be looked for."""


class NamedPhysician(NamedTuple):
    """Whom a transcript is asked about: a name, and a licence (with its state), an NPI or both."""

    given_name: str
    family_name: str
    state: str | None
    licence: str | None
    npi: str | None


@dataclass(frozen=True)
class ParsTranscripts:
    """Everything that making transcripts needs."""

    rosters: RosterStore
    records: RecordStore
    ledgers: LedgerStore
    activities: ActivityStore
    providers: ProviderStore
    accesses: NotedAccesses
    clock: Callable[[], dt.datetime]

    def transcript(self, provider_id: str, named: NamedPhysician, span: Span, call_id: str) -> Transcript:
        """
        Return the transcript of a physician, with the credits that the provider reported and the IDs that it knows.

        The physician can see that it was read. ``call_id`` is what no other call has.

        Raises
        ------
        ProblemError
            If there is no such physician, or more than one, or none of whom the provider reported anything.
        """
        entries = self._physician(named)
        of_physician = (record for entry in entries for record in self.records.of_learner(entry.learner_key))
        records = [record for record in of_physician if record.provider_id == provider_id]
        if not records:
            raise ProblemError("NOT_FOUND", _NONE)
        access = Access(
            access_id=call_id,
            at=self.clock(),
            reader=Reader.PROVIDER,
            who=self.organisation(provider_id),
            what="A transcript of what they reported",
            since=span.first,
            until=span.last,
        )
        self.accesses.add([entry.key for entry in entries], access)
        member = member_of(records)
        asked = {named.state: named.licence, NPI: named.npi if named.npi in {entry.npi for entry in entries} else None}
        ids = {authority: number for authority, number in asked.items() if authority and number}
        return transcript(
            member.model_copy(update={"ids": member.ids | ids}),
            records,
            self.ledgers,
            activities=self.activities.find({record.row.activity_id for record in records}),
            organisations={provider_id: self.organisation(provider_id)},
            span=span,
        )

    def organisation(self, provider_id: str) -> str:
        """Return what a provider is called."""
        provider = self.providers.find(provider_id)
        return provider.name if provider else provider_id

    def _physician(self, named: NamedPhysician) -> list[RosterEntry]:
        """Return the rosters' entries of the one physician who is named; none if it isn't exactly one."""
        if named.state and named.licence:
            key = EntryKey(named.state, normal_entry_id(named.state, named.licence))
            found = [*self.rosters.find([key]).values()]
        else:
            found = self.rosters.with_npis([str(named.npi)]).get(str(named.npi), [])
        alike = [entry for entry in found if bears(named.given_name, named.family_name, entry)]
        entries = linked(self.rosters, *alike[0].key) if alike else []
        npis = {entry.npi for entry in entries if entry.npi}
        is_one = {entry.key for entry in alike} <= {entry.key for entry in entries}
        return entries if is_one and (named.npi is None or npis <= {named.npi}) else []
