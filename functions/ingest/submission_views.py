"""What the API tells a provider of its submissions."""

import datetime as dt
from dataclasses import dataclass

from pydantic import BaseModel

from cmehub.api.problems import ProblemError
from cmehub.formats import Kind
from cmehub.issues import Issue
from cmehub.reports import Counts, SubmissionReport, submission_report
from cmehub.stores import BoardStore, SubmissionStore, WorkObjects
from cmehub.submissions import Submission, SubmissionStatus


class SubmissionState(BaseModel):
    """
    How far a submission has come.

    Attributes
    ----------
    issues
        Problems of the file as a whole; those of rows stand in the report.
    """

    submission_id: str
    status: SubmissionStatus
    dry_run: bool
    kind: Kind | None
    format: str | None
    received_at: dt.datetime
    changed_at: dt.datetime
    rows: int
    counts: Counts
    issues: tuple[Issue, ...]


@dataclass(frozen=True)
class SubmissionViews:
    """Everything that telling of submissions needs."""

    submissions: SubmissionStore
    objects: WorkObjects
    boards: BoardStore

    def state(self, provider_id: str, submission_id: str) -> SubmissionState:
        """
        Return how far a submission has come.

        Raises
        ------
        ProblemError
            If the provider has no such submission.
        """
        found = self._found(provider_id, submission_id)
        report = submission_report(found, self.submissions, self.objects, self.boards, limit=0)
        return SubmissionState(
            submission_id=submission_id,
            status=found.status,
            dry_run=found.dry_run,
            kind=found.kind,
            format=found.format,
            received_at=found.received_at,
            changed_at=found.changed_at,
            rows=report.rows,
            counts=report.counts,
            issues=found.issues,
        )

    def report(self, provider_id: str, submission_id: str, after: int, limit: int) -> SubmissionReport:
        """
        Return the report of a submission with the rows that follow one, so many at most.

        Raises
        ------
        ProblemError
            If the provider has no such submission.
        """
        found = self._found(provider_id, submission_id)
        return submission_report(found, self.submissions, self.objects, self.boards, after=after, limit=limit)

    def _found(self, provider_id: str, submission_id: str) -> Submission:
        found = self.submissions.find(submission_id) or self.submissions.expected(submission_id)
        if found is None or found.provider_id != provider_id:
            raise ProblemError("NOT_FOUND")
        return found
