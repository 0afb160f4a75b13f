"""What is stored of the learners of a chunk: the record that a row repeats, and others of the same completion."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import cached_property
from typing import NamedTuple

from cmehub.learners.records import DeletingRow, LearnerRecord, LearnerRow
from cmehub.learners.traces import trace
from cmehub.people.matching import Match
from cmehub.people.physicians import linked
from cmehub.stores import ActivityStore, RecordKey, RecordStore, RosterStore

_READERS = 8
_FEW = 8
"""So few completions of an activity are looked for at once; of more, first the traces are read."""
_CHUNKS_TRACED = 2_000
"""Traces of so many chunks are read, which are a million learners or 4 MB; beyond that each row is looked for."""

Completion = tuple[str, str, dt.date]
"""A learner key, an activity and a day."""


class MatchedRow(NamedTuple):
    """A row, and who its learner is."""

    row: LearnerRow
    match: Match

    @property
    def key(self) -> RecordKey:
        """Where the record that the row adds lies if nothing is known of it yet."""
        return self._key_under(self.match.learner_key)

    def possible_keys(self) -> Iterator[RecordKey]:
        """Yield where the record may lie: who is matched by several IDs may be known under each."""
        yield self.key
        yield from map(self._key_under, self.match.places)

    def completions(self) -> set[Completion]:
        """Return the completions that the row may speak of."""
        places = {self.match.learner_key, self.row.learner_hash, *self.match.places}
        return {(place, self.row.activity_id, self.row.completion_date) for place in places}

    @property
    def is_told_apart(self) -> bool:
        """Whether the row adds a record with a credit ID of its own, so that no other record is meant."""
        return bool(self.row.credit_ids) and not isinstance(self.row, DeletingRow)

    def _key_under(self, learner_key: str) -> RecordKey:
        return RecordKey(learner_key, self.row.activity_id, self.row.completion_date, self.row.record_id)


class KnownRecords:
    """
    The stored records that the rows of a chunk may speak of, and those that the chunk adds.

    Who is matched is the physician, however the sender spells the name and whichever ID is given. What was reported
    before a roster knew the physician is laid under the physician first.

    Attributes
    ----------
    of_credit_ids
        Where the records lie that have the credit IDs of the rows, by credit ID.
    """

    def __init__(
        self,
        rows: Sequence[MatchedRow],
        records: RecordStore,
        rosters: RosterStore,
        activities: ActivityStore,
        provider_id: str,
    ) -> None:
        self._records = records
        self._rosters = rosters
        self._activities = activities
        self._rows = rows
        self._lay_under_physicians(rows)
        credit_ids = {credit_id for matched in rows for credit_id in matched.row.normal_credit_ids}
        self.of_credit_ids = records.with_credit_ids(provider_id, credit_ids)
        self._elsewhere = {matched.key: key for matched in rows if (key := self._key_elsewhere(matched))}
        self._known = records.find({key for matched in rows for key in self.keys(matched)})
        self._of_completion: dict[Completion, dict[RecordKey, LearnerRecord]] = defaultdict(dict)
        self._read_completions(matched for matched in rows if not matched.is_told_apart and not self._at(matched))

    def keys(self, matched: MatchedRow) -> set[RecordKey]:
        """Return where the record that a row repeats lies, if there is one."""
        elsewhere = self._elsewhere.get(matched.key)
        return {*matched.possible_keys(), *([elsewhere] if elsewhere else [])}

    def find(self, matched: MatchedRow) -> LearnerRecord | None:
        """
        Return the record that a row repeats.

        A row without a credit ID of its own repeats an equal report, even if that has one.
        """
        if found := self._at(matched):
            return found
        equal = (record for record in self.of_day(matched) if record.row.report_hash == matched.row.report_hash)
        return next((record for record in equal if not (matched.is_told_apart or record.deleted)), None)

    def of_day(self, matched: MatchedRow) -> list[LearnerRecord]:
        """Return what else is known of a row's completion; nothing if the row has a credit ID of its own."""
        found: dict[RecordKey, LearnerRecord] = {}
        for completion in set() if matched.is_told_apart else matched.completions():
            found |= self._of_completion[completion]
        return [*found.values()]

    def put(self, record: LearnerRecord) -> None:
        """Let later rows of the chunk find a record."""
        key = RecordKey.of(record)
        self._known[key] = self._of_completion[key[:3]][key] = record

    def _at(self, matched: MatchedRow) -> LearnerRecord | None:
        return next((self._known[key] for key in self.keys(matched) if key in self._known), None)

    def _key_elsewhere(self, matched: MatchedRow) -> RecordKey | None:
        """
        Return where the record with a row's credit IDs lies, if under an ID of the physician that the row doesn't tell.

        That takes several look-ups, but hardly any row.
        """
        for credit_id in matched.row.normal_credit_ids:
            key = self.of_credit_ids.get(credit_id)
            if key and key[1:] == matched.key[1:] and key not in matched.possible_keys() and matched.match.places:
                entries = linked(self._rosters, *matched.match.places[0].split("-", 1))
                return key if key.learner_key in {entry.learner_key for entry in entries} else None
        return None

    def _lay_under_physicians(self, rows: Sequence[MatchedRow]) -> None:
        """
        Move what was reported of a physician whom no roster knew then.

        Whoever gave an ID is the same person under the same names, birth day and ID. Without one, a name and a birth
        day are many people's: only a report that comes again is moved.
        """
        of_physicians = {matched.row.learner_hash: matched for matched in rows if matched.match.places}
        for learner_hash in self._records.unmatched(of_physicians.keys()):
            matched = of_physicians[learner_hash]
            lying = self._records.of_learner(learner_hash)
            if not matched.row.has_learner_id:
                again = {other.key[1:] for other in rows if other.row.learner_hash == learner_hash}
                lying = [record for record in lying if RecordKey.of(record)[1:] in again]
            if lying:
                self._records.move(lying, matched.match.learner_key)

    @cached_property
    def _receivers(self) -> set[str]:
        """Under whom anything was ever laid so: its trace is where it lay before."""
        return self._records.receivers({place for matched in self._rows for place in matched.match.places})

    def _that_may_be_stored(self, activity_id: str, completions: set[Completion]) -> Iterable[Completion]:
        """Return the completions of an activity of which anything may be stored, by the traces that chunks left."""
        if len(completions) <= _FEW:
            return completions
        traces = self._activities.traces(activity_id, most=_CHUNKS_TRACED)
        if traces is None:
            return completions
        return [
            completion
            for completion in completions
            if completion[0] in self._receivers or trace(completion[0], completion[2]) in traces
        ]

    def _read_completions(self, rows: Iterable[MatchedRow]) -> None:
        of_activities: dict[str, set[Completion]] = defaultdict(set)
        for completion in (completion for matched in rows for completion in matched.completions()):
            of_activities[completion[1]].add(completion)
        wanted = [
            completion
            for activity_id, of_activity in sorted(of_activities.items())
            for completion in sorted(self._that_may_be_stored(activity_id, of_activity))
        ]

        def read(completion: Completion) -> list[LearnerRecord]:
            return self._records.of_completion(*completion)

        with ThreadPoolExecutor(_READERS) as readers:
            for completion, records in zip(wanted, readers.map(read, wanted), strict=True):
                self._of_completion[completion] = {RecordKey.of(record): record for record in records}
