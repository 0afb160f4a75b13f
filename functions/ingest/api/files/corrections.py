"""Corrections: other values for the rows of a learner file, which make a file of their own."""

from collections.abc import Mapping
from dataclasses import dataclass

from pydantic import BaseModel

from cmehub.api.corrected_rows import CORRECTIONS_NAME, CorrectedFile, CorrectedRow, CorrectionsInput, corrected_file
from cmehub.api.mended_rows import MendedBy
from cmehub.api.problems import ProblemError
from cmehub.api.sent_rows import SentRowViews
from cmehub.chunks.staging import CHUNK_ROWS
from cmehub.submissions.corrections import CorrectionFact
from cmehub.submissions.reports import SubmissionReport
from cmehub.submissions.submission import SubmissionStatus, submission_id
from cmehub.submissions.upload_folders import mending_folder
from functions.ingest.api.files.posted_files import PostedFile, PostedFiles
from functions.ingest.api.files.submission_views import SubmissionViews

_MOST_REPORTED = 1_000
_MOST_NAMED = 10


class RowMendedBefore(BaseModel):
    """A row that isn't sent, since it was sent once more before: it is mended where it stands now."""

    row: int
    mended_by: MendedBy


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
    left_out
        The rows that were not sent.
    report
        What became of the rows; null until all are validated.
    """

    submission_id: str
    mends: str
    status: SubmissionStatus
    duplicate: bool
    rows: tuple[CorrectedRow, ...]
    left_out: tuple[RowMendedBefore, ...]
    report: SubmissionReport | None


@dataclass(frozen=True)
class Corrections:
    """Everything that taking corrections needs."""

    files: PostedFiles
    rows: SentRowViews
    views: SubmissionViews

    def take(self, provider_id: str, mends: str, given: CorrectionsInput, *, dry_run: bool) -> CorrectionView:
        """
        Send rows of a file once more with other values, but for those that were sent so before.

        Raises
        ------
        ProblemError
            If the provider has no such learner file, a row of it isn't one that other values can mend, it has no
            column of a name, or all rows were sent once more before.
        """
        found = self.rows.found(provider_id, mends)
        folder = mending_folder(mends, dry_run=dry_run)

        def posted(file: CorrectedFile) -> PostedFile:
            return PostedFile(provider_id, CORRECTIONS_NAME, file.content, folder)

        file = corrected_file(self.rows, found, given.rows)
        before = {} if self._is_known(mends, posted(file)) else self._mended_before(mends, given)
        if before:
            left = {row: values for row, values in given.rows.items() if row not in before}
            if not left:
                raise _all_mended(before)
            file = corrected_file(self.rows, found, left)
        if not dry_run:
            # Before the file is there: a call that breaks off behind it has left the way that its rows take.
            numbers = tuple(row.row for row in file.rows)
            fact = CorrectionFact(submission_id=_made(posted(file)), at=self.files.ingestion.clock(), rows=numbers)
            self.rows.submissions.note_corrections(mends, fact)
        receipt = self.files.take(posted(file), wait=len(file.rows) <= CHUNK_ROWS)
        is_reported = receipt.is_validated
        report = self.views.report(provider_id, receipt.submission_id, 0, _MOST_REPORTED) if is_reported else None
        return CorrectionView(
            **receipt.model_dump(),
            mends=mends,
            rows=file.rows,
            left_out=tuple(RowMendedBefore(row=row, mended_by=by) for row, by in sorted(before.items())),
            report=report,
        )

    def _is_known(self, mends: str, posted: PostedFile) -> bool:
        """Tell whether the same corrections were made before."""
        return any(fact.submission_id == _made(posted) for fact in self.rows.submissions.corrections(mends))

    def _mended_before(self, mends: str, given: CorrectionsInput) -> dict[int, MendedBy]:
        return {row: mended[-1] for row, mended in self.rows.mended.find(mends, given.rows.keys()).items()}


def _made(posted: PostedFile) -> str:
    return submission_id(posted.provider_id, posted.digest, posted.key)


def _all_mended(before: Mapping[int, MendedBy]) -> ProblemError:
    rows = sorted(before.items())
    named = [f"row {row} by row {by.row} of {by.submission_id}" for row, by in rows[:_MOST_NAMED]]
    more = [f"{len(rows) - _MOST_NAMED:,} more"] if len(rows) > _MOST_NAMED else []
    said = f"All of them were sent once more before: {', '.join([*named, *more])}. Mend them there."
    return ProblemError("ROWS_CONFLICT", said)
