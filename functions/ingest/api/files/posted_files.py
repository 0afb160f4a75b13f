"""Files that are posted: put where every upload lies, and read at once if their sender waits."""

import datetime as dt
import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple, Protocol

from pydantic import BaseModel

from cmehub.api.problems import ProblemError
from cmehub.chunks.ingestion import Ingestion
from cmehub.submissions.submission import Submission, SubmissionStatus, submission_id
from cmehub.submissions.upload_folders import DRY_RUN, is_meant_anew, saying_folder, upload_folder
from cmehub.submissions.uploads import Upload

if TYPE_CHECKING:
    from mypy_boto3_s3 import S3Client

POST_LIMIT = 4_000_000
"""In bytes: Lambda takes events of 6 MB, in which a file is a third longer, being base64."""
AT_ONCE_LIMIT = 1_000_000
"""In bytes: what is read and validated while the sender waits."""
WAIT = dt.timedelta(seconds=20)
"""How long a sender waits; the gateway ends a call after 30 seconds."""
_LOOK_EVERY = 0.2
"""In seconds."""


class Receipt(BaseModel):
    """
    A file was taken in.

    Attributes
    ----------
    duplicate
        Whether the same bytes were sent before; then the submission is that one.
    """

    submission_id: str
    status: SubmissionStatus
    duplicate: bool

    @property
    def is_validated(self) -> bool:
        """Whether every row was looked at."""
        return self.status in {SubmissionStatus.AWAITING_BOARDS, SubmissionStatus.FINISHED}


class PostedFile(NamedTuple):
    """A file that came in a call; ``folder`` is of those that mean something, as `folder_for` gives it, or None."""

    provider_id: str
    file_name: str
    content: bytes
    folder: str | None = None

    @property
    def key(self) -> str:
        """Where it is put."""
        return "/".join(filter(None, (self.provider_id, self.folder, self.file_name)))

    @property
    def digest(self) -> str:
        """SHA-256 of what it holds."""
        return hashlib.sha256(self.content).hexdigest()


class Arrivals(Protocol):
    """Where files are put that shall be read."""

    def put(self, key: str, content: bytes, at: dt.datetime) -> Upload:
        """Put a file."""


class S3Arrivals:
    """The uploads bucket."""

    def __init__(self, client: "S3Client", bucket: str) -> None:
        self._client = client
        self._bucket = bucket

    def put(self, key: str, content: bytes, at: dt.datetime) -> Upload:
        """Put a file."""
        put = self._client.put_object(Bucket=self._bucket, Key=key, Body=content)
        return Upload(key, put.get("VersionId"), len(content), put["ETag"].strip('"'), at)


@dataclass(frozen=True)
class PostedFiles:
    """Everything that taking files in needs; ``pause`` waits so many seconds."""

    arrivals: Arrivals
    ingestion: Ingestion
    pause: Callable[[float], None]

    def take(self, posted: PostedFile, *, wait: bool) -> Receipt:
        """
        Put a file into the uploads bucket, which has it read.

        Parameters
        ----------
        posted
            The file.
        wait
            Read it now, and wait until its rows are validated or a while is over. What the bucket's own event brings
            about is then done already.
        """
        provider_id, content = posted.provider_id, posted.content
        now, submissions = self.ingestion.clock(), self.ingestion.submissions
        key, digest = posted.key, posted.digest
        known = not is_meant_anew(key) and submissions.find(submission_id(provider_id, digest, key)) is not None
        upload = self.arrivals.put(key, content, now)
        expected = Submission(
            submission_id=submission_id(provider_id, digest, key, upload.version),
            provider_id=provider_id,
            upload_key=key,
            dry_run=upload_folder(key) == DRY_RUN,
            received_at=now,
            changed_at=now,
        )
        is_new = submissions.expect(expected)
        if wait:
            self.ingestion.take(upload)
        while True:
            current = submissions.find(expected.submission_id) or expected
            receipt = Receipt(submission_id=current.submission_id, status=current.status, duplicate=known or not is_new)
            if not wait or receipt.is_validated or self.ingestion.clock() >= now + WAIT:
                return receipt
            self.pause(_LOOK_EVERY)


def within_limit(content: bytes) -> bytes:
    """
    Return what was posted.

    Raises
    ------
    ProblemError
        If it has more than `POST_LIMIT` bytes.
    """
    if len(content) > POST_LIMIT:
        raise ProblemError(
            "CONTENT_TOO_LARGE",
            f"The file has {len(content):,} bytes; at most {POST_LIMIT:,} can be posted. Ask for a place to put "
            "it with POST /v1/uploads, or split it.",
        )
    return content


def folder_for(*, dry_run: bool, again: bool, permission_to_share: bool | None) -> str | None:
    """
    Return the folder whose files are only judged, or are taken once more, or state their learners' permission.

    Raises
    ------
    ProblemError
        If both are asked for.
    """
    if dry_run and again:
        raise ProblemError("REQUEST_INVALID", "Give dry_run or again, not both: a dry run looks at the file anew.")
    return saying_folder(dry_run=dry_run, again=again, permission_to_share=permission_to_share)
