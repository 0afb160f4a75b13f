"""Learner rows become records: read, judged, matched, compared with what is stored, and written."""

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import Any, NamedTuple, Self

from pydantic import TypeAdapter, ValidationError

from cmehub.activities.activity import Activity
from cmehub.boards.ledgers import BoardRequest
from cmehub.chunks.outcomes import ChunkOutcome, learner_result
from cmehub.fields.readings import Reading
from cmehub.fields.types import ActivityId, Date, LearnerAction
from cmehub.issues.field_errors import unread_issues
from cmehub.issues.issue import Issue, has_error, reader_issues, row_issue
from cmehub.learners.board_requests import board_request
from cmehub.learners.credit_ids import CreditIds
from cmehub.learners.credits import CreditStatus, standings
from cmehub.learners.records import LearnerRecord, LearnerRow, Origin, learner_reading
from cmehub.people.matching import Match, match_learners
from cmehub.rules.learner_checks import check_learner
from cmehub.rules.repairs import repairs
from cmehub.stores import ActivityStore, LedgerStore, RecordKey, RecordStore, RosterStore
from cmehub.stores.dry_run import DryRunActivityStore, DryRunRecordStore
from cmehub.submissions.rows import FieldName, Format, Row
from cmehub.submissions.submission import RowResult, Submission

_TOLD: dict[str, TypeAdapter[Any]] = {
    "action": TypeAdapter(LearnerAction),
    "activity_id": TypeAdapter(ActivityId),
    "completion_date": TypeAdapter(Date),
}


class StagedRow(NamedTuple):
    """A row as it was staged, and the number of an equal row before it in the file."""

    row: Row
    repeats: int | None


class _Judged(NamedTuple):
    number: int
    row: LearnerRow
    activity: Activity
    notes: list[Issue]
    field_name: FieldName


class _Settled(NamedTuple):
    """What is to be done for a row: a record to store, the record to ask boards about, and the boards."""

    issues: list[Issue]
    store: LearnerRecord | None = None
    ask_about: LearnerRecord | None = None
    asked: frozenset[str] = frozenset()


@dataclass(frozen=True)
class LearnerChunks:
    """Everything that validating learner rows needs."""

    activities: ActivityStore
    records: RecordStore
    ledgers: LedgerStore
    rosters: RosterStore

    def dry_run(self) -> Self:
        """Return the same over stores that keep nothing."""
        return replace(self, activities=DryRunActivityStore(self.activities), records=DryRunRecordStore(self.records))

    def take(
        self, submission: Submission, chunk: int, rows: Sequence[StagedRow], source: Format, today: dt.date
    ) -> ChunkOutcome:
        """Validate the rows of a chunk and store their records; doing it again changes nothing."""
        results: dict[int, RowResult] = {}
        judged_rows = [*self._judged(submission, rows, source, today, results)]
        matches = match_learners((judged.row for judged in judged_rows), self.rosters)
        keys = [_key(judged.row, match) for judged, match in zip(judged_rows, matches, strict=True)]
        stored = self.records.find(keys)
        credit_ids = CreditIds(self.records, self.ledgers, submission.provider_id)
        taken = credit_ids.taken([(judged.number, judged.row) for judged in judged_rows])
        outcome = ChunkOutcome()
        to_store: dict[RecordKey, LearnerRecord] = {}
        for judged, match, key in zip(judged_rows, matches, keys, strict=True):
            origin = Origin(
                submission_id=submission.submission_id, chunk=chunk, row=judged.number, at=submission.received_at
            )
            notes = [*judged.notes, *match.issues(judged.number, judged.field_name), *taken.get(judged.number, ())]
            if has_error(notes):
                settled = _Settled([])
            elif judged.row.action == "add":
                settled = self._add(submission, judged, match, origin, stored.get(key))
            else:
                record = stored.get(key) or self._only_record(judged.row, match, origin, to_store)
                settled = self._delete(judged, record, origin)
            if settled.store:  # a later row of the chunk that speaks of the record finds it
                stored[key] = to_store[RecordKey.of(settled.store)] = settled.store
            results[judged.number] = learner_result(
                judged.number, judged.row, notes + settled.issues, record=settled.ask_about, asked=settled.asked
            )
            if settled.ask_about:
                for board in sorted(settled.asked):
                    request = _request(submission, judged, settled.ask_about, board, match)
                    outcome.requests.setdefault(board, []).append(request)
        # Before the records: an activity must be locked by the time it has any.
        self.activities.note_learners(submission.submission_id, chunk, {key.activity_id for key in to_store})
        self.records.put([*to_store.values()])
        outcome.results = [results[number] for number in sorted(results)]
        return outcome

    def _judged(
        self,
        submission: Submission,
        rows: Sequence[StagedRow],
        source: Format,
        today: dt.date,
        results: dict[int, RowResult],
    ) -> Iterator[_Judged]:
        """Yield the rows that keep every rule; put the results of the others in."""
        read = [*_read(rows, results)]
        named = (reading.row.activity_id for _, reading, _ in read if reading.unread.spares("activity_id"))
        activities = self.activities.find({*named})
        seen: dict[tuple[str, str], int] = {}
        for number, (row, unread, error), fields in read:
            activity = activities.get(row.activity_id) if unread.spares("activity_id") else None
            provider_id, field_name = submission.provider_id, source.names_in(fields)
            checked, issues = check_learner(
                number, row, activity, provider_id=provider_id, today=today, field_name=field_name, unread=unread
            )
            if error:
                issues = [*unread_issues(error, number, fields, field_name), *issues]
                results[number] = RowResult(row=number, issues=tuple(issues), **_told(fields))
                continue
            issues += reader_issues(number, fields)
            issues += repairs(number, row, fields, provider_id, field_name)
            first = seen.setdefault((checked.action, checked.record_id), number)
            if first != number:
                issues = [row_issue("DUPLICATE_ROW", number, first_row=first)]
            if activity is None or has_error(issues):
                results[number] = learner_result(number, checked, issues)
            else:
                yield _Judged(number, checked, activity, issues, field_name)

    def _add(
        self, submission: Submission, judged: _Judged, match: Match, origin: Origin, stored: LearnerRecord | None
    ) -> _Settled:
        record = LearnerRecord(
            learner_key=match.learner_key,
            record_id=judged.row.record_id,
            provider_id=submission.provider_id,
            row=judged.row,
            origin=origin,
            board_ids=match.board_ids,
            before=stored,
        )
        asked = frozenset(match.board_ids)
        if stored is None or (stored.deleted and stored.deleted.is_beside(origin)):
            return _Settled([], record, record, asked)
        again = [] if stored.origin == origin else [row_issue("ALREADY_REPORTED", judged.number)]
        if not again or (not stored.deleted and stored.row.content_hash == judged.row.content_hash):
            return _Settled(again, None, stored, asked)
        found = {board: here.status for board, here in standings(stored, self.ledgers).items()}
        if waiting := _boards(found, CreditStatus.DELETE_SUBMITTED):
            return _Settled([row_issue("ADD_NOT_ALLOWED_PENDING", judged.number, board=waiting)])
        gone = stored.deleted and not _boards(found, CreditStatus.ACCEPTED)
        if gone or _may_replace(found, stored.row, judged.row):
            return _Settled([], record, record, asked)
        status = "still waiting for a board" if _boards(found, CreditStatus.SUBMITTED) else "accepted"
        credit_ids = ", ".join(judged.row.credit_ids)
        return _Settled([row_issue("CREDIT_ID_TAKEN", judged.number, value=credit_ids, status=status)])

    def _delete(self, judged: _Judged, record: LearnerRecord | None, origin: Origin) -> _Settled:
        """
        Ask the boards that accepted the record to delete it; it counts until they agree.

        In a chunk that is validated again, a later row may have added the record anew: the one before it is meant.
        """
        if record and record.before and record.origin.is_beside(origin) and record.origin.row > origin.row:
            record = record.before
        if record is None:
            return _Settled([row_issue("DELETE_UNKNOWN_RECORD", judged.number)])
        found = {board: here.status for board, here in standings(record, self.ledgers).items()}
        if record.deleted != origin:
            if waiting := _boards(found, CreditStatus.SUBMITTED, CreditStatus.DELETE_SUBMITTED):
                return _Settled([row_issue("DELETE_NOT_ALLOWED_PENDING", judged.number, board=waiting)])
            if record.deleted and not _boards(found, CreditStatus.ACCEPTED):
                return _Settled([row_issue("DELETE_UNKNOWN_RECORD", judged.number)])
            if record.row.lines and all(found.get(line.board) is CreditStatus.REJECTED for line in record.row.lines):
                return _Settled([row_issue("DELETE_NOT_ACCEPTED", judged.number)])
        asked = frozenset(board for board, status in found.items() if status is not CreditStatus.REJECTED)
        deleted = record.model_copy(update={"deleted": origin})
        return _Settled([], deleted, deleted, asked)

    def _only_record(
        self, row: LearnerRow, match: Match, origin: Origin, to_store: dict[RecordKey, LearnerRecord]
    ) -> LearnerRecord | None:
        """
        Return the only record of the learner's completion, under the physician or under what the row tells.

        One that the same row deleted before counts as there, so that a repetition finds it again.
        """
        of_completion = {(key, row.activity_id, row.completion_date) for key in (match.learner_key, row.learner_hash)}
        found = {RecordKey.of(record): record for key in of_completion for record in self.records.of_completion(*key)}
        found |= {key: record for key, record in to_store.items() if key[:3] in of_completion}
        alive = [record for record in found.values() if record.deleted in (None, origin)]
        return alive[0] if len(alive) == 1 else None


def _may_replace(found: Mapping[str, CreditStatus], stored: LearnerRow, row: LearnerRow) -> bool:
    """Tell whether a row may replace what a board rejected: nobody decides yet, and what others accepted stays."""
    statuses = set(found.values())
    kept = {board for board, status in found.items() if status is CreditStatus.ACCEPTED}
    unchanged = all(stored.reported_to(board) == row.reported_to(board) for board in kept)
    return CreditStatus.REJECTED in statuses and CreditStatus.SUBMITTED not in statuses and unchanged


def _boards(found: Mapping[str, CreditStatus], *statuses: CreditStatus) -> str:
    """Return the boards at which a record has one of the statuses, in words; empty if there are none."""
    return ", ".join(board for board, status in found.items() if status in statuses)


def _read(
    rows: Sequence[StagedRow], results: dict[int, RowResult]
) -> Iterator[tuple[int, Reading[LearnerRow], dict[str, Any]]]:
    """Yield the rows that repeat no other as far as they can be read; put the results of the others in."""
    for (number, fields), repeats in rows:
        if repeats is None:
            yield number, learner_reading(fields), fields
        else:
            issues = (row_issue("DUPLICATE_ROW", number, first_row=repeats),)
            results[number] = RowResult(row=number, issues=issues, **_told(fields))


def _told(fields: dict[str, Any]) -> dict[str, Any]:
    """Return what a row that isn't taken tells all the same: its action, activity and date, as far as they read."""
    told = {}
    for name, kind in _TOLD.items():
        with suppress(ValidationError):
            told[name] = kind.validate_python(fields.get(name))
    return told


def _key(row: LearnerRow, match: Match) -> RecordKey:
    return RecordKey(match.learner_key, row.activity_id, row.completion_date, row.record_id)


def _request(submission: Submission, judged: _Judged, record: LearnerRecord, board: str, match: Match) -> BoardRequest:
    return board_request(
        record,
        judged.activity,
        board,
        origin=f"{submission.submission_id}#{judged.number}",
        row=judged.number,
        action="add" if judged.row.action == "add" else "delete",
        by_name=board in match.by_name,
    )
