"""Learner rows become records: read, judged, matched, compared with what is stored, and written."""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, NamedTuple, Self

from cmehub.activities.activity import Activity
from cmehub.boards.ledgers import BoardRequest
from cmehub.chunks.deletes import NotMeant, meant_record
from cmehub.chunks.known_records import KnownRecords, MatchedRow
from cmehub.chunks.module_codes import with_activity_ids
from cmehub.chunks.outcomes import ChunkOutcome, learner_result, unread_result
from cmehub.fields.readings import Reading
from cmehub.issues.field_errors import unread_issues
from cmehub.issues.issue import Issue, has_error, reader_issues, row_issue
from cmehub.learners.board_requests import board_request
from cmehub.learners.credit_ids import AddingRow, CreditIds
from cmehub.learners.credits import CreditStatus, line_standing, standings, standings_of
from cmehub.learners.records import LearnerRecord, LearnerRow, Origin, learner_reading
from cmehub.learners.repeated_records import may_replace, restated
from cmehub.learners.traces import joined, trace
from cmehub.people.match_budgets import Asker, MatchBudget
from cmehub.people.matching import Match, match_learners
from cmehub.rules.learner_checks import check_learner
from cmehub.rules.packs import formats_with_several_a_day
from cmehub.rules.repairs import repairs
from cmehub.rules.written_texts import plain_row
from cmehub.stores import ActivityStore, LedgerStore, RecordKey, RecordStore, RosterStore
from cmehub.stores.dry_run import DryRunActivityStore, DryRunRecordStore
from cmehub.stores.tries import TryStore
from cmehub.submissions.rows import FieldName, Format, Row
from cmehub.submissions.submission import RowResult, Submission


class StagedRow(NamedTuple):
    """A row as it was staged, and the number of an equal row before it in the file."""

    row: Row
    repeats: int | None

    def plain(self, source: Format, today: dt.date) -> Self:
        """Return the row with plain texts; see `plain_row`."""
        return self._replace(row=plain_row(self.row, source, today))


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
    tries: TryStore

    def dry_run(self) -> Self:
        """Return the same over stores that keep nothing."""
        return replace(self, activities=DryRunActivityStore(self.activities), records=DryRunRecordStore(self.records))

    def take(
        self, submission: Submission, chunk: int, rows: list[StagedRow], source: Format, today: dt.date, *, asker: Asker
    ) -> ChunkOutcome:
        """Validate rows as far as the asker's budget allows, and store their records; again, it changes nothing."""
        results: dict[int, RowResult] = {}
        plain_rows = [staged.plain(source, today) for staged in rows]
        named = with_activity_ids((staged.row for staged in plain_rows), self.activities, submission.provider_id, today)
        plain_rows = [staged._replace(row=row) for staged, row in zip(plain_rows, named, strict=True)]
        judged_rows = [*self._judged(submission, plain_rows, source, today, results)]
        budget = MatchBudget(self.tries, asker, today)
        matches = match_learners((judged.row for judged in judged_rows), self.rosters, budget)
        matched_rows = [MatchedRow(judged.row, match) for judged, match in zip(judged_rows, matches, strict=True)]
        known = KnownRecords(matched_rows, self.records, self.rosters, self.activities, submission.provider_id)
        taken = CreditIds(self.records, self.ledgers).taken(
            [
                AddingRow.of(judged.number, judged.row, known.keys(matched))
                for judged, matched in zip(judged_rows, matched_rows, strict=True)
                if judged.row.action == "add"
            ],
            known.of_credit_ids,
        )
        outcome = ChunkOutcome()
        to_store: dict[RecordKey, LearnerRecord] = {}
        spoken_of: set[RecordKey] = set()
        for judged, matched in zip(judged_rows, matched_rows, strict=True):
            match = matched.match
            origin = Origin(
                submission_id=submission.submission_id, chunk=chunk, row=judged.number, at=submission.received_at
            )
            notes = [*judged.notes, *match.issues(judged.number, judged.field_name), *taken.get(judged.number, ())]
            if has_error(notes):
                settled = _Settled([])
            elif judged.row.action == "add":
                settled = self._add(submission, judged, match, origin, known.find(matched))
                added = settled.ask_about
                if added and added.origin.name == origin.name and not added.before:
                    notes += self._beside(added, known.of_day(matched))
            else:
                settled = self._delete(judged, matched, origin, known)
            if settled.store:  # a later row of the chunk that speaks of the record finds it
                known.put(settled.store)
                if settled.store.deleted:
                    outcome.deleted_from.add(settled.store.origin.submission_id)
                to_store[RecordKey.of(settled.store)] = settled.store
            row = judged.row
            if row.action == "delete" and settled.ask_about:
                row = row.model_copy(update={"lines": settled.ask_about.row.lines})
            results[judged.number] = learner_result(
                judged.number,
                row,
                notes + settled.issues,
                record=settled.ask_about,
                asked=settled.asked,
                activity_format=judged.activity.activity_format,
            )
            # What an earlier try of the chunk has stored leaves its trace again.
            spoken_of |= {RecordKey.of(record) for record in (settled.store, settled.ask_about) if record}
            if settled.ask_about:
                for board in sorted(settled.asked):
                    request = _request(submission, judged, settled.ask_about, board, match)
                    outcome.requests.setdefault(board, []).append(request)
        # Before the records: an activity must be locked by the time it has any.
        traces = _traces(spoken_of)
        self.activities.note_learners(submission.submission_id, chunk, {key.activity_id for key in to_store}, traces)
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
        named = (reading.row.activity_id for _, reading, _, _ in read if reading.unread.spares("activity_id"))
        activities = self.activities.find({*named})
        seen: dict[tuple[object, ...], int] = {}
        for number, (row, unread, error), fields, repeats in read:
            activity = activities.get(row.activity_id) if unread.spares("activity_id") else None
            provider_id, field_name = submission.provider_id, source.names_in(fields)
            checked, issues = check_learner(
                number, row, activity, provider_id=provider_id, today=today, field_name=field_name, unread=unread
            )
            if error:
                issues = [*unread_issues(error, number, fields, field_name), *issues]
                results[number] = unread_result(number, fields, issues)
                continue
            issues += reader_issues(number, fields)
            issues += repairs(number, row, fields, provider_id, field_name)
            what = (checked.action, checked.learner_hash, checked.record_id, checked.permission_to_share)
            first = seen.setdefault(what, number)
            if repeats is not None or first != number:
                both = activity is not None and activity.activity_format in formats_with_several_a_day()
                code = "EQUAL_ROW" if both else "DUPLICATE_ROW"
                again = row_issue(code, number, first_row=repeats or first)
                issues = [*issues, again] if both else [again]
            if activity is None or has_error(issues):
                results[number] = learner_result(number, checked, issues)
            else:
                yield _Judged(number, checked, activity, issues, field_name)

    def _add(
        self, submission: Submission, judged: _Judged, match: Match, origin: Origin, stored: LearnerRecord | None
    ) -> _Settled:
        record = LearnerRecord(
            learner_key=stored.learner_key if stored else match.learner_key,
            record_id=stored.record_id if stored else judged.row.record_id,
            provider_id=submission.provider_id,
            row=judged.row,
            origin=origin,
            board_ids=match.board_ids,
            before=stored,
        )
        asked = frozenset(match.board_ids)
        if stored is None or (stored.deleted and stored.deleted.is_beside(origin)):
            return _Settled([], record, record, asked)
        again = [] if stored.origin.name == origin.name else [row_issue("ALREADY_REPORTED", judged.number)]
        if not again or (not stored.deleted and stored.row.content_hash == judged.row.content_hash):
            return _Settled(again, restated(stored, judged.row) if again else None, stored, asked)
        found = {board: here.status for board, here in standings(stored, self.ledgers).items()}
        if waiting := _boards(found, CreditStatus.DELETE_SUBMITTED):
            return _Settled([row_issue("ADD_NOT_ALLOWED_PENDING", judged.number, board=waiting)])
        gone = stored.deleted and not _boards(found, CreditStatus.ACCEPTED)
        if gone or may_replace(found, stored.row, judged.row):
            return _Settled([], record, record, asked)
        if not stored.deleted and stored.row.report_hash == judged.row.report_hash:
            return _Settled(again, restated(stored, judged.row), stored, asked)
        status = "still waiting for a board" if _boards(found, CreditStatus.SUBMITTED) else "accepted"
        credit_ids = ", ".join(judged.row.credit_ids)
        return _Settled([row_issue("CREDIT_ID_TAKEN", judged.number, value=credit_ids, status=status)])

    def _beside(self, added: LearnerRecord, of_day: list[LearnerRecord]) -> Iterator[Issue]:
        """Tell of what was reported for the same day before: whoever corrects that has to delete it."""
        others = [
            record
            for record in of_day
            if not record.deleted and record.origin.submission_id != added.origin.submission_id
        ]
        for record, of_boards in zip(others, standings_of(others, self.ledgers), strict=True):
            statuses = {line_standing(record, line.board, of_boards).status for line in record.row.lines}
            if record.origin.at <= added.origin.at and statuses != {CreditStatus.REJECTED}:
                yield row_issue("ANOTHER_SAME_DAY", added.origin.row, stored=record.row.credits_in_words())

    def _delete(self, judged: _Judged, matched: MatchedRow, origin: Origin, known: KnownRecords) -> _Settled:
        """Ask the boards that accepted the record to delete it; it counts until they agree."""
        record = meant_record(judged.row, known.find(matched), known.of_day(matched), origin)
        if isinstance(record, NotMeant):
            return _Settled([row_issue(record.code, judged.number, **record.details)])
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


def _boards(found: Mapping[str, CreditStatus], *statuses: CreditStatus) -> str:
    """Return the boards at which a record has one of the statuses, in words; empty if there are none."""
    return ", ".join(board for board, status in found.items() if status in statuses)


def _read(
    rows: Sequence[StagedRow], results: dict[int, RowResult]
) -> Iterator[tuple[int, Reading[LearnerRow], dict[str, Any], int | None]]:
    """
    Yield the rows as far as they can be read, each with the number of an equal one before it.

    One that can't be read whole and repeats another isn't judged again: its result is put in.
    """
    for (number, fields), repeats in rows:
        reading = learner_reading(fields)
        if reading.error and repeats is not None:
            issues = [row_issue("DUPLICATE_ROW", number, first_row=repeats)]
            results[number] = unread_result(number, fields, issues)
        else:
            yield number, reading, fields, repeats


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


def _traces(keys: Iterable[RecordKey]) -> dict[str, bytes]:
    """Return the traces of records, by activity."""
    left: dict[str, list[bytes]] = {}
    for key in keys:
        left.setdefault(key.activity_id, []).append(trace(key.learner_key, key.completion_date))
    return {activity_id: joined(traces) for activity_id, traces in left.items()}
