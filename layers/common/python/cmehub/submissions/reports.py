"""A submission's report: what became of its rows, computed from the facts."""

import datetime as dt
from collections.abc import Iterator
from itertools import islice

from pydantic import BaseModel, ConfigDict

from cmehub.issues.catalogue import Severity
from cmehub.issues.issue import Issue, file_issue
from cmehub.stores import BoardStore, SubmissionStore, WorkObjects
from cmehub.submissions.judged_chunks import JudgedChunks
from cmehub.submissions.row_statuses import Counts
from cmehub.submissions.rows import Kind
from cmehub.submissions.submission import LineResult, MatchResult, Submission, SubmissionStatus


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
    chunks = JudgedChunks(submission, submissions, objects, boards)
    issues = [*submission.issues, *_deleted_since(submission, submissions)] if after == 0 else []
    records: list[RowRecord] = []
    for result in islice(chunks.results(after=after), limit):
        issues.extend(result.issues)
        unsaid = {"issues", "record"} if submission.dry_run else {"issues"}
        records.append(RowRecord.model_validate(result.model_dump(exclude=unsaid)))
    counts = chunks.counts()
    rows = max(submission.rows, counts.total)
    return SubmissionReport(
        submission_id=submission.submission_id,
        provider_id=submission.provider_id,
        kind=submission.kind,
        format=submission.format,
        status=submission.status,
        dry_run=submission.dry_run,
        rows=rows,
        lines=submission.lines,
        counts=counts + Counts(pending=rows - counts.total),
        issues=issues,
        records=records,
    )


def _deleted_since(submission: Submission, submissions: SubmissionStore) -> Iterator[Issue]:
    """Yield a note if other submissions deleted since what this one had stored."""
    if others := [by for by in submissions.deletes(submission.submission_id) if by != submission.submission_id]:
        yield file_issue("DELETED_SINCE", value=submission.submission_id, others=", ".join(others))
