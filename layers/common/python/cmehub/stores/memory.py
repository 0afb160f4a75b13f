"""The stores in memory, for tests: the same promises, no cloud."""

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from threading import Lock

from cmehub.accounts.providers import Provider
from cmehub.activities.activity import Activity
from cmehub.activities.rows import ActivityName
from cmehub.boards.asks import ArrivedDecision, Ask, AskFailure, OpenAsk, in_order
from cmehub.boards.connections import Connection, RosterConnection
from cmehub.boards.ledgers import Ledger
from cmehub.issues.issue import Issue
from cmehub.learners.records import LearnerRecord
from cmehub.stores import (
    ActivityChangedError,
    ActivityPlace,
    FilePlace,
    LedgerChangedError,
    LedgerKey,
    MailClaim,
    RecordKey,
    UnmatchedClaim,
)
from cmehub.submissions.submission import AnswerFact, ChunkFact, Submission

_SAVING = Lock()
"""What DynamoDB does with a condition happens at once; so it does here, whatever threads do."""


class MemoryRecordStore:
    """See `cmehub.stores.RecordStore`."""

    def __init__(self) -> None:
        self._records: dict[RecordKey, LearnerRecord] = {}

    def find(self, keys: Collection[RecordKey]) -> dict[RecordKey, LearnerRecord]:
        return {key: self._records[key] for key in keys if key in self._records}

    def of_completion(self, learner_key: str, activity_id: str, completion_date: dt.date) -> list[LearnerRecord]:
        wanted = (learner_key, activity_id, completion_date)
        return [record for key, record in sorted(self._records.items()) if key[:3] == wanted]

    def of_learner(self, learner_key: str) -> list[LearnerRecord]:
        return [record for key, record in sorted(self._records.items()) if key.learner_key == learner_key]

    def all(self) -> Iterator[LearnerRecord]:
        yield from self._records.values()

    def of_credit_id(self, provider_id: str, credit_id: str) -> LearnerRecord | None:
        found = [record for record in self._records.values() if record.provider_id == provider_id]
        return next(
            (learner_record for learner_record in reversed(found) if credit_id in learner_record.row.credit_ids), None
        )

    def with_credit_ids(self, provider_id: str, credit_ids: Collection[str]) -> dict[str, RecordKey]:
        own = [record for record in self._records.values() if record.provider_id == provider_id]
        given = {
            credit_id: RecordKey.of(learner_record)
            for learner_record in own
            for credit_id in learner_record.row.credit_ids
        }
        return {credit_id: given[credit_id] for credit_id in credit_ids if credit_id in given}

    def of_learner_id(self, claim: UnmatchedClaim) -> list[LearnerRecord]:
        return [record for _, record in sorted(self._records.items()) if claim in UnmatchedClaim.all_of(record)]

    def put(self, records: Sequence[LearnerRecord]) -> None:
        for learner_record in records:
            self._records.pop(RecordKey.of(learner_record), None)
        self._records |= {RecordKey.of(record): record for record in records}


class MemoryLedgerStore:
    """See `cmehub.stores.LedgerStore`."""

    def __init__(self) -> None:
        self._ledgers: dict[LedgerKey, Ledger] = {}

    def find(self, keys: Collection[LedgerKey]) -> dict[LedgerKey, Ledger]:
        return {key: self._ledgers.get(key) or Ledger(**key._asdict()) for key in keys}

    def save(self, ledger: Ledger) -> None:
        key = LedgerKey(ledger.board, ledger.board_id, ledger.activity_id)
        with _SAVING:
            stored = self._ledgers.get(key)
            if (stored.version if stored else 0) != ledger.version:
                raise LedgerChangedError
            self._ledgers[key] = ledger.model_copy(update={"version": ledger.version + 1})


class MemoryBoardStore:
    """See `cmehub.stores.BoardStore`."""

    def __init__(self) -> None:
        self._connections: dict[str, Connection] = {}
        self._open: dict[Ask, OpenAsk] = {}
        self._decisions: dict[Ask, dict[int, ArrivedDecision]] = defaultdict(dict)
        self._failures: dict[Ask, AskFailure] = {}

    def connection(self, board: str) -> Connection:
        return self._connections.get(board, RosterConnection())

    def connect(self, board: str, connection: Connection) -> None:
        self._connections[board] = connection

    def open(self, ask: OpenAsk) -> None:
        self._open.setdefault(ask.ask, ask)

    def waiting(self, ask: Ask) -> OpenAsk | None:
        return self._open.get(ask)

    def open_asks(self, board: str) -> list[OpenAsk]:
        return in_order(ask for ask in self._open.values() if ask.ask.board == board)

    def note_file(self, ask: Ask, file: str) -> None:
        if waiting := self._open.get(ask):
            self._open[ask] = waiting.model_copy(update={"file": file})

    def close(self, ask: Ask) -> None:
        self._open.pop(ask, None)

    def add_decisions(self, ask: Ask, decisions: Sequence[ArrivedDecision]) -> None:
        for decision in decisions:
            self._decisions[ask].setdefault(decision.decision.row, decision)

    def decisions(self, ask: Ask) -> list[ArrivedDecision]:
        return [decision for _, decision in sorted(self._decisions[ask].items())]

    def note_failure(self, ask: Ask, failure: AskFailure) -> None:
        self._failures[ask] = failure

    def failure(self, ask: Ask) -> AskFailure | None:
        return self._failures.get(ask)

    def forget_failure(self, ask: Ask) -> None:
        self._failures.pop(ask, None)


class MemorySubmissionStore:
    """See `cmehub.stores.SubmissionStore`."""

    def __init__(self) -> None:
        self._submissions: dict[str, Submission] = {}
        self._expected: dict[str, Submission] = {}
        self._chunks: dict[str, dict[int, ChunkFact]] = defaultdict(dict)
        self._answers: dict[str, set[AnswerFact]] = defaultdict(set)
        self._mails: dict[str, tuple[str | None, dt.datetime]] = {}

    def find(self, submission_id: str) -> Submission | None:
        return self._submissions.get(submission_id)

    def open(self, submission: Submission) -> None:
        self._submissions.setdefault(submission.submission_id, submission)

    def files(
        self, provider_id: str, since: dt.datetime, until: dt.datetime, *, before: FilePlace | None = None, limit: int
    ) -> list[Submission]:
        own = [
            submission
            for submission in self._submissions.values()
            if submission.provider_id == provider_id and not submission.called
        ]
        found = [submission for submission in own if since <= submission.received_at <= until]
        behind = [submission for submission in found if before is None or FilePlace.of(submission) < before]
        return sorted(behind, key=FilePlace.of, reverse=True)[:limit]

    def expect(self, submission: Submission) -> bool:
        return self._expected.setdefault(submission.submission_id, submission) is submission

    def expected(self, submission_id: str) -> Submission | None:
        return self._expected.get(submission_id)

    def add_staged(
        self,
        submission_id: str,
        *,
        chunks: int,
        rows: int,
        issues: Sequence[Issue],
        at: dt.datetime,
        held: Sequence[int] = (),
    ) -> None:
        if self._submissions[submission_id].chunks is None:
            staged = {"chunks": chunks, "rows": rows, "issues": tuple(issues), "held": tuple(held)}
            self._change(submission_id, **staged, changed_at=at)

    def add_called(self, submission: Submission, fact: ChunkFact) -> None:
        if submission.submission_id not in self._submissions:
            self._submissions[submission.submission_id] = submission
            self.add_chunk(submission.submission_id, fact, at=submission.changed_at)

    def add_chunk(self, submission_id: str, fact: ChunkFact, *, at: dt.datetime) -> None:
        if fact.chunk not in self._chunks[submission_id]:
            self._chunks[submission_id][fact.chunk] = fact
            now = self._submissions[submission_id]
            made = now.requests_made + len(fact.boards)
            self._change(submission_id, chunks_done=now.chunks_done + 1, requests_made=made, changed_at=at)

    def chunk(self, submission_id: str, chunk: int) -> ChunkFact | None:
        return self._chunks[submission_id].get(chunk)

    def add_answer(self, submission_id: str, fact: AnswerFact, *, at: dt.datetime) -> None:
        if not self.answered(submission_id, fact):
            self._answers[submission_id].add(fact)
            answered = self._submissions[submission_id].requests_answered + 1
            self._change(submission_id, requests_answered=answered, changed_at=at)

    def answered(self, submission_id: str, fact: AnswerFact) -> bool:
        return fact in self._answers[submission_id]

    def facts(self, submission_id: str) -> tuple[list[ChunkFact], set[AnswerFact]]:
        chunks = self._chunks[submission_id]
        return [chunks[number] for number in sorted(chunks)], set(self._answers[submission_id])

    def claim_mail(self, submission_id: str, *, at: dt.datetime, lease: dt.timedelta) -> MailClaim:
        message_id, until = self._mails.get(submission_id, (None, at))
        if message_id is not None:
            return MailClaim.SENT
        if until > at:
            return MailClaim.BUSY
        self._mails[submission_id] = (None, at + lease)
        return MailClaim.CLAIMED

    def add_mail(self, submission_id: str, *, message_id: str, at: dt.datetime) -> None:
        self._mails[submission_id] = (message_id, at)

    def _change(self, submission_id: str, **changes: object) -> None:
        self._submissions[submission_id] = self._submissions[submission_id].model_copy(update=changes)


class MemoryActivityStore:
    """See `cmehub.stores.ActivityStore`."""

    def __init__(self) -> None:
        self._activities: dict[str, Activity] = {}
        self._ids: dict[ActivityName, str] = {}
        self._learners: dict[str, set[tuple[str, int]]] = defaultdict(set)

    def find(self, activity_ids: Collection[str]) -> dict[str, Activity]:
        return {
            activity_id: self._activities[activity_id]
            for activity_id in activity_ids
            if activity_id in self._activities
        }

    def all(self) -> Iterator[Activity]:
        yield from self._activities.values()

    def put(self, activities: Iterable[Activity]) -> int:
        given = [*activities]
        self._activities |= {activity.activity_id: activity for activity in given}
        return len(given)

    def id_of(self, name: ActivityName) -> str | None:
        return self._ids.get(name)

    def add(self, activity: Activity, name: ActivityName | None) -> bool:
        if activity.activity_id in self._activities or name in self._ids:
            return False
        self._activities[activity.activity_id] = activity
        if name is not None:
            self._ids[name] = activity.activity_id
        return True

    def replace(self, activity: Activity, name: ActivityName | None) -> None:
        stored = self._activities.get(activity.activity_id)
        if stored is None or stored.revision != activity.revision - 1:
            raise ActivityChangedError
        self._activities[activity.activity_id] = activity
        if name is not None:
            self._ids[name] = activity.activity_id

    def forget(self, name: ActivityName) -> None:
        self._ids.pop(name, None)

    def named(self, provider_id: str, provider_activity_id: str) -> list[str]:
        wanted = (provider_id, provider_activity_id)
        found = [
            identifier
            for identifier in self._ids
            if (identifier.provider_id, identifier.provider_activity_id) == wanted
        ]
        return [self._ids[name] for name in sorted(found, key=lambda name: (name.start_date, name.activity_format))]

    def of_provider(
        self, provider_id: str, since: dt.date, until: dt.date, *, after: ActivityPlace | None = None, limit: int
    ) -> list[ActivityPlace]:
        own = [activity for activity in self._activities.values() if activity.provider_id == provider_id]
        places = sorted(ActivityPlace(activity.start_date, activity.activity_id) for activity in own)
        return [place for place in places if since <= place.start_date <= until and (not after or place > after)][
            :limit
        ]

    def learner_chunks(
        self, activity_id: str, *, after: tuple[str, int] | None = None, limit: int
    ) -> list[tuple[str, int]]:
        return [learner for learner in sorted(self._learners[activity_id]) if not after or learner > after][:limit]

    def note_learners(self, submission_id: str, chunk: int, activity_ids: Collection[str]) -> None:
        for activity_id in activity_ids:
            self._learners[activity_id].add((submission_id, chunk))

    def has_learners(self, activity_id: str) -> bool:
        return bool(self._learners[activity_id])


class MemoryProviderStore:
    """See `cmehub.stores.ProviderStore`."""

    def __init__(self) -> None:
        self._providers: dict[str, Provider] = {}

    def find(self, provider_id: str) -> Provider | None:
        return self._providers.get(provider_id)

    def put(self, providers: Iterable[Provider]) -> int:
        given = [*providers]
        self._providers |= {provider.provider_id: provider for provider in given}
        return len(given)


class MemoryWorkObjects:
    """See `cmehub.stores.WorkObjects`."""

    def __init__(self) -> None:
        self._objects: dict[str, bytes] = {}

    def put(self, key: str, content: bytes) -> None:
        self._objects[key] = content

    def put_first(self, key: str, content: bytes) -> bytes:
        return self._objects.setdefault(key, content)

    def get(self, key: str) -> bytes:
        return self._objects[key]

    def keys(self, prefix: str) -> list[str]:
        return sorted(key for key in self._objects if key.startswith(prefix))
