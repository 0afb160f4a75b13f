"""Files that arrive by the API: put where every upload lies, and read from there like any other."""

import base64
import datetime as dt
import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, Protocol

from pydantic import BaseModel, Field

from cmehub.api.problems import ProblemError
from cmehub.stores import SubmissionStore
from cmehub.submissions import DRY_RUN, Submission, SubmissionStatus, submission_id
from functions.ingest.file_names import kept_name
from functions.ingest.ingestion import SIZE_LIMIT

if TYPE_CHECKING:
    from mypy_boto3_s3 import S3Client

POST_LIMIT = 4_000_000
"""In bytes: Lambda takes events of 6 MB, in which a file is a third longer, being base64."""
_PLACE_KEPT = dt.timedelta(minutes=15)


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


class UploadRequest(BaseModel):
    """
    A file that its sender wants to put into the bucket.

    Attributes
    ----------
    size
        In bytes.
    sha256
        Of the content, as 64 hexadecimal digits.
    """

    file_name: str
    size: Annotated[int, Field(gt=0)]
    sha256: Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]


class UploadPlace(BaseModel):
    """
    Where and how to put a file.

    Attributes
    ----------
    submission_id
        What it will be known by.
    duplicate
        Whether the hub has read these bytes before, so that they needn't be put again.
    headers
        All of them have to be sent: the signature covers them, and the checksum lets S3 refuse any other content.
    expires_at
        Until when the transfer has to begin.
    """

    submission_id: str
    duplicate: bool
    method: str = "PUT"
    url: str
    headers: dict[str, str]
    expires_at: dt.datetime


class Arrivals(Protocol):
    """Where files are put that shall be read."""

    def put(self, key: str, content: bytes) -> str | None:
        """Put a file and return its version, where versions are kept."""

    def place(self, key: str, headers: Mapping[str, str], kept: dt.timedelta) -> str:
        """Return an address to which this file, with these headers, may be put for so long."""


class S3Arrivals:
    """The uploads bucket."""

    def __init__(self, client: "S3Client", bucket: str) -> None:
        self._client = client
        self._bucket = bucket

    def put(self, key: str, content: bytes) -> str | None:
        """Put a file and return its version, where versions are kept."""
        return self._client.put_object(Bucket=self._bucket, Key=key, Body=content).get("VersionId")

    def place(self, key: str, headers: Mapping[str, str], kept: dt.timedelta) -> str:
        """Return an address to which this file, with these headers, may be put for so long."""
        signed = {
            "Bucket": self._bucket,
            "Key": key,
            "ContentLength": int(headers["Content-Length"]),
            "ChecksumSHA256": headers["x-amz-checksum-sha256"],
        }
        return self._client.generate_presigned_url("put_object", Params=signed, ExpiresIn=int(kept.total_seconds()))


@dataclass(frozen=True)
class PostedFiles:
    """Everything that taking files in needs."""

    arrivals: Arrivals
    submissions: SubmissionStore
    clock: Callable[[], dt.datetime]

    def take(self, provider_id: str, file_name: str, content: bytes, folder: str | None) -> Receipt:
        """
        Put a file into the uploads bucket, into one of the folders that mean something or into none.

        Raises
        ------
        ProblemError
            If the file is too large.
        """
        if len(content) > POST_LIMIT:
            raise ProblemError(
                "CONTENT_TOO_LARGE",
                f"The file has {len(content):,} bytes; at most {POST_LIMIT:,} can be posted. Ask for a place to put "
                "it with POST /v1/uploads, or split it.",
            )
        key = "/".join(filter(None, (provider_id, folder, file_name)))
        digest = hashlib.sha256(content).hexdigest()
        known = folder is None and self.submissions.find(submission_id(provider_id, digest)) is not None
        version = self.arrivals.put(key, content)
        now = self.clock()
        expected = Submission(
            submission_id=submission_id(provider_id, digest, key, version),
            provider_id=provider_id,
            upload_key=key,
            dry_run=folder == DRY_RUN,
            received_at=now,
            changed_at=now,
        )
        is_new = self.submissions.expect(expected)
        current = self.submissions.find(expected.submission_id) or expected
        return Receipt(submission_id=expected.submission_id, status=current.status, duplicate=known or not is_new)

    def place(self, provider_id: str, wanted: UploadRequest) -> UploadPlace:
        """
        Return where to put a file, which is nowhere but among the provider's own.

        Raises
        ------
        ProblemError
            If the file is too large or its name can't be kept.
        """
        if wanted.size > SIZE_LIMIT:
            raise ProblemError(
                "CONTENT_TOO_LARGE", f"At most {SIZE_LIMIT:,} bytes are read. Split it and send the parts."
            )
        headers = {
            "Content-Length": str(wanted.size),
            "x-amz-checksum-sha256": base64.b64encode(bytes.fromhex(wanted.sha256)).decode(),
        }
        expires_at = self.clock() + _PLACE_KEPT
        url = self.arrivals.place(f"{provider_id}/{kept_name(wanted.file_name)}", headers, _PLACE_KEPT)
        taken = submission_id(provider_id, wanted.sha256)
        duplicate = self.submissions.find(taken) is not None
        return UploadPlace(submission_id=taken, duplicate=duplicate, url=url, headers=headers, expires_at=expires_at)
