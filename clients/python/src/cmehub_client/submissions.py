"""Submissions: files that are sent, and what became of them and of calls."""

import datetime as dt
import time
from collections.abc import Iterator, Sequence
from os import PathLike
from pathlib import Path
from typing import Literal, NamedTuple
from urllib.parse import quote

from pydantic import TypeAdapter

from cmehub_client.calls import Calls, address
from cmehub_client.models import (
    CheckedRow,
    CheckedRows,
    ChecksInput,
    CorrectionsInput,
    CorrectionView,
    FilePreview,
    Issue,
    PartPlaces,
    Receipt,
    RowRecord,
    SentRow,
    SentRows,
    Severity,
    SubmissionIssues,
    SubmissionList,
    SubmissionReport,
    SubmissionState,
    SubmissionStatus,
    SubmissionSummary,
    UploadRequest,
)
from cmehub_client.problems import HubProblem
from cmehub_client.uploads import PART_SIZE, Digests, Progress, Uploads

POST_LIMIT = 4_000_000
"""In bytes: a larger file is put in a place of its own."""

_PATH = "v1/submissions"
_ANSWER: TypeAdapter[SubmissionReport | Receipt] = TypeAdapter(SubmissionReport | Receipt)
_FIRST_LOOK, _LATER_LOOKS = 0.5, 10.0


class Uploaded(NamedTuple):
    """A file that the hub has; ``duplicate`` tells that it had the same bytes before."""

    submission_id: str
    duplicate: bool


class Submissions:
    """The calls about submissions."""

    def __init__(self, calls: Calls, uploads: Uploads) -> None:
        self._calls = calls
        self._uploads = uploads

    def send(
        self,
        file: bytes | str | PathLike[str],
        *,
        name: str | None = None,
        dry_run: bool = False,
        again: bool = False,
        permission_to_share: bool | None = None,
        wait: bool = True,
    ) -> SubmissionReport | Receipt:
        """
        Send a file of up to 4,000,000 bytes.

        Parameters
        ----------
        file
            Its content, or where it is.
        name
            What it is called; needed with a content.
        dry_run
            Only have it judged.
        again
            Have it taken once more though it was taken before.
        permission_to_share
            Whether its learners permit to pass completions on, where a row doesn't say.
        wait
            Whether to wait for the report; a receipt comes all the same if the file is large.
        """
        content = file if isinstance(file, bytes) else Path(file).read_bytes()
        file_name = name if isinstance(file, bytes) else name or Path(file).name
        answer = self._calls.call(
            "POST",
            _PATH,
            query={"dry_run": dry_run, "again": again, "permission_to_share": permission_to_share},
            content=content,
            headers={"X-File-Name": file_name and quote(file_name), "Prefer": None if wait else "respond-async"},
            is_repeatable=not again,
        )
        return _ANSWER.validate_json(answer.content)

    def preview(self, file: bytes | str | PathLike[str]) -> FilePreview:
        """Return what the hub sees in a file of up to 4,000,000 bytes, without sending it."""
        content = file if isinstance(file, bytes) else Path(file).read_bytes()
        answer = self._calls.call("POST", "v1/previews", content=content, is_repeatable=True)
        return FilePreview.model_validate_json(answer.content)

    def upload(
        self,
        path: str | PathLike[str],
        *,
        dry_run: bool = False,
        again: bool = False,
        permission_to_share: bool | None = None,
        progress: Progress = lambda _sent, _size: None,
    ) -> Uploaded:
        """
        Send a file of any size, and don't wait until it is read: post it, put it whole or put it in parts.

        Parameters
        ----------
        dry_run, again, permission_to_share
            As with `send`.
        progress
            Is told how many bytes were sent, and of how many; it goes back where a part is sent again.
        """
        path = Path(path)
        size = path.stat().st_size
        if size <= POST_LIMIT:
            receipt = self.send(path, dry_run=dry_run, again=again, permission_to_share=permission_to_share, wait=False)
            progress(size, size)
            return Uploaded(receipt.submission_id, isinstance(receipt, Receipt) and receipt.duplicate)
        digests = Digests.of(path)
        wanted = UploadRequest(file_name=path.name, size=digests.size, sha256=digests.sha256)
        if size > PART_SIZE or dry_run or again:
            wanted.parts = digests.parts
        places = self._uploads.place(wanted, dry_run=dry_run, again=again, permission_to_share=permission_to_share)
        if places.duplicate and places.submission_id:
            if isinstance(places, PartPlaces):
                self._uploads.give_up(places.token)
            return Uploaded(places.submission_id, duplicate=True)
        self._uploads.put(path, places, progress)
        if isinstance(places, PartPlaces):
            receipt = self._uploads.complete(places.token)
            return Uploaded(receipt.submission_id, receipt.duplicate)
        return Uploaded(places.submission_id, duplicate=False)

    def get(self, submission_id: str) -> SubmissionState:
        """Return how far a submission has come."""
        return SubmissionState.model_validate_json(self._calls.call("GET", address(_PATH, submission_id)).content)

    def wait(self, submission_id: str, timeout: float = 600.0) -> SubmissionState:
        """
        Wait until everything of a submission is decided.

        A file that was put in a place of its own is known some seconds after that; until then it is waited for as well.

        Raises
        ------
        TimeoutError
            If it isn't in so many seconds: some boards answer once a day. A webhook tells you of these.
        """
        ends_at = time.monotonic() + timeout
        pause = _FIRST_LOOK
        while True:
            try:
                state = self.get(submission_id)
                if state.status == "finished":
                    return state
                come_to: str = state.status
            except HubProblem as problem:
                if problem.code != "NOT_FOUND":
                    raise
                come_to = "not known"
            left = ends_at - time.monotonic()
            if left <= 0:
                raise TimeoutError(f"submission {submission_id} is {come_to} after {timeout:g} seconds")
            self._calls.pause(min(pause, left))
            pause = min(pause * 1.5, _LATER_LOOKS)

    def list(
        self,
        *,
        status: SubmissionStatus | None = None,
        kind: Literal["learners", "activities", "matches"] | None = None,
        dry_run: bool | None = None,
        since: dt.datetime | None = None,
        until: dt.datetime | None = None,
    ) -> Iterator[SubmissionSummary]:
        """Return your files, however they came, the newest first."""
        query = {
            "status": status,
            "kind": kind,
            "dry_run": dry_run,
            "since": since.isoformat() if since else None,
            "until": until.isoformat() if until else None,
        }
        for page in self._calls.pages(_PATH, SubmissionList, query):
            yield from page.submissions

    def report(self, submission_id: str) -> Iterator[RowRecord]:
        """Return what became of each row."""
        for page in self._calls.pages(address(_PATH, submission_id, "report"), SubmissionReport, {}):
            yield from page.records

    def issues(
        self, submission_id: str, *, severity: Severity | None = None, code: str | None = None
    ) -> Iterator[Issue]:
        """Return what is wrong with the file, then with its rows."""
        query = {"severity": severity, "code": code}
        for page in self._calls.pages(address(_PATH, submission_id, "issues"), SubmissionIssues, query):
            yield from page.issues

    def rows(
        self, submission_id: str, *, faulty: bool | None = None, heading: str | None = None, value: str = ""
    ) -> Iterator[SentRow]:
        """
        Return the rows as they were sent: those to mend, the others, or all, each with what is wrong by column.

        With a heading and a value, only rows in which it stands there.
        """
        query = {"faulty": faulty, "heading": heading, "value": value or None}
        for page in self._calls.pages(address(_PATH, submission_id, "rows"), SentRows, query):
            yield from page.rows

    def correct(self, submission_id: str, given: CorrectionsInput, *, dry_run: bool = False) -> CorrectionView:
        """Send rows of a learner file once more with other values; the same again is the same submission."""
        answer = self._calls.call(
            "POST",
            address(_PATH, submission_id, "corrections"),
            query={"dry_run": dry_run},
            document=given.model_dump(mode="json", exclude_unset=True),
            is_repeatable=True,
        )
        return CorrectionView.model_validate_json(answer.content)

    def check(self, submission_id: str, given: ChecksInput) -> Sequence[CheckedRow]:
        """Return what the hub would say to rows of a learner file with other values; nothing is stored."""
        answer = self._calls.call(
            "POST",
            address(_PATH, submission_id, "checks"),
            document=given.model_dump(mode="json", exclude_unset=True),
            is_repeatable=True,
        )
        return CheckedRows.model_validate_json(answer.content).rows
