"""The chunks of a submission that are validated so far, with what boards have decided of them."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property, reduce
from heapq import merge
from operator import add

from cmehub.boards.asks import Ask
from cmehub.boards.ledgers import Decision
from cmehub.issues.catalogue import Severity
from cmehub.runtime.json_lines import unpack
from cmehub.stores import BoardStore, SubmissionStore, WorkObjects
from cmehub.submissions import row_ranges
from cmehub.submissions.row_statuses import Counts, DecidedRows, RowStatuses
from cmehub.submissions.submission import (
    AnswerFact,
    ChunkFact,
    LineResult,
    LineStatus,
    RowResult,
    Submission,
    decisions_key,
    results_key,
)


@dataclass(frozen=True)
class JudgedChunks:
    """
    A submission's chunks, and where what is known of them lies.

    Of an ask that its board has answered whole the decisions are told, and, if ``boards`` are given, those that came
    one by one and those that hold until the board has decided.
    """

    submission: Submission
    submissions: SubmissionStore
    objects: WorkObjects
    boards: BoardStore | None = None

    def counts(self) -> Counts:
        """Count the rows by what they came to, without reading them."""
        return reduce(add, (chunk.counts() for chunk in self._all), Counts())

    def results(self, *, after: int = 0, having: Callable[[str], bool] | None = None) -> Iterator[RowResult]:
        """
        Yield what became of each row that follows one, in order.

        With ``having`` only of chunks one of whose rows has an issue with a code for which it is true.
        """

        def of_chunks(held: bool) -> Iterator[RowResult]:
            for chunk in self.chunks(held=held, after=after):
                if having is None or any(map(having, chunk.statuses.codes)):
                    yield from (result for result in chunk.results() if result.row > after)

        return merge(of_chunks(held=False), of_chunks(held=True), key=lambda result: result.row)

    def chunks(self, *, held: bool, after: int = 0) -> Iterator["JudgedChunk"]:
        """
        Yield the held chunks, or the others, in order.

        Those none of whose rows follow the row ``after`` are passed over, as far as that is known without reading them.
        """
        for chunk in self._all:
            last_row = chunk.fact.last_row
            if (chunk.fact.chunk in self.submission.held) == held and (last_row is None or last_row > after):
                yield chunk

    @cached_property
    def _all(self) -> list["JudgedChunk"]:
        chunks, answers = self.submissions.facts(self.submission.submission_id)
        return [JudgedChunk(self, fact, answers) for fact in chunks]


@dataclass(frozen=True)
class JudgedChunk:
    """A chunk that is validated."""

    of: JudgedChunks
    fact: ChunkFact
    answers: Mapping[AnswerFact, str | None]

    @cached_property
    def statuses(self) -> RowStatuses:
        """What its rows came to when they were validated."""
        return self.fact.statuses or row_statuses(self._validated())

    def counts(self) -> Counts:
        """Count its rows by what they came to."""
        decided = {board: rows for board in self.fact.boards if (rows := self._decided(board))}
        return self.statuses.counts(decided)

    def has_faulty(self) -> bool:
        """Tell whether one of its rows was refused or rejected."""
        counts = self.counts()
        return counts.refused + counts.rejected > 0

    def results(self) -> Iterator[RowResult]:
        """Yield what became of each of its rows."""
        decisions = {
            (decision.row, board): decision for board in self.fact.boards for decision in self._decisions(board)
        }
        return (_with_decisions(result, decisions) for result in self._validated())

    def _validated(self) -> Iterator[RowResult]:
        packed = self.of.objects.get(results_key(self.of.submission.submission_id, self.fact.chunk))
        return map(RowResult.model_validate, unpack(packed))

    def _decided(self, board: str) -> DecidedRows | None:
        answer = AnswerFact(chunk=self.fact.chunk, board=board)
        rejected = self.answers.get(answer)
        if rejected is not None:
            return DecidedRows(None, row_ranges.read(rejected))
        accepted_by_row = {decision.row: decision.accepted for decision in self._decisions(board)}
        accepted = {row for row, is_accepted in accepted_by_row.items() if is_accepted}
        return DecidedRows(None if answer in self.answers else accepted, accepted_by_row.keys() - accepted)

    def _decisions(self, board: str) -> Iterable[Decision]:
        """Return the decisions of a board; of several on a row the last holds."""
        ask = Ask(self.of.submission.submission_id, self.fact.chunk, board)
        if AnswerFact(chunk=self.fact.chunk, board=board) in self.answers:
            return map(Decision.model_validate, unpack(self.of.objects.get(decisions_key(*ask))))
        if self.of.boards is None:
            return ()
        waiting = self.of.boards.waiting(ask)
        arrived = [decision.decision for decision in self.of.boards.decisions(ask)]
        return [*(waiting.provisional_decisions() if waiting else ()), *arrived]


def row_status(result: RowResult) -> LineStatus:
    """Return what a row as a whole came to."""
    statuses = {line.status for line in result.credit_lines}
    if any(issue.severity is Severity.ERROR for issue in result.issues):
        return LineStatus.REFUSED
    for status in (LineStatus.REJECTED, LineStatus.SUBMITTED):
        if status in statuses:
            return status
    return LineStatus.ACCEPTED


def row_statuses(results: Iterable[RowResult]) -> RowStatuses:
    """Return what is kept of rows that were just validated."""
    counted = dict.fromkeys(LineStatus, 0)
    asked: dict[str, list[int]] = {}
    codes: set[str] = set()
    for result in results:
        status = row_status(result)
        counted[status] += 1
        codes.update(issue.code for issue in result.issues)
        if status is LineStatus.SUBMITTED:
            for line in result.credit_lines:
                if line.status is LineStatus.SUBMITTED:
                    asked.setdefault(line.board, []).append(result.row)
    return RowStatuses(
        accepted=counted[LineStatus.ACCEPTED],
        rejected=counted[LineStatus.REJECTED],
        refused=counted[LineStatus.REFUSED],
        asked={board: row_ranges.written(rows) for board, rows in sorted(asked.items())},
        codes=tuple(sorted(codes)),
    )


def _with_decisions(result: RowResult, decisions: Mapping[tuple[int, str], Decision]) -> RowResult:
    if not any((result.row, line.board) in decisions for line in result.credit_lines):
        return result
    lines = tuple(_line(line, decisions.get((result.row, line.board))) for line in result.credit_lines)
    return result.model_copy(update={"credit_lines": lines})


def _line(line: LineResult, decision: Decision | None) -> LineResult:
    if decision is None or line.status is not LineStatus.SUBMITTED:
        return line
    status = LineStatus.ACCEPTED if decision.accepted else LineStatus.REJECTED
    return line.model_copy(update={"status": status, "reason_code": decision.reason_code, "reason": decision.reason})
