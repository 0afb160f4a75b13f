"""A submission's report: what became of its rows, computed from the facts."""

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import partial
from heapq import merge

from pydantic import BaseModel, ConfigDict

from cmehub.boards.asks import Ask
from cmehub.boards.ledgers import Decision
from cmehub.issues.catalogue import Severity
from cmehub.issues.issue import Issue, file_issue
from cmehub.runtime.json_lines import unpack
from cmehub.stores import BoardStore, SubmissionStore, WorkObjects
from cmehub.submissions.rows import Kind
from cmehub.submissions.submission import (
    AnswerFact,
    LineResult,
    LineStatus,
    MatchResult,
    RowResult,
    Submission,
    SubmissionStatus,
    decisions_key,
    results_key,
)


class Counts(BaseModel):
    """
    How many rows came to what.

    A row is accepted only when all its credit lines are; it is rejected if a board rejected one of them, refused if the
    hub didn't take it, and pending otherwise.
    """

    accepted: int = 0
    rejected: int = 0
    refused: int = 0
    pending: int = 0


class RowRecord(BaseModel):
    """
    A row in a report.

    Attributes
    ----------
    record
        The name of the learner record that the row added, deleted or repeats; the API tells of it by that name. None in
        a dry run, which adds none.
    """

    model_config = ConfigDict(frozen=True)

    row: int
    action: str | None
    activity_id: str | None
    completion_date: dt.date | None
    credit_lines: tuple[LineResult, ...]
    match: MatchResult | None = None
    record: str | None = None


class SubmissionReport(BaseModel):
    """
    What became of a submission.

    Attributes
    ----------
    dry_run
        Whether the rows were only judged.
    lines
        Of a text file, how many lines were read, blank ones and headings included.
    duplicate_of
        The submission that the same bytes made before, when this report answers their being sent again.
    """

    submission_id: str
    provider_id: str
    kind: Kind | None
    format: str | None
    status: SubmissionStatus
    dry_run: bool = False
    duplicate_of: str | None = None
    rows: int
    lines: int | None = None
    counts: Counts
    issues: list[Issue]
    records: list[RowRecord]

    @property
    def is_read(self) -> bool:
        """Whether nothing kept the file from being read to its end."""
        return not any(issue.row is None and issue.severity is Severity.ERROR for issue in self.issues)


def row_status(result: RowResult) -> LineStatus:
    """Return what a row as a whole came to."""
    statuses = {line.status for line in result.credit_lines}
    if any(issue.severity is Severity.ERROR for issue in result.issues):
        return LineStatus.REFUSED
    for status in (LineStatus.REJECTED, LineStatus.SUBMITTED):
        if status in statuses:
            return status
    return LineStatus.ACCEPTED


def row_results(
    submission: Submission, submissions: SubmissionStore, objects: WorkObjects, boards: BoardStore | None = None
) -> Iterator[RowResult]:
    """Yield the results of all rows that are validated so far, in order; see `chunk_results`."""

    def of_chunks(held: bool) -> Iterator[RowResult]:
        for _, results in chunk_results(submission, submissions, objects, boards, held=held):
            yield from results

    return merge(of_chunks(held=False), of_chunks(held=True), key=lambda chunk: chunk.row)


def chunk_results(
    submission: Submission,
    submissions: SubmissionStore,
    objects: WorkObjects,
    boards: BoardStore | None = None,
    *,
    held: bool,
    after: int = 0,
) -> Iterator[tuple[int, Iterator[RowResult]]]:
    """
    Yield the number of each chunk that is validated, of held ones or of the others, and its rows' results.

    Chunks none of whose rows follow the row ``after`` are passed over, as far as that is known without reading them.

    With the decisions that are there: of an ask that its board has answered whole, and, if ``boards`` are given,
    those that came one by one and those that hold until the board has decided.
    """
    submission_id = submission.submission_id
    chunks, answers = submissions.facts(submission_id) if submission.held or not held else ([], set())
    for fact in chunks:
        if (fact.chunk in submission.held) != held or (fact.last_row is not None and fact.last_row <= after):
            continue
        decisions: dict[tuple[int, str], Decision] = {}
        for board in fact.boards:
            ask = Ask(submission_id, fact.chunk, board)
            given: Iterable[Decision] = ()
            if AnswerFact(chunk=fact.chunk, board=board) in answers:
                given = map(Decision.model_validate, unpack(objects.get(decisions_key(*ask))))
            elif boards:
                waiting = boards.waiting(ask)
                given = [decision.decision for decision in boards.decisions(ask)]
                given = [*(waiting.provisional_decisions() if waiting else ()), *given]
            decisions |= {(decision.row, board): decision for decision in given}
        packed = unpack(objects.get(results_key(submission_id, fact.chunk)))
        yield fact.chunk, map(partial(_result, decisions), packed)


def submission_report(
    submission: Submission,
    submissions: SubmissionStore,
    objects: WorkObjects,
    boards: BoardStore | None,
    *,
    after: int = 0,
    limit: int | None = None,
) -> SubmissionReport:
    """
    Return the report of a submission as far as it has come.

    Parameters
    ----------
    submission, submissions, objects, boards
        The submission, and where its facts lie.
    after, limit
        Tell of the rows that follow this one alone, and of at most so many; the counts are of all rows in any case, and
        issues of the file go with its first rows.
    """
    tally = Counter[LineStatus]()
    issues = [*submission.issues, *_deleted_since(submission, submissions)] if after == 0 else []
    records: list[RowRecord] = []
    for result in row_results(submission, submissions, objects, boards):
        tally[row_status(result)] += 1
        if result.row > after and (limit is None or len(records) < limit):
            issues.extend(result.issues)
            unsaid = {"issues", "record"} if submission.dry_run else {"issues"}
            records.append(RowRecord.model_validate(result.model_dump(exclude=unsaid)))
    rows = max(submission.rows, tally.total())
    return SubmissionReport(
        submission_id=submission.submission_id,
        provider_id=submission.provider_id,
        kind=submission.kind,
        format=submission.format,
        status=submission.status,
        dry_run=submission.dry_run,
        rows=rows,
        lines=submission.lines,
        counts=Counts(
            accepted=tally[LineStatus.ACCEPTED],
            rejected=tally[LineStatus.REJECTED],
            refused=tally[LineStatus.REFUSED],
            pending=tally[LineStatus.SUBMITTED] + rows - tally.total(),
        ),
        issues=issues,
        records=records,
    )


def _deleted_since(submission: Submission, submissions: SubmissionStore) -> Iterator[Issue]:
    """Yield a note if other submissions deleted since what this one had stored."""
    if others := [by for by in submissions.deletes(submission.submission_id) if by != submission.submission_id]:
        yield file_issue("DELETED_SINCE", value=submission.submission_id, others=", ".join(others))


def _result(decisions: dict[tuple[int, str], Decision], packed: object) -> RowResult:
    result = RowResult.model_validate(packed)
    if not any((result.row, line.board) in decisions for line in result.credit_lines):
        return result
    lines = tuple(_line(line, decisions.get((result.row, line.board))) for line in result.credit_lines)
    return result.model_copy(update={"credit_lines": lines})


def _line(line: LineResult, decision: Decision | None) -> LineResult:
    if decision is None or line.status is not LineStatus.SUBMITTED:
        return line
    status = LineStatus.ACCEPTED if decision.accepted else LineStatus.REJECTED
    return line.model_copy(update={"status": status, "reason_code": decision.reason_code, "reason": decision.reason})
