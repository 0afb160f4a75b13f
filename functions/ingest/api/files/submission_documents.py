"""Submissions as the API tells of them; a report is `cmehub.submissions.reports.SubmissionReport`."""

import datetime as dt

from pydantic import BaseModel

from cmehub.issues.issue import Issue
from cmehub.submissions.row_statuses import Counts
from cmehub.submissions.rows import Kind
from cmehub.submissions.submission import Submission, SubmissionStatus


class SubmissionSummary(BaseModel):
    """
    A submission in a list.

    Attributes
    ----------
    file_name
        As it was sent; None of a call that was answered at once.
    mends
        The submission whose rows these are, with other values.
    rows
        Those read so far.
    lines
        Of a text file that is read to its end, how many lines it has, blank ones and headings included.
    """

    submission_id: str
    file_name: str | None
    status: SubmissionStatus
    dry_run: bool
    mends: str | None = None
    kind: Kind | None
    format: str | None
    received_at: dt.datetime
    changed_at: dt.datetime
    rows: int
    lines: int | None = None

    @classmethod
    def of(cls, submission: Submission) -> "SubmissionSummary":
        """Describe a submission."""
        return cls(
            submission_id=submission.submission_id,
            file_name=submission.upload_key.rpartition("/")[2] or None,
            status=submission.status,
            dry_run=submission.dry_run,
            mends=submission.mends,
            kind=submission.kind,
            format=submission.format,
            received_at=submission.received_at,
            changed_at=submission.changed_at,
            rows=submission.rows,
            lines=submission.lines,
        )


class SubmissionList(BaseModel):
    """A page of a provider's files, the newest first."""

    submissions: tuple[SubmissionSummary, ...]


class SubmissionState(SubmissionSummary):
    """
    How far a submission has come.

    Attributes
    ----------
    issues
        Problems of the file as a whole; those of rows stand in the report.
    """

    counts: Counts
    issues: tuple[Issue, ...]


class SubmissionIssues(BaseModel):
    """
    What the hub found in a submission.

    Attributes
    ----------
    status
        Rows that aren't validated yet may have further issues.
    issues
        Those of the file as a whole, then those of rows.
    """

    submission_id: str
    status: SubmissionStatus
    issues: tuple[Issue, ...]
