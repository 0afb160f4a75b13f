"""Where the files of the published index lie: a bucket, or a folder."""

import fcntl
import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import TYPE_CHECKING, NamedTuple, Protocol

from botocore.exceptions import ClientError

if TYPE_CHECKING:
    from mypy_boto3_s3 import S3Client

_POINTER = "current"
_LINK_SECONDS = 900


class Pointer(NamedTuple):
    """What names the published version, and the tag that tells it from other contents."""

    content: str
    tag: str


class PublishedFiles(Protocol):
    """Files that are written once, and one pointer that moves."""

    def put(self, name: str, content: bytes) -> None:
        """Store a file; a name has one content for ever."""

    def get(self, name: str) -> bytes:
        """Return a file; raises KeyError if there is none."""

    def part(self, name: str, offset: int, length: int) -> bytes:
        """Return a part of a file; raises KeyError if there is no such file."""

    def link(self, name: str, called: str) -> str:
        """Return an address at which anybody gets a file for a while, as a download that is called something."""

    def pointer(self, known_tag: str | None = None) -> Pointer | None:
        """Return the pointer; None if it still has the known tag, or if there is none."""

    def move_pointer(self, content: str, from_tag: str | None) -> bool:
        """Let the pointer have another content if it still has a tag (None: is not there); False if it hasn't."""

    def names(self, older_than: float) -> list[str]:
        """List the files that were stored before a time, in seconds since 1970."""

    def delete(self, name: str) -> None:
        """Delete a file."""


class S3PublishedFiles:
    """See `PublishedFiles`."""

    def __init__(self, client: "S3Client", bucket: str) -> None:
        self._client = client
        self._bucket = bucket

    def put(self, name: str, content: bytes) -> None:
        self._client.put_object(Bucket=self._bucket, Key=name, Body=content)

    def get(self, name: str) -> bytes:
        try:
            return self._client.get_object(Bucket=self._bucket, Key=name)["Body"].read()
        except self._client.exceptions.NoSuchKey as error:
            raise KeyError(name) from error

    def part(self, name: str, offset: int, length: int) -> bytes:
        wanted = f"bytes={offset}-{offset + length - 1}"
        try:
            return self._client.get_object(Bucket=self._bucket, Key=name, Range=wanted)["Body"].read()
        except self._client.exceptions.NoSuchKey as error:
            raise KeyError(name) from error

    def link(self, name: str, called: str) -> str:
        wanted = {
            "Bucket": self._bucket,
            "Key": name,
            "ResponseContentDisposition": f'attachment; filename="{called}"',
        }
        return self._client.generate_presigned_url("get_object", Params=wanted, ExpiresIn=_LINK_SECONDS)

    def pointer(self, known_tag: str | None = None) -> Pointer | None:
        known = {"IfNoneMatch": known_tag} if known_tag else {}
        try:
            found = self._client.get_object(Bucket=self._bucket, Key=_POINTER, **known)  # type: ignore[arg-type]
        except ClientError as error:
            if error.response["Error"]["Code"] in {"304", "NotModified", "NoSuchKey"}:
                return None
            raise
        return Pointer(found["Body"].read().decode(), found["ETag"])

    def move_pointer(self, content: str, from_tag: str | None) -> bool:
        condition = {"IfMatch": from_tag} if from_tag else {"IfNoneMatch": "*"}
        try:
            self._client.put_object(Bucket=self._bucket, Key=_POINTER, Body=content.encode(), **condition)  # type: ignore[arg-type]
        except ClientError as error:
            # Whichever it is, somebody else has moved the pointer.
            if error.response["Error"]["Code"] in {"PreconditionFailed", "ConditionalRequestConflict", "NoSuchKey"}:
                return False
            raise
        return True

    def names(self, older_than: float) -> list[str]:
        pages = self._client.get_paginator("list_objects_v2").paginate(Bucket=self._bucket)
        return [
            s3_object["Key"]
            for page in pages
            for s3_object in page.get("Contents", [])
            if s3_object["Key"] != _POINTER and s3_object["LastModified"].timestamp() < older_than
        ]

    def delete(self, name: str) -> None:
        self._client.delete_object(Bucket=self._bucket, Key=name)


class FolderPublishedFiles:
    """See `PublishedFiles`; a file is there whole or not at all, even if its writer is killed."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        folder.mkdir(parents=True, exist_ok=True)

    def put(self, name: str, content: bytes) -> None:
        path = self._folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        with NamedTemporaryFile(dir=self._folder, prefix=".", delete=False) as file:
            file.write(content)
        Path(file.name).replace(path)

    def get(self, name: str) -> bytes:
        try:
            return (self._folder / name).read_bytes()
        except FileNotFoundError as error:
            raise KeyError(name) from error

    def part(self, name: str, offset: int, length: int) -> bytes:
        try:
            with (self._folder / name).open("rb") as file:
                file.seek(offset)
                return file.read(length)
        except FileNotFoundError as error:
            raise KeyError(name) from error

    def link(self, name: str, called: str) -> str:  # noqa: ARG002 - a file is called what it is called
        return (self._folder / name).resolve().as_uri()

    def pointer(self, known_tag: str | None = None) -> Pointer | None:
        try:
            content = self.get(_POINTER).decode()
        except KeyError:
            return None
        tag = hashlib.sha256(content.encode()).hexdigest()
        return None if tag == known_tag else Pointer(content, tag)

    def move_pointer(self, content: str, from_tag: str | None) -> bool:
        with self._only_me():
            found = self.pointer()
            if (found.tag if found else None) != from_tag:
                return False
            self.put(_POINTER, content.encode())
            return True

    def names(self, older_than: float) -> list[str]:
        return sorted(
            str(path.relative_to(self._folder))
            for path in self._folder.rglob("*")
            if path.is_file()
            and not path.name.startswith(".")
            and path.name != _POINTER
            and path.stat().st_mtime < older_than
        )

    def delete(self, name: str) -> None:
        (self._folder / name).unlink(missing_ok=True)

    @contextmanager
    def _only_me(self) -> Iterator[None]:
        with (self._folder / ".lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield
