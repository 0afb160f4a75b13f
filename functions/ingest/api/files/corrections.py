"""Corrections: other values for the rows of a learner file, which make a file of their own."""

from dataclasses import dataclass

from pydantic import BaseModel

from cmehub.api.corrected_rows import CORRECTIONS_NAME, CorrectedRow, CorrectionsInput, corrected_file
from cmehub.api.sent_rows import SentRowViews
from cmehub.submissions.reports import SubmissionReport
from cmehub.submissions.submission import SubmissionStatus
from cmehub.submissions.upload_folders import mending_folder
from functions.ingest.api.files.posted_files import AT_ONCE_LIMIT, PostedFile, PostedFiles
from functions.ingest.api.files.submission_views import SubmissionViews

_MOST_REPORTED = 1_000


class CorrectionView(BaseModel):
    """
    What came of corrections.

    Attributes
    ----------
    submission_id
        The one that they made.
    mends
        The one that they mend.
    duplicate
        Whether the same corrections were made before; then the submission is that one.
    report
        What became of the rows; null until all are validated.
    """

    submission_id: str
    mends: str
    status: SubmissionStatus
    duplicate: bool
    rows: tuple[CorrectedRow, ...]
    report: SubmissionReport | None


@dataclass(frozen=True)
class Corrections:
    """Everything that taking corrections needs."""

    files: PostedFiles
    rows: SentRowViews
    views: SubmissionViews

    def take(self, provider_id: str, submission_id: str, given: CorrectionsInput, *, dry_run: bool) -> CorrectionView:
        """
        Send rows of a file once more with other values.

        Raises
        ------
        ProblemError
            If the provider has no such learner file, a row of it isn't one that other values can mend, or it has no
            column of a name.
        """
        file = corrected_file(self.rows, self.rows.found(provider_id, submission_id), given.rows)
        folder = mending_folder(submission_id, dry_run=dry_run)
        posted = PostedFile(provider_id, CORRECTIONS_NAME, file.content, folder)
        receipt = self.files.take(posted, wait=len(file.content) <= AT_ONCE_LIMIT)
        is_reported = receipt.is_validated
        report = self.views.report(provider_id, receipt.submission_id, 0, _MOST_REPORTED) if is_reported else None
        return CorrectionView(**receipt.model_dump(), mends=submission_id, rows=file.rows, report=report)
