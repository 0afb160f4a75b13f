"""What the API tells a provider of its submissions."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from typing import NamedTuple

from cmehub.api.cursors import read_cursor, written_cursor
from cmehub.api.problems import ProblemError
from cmehub.issues.catalogue import CATALOGUE, Severity
from cmehub.issues.issue import Issue
from cmehub.stores import BoardStore, FilePlace, SubmissionStore, WorkObjects
from cmehub.submissions.judged_chunks import JudgedChunks
from cmehub.submissions.reports import SubmissionReport, submission_report
from cmehub.submissions.rows import Kind
from cmehub.submissions.submission import Submission, SubmissionStatus
from functions.ingest.api.files.submission_documents import SubmissionIssues, SubmissionState, SubmissionSummary

FIRST_MOMENT = dt.datetime(2000, 1, 1, tzinfo=dt.UTC)
LAST_MOMENT = dt.datetime(3000, 1, 1, tzinfo=dt.UTC)
_READ_AT_ONCE = 100


class WantedFiles(NamedTuple):
    """
    Which files are asked for.

    Attributes
    ----------
    since, until
        The moments between which they arrived.
    """

    status: SubmissionStatus | None = None
    kind: Kind | None = None
    dry_run: bool | None = None
    since: dt.datetime = FIRST_MOMENT
    until: dt.datetime = LAST_MOMENT

    def have(self, submission: Submission) -> bool:
        """Tell whether a file is one of them, whenever it arrived."""
        return (
            self.status in (None, submission.status)
            and self.kind in (None, submission.kind)
            and self.dry_run in (None, submission.dry_run)
        )


class WantedIssues(NamedTuple):
    """Which issues are asked for."""

    severity: Severity | None = None
    code: str | None = None

    def is_one(self, code: str) -> bool:
        """Tell whether issues of a code are asked for."""
        return self.severity in (None, CATALOGUE[code].severity) and self.code in (None, code)

    def among(self, issues: tuple[Issue, ...]) -> list[Issue]:
        """Return those of the issues that are asked for."""
        return [issue for issue in issues if self.is_one(issue.code)]


@dataclass(frozen=True)
class SubmissionViews:
    """Everything that telling of submissions needs."""

    submissions: SubmissionStore
    objects: WorkObjects
    boards: BoardStore

    def page(
        self, provider_id: str, wanted: WantedFiles, cursor: str | None, limit: int
    ) -> tuple[list[SubmissionSummary], str | None]:
        """Return a provider's files, the newest first, and where the next page begins."""
        before = _place(wanted, *read_cursor(cursor, str, str)) if cursor else None
        found = [*islice(self._files(provider_id, wanted, before), limit + 1)]
        page = found[:limit]
        told = [SubmissionSummary.of(submission) for submission in page]
        if len(found) == len(page):
            return told, None
        return told, written_cursor(page[-1].received_at.isoformat(), page[-1].submission_id)

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
        told = SubmissionSummary.of(found).model_dump() | {"rows": report.rows}
        return SubmissionState(**told, counts=report.counts, issues=found.issues)

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

    def issues(
        self, provider_id: str, submission_id: str, wanted: WantedIssues, after: int, limit: int
    ) -> tuple[SubmissionIssues, int | None]:
        """
        Return the issues of the rows that follow one, of so many rows at most, and the row that the next page follows.

        Those of the file as a whole go with its first rows.

        Raises
        ------
        ProblemError
            If the provider has no such submission, or there is no such issue at all.
        """
        if wanted.code not in (None, *CATALOGUE):
            raise ProblemError("REQUEST_INVALID", "code: there is no such issue; GET /v1/codes has all of them")
        found = self._found(provider_id, submission_id)
        chunks = JudgedChunks(found, self.submissions, self.objects)
        results = chunks.results(after=after, having=wanted.is_one)
        of_rows = ((result.row, wanted.among(result.issues)) for result in results)
        rows = [*islice((row for row in of_rows if row[1]), limit + 1)]
        told = [
            *(wanted.among(found.issues) if after == 0 else ()),
            *(issue for _, some in rows[:limit] for issue in some),
        ]
        page = SubmissionIssues(submission_id=submission_id, status=found.status, issues=tuple(told))
        return page, rows[limit - 1][0] if len(rows) > limit else None

    def _files(self, provider_id: str, wanted: WantedFiles, before: FilePlace | None) -> Iterator[Submission]:
        while files := self.submissions.files(
            provider_id, wanted.since, wanted.until, before=before, limit=_READ_AT_ONCE
        ):
            yield from filter(wanted.have, files)
            before = FilePlace.of(files[-1])

    def _found(self, provider_id: str, submission_id: str) -> Submission:
        found = self.submissions.find(submission_id) or self.submissions.expected(submission_id)
        if found is None or found.provider_id != provider_id:
            raise ProblemError("NOT_FOUND")
        return found


def _place(wanted: WantedFiles, received_at: str, submission_id: str) -> FilePlace:
    try:
        moment = dt.datetime.fromisoformat(received_at)
    except ValueError:
        moment = None
    if moment is None or moment.tzinfo is None or not wanted.since <= moment <= wanted.until:
        raise ProblemError("REQUEST_INVALID", "cursor: take it from the Link of the page before, unchanged")
    return FilePlace(moment, submission_id)
