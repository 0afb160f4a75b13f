"""Learner records for PARS's clients: saved, found by an ID of the learner, deleted, and their statuses."""

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from cmehub.api.calls import Call, Calls, refusal
from cmehub.api.problems import ProblemError
from cmehub.api.record_views import delete_fields, record_key
from cmehub.documents.learner_reports import learner_reports
from cmehub.documents.learner_statuses import learner_status
from cmehub.formats.api_json import API_LEARNERS
from cmehub.issues.issue import Issue
from cmehub.learners.credit_lines import CreditLine
from cmehub.learners.credits import BoardStanding, CreditStatus, line_standing, standings_of
from cmehub.learners.records import LearnerRecord
from cmehub.people.npi import is_npi
from cmehub.people.physicians import linked
from cmehub.people.roster_lookups import NPI
from cmehub.people.rosters import EntryKey, normal_entry_id, roster_authorities
from cmehub.rules.packs import normal_id
from cmehub.stores import (
    ActivityStore,
    LedgerStore,
    ProviderStore,
    RecordStore,
    RosterStore,
    UnmatchedClaim,
)
from functions.validate.pars.requests import SentRows

_NONE = "You have reported no such credit that isn't deleted."


class RecordFilter(NamedTuple):
    """
    Which records are asked for; what is None doesn't matter.

    Attributes
    ----------
    learner_id
        One of the learner's IDs, as the sender wrote it.
    domain
        Whose ID it is: a board, a state, or ``NPI``.
    """

    learner_id: str
    domain: str | None = None
    activity_id: str | None = None
    completed_on: dt.date | None = None
    birth_month_day: str | None = None

    @property
    def authorities(self) -> tuple[str, ...]:
        """Everybody who may have given the ID."""
        return (self.domain,) if self.domain else (*roster_authorities(), NPI)

    def has(self, line: CreditLine) -> bool:
        """Tell whether a credit is for the learner under the ID."""
        same = line.normal_learner_id == normal_entry_id(line.board, self.learner_id)
        return same and self.domain in (None, line.board)

    def is_about(self, record: LearnerRecord) -> bool:
        """Tell whether a record is one of those."""
        row = record.row
        return (
            self.activity_id in (None, row.activity_id)
            and self.completed_on in (None, row.completion_date)
            and self.birth_month_day in (None, row.birth_month_day)
            and any(map(self.has, row.lines))
        )


@dataclass(frozen=True)
class ParsLearners:
    """Everything that answering about learner records needs."""

    calls: Calls
    records: RecordStore
    ledgers: LedgerStore
    rosters: RosterStore
    activities: ActivityStore
    providers: ProviderStore
    clock: Callable[[], dt.datetime]

    def save(self, provider_id: str, sent: SentRows, request_id: str) -> dict[str, Any]:
        """
        Save the records of a document, and return them as they are stored, beside what is to be said of them.

        Raises
        ------
        ProblemError
            If none of them was taken.
        """
        call = Call(provider_id, sent.format, [row.fields for row in sent.rows], request_id)
        results = self.calls.take(call).all_taken_or(refusal)
        keys = [key for result in results if (key := record_key(result))]
        stored = self.records.find(keys)
        issues = [issue for result in results for issue in result.issues]
        return self._document(provider_id, [stored[key] for key in dict.fromkeys(keys) if key in stored], issues)

    def find(self, provider_id: str, wanted: RecordFilter) -> dict[str, Any]:
        """
        Return a document of the provider's records that are asked for.

        Raises
        ------
        ProblemError
            If there are none.
        """
        return self._document(provider_id, [record for record, _ in self._standing(self._found(provider_id, wanted))])

    def delete(self, provider_id: str, wanted: RecordFilter, request_id: str) -> None:
        """
        Delete the record that is asked for; boards that accepted it have to agree.

        Raises
        ------
        ProblemError
            If there is none or more than one, or if it can't be deleted yet.
        """
        record, *others = (record for record, _ in self._standing(self._found(provider_id, wanted)))
        if others:
            raise ProblemError(
                "REQUEST_INVALID", "The learner has several records. Say with moduleID and CompletionDate which one."
            )
        call = Call(provider_id, API_LEARNERS, [delete_fields(record)], request_id)
        self.calls.take(call).all_taken_or(refusal)

    def statuses(self, provider_id: str, wanted: RecordFilter) -> list[dict[str, Any]]:
        """
        Return how each credit stands that the learner has under the ID that is asked for.

        Raises
        ------
        ProblemError
            If there is none.
        """
        return self._statuses(self._found(provider_id, wanted), wanted.has)

    def statuses_of_credit(self, provider_id: str, credit_id: str) -> list[dict[str, Any]]:
        """
        Return how the credit stands that the provider gave an ID.

        Raises
        ------
        ProblemError
            If there is none.
        """
        found = self.records.of_credit_id(provider_id, credit_id)
        return self._statuses([found] if found else [], lambda line: line.credit_id == credit_id)

    def _statuses(self, records: list[LearnerRecord], is_wanted: Callable[[CreditLine], bool]) -> list[dict[str, Any]]:
        statuses = [
            learner_status(record, line, found)
            for record, of_boards in self._standing(records)
            for line in filter(is_wanted, record.row.lines)
            if (found := line_standing(record, line.board, of_boards)).status is not CreditStatus.DELETED
        ]
        if not statuses:
            raise ProblemError("NOT_FOUND", _NONE)
        return statuses

    def _found(self, provider_id: str, wanted: RecordFilter) -> list[LearnerRecord]:
        """Return the provider's records that are asked for, whatever became of them."""
        found: dict[str, LearnerRecord] = {}
        for learner_key in self._learner_keys(wanted):
            if wanted.activity_id and wanted.completed_on:
                of_learner = self.records.of_completion(learner_key, wanted.activity_id, wanted.completed_on)
            else:
                of_learner = self.records.of_learner(learner_key)
            found |= {record.record_id: record for record in of_learner}
        if wanted.activity_id and wanted.completed_on and wanted.birth_month_day:
            for learner_id in {normal_entry_id(authority, wanted.learner_id) for authority in wanted.authorities}:
                claim = UnmatchedClaim(
                    provider_id, wanted.activity_id, wanted.completed_on, wanted.birth_month_day, learner_id
                )
                found |= {record.record_id: record for record in self.records.of_learner_id(claim)}
        return [record for record in found.values() if record.provider_id == provider_id and wanted.is_about(record)]

    def _learner_keys(self, wanted: RecordFilter) -> set[str]:
        """Return what the records of everybody lie under whom a roster knows by the ID that is asked for."""
        keys = {EntryKey(authority, normal_entry_id(authority, wanted.learner_id)) for authority in wanted.authorities}
        entries = [*self.rosters.find(keys).values()]
        if NPI in wanted.authorities and is_npi(npi := normal_id(wanted.learner_id)):
            entries += self.rosters.with_npis([npi]).get(npi, [])
        return {linked_entry.learner_key for entry in entries for linked_entry in linked(self.rosters, *entry.key)}

    def _standing(self, records: list[LearnerRecord]) -> list[tuple[LearnerRecord, dict[str, BoardStanding]]]:
        """Return the records of which something isn't deleted, with how each stands; raises if there are none."""
        standing = zip(records, standings_of(records, self.ledgers), strict=True)
        kept = [
            (record, of_boards)
            for record, of_boards in standing
            if any(
                line_standing(record, line.board, of_boards).status is not CreditStatus.DELETED
                for line in record.row.lines
            )
        ]
        if not kept:
            raise ProblemError("NOT_FOUND", _NONE)
        return kept

    def _document(self, provider_id: str, records: list[LearnerRecord], issues: Sequence[Issue] = ()) -> dict[str, Any]:
        activities = self.activities.find({record.row.activity_id for record in records})
        titles = {activity_id: activity.title for activity_id, activity in activities.items()}
        provider = self.providers.find(provider_id)
        name = provider.name if provider else provider_id
        return learner_reports(records, name, titles, self.clock(), issues)
