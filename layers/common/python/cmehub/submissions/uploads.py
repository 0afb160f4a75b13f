"""Files in the uploads bucket, and the S3 events that announce them."""

import datetime as dt
import hashlib
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol
from urllib.parse import unquote_plus

if TYPE_CHECKING:
    from mypy_boto3_s3 import S3Client

_PIECE = 1 << 20
_FOLDER_MARKS = ("/", "_$folder$")


class Upload(NamedTuple):
    """
    A file that was put into the bucket.

    Attributes
    ----------
    key
        ``<provider id>/<anything>``; see `cmehub.submissions.upload_folders` for the folders that mean
        something.
    version
        The object's version, where the bucket keeps versions: a later file under the same key doesn't replace it.
    size
        In bytes.
    etag
        The store's own digest of the content.
    at
        When it was put.
    """

    key: str
    version: str | None
    size: int
    etag: str
    at: dt.datetime

    @property
    def provider_id(self) -> str:
        """The provider that the file's place says it comes from."""
        return self.key.partition("/")[0]


class Uploads(Protocol):
    """Where uploaded files lie."""

    def fetch(self, upload: Upload, to: Path) -> str:
        """Copy a file to a path and return the SHA-256 of its content."""


class S3Uploads:
    """The uploads bucket."""

    def __init__(self, client: "S3Client", bucket: str) -> None:
        self._client = client
        self._bucket = bucket

    def fetch(self, upload: Upload, to: Path) -> str:
        """Copy a file to a path and return the SHA-256 of its content."""
        version: dict[str, Any] = {"VersionId": upload.version} if upload.version else {}
        body = self._client.get_object(Bucket=self._bucket, Key=upload.key, **version)["Body"]
        digest = hashlib.sha256()
        with to.open("wb") as file:
            for piece in body.iter_chunks(_PIECE):
                digest.update(piece)
                file.write(piece)
        return digest.hexdigest()


def uploads_in(event: dict[str, Any]) -> Iterator[Upload]:
    """Yield the uploads that an S3 event announces: none in its test event, nor where a folder was made."""
    for record in event.get("Records", []):
        s3_object = record["s3"]["object"]
        key, size = unquote_plus(s3_object["key"]), int(s3_object.get("size", 0))
        if key.endswith(_FOLDER_MARKS) and not size:
            continue
        yield Upload(
            key=key,
            version=s3_object.get("versionId") or None,
            size=size,
            etag=str(s3_object.get("eTag", "")),
            at=dt.datetime.fromisoformat(record["eventTime"]),
        )
