"""The uploads bucket as senders reach it themselves: by signed addresses, each good for one content alone."""

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple, Protocol

from cmehub.api.cursors import read_cursor, written_cursor
from cmehub.api.problems import ProblemError

if TYPE_CHECKING:
    from mypy_boto3_s3 import S3Client
    from mypy_boto3_s3.type_defs import CompletedPartTypeDef


class OpenUpload(NamedTuple):
    """
    An upload in parts that isn't completed.

    Attributes
    ----------
    upload_id
        S3's own.
    sha256
        Of the whole content, as its sender says.
    parts
        How many there are to be.
    """

    key: str
    upload_id: str
    sha256: str
    parts: int

    @property
    def token(self) -> str:
        """The upload as a text for addresses."""
        return written_cursor(*self)

    @classmethod
    def read(cls, token: str, provider_id: str) -> "OpenUpload":
        """
        Return the upload that a text names.

        Raises
        ------
        ProblemError
            If it names none of this provider's.
        """
        try:
            upload = cls(*read_cursor(token, str, str, str, int))
        except ProblemError:
            raise ProblemError("NOT_FOUND") from None
        if not upload.key.startswith(f"{provider_id}/") or not upload.upload_id:
            raise ProblemError("NOT_FOUND")
        return upload


class PutPart(NamedTuple):
    """A part that was put, as S3 tells of it."""

    number: int
    etag: str
    sha256: str | None


class UploadGoneError(Exception):
    """The upload was completed or given up, or there never was one."""


class SignedUploads(Protocol):
    """Where senders put their files."""

    def place(self, key: str, headers: Mapping[str, str], kept: dt.timedelta) -> str:
        """Return an address to which this file, with these headers, may be put for so long."""

    def begin(self, key: str) -> str:
        """Begin an upload in parts, and return its ID."""

    def part_place(self, upload: OpenUpload, number: int, headers: Mapping[str, str], kept: dt.timedelta) -> str:
        """Return an address to which this part, with these headers, may be put for so long."""

    def put_parts(self, upload: OpenUpload) -> list[PutPart]:
        """Return the parts that are there; raises `UploadGoneError`."""

    def complete(self, upload: OpenUpload, parts: Sequence[PutPart]) -> str | None:
        """Make a file of these parts, and return its version, where versions are kept."""

    def abort(self, upload: OpenUpload) -> None:
        """Forget an upload and its parts; raises `UploadGoneError`."""


class S3SignedUploads:
    """
    The uploads bucket.

    Parameters
    ----------
    client
        Of `cmehub.runtime.clients`, by whose signatures headers are covered and addresses lead to the bucket's region.
    bucket
        The bucket's name.
    """

    def __init__(self, client: "S3Client", bucket: str) -> None:
        self._client = client
        self._bucket = bucket

    def place(self, key: str, headers: Mapping[str, str], kept: dt.timedelta) -> str:
        """Return an address to which this file, with these headers, may be put for so long."""
        return self._address("put_object", {"Key": key}, headers, kept)

    def begin(self, key: str) -> str:
        """Begin an upload in parts, and return its ID."""
        begun = self._client.create_multipart_upload(Bucket=self._bucket, Key=key, ChecksumAlgorithm="SHA256")
        return begun["UploadId"]

    def part_place(self, upload: OpenUpload, number: int, headers: Mapping[str, str], kept: dt.timedelta) -> str:
        """Return an address to which this part, with these headers, may be put for so long."""
        part = {"Key": upload.key, "UploadId": upload.upload_id, "PartNumber": number}
        return self._address("upload_part", part, headers, kept)

    def put_parts(self, upload: OpenUpload) -> list[PutPart]:
        """Return the parts that are there; raises `UploadGoneError`."""
        try:
            found = self._client.list_parts(Bucket=self._bucket, Key=upload.key, UploadId=upload.upload_id)
        except self._client.exceptions.NoSuchUpload as error:
            raise UploadGoneError from error
        parts = found.get("Parts", [])
        return [PutPart(part["PartNumber"], part["ETag"], part.get("ChecksumSHA256")) for part in parts]

    def complete(self, upload: OpenUpload, parts: Sequence[PutPart]) -> str | None:
        """Make a file of these parts, and return its version, where versions are kept."""
        completed = self._client.complete_multipart_upload(
            Bucket=self._bucket,
            Key=upload.key,
            UploadId=upload.upload_id,
            MultipartUpload={"Parts": [_named(part) for part in parts]},
        )
        return completed.get("VersionId")

    def abort(self, upload: OpenUpload) -> None:
        """Forget an upload and its parts; raises `UploadGoneError`."""
        try:
            self._client.abort_multipart_upload(Bucket=self._bucket, Key=upload.key, UploadId=upload.upload_id)
        except self._client.exceptions.NoSuchUpload as error:
            raise UploadGoneError from error

    def _address(
        self, operation: str, what: Mapping[str, object], headers: Mapping[str, str], kept: dt.timedelta
    ) -> str:
        signed = {
            "Bucket": self._bucket,
            **what,
            "ContentLength": int(headers["Content-Length"]),
            "ChecksumSHA256": headers["x-amz-checksum-sha256"],
        }
        return self._client.generate_presigned_url(operation, Params=signed, ExpiresIn=int(kept.total_seconds()))


def _named(part: PutPart) -> "CompletedPartTypeDef":
    checksum = {"ChecksumSHA256": part.sha256} if part.sha256 else {}
    return {"PartNumber": part.number, "ETag": part.etag, **checksum}  # type: ignore[typeddict-item]  # for the checksum
