"""The learner records of a provider: one by its name or credit ID, or those of an activity page by page."""

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Any, NamedTuple

from cmehub.api.cursors import read_cursor, written_cursor
from cmehub.api.problems import ProblemError
from cmehub.api.record_documents import RecordInput
from cmehub.formats.api_json import row_fields
from cmehub.learners.records import LearnerRecord
from cmehub.runtime.json_lines import unpack
from cmehub.stores import ActivityStore, RecordKey, RecordStore, SubmissionStore, WorkObjects
from cmehub.submissions.submission import RowResult, results_key

_NAME = re.compile(r"(?P<submission>[0-9a-f]{32})-(?P<chunk>[0-9]{5,9})-(?P<row>[0-9]{1,9})")
_CHUNKS_READ = 50


class Page(NamedTuple):
    """Some records, and where the next page begins."""

    records: list[LearnerRecord]
    cursor: str | None


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

    def of_activity(self, provider_id: str, activity_id: str, cursor: str | None, limit: int) -> Page:
        """
        Return records of an activity in the order of the submissions and rows that added them.

        A record that was added anew stands where it was added last.

        Raises
        ------
        ProblemError
            If the provider has no such activity.
        """
        activity = self.activities.find([activity_id]).get(activity_id)
        if activity is None or activity.provider_id != provider_id:
            raise ProblemError("NOT_FOUND")
        after = _Place(*read_cursor(cursor, str, int, int)) if cursor else None
        found = [*islice(self._of_activity(activity_id, after), limit + 1)]
        page = found[:limit]
        return Page([record for _, record in page], written_cursor(*page[-1][0]) if len(found) > limit else None)

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
