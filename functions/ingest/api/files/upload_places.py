"""Places for files that are too large for a call: their senders put them into the uploads bucket, whole or in parts."""

import base64
import datetime as dt
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from cmehub.api.problems import ProblemError
from cmehub.chunks.ingestion import SIZE_LIMIT
from cmehub.stores import SubmissionStore
from cmehub.submissions.submission import SubmissionStatus, submission_id
from cmehub.submissions.upload_folders import is_meant_anew
from functions.ingest.api.files.file_names import kept_name
from functions.ingest.api.files.posted_files import Receipt
from functions.ingest.api.files.signed_uploads import OpenUpload, SignedUploads, UploadGoneError

PART_SIZE = 64 * 1024 * 1024
"""In bytes, of all parts but the last: S3 wants 5 MiB at least."""
_PLACE_KEPT = dt.timedelta(minutes=15)
_PARTS_KEPT = dt.timedelta(hours=1)
_Sha256 = Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]


class UploadRequest(BaseModel):
    """
    A file that its sender wants to put into the bucket.

    Attributes
    ----------
    size
        In bytes.
    sha256
        Of the content, as 64 hexadecimal digits.
    parts
        The SHA-256 of each part of 67,108,864 bytes, the last one smaller, if the file is to be put in parts.
    """

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "file_name": "learners.xlsx",
                    "size": 81204,
                    "sha256": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
                },
                {
                    "file_name": "learners.xml",
                    "size": 100_000_000,
                    "sha256": "60303ae22b998861bce3b28f33eec1be758a213c86c93c076dbe9f558c11c752",
                    "parts": [
                        "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
                        "fd61a03af4f77d870fc21e05e7e80678095c92d808cfb3b5c279ee04c74aca13",
                    ],
                },
            ]
        }
    )

    file_name: str
    size: Annotated[int, Field(gt=0)]
    sha256: _Sha256
    parts: tuple[_Sha256, ...] | None = None


class PartsRequest(BaseModel):
    """
    A file whose parts are to be put later than their places last.

    Attributes
    ----------
    size, parts
        Those of the file, as when its parts were placed.
    """

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={
            "examples": [
                {
                    "size": 100_000_000,
                    "parts": [
                        "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
                        "fd61a03af4f77d870fc21e05e7e80678095c92d808cfb3b5c279ee04c74aca13",
                    ],
                }
            ]
        },
    )

    size: Annotated[int, Field(gt=0)]
    parts: tuple[_Sha256, ...]


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


class PartPlace(BaseModel):
    """Where and how to put one part of a file; all of the headers have to be sent."""

    number: int
    method: str = "PUT"
    url: str
    headers: dict[str, str]


class PartPlaces(BaseModel):
    """
    Where and how to put a file in parts, in any order.

    Attributes
    ----------
    submission_id
        What the file will be known by; None until it is completed if it is a dry run or meant once more.
    duplicate
        Whether the hub has read these bytes before, so that they needn't be put again.
    token
        Names the upload, to complete it or to give it up.
    part_size
        Of all parts but the last, in bytes.
    parts
        All, or those that weren't put yet when places are asked for anew.
    expires_at
        Until when the transfer of each part has to begin.
    """

    submission_id: str | None
    duplicate: bool
    token: str
    part_size: int = PART_SIZE
    parts: tuple[PartPlace, ...]
    expires_at: dt.datetime


@dataclass(frozen=True)
class UploadPlaces:
    """Everything that giving places to files needs."""

    uploads: SignedUploads
    submissions: SubmissionStore
    clock: Callable[[], dt.datetime]

    def place(self, provider_id: str, wanted: UploadRequest, folder: str | None) -> UploadPlace:
        """
        Return where to put a file, which goes among the provider's own or into one of its folders.

        Raises
        ------
        ProblemError
            If the file is too large or its name can't be kept.
        """
        key = _key(provider_id, folder, wanted)
        headers = _headers(wanted.size, wanted.sha256)
        url = self.uploads.place(key, headers, _PLACE_KEPT)
        taken = submission_id(provider_id, wanted.sha256, key)
        return UploadPlace(
            submission_id=taken,
            duplicate=self.submissions.find(taken) is not None,
            url=url,
            headers=headers,
            expires_at=self.clock() + _PLACE_KEPT,
        )

    def place_parts(self, provider_id: str, wanted: UploadRequest, folder: str | None) -> PartPlaces:
        """
        Return where to put each part of a file, which goes among the provider's own or into one of its folders.

        Raises
        ------
        ProblemError
            If the file is too large, its name can't be kept, or its size needs another number of parts.
        """
        key = _key(provider_id, folder, wanted)
        given = wanted.parts or ()
        sizes = _part_sizes(wanted.size, len(given))
        upload = OpenUpload(key, self.uploads.begin(key), wanted.sha256, len(sizes))
        return self._places(upload, provider_id, enumerate(zip(sizes, given, strict=True), start=1))

    def place_anew(self, provider_id: str, token: str, wanted: PartsRequest) -> PartPlaces:
        """
        Return where to put those parts of a file that weren't put yet.

        Raises
        ------
        ProblemError
            If the provider has no such upload, or it was begun for a file with another number of parts.
        """
        upload = OpenUpload.read(token, provider_id)
        sizes = _part_sizes(wanted.size, len(wanted.parts))
        if len(sizes) != upload.parts:
            raise ProblemError(
                "REQUEST_INVALID", f"parts: the upload was begun for {upload.parts} parts, and {len(sizes)} were given"
            )
        try:
            there = {part.number for part in self.uploads.put_parts(upload)}
        except UploadGoneError:
            raise _gone() from None
        parts = enumerate(zip(sizes, wanted.parts, strict=True), start=1)
        return self._places(upload, provider_id, (part for part in parts if part[0] not in there))

    def _places(self, upload: OpenUpload, provider_id: str, parts: Iterable[tuple[int, tuple[int, str]]]) -> PartPlaces:
        places = []
        for number, (size, sha256) in parts:
            headers = _headers(size, sha256)
            url = self.uploads.part_place(upload, number, headers, _PARTS_KEPT)
            places.append(PartPlace(number=number, url=url, headers=headers))
        taken = None if is_meant_anew(upload.key) else submission_id(provider_id, upload.sha256, upload.key)
        return PartPlaces(
            submission_id=taken,
            duplicate=taken is not None and self.submissions.find(taken) is not None,
            token=upload.token,
            parts=tuple(places),
            expires_at=self.clock() + _PARTS_KEPT,
        )

    def complete(self, provider_id: str, token: str) -> Receipt:
        """
        Make a file of its parts, which has it read.

        Raises
        ------
        ProblemError
            If the provider has no such upload, or parts of it are missing.
        """
        upload = OpenUpload.read(token, provider_id)
        try:
            parts = self.uploads.put_parts(upload)
        except UploadGoneError:
            raise _gone() from None
        if missing := sorted({*range(1, upload.parts + 1)} - {part.number for part in parts}):
            raise ProblemError("UPLOAD_INCOMPLETE", f"Put part {', '.join(map(str, missing))}, then complete it.")
        known = self.submissions.find(submission_id(provider_id, upload.sha256, upload.key)) is not None
        version = self.uploads.complete(upload, parts)
        taken = submission_id(provider_id, upload.sha256, upload.key, version)
        current = self.submissions.find(taken)
        status = current.status if current else SubmissionStatus.READING
        return Receipt(submission_id=taken, status=status, duplicate=known)

    def give_up(self, provider_id: str, token: str) -> None:
        """
        Forget an upload and the parts that were put.

        Raises
        ------
        ProblemError
            If the provider has no such upload.
        """
        try:
            self.uploads.abort(OpenUpload.read(token, provider_id))
        except UploadGoneError:
            raise _gone() from None


def _gone() -> ProblemError:
    said = "There is no such upload any more: it was completed or given up, or it is too old. GET /v1/submissions has "
    return ProblemError("NOT_FOUND", said + "the files that arrived.")


def _key(provider_id: str, folder: str | None, wanted: UploadRequest) -> str:
    if wanted.size > SIZE_LIMIT:
        raise ProblemError("CONTENT_TOO_LARGE", f"At most {SIZE_LIMIT:,} bytes are read. Split it into several files.")
    return "/".join(filter(None, (provider_id, folder, kept_name(wanted.file_name))))


def _part_sizes(size: int, given: int) -> list[int]:
    """Return the sizes of a file's parts; raises `ProblemError` if another number of parts is given."""
    needed = -(-size // PART_SIZE)
    if given != needed:
        raise ProblemError(
            "REQUEST_INVALID",
            f"parts: give {needed}, which is how many parts of {PART_SIZE:,} bytes, the last one smaller, a file "
            f"of {size:,} bytes has; {given} were given",
        )
    return [PART_SIZE] * (needed - 1) + [size - PART_SIZE * (needed - 1)]


def _headers(size: int, sha256: str) -> dict[str, str]:
    checksum = base64.b64encode(bytes.fromhex(sha256)).decode()
    return {"Content-Length": str(size), "x-amz-checksum-sha256": checksum}
