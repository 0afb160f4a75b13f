"""Validating a chunk: its rows' results, its records, its questions to the boards, and the fact that it is done."""

import datetime as dt
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from cmehub.finish import Sequel
from cmehub.formats import Row, format_named
from cmehub.json_lines import digest, pack, unpack
from cmehub.messages import BoardMessage, ChunkMessage
from cmehub.queues import Queue
from cmehub.stores import SubmissionStore, WorkObjects
from cmehub.submissions import ChunkFact, Submission, requests_key, results_key
from functions.validate.activity_chunk import ActivityChunks
from functions.validate.learner_chunk import LearnerChunks, StagedRow
from functions.validate.match_chunk import MatchChunks
from functions.validate.outcomes import ChunkOutcome


class ChunkChangedError(Exception):
    """A staged chunk is not what its message announced."""


@dataclass(frozen=True)
class Validation:
    """Everything that validating chunks needs."""

    objects: WorkObjects
    submissions: SubmissionStore
    learner_chunks: LearnerChunks
    activity_chunks: ActivityChunks
    match_chunks: MatchChunks
    boards: Mapping[str, Queue]
    chunks: Queue
    notices: Queue
    events: Queue
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
            fact = self._validate(message)
            self.submissions.add_chunk(message.submission_id, fact, at=self.clock())
        for board in fact.boards:
            self.boards[board].send([self._board_message(message, board, dry_run=fact.dry_run)])
        sequel = Sequel(self.submissions, self.objects, self.chunks, self.notices, self.events)
        sequel.follow(message.submission_id, fact)

    def _validate(self, message: ChunkMessage) -> ChunkFact:
        submission = self.submissions.find(message.submission_id)
        packed = self.objects.get(message.key)
        if submission is None or submission.format is None or digest(packed) != message.digest:
            raise ChunkChangedError(message.key)
        rows = [*_staged_rows(packed)]
        outcome = self._outcome(submission, submission.format, message.chunk, rows)
        lines = (one.model_dump_json(exclude_defaults=True).encode() for one in outcome.results)
        self.objects.put(results_key(message.submission_id, message.chunk), pack(lines))
        for board, requests in outcome.requests.items():
            key = requests_key(message.submission_id, message.chunk, board)
            self.objects.put(key, pack(one.model_dump_json().encode() for one in requests))
        boards = tuple(sorted(outcome.requests))
        return ChunkFact(chunk=message.chunk, rows=len(rows), boards=boards, dry_run=submission.dry_run)

    def _outcome(self, submission: Submission, source: str, chunk: int, rows: list[StagedRow]) -> ChunkOutcome:
        if submission.kind == "activities":
            activity_chunks = self.activity_chunks.dry_run() if submission.dry_run else self.activity_chunks
            return activity_chunks.take(submission, rows, format_named(source))
        today = self.clock().date()
        if submission.kind == "matches":
            return self.match_chunks.take(rows, format_named(source), today)
        learner_chunks = self.learner_chunks.dry_run() if submission.dry_run else self.learner_chunks
        return learner_chunks.take(submission, chunk, rows, format_named(source), today)

    def _board_message(self, message: ChunkMessage, board: str, *, dry_run: bool) -> BoardMessage:
        key = requests_key(message.submission_id, message.chunk, board)
        return BoardMessage(
            submission_id=message.submission_id,
            provider_id=message.provider_id,
            chunk=message.chunk,
            board=board,
            key=key,
            digest=digest(self.objects.get(key)),
            dry_run=dry_run,
        )


def _staged_rows(packed: bytes) -> Iterator[StagedRow]:
    for number, fields, repeats in unpack(packed):
        yield StagedRow(Row(number, fields), repeats)
