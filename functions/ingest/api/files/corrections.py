"""Corrections: other values for the rows of a learner file, which make a file of their own."""

import csv
import io
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Annotated, NamedTuple

from pydantic import BaseModel, ConfigDict, Field

from cmehub.api.problems import ProblemError
from cmehub.documents.mend_rows import MendRow
from cmehub.formats.cells import Cell
from cmehub.formats.headings import FIX_IT_HEADINGS
from cmehub.submissions.reports import SubmissionReport
from cmehub.submissions.submission import SubmissionStatus
from cmehub.submissions.upload_folders import mending_folder
from functions.ingest.api.files.posted_files import AT_ONCE_LIMIT, PostedFile, PostedFiles
from functions.ingest.api.files.sent_rows import SentRowViews
from functions.ingest.api.files.submission_views import SubmissionViews

MOST_CORRECTED = 20_000
_MOST_REPORTED = 1_000
_LONGEST = 1_000
_FILE_NAME = "corrections.csv"
_ROW_HEADING = FIX_IT_HEADINGS[0]
_RowNumber = Annotated[int, Field(ge=1)]
_Value = Annotated[str, Field(max_length=_LONGEST)]


class CorrectionsInput(BaseModel):
    """
    Other values for rows of a learner file.

    Attributes
    ----------
    rows
        By the row's number in the file, and by heading; both as the rows of the submission are told. A row without any
        other value is sent as it was.
    """

    model_config = ConfigDict(
        extra="forbid", json_schema_extra={"examples": [{"rows": {"9": {"First Name": "Zoe"}, "17": {}}}]}
    )

    rows: Annotated[
        dict[Annotated[int, Field(ge=1)], dict[str, _Value]], Field(min_length=1, max_length=MOST_CORRECTED)
    ]


class CorrectedRow(BaseModel):
    """A row that was sent once more: its number in the file that is mended, and in the one that mends it."""

    row: int
    sent_as: int


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


class _File(NamedTuple):
    content: bytes
    rows: tuple[CorrectedRow, ...]


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
        found = self.rows.found(provider_id, submission_id)
        if found.kind != "learners":
            raise ProblemError("REQUEST_INVALID", "submission_id: only learners can be corrected so; send a file")
        last, mend_rows = max(given.rows), dict[int, MendRow]()
        for row in self.rows.read(found, min(given.rows) - 1, faulty=True):
            if row.number > last:
                break
            if row.number in given.rows and row.mend and row.mend.in_cells:
                mend_rows[row.number] = row.mend
        _check(given.rows, mend_rows)
        file = _written(mend_rows.values(), given.rows)
        folder = mending_folder(submission_id, dry_run=dry_run)
        posted = PostedFile(provider_id, _FILE_NAME, file.content, folder)
        receipt = self.files.take(posted, wait=len(file.content) <= AT_ONCE_LIMIT)
        is_reported = receipt.is_validated
        report = self.views.report(provider_id, receipt.submission_id, 0, _MOST_REPORTED) if is_reported else None
        return CorrectionView(**receipt.model_dump(), mends=submission_id, rows=file.rows, report=report)


def _check(given: Mapping[int, Mapping[str, str]], mend_rows: Mapping[int, MendRow]) -> None:
    for number, values in given.items():
        if number not in mend_rows:
            raise ProblemError(
                "REQUEST_INVALID",
                f"rows.{number}: there is no such row that other values can mend; GET .../rows?faulty=true lists them",
            )
        headings = {cell.heading for cell in mend_rows[number].cells}
        for heading in values:
            if heading not in headings:
                raise ProblemError(
                    "REQUEST_INVALID",
                    f"rows.{number}.{heading}: the row has no such column; GET .../rows?faulty=true tells which it has",
                )


def _written(rows: Iterable[MendRow], given: Mapping[int, Mapping[str, str]]) -> _File:
    """Return a CSV file of rows with their new values, under the headings of the template, each in one line."""
    cells = {row.number: {cell.heading: cell for cell in row.cells} for row in rows}
    headings = _headings(cell for of_row in cells.values() for cell in of_row.values())
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow([_ROW_HEADING, *headings])
    sent = []
    for line, (number, of_row) in enumerate(sorted(cells.items()), start=2):
        values = {heading: cell.text for heading, cell in of_row.items()} | {**given[number]}
        writer.writerow([number, *(" ".join(values.get(heading, "").splitlines()) for heading in headings)])
        sent.append(CorrectedRow(row=number, sent_as=line))
    return _File(text.getvalue().encode(), tuple(sent))


def _headings(cells: Iterable[Cell]) -> list[str]:
    placed = {cell.heading: cell.place for cell in cells}
    return sorted(placed, key=lambda heading: placed[heading])
