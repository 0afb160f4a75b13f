"""Checks: what the hub would say to rows of a learner file with other values."""

import datetime as dt
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Annotated, NamedTuple

from pydantic import BaseModel, Field

from cmehub.api.access import Caller
from cmehub.api.calls import staged
from cmehub.api.corrected_rows import (
    CORRECTIONS_NAME,
    CorrectedFile,
    CorrectionsInput,
    RowNumber,
    RowValues,
    corrected_file,
)
from cmehub.api.exhaustion import answered_or_exhausted
from cmehub.api.sent_rows import CellProblem, SentRowViews
from cmehub.chunks.foreign_files import own_rows
from cmehub.chunks.validation import Validation
from cmehub.documents.mend_rows import rows_to_mend
from cmehub.formats import open_file
from cmehub.issues.issue import FileError
from cmehub.people.match_budgets import Asker
from cmehub.stores import ProviderStore
from cmehub.submissions.rows import Format, Row
from cmehub.submissions.submission import Submission
from cmehub.submissions.upload_folders import mending_folder

MOST_CHECKED = 100
_ONLY_CHUNK = 1


class ChecksInput(CorrectionsInput):
    """Other values for rows of a learner file, as corrections have them, but fewer."""

    rows: Annotated[dict[RowNumber, RowValues], Field(min_length=1, max_length=MOST_CHECKED)]


class CheckedRow(BaseModel):
    """
    What the hub says to a row.

    Attributes
    ----------
    problems
        What it would be refused for; none if it would be taken.
    """

    row: int
    problems: tuple[CellProblem, ...]


class CheckedRows(BaseModel):
    """What the hub says to rows with other values; boards say their part only to rows that are sent."""

    submission_id: str
    rows: tuple[CheckedRow, ...]


class _Read(NamedTuple):
    source: Format
    rows: list[Row]


@dataclass(frozen=True)
class RowChecks:
    """Everything that checking rows needs; nothing of them is stored but tries of matching."""

    validation: Validation
    providers: ProviderStore
    views: SentRowViews
    caller: Caller

    def take(self, provider_id: str, submission_id: str, given: ChecksInput) -> CheckedRows:
        """
        Tell what the hub would say to rows if they were sent once more with other values.

        The file that would be sent is read and validated as it would be, and forgotten.

        Raises
        ------
        ProblemError
            As corrections do; or if a budget of look-ups is spent and nobody was looked up.
        """
        file = corrected_file(self.views, self.views.found(provider_id, submission_id), given.rows)
        now = self.validation.clock()
        try:
            read = self._read(provider_id, file)
        except FileError as error:
            found = error.issue
            problem = CellProblem(headings=(), code=found.code, message=found.message, fix=found.fix, suggestion=None)
            problems: dict[int, tuple[CellProblem, ...]] = {row.row: (problem,) for row in file.rows}
        else:
            problems = self._problems(self._submission(provider_id, submission_id, now), read)
        rows = tuple(CheckedRow(row=row.row, problems=problems.get(row.row, ())) for row in file.rows)
        return CheckedRows(submission_id=submission_id, rows=rows)

    def _read(self, provider_id: str, file: CorrectedFile) -> _Read:
        """Read the rows, under the numbers that they have in the file that is mended."""
        provider = self.providers.find(provider_id)
        numbers = {row.sent_as: row.row for row in file.rows}
        with TemporaryDirectory() as folder:
            path = Path(folder, CORRECTIONS_NAME)
            path.write_bytes(file.content)
            opened = open_file(path, provider.learner_columns, provider.headings) if provider else open_file(path)
            rows = [row._replace(number=numbers[row.number]) for row in own_rows(opened.rows, provider_id)]
        return _Read(opened.format, rows)

    def _problems(self, submission: Submission, read: _Read) -> dict[int, tuple[CellProblem, ...]]:
        asker = Asker.calling(self.caller.caller_id, self.caller.quota)
        chunks = self.validation.learner_chunks.dry_run()
        today = submission.received_at.date()
        results = chunks.take(submission, _ONLY_CHUNK, staged(read.rows), read.source, today, asker=asker).results
        answered_or_exhausted(results, submission.received_at)
        by_number = {result.row: result for result in results}
        return {
            mend.number: tuple(map(CellProblem.of, mend.problems))
            for mend in rows_to_mend(read.rows, by_number, read.source)
        }

    def _submission(self, provider_id: str, submission_id: str, now: dt.datetime) -> Submission:
        """Return what the rows would come as."""
        return Submission(
            submission_id=f"check of {submission_id}",
            provider_id=provider_id,
            upload_key="/".join((provider_id, mending_folder(submission_id, dry_run=True), CORRECTIONS_NAME)),
            received_at=now,
            changed_at=now,
            dry_run=True,
            kind="learners",
        )
