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
from cmehub.submissions import ChunkFact, RowResult, Submission, requests_key, results_key
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
            self.take_rows(submission, message.chunk, [*_staged_rows(packed)])
        else:
            keys = {board: requests_key(message.submission_id, message.chunk, board) for board in fact.boards}
            self._ask(message, fact, {board: digest(self.objects.get(key)) for board, key in keys.items()})
        Sequel(self.submissions, self.objects, self.chunks, self.notices).follow(message.submission_id)

    def take_rows(self, submission: Submission, chunk: int, rows: list[StagedRow]) -> list[RowResult]:
        """Validate the rows of a chunk, keep what came of them, add the fact, and ask the boards."""
        submission_id = submission.submission_id
        outcome = self._outcome(submission, chunk, rows)
        lines = (one.model_dump_json(exclude_defaults=True).encode() for one in outcome.results)
        self.objects.put(results_key(submission_id, chunk), pack(lines))
        digests: dict[str, str] = {}
        for board, requests in sorted(outcome.requests.items()):
            packed = pack(one.model_dump_json().encode() for one in requests)
            self.objects.put(requests_key(submission_id, chunk, board), packed)
            digests[board] = digest(packed)
        fact = ChunkFact(chunk=chunk, rows=len(rows), boards=tuple(digests), dry_run=submission.dry_run)
        self.submissions.add_chunk(submission_id, fact, at=self.clock())
        self._ask(submission, fact, digests)
        return outcome.results

    def _outcome(self, submission: Submission, chunk: int, rows: list[StagedRow]) -> ChunkOutcome:
        source = format_named(str(submission.format))
        if submission.kind == "activities":
            activity_chunks = self.activity_chunks.dry_run() if submission.dry_run else self.activity_chunks
            return activity_chunks.take(submission, rows, source)
        today = self.clock().date()
        if submission.kind == "matches":
            return self.match_chunks.take(rows, source, today)
        learner_chunks = self.learner_chunks.dry_run() if submission.dry_run else self.learner_chunks
        return learner_chunks.take(submission, chunk, rows, source, today)

    def _ask(self, asker: Submission | ChunkMessage, fact: ChunkFact, digests: Mapping[str, str]) -> None:
        for board, of_requests in digests.items():
            message = BoardMessage(
                submission_id=asker.submission_id,
                provider_id=asker.provider_id,
                chunk=fact.chunk,
                board=board,
                key=requests_key(asker.submission_id, fact.chunk, board),
                digest=of_requests,
                dry_run=fact.dry_run,
            )
            self.boards[board].send([message])


def _staged_rows(packed: bytes) -> Iterator[StagedRow]:
    for number, fields, repeats in unpack(packed):
        yield StagedRow(Row(number, fields), repeats)
