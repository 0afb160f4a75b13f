"""Places for files that are too large for a call: their senders put them into the uploads bucket, whole or in parts."""

import base64
import datetime as dt
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from cmehub.api.problems import ProblemError
from cmehub.chunks.ingestion import SIZE_LIMIT
from cmehub.stores import SubmissionStore
from cmehub.submissions.submission import SubmissionStatus, submission_id
from cmehub.submissions.upload_folders import is_meant_anew
from functions.ingest.api.files.file_names import kept_name
from functions.ingest.api.files.posted_files import Receipt
from functions.ingest.api.files.signed_uploads import OpenUpload, SignedUploads, UploadGoneError
from functions.ingest.api.files.upload_documents import (
    PART_SIZE,
    PartPlace,
    PartPlaces,
    PartsRequest,
    UploadPlace,
    UploadRequest,
)

_PLACE_KEPT = dt.timedelta(minutes=15)
_PARTS_KEPT = dt.timedelta(hours=1)


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
