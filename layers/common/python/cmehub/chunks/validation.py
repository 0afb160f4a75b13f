"""Validating a chunk: its rows' results, its records, its asks of the boards, and the fact that it is done."""

import datetime as dt
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import NamedTuple, Self

from cmehub.chunks.activities import ActivityChunks
from cmehub.chunks.learners import LearnerChunks, StagedRow
from cmehub.chunks.matches import MatchChunks
from cmehub.chunks.outcomes import ChunkOutcome
from cmehub.formats import format_named
from cmehub.people.match_budgets import Asker
from cmehub.runtime.json_lines import digest, pack, unpack
from cmehub.runtime.queues import Queue
from cmehub.stores import SubmissionStore, WorkObjects
from cmehub.submissions.follow_ups import FollowUps
from cmehub.submissions.judged_chunks import row_statuses
from cmehub.submissions.messages import BoardMessage, ChunkMessage
from cmehub.submissions.rows import Row
from cmehub.submissions.submission import ChunkFact, RowResult, Submission, requests_key, results_key


class ChunkChangedError(Exception):
    """A staged chunk is not what its message announced."""


class ValidatedChunk(NamedTuple):
    """What a chunk came to: the fact about it, the digests of the requests to each board, and its rows' results."""

    fact: ChunkFact
    digests: Mapping[str, str]
    results: list[RowResult]


@dataclass(frozen=True)
class Validation:
    """Everything that validating chunks needs."""

    objects: WorkObjects
    submissions: SubmissionStore
    learner_chunks: LearnerChunks
    activity_chunks: ActivityChunks
    match_chunks: MatchChunks
    boards: Mapping[str, Queue]
    follow_ups: FollowUps
    clock: Callable[[], dt.datetime]

    def take(self, message: ChunkMessage) -> None:
        """
        Validate a chunk, unless its fact is there already, and send what follows from it.

        Raises
        ------
        ChunkChangedError
            If the staged chunk is not the one announced.
        """
        fact = self.submissions.chunk(message.submission_id, message.chunk)
        if fact is None:
            submission = self.submissions.find(message.submission_id)
            packed = self.objects.get(message.key)
            if submission is None or submission.format is None or digest(packed) != message.digest:
                raise ChunkChangedError(message.key)
            validation = self.dry_run() if submission.dry_run else self
            asker = Asker.with_files(submission.provider_id)
            judged = validation.judge(submission, message.chunk, [*_staged_rows(packed)], asker)
            self.submissions.add_chunk(message.submission_id, judged.fact, at=self.clock())
            self.ask(message, judged)
        else:
            self.ask_again(message, fact)
        self.follow_ups.send(message.submission_id, message.chunk)

    def dry_run(self) -> Self:
        """Return the same over stores that keep no activity and no record."""
        return replace(
            self, learner_chunks=self.learner_chunks.dry_run(), activity_chunks=self.activity_chunks.dry_run()
        )

    def judge(self, submission: Submission, chunk: int, rows: list[StagedRow], asker: Asker) -> ValidatedChunk:
        """Validate the rows of a chunk and keep what came of them, but for the fact that they are validated."""
        outcome = self._outcome(submission, chunk, rows, asker)
        if not submission.dry_run:
            self.submissions.note_deletes(outcome.deleted_from, by=submission.submission_id)
        lines = (result.model_dump_json(exclude_defaults=True).encode() for result in outcome.results)
        self.objects.put(results_key(submission.submission_id, chunk), pack(lines))
        digests: dict[str, str] = {}
        for board, requests in sorted(outcome.requests.items()):
            packed = pack(request.model_dump_json().encode() for request in requests)
            self.objects.put(requests_key(submission.submission_id, chunk, board), packed)
            digests[board] = digest(packed)
        fact = ChunkFact(
            chunk=chunk,
            rows=len(rows),
            last_row=max((staged.row.number for staged in rows), default=None),
            boards=tuple(digests),
            dry_run=submission.dry_run,
            statuses=row_statuses(outcome.results),
        )
        return ValidatedChunk(fact, digests, outcome.results)

    def ask_again(self, asker: Submission | ChunkMessage, fact: ChunkFact) -> None:
        """Ask the boards about a chunk whose fact is there: whoever added it may have stopped before it asked."""
        keys = {board: requests_key(asker.submission_id, fact.chunk, board) for board in fact.boards}
        digests = {board: digest(self.objects.get(key)) for board, key in keys.items()}
        self.ask(asker, ValidatedChunk(fact, digests, []))

    def ask(self, asker: Submission | ChunkMessage, judged: ValidatedChunk) -> None:
        """Ask the boards about a chunk whose fact is there."""
        for board, of_requests in judged.digests.items():
            message = BoardMessage(
                submission_id=asker.submission_id,
                provider_id=asker.provider_id,
                chunk=judged.fact.chunk,
                board=board,
                key=requests_key(asker.submission_id, judged.fact.chunk, board),
                digest=of_requests,
                dry_run=judged.fact.dry_run,
            )
            self.boards[board].send([message])

    def _outcome(self, submission: Submission, chunk: int, rows: list[StagedRow], asker: Asker) -> ChunkOutcome:
        source = format_named(str(submission.format))
        if submission.kind == "activities":
            return self.activity_chunks.take(submission, rows, source)
        # The day of arrival: rows that wait for a board or for a repair of the hub are no later for it.
        today = submission.received_at.date()
        if submission.kind == "matches":
            return self.match_chunks.take(rows, source, today, asker)
        return self.learner_chunks.take(submission, chunk, rows, source, today, asker=asker)


def _staged_rows(packed: bytes) -> Iterator[StagedRow]:
    for number, fields, repeats in unpack(packed):
        yield StagedRow(Row(number, fields), repeats)
