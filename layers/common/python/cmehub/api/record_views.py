"""A provider's learner records: one by its name or credit ID, or those of an activity or a learner page by page."""

import datetime as dt
import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from cmehub.api.cursors import read_cursor, written_cursor
from cmehub.api.problems import ProblemError
from cmehub.api.record_documents import RecordInput
from cmehub.formats.api_json import row_fields
from cmehub.learners.credits import CreditStatus, line_standing, standings_of
from cmehub.learners.records import LearnerRecord
from cmehub.people.names import folded, folded_parts
from cmehub.people.physicians import linked
from cmehub.people.rosters import EntryKey, bare_id, normal_entry_id
from cmehub.people.states import state_letters
from cmehub.rules.packs import board_code, board_codes
from cmehub.runtime.json_lines import unpack
from cmehub.runtime.portions import portions
from cmehub.stores import (
    ActivityStore,
    LedgerStore,
    RecordKey,
    RecordStore,
    RosterStore,
    SubmissionStore,
    WorkObjects,
)
from cmehub.submissions.submission import RowResult, results_key

_NAME = re.compile(r"(?P<submission>[0-9a-f]{32})-(?P<chunk>[0-9]{5,9})-(?P<row>[0-9]{1,9})")
_NPI = "NPI"
_CHUNKS_READ = 50
_READ_AT_ONCE = 100
_LOOKED_THROUGH = 2000
"""So many records of an activity are looked through for one page of those that fit."""


class Page(NamedTuple):
    """Some records, and where the next page begins."""

    records: list[LearnerRecord]
    cursor: str | None


class RecordFilter(NamedTuple):
    """
    Which records of an activity are asked for.

    Attributes
    ----------
    name
        Words of which each begins a part of the learner's name.
    status
        What a credit of theirs has come to.
    since, until
        The days between which they were completed.
    """

    name: str | None = None
    status: CreditStatus | None = None
    since: dt.date = dt.date.min
    until: dt.date = dt.date.max


class _Place(NamedTuple):
    submission_id: str
    chunk: int
    row: int


@dataclass(frozen=True)
class RecordViews:
    """Everything that finding records needs."""

    records: RecordStore
    activities: ActivityStore
    submissions: SubmissionStore
    objects: WorkObjects
    rosters: RosterStore
    ledgers: LedgerStore

    def named(self, provider_id: str, name: str) -> LearnerRecord:
        """
        Return the record that a row added, by the row's name.

        Raises
        ------
        ProblemError
            If the provider has no such record.
        """
        found = _NAME.fullmatch(name)
        submission = self.submissions.find(found["submission"]) if found else None
        if found is None or submission is None or submission.provider_id != provider_id:
            raise ProblemError("NOT_FOUND")
        place = _Place(submission.submission_id, int(found["chunk"]), int(found["row"]))
        of_row = [result for result in self._results(place) if result.row == place.row]
        record = dict(self._added(place, of_row)).get(place)
        if record is None:
            raise ProblemError("NOT_FOUND")
        return record

    def of_credit_id(self, provider_id: str, credit_id: str) -> list[LearnerRecord]:
        """Return the record in which the provider gave a credit this ID, if there is one."""
        found = self.records.of_credit_id(provider_id, credit_id)
        return [found] if found else []

    def of_activity(
        self, provider_id: str, activity_id: str, wanted: RecordFilter, cursor: str | None, limit: int
    ) -> Page:
        """
        Return records of an activity in the order of the submissions and rows that added them.

        A record that was added anew stands where it was added last. A page may have fewer than the limit, even none,
        and yet be followed by another: only so many records are looked through at once.

        Raises
        ------
        ProblemError
            If the provider has no such activity.
        """
        activity = self.activities.find([activity_id]).get(activity_id)
        if activity is None or activity.provider_id != provider_id:
            raise ProblemError("NOT_FOUND")
        after = _Place(*read_cursor(cursor, str, int, int)) if cursor else None
        found: list[tuple[_Place, LearnerRecord]] = []
        looked_through = 0
        for portion in portions(self._of_activity(activity_id, after), _READ_AT_ONCE):
            looked_through += len(portion)
            found += self._fitting(portion, wanted)
            if len(found) > limit:
                last, _ = found[limit - 1]
                return Page([record for _, record in found[:limit]], written_cursor(*last))
            if looked_through >= _LOOKED_THROUGH:
                last, _ = portion[-1]
                return Page([record for _, record in found], written_cursor(*last))
        return Page([record for _, record in found], None)

    def of_learner(
        self, provider_id: str, authority: str | None, learner_id: str, cursor: str | None, limit: int
    ) -> Page:
        """
        Return a provider's records in which a learner has this ID, the latest completion first.

        Only records whose own row gives the ID: that a roster knows the physician by another ID too, is never told.

        Parameters
        ----------
        authority
            Whose ID it is: a board's code, a state's letters, or ``NPI``; None for any board's, or the NPI.

        Raises
        ------
        ProblemError
            If nobody of this name gives IDs.
        """
        keys = {EntryKey(name, bare_id(normal_entry_id(name, learner_id))) for name in _authorities(authority)}
        records = {
            RecordKey.of(record): record
            for place in self._places({EntryKey(name, normal_entry_id(name, learner_id)) for name, _ in keys})
            for record in self.records.of_learner(place)
            if record.provider_id == provider_id
            and keys & {EntryKey(key.authority, bare_id(key.entry_id)) for key in record.row.learner_ids}
        }
        found = sorted(
            records.values(), key=lambda record: (record.row.completion_date, record.origin.name), reverse=True
        )
        (start,) = read_cursor(cursor, int) if cursor else (0,)
        following = written_cursor(start + limit) if len(found) > start + limit else None
        return Page(found[start : start + limit], following)

    def _places(self, keys: Collection[EntryKey]) -> set[str]:
        """Return what the records of the learners with these IDs can lie under."""
        npis = {key.entry_id for key in keys if key.authority == _NPI}
        entries = [entry for found in self.rosters.with_npis(npis).values() for entry in found]
        entries += self.rosters.find({key for key in keys if key.authority != _NPI}).values()
        known = (other for entry in entries for other in linked(self.rosters, *entry.key))
        return {entry.learner_key for entry in known} | self.records.waiting(keys)

    def _fitting(
        self, portion: Sequence[tuple[_Place, LearnerRecord]], wanted: RecordFilter
    ) -> list[tuple[_Place, LearnerRecord]]:
        words = [folded(word) for word in (wanted.name or "").split()]
        fitting = [
            (place, record)
            for place, record in portion
            if wanted.since <= record.row.completion_date <= wanted.until and _begins(words, record)
        ]
        if wanted.status is None:
            return fitting
        stand = standings_of([record for _, record in fitting], self.ledgers)
        return [
            found
            for found, of_boards in zip(fitting, stand, strict=True)
            if any(
                line_standing(found[1], line.board, of_boards).status is wanted.status for line in found[1].row.lines
            )
        ]

    def _of_activity(self, activity_id: str, after: _Place | None) -> Iterator[tuple[_Place, LearnerRecord]]:
        if after:
            yield from self._of_chunk(activity_id, after)
        last = after[:2] if after else None
        while chunks := self.activities.learner_chunks(activity_id, after=last, limit=_CHUNKS_READ):
            for chunk in chunks:
                yield from self._of_chunk(activity_id, _Place(*chunk, row=0))
            last = chunks[-1]

    def _of_chunk(self, activity_id: str, after: _Place) -> Iterator[tuple[_Place, LearnerRecord]]:
        behind = [result for result in self._results(after) if result.row > after.row]
        for place, record in self._added(after, behind):
            if record.row.activity_id == activity_id:
                yield place, record

    def _added(self, chunk: _Place, results: Iterable[RowResult]) -> Iterator[tuple[_Place, LearnerRecord]]:
        """Yield the records that some rows of a chunk added, unless they were added anew elsewhere."""
        keys = {result.row: key for result in results if (key := record_key(result))}
        stored = self.records.find(keys.values())
        stored |= self._moved({key for key in keys.values() if key not in stored})
        for row, key in keys.items():
            place = chunk._replace(row=row)
            record = stored.get(key)
            if record and (record.origin.submission_id, record.origin.chunk, record.origin.row) == place:
                yield place, record

    def _moved(self, keys: Collection[RecordKey]) -> dict[RecordKey, LearnerRecord]:
        """Return the records that lay there until a roster knew their learner."""
        moved_to = self.records.unmatched({key.learner_key for key in keys})
        places = {key: key._replace(learner_key=place) for key in keys if (place := moved_to.get(key.learner_key))}
        found = self.records.find(places.values())
        return {key: found[place] for key, place in places.items() if place in found}

    def _results(self, place: _Place) -> list[RowResult]:
        try:
            packed = self.objects.get(results_key(place.submission_id, place.chunk))
        except KeyError:
            return []
        return [RowResult.model_validate(result) for result in unpack(packed)]


def _begins(words: Iterable[str], record: LearnerRecord) -> bool:
    parts = [*folded_parts(record.row.given_name), *folded_parts(record.row.family_name)]
    return all(any(part.startswith(word) for part in parts) for word in words)


def _authorities(given: str | None) -> list[str]:
    if given is None:
        return [*board_codes(), _NPI]
    known = board_code(given) or state_letters(given) or (_NPI if given.strip().upper() == _NPI else None)
    if known is None:
        mend = "give a board's code such as ABIM, a state's letters such as OH, or NPI"
        raise ProblemError("REQUEST_INVALID", f"board: {mend}")
    return [known]


def delete_fields(record: LearnerRecord) -> dict[str, Any]:
    """Return the fields of a row that deletes a record."""
    told = record.row.model_dump(mode="json", exclude={"lines": {"__all__": {"credit_unit"}}, "status": True})
    told["credit_lines"] = told.pop("lines")
    told["action"] = "delete"
    given = {name: value for name, value in told.items() if name in RecordInput.model_fields}
    return row_fields(RecordInput.model_validate(given))


def record_key(result: RowResult) -> RecordKey | None:
    """Return what addresses the record that a row added, deleted or repeats, if there is one."""
    if not (result.learner_key and result.record_id and result.activity_id and result.completion_date):
        return None
    return RecordKey(result.learner_key, result.activity_id, result.completion_date, result.record_id)
