"""Files of own credits: where they are put, checked, and kept."""

from typing import TYPE_CHECKING, NamedTuple, Protocol

from cmehub.passport.own_files import LARGEST_FILE
from cmehub.stores.s3 import delete_below
from cmehub.stores.signed_objects import PLACE_LIFE

if TYPE_CHECKING:
    from mypy_boto3_s3 import S3Client

UNCONFIRMED = "unconfirmed/"
"""What is put there goes after a day: `infra.buckets` says so."""

_KEPT = "kept/"
_TYPE = "application/octet-stream"


class FormPlace(NamedTuple):
    """Where a browser may put a file: a form with these fields, and the file as the last one, ``file``."""

    url: str
    fields: dict[str, str]


class OwnFileStore(Protocol):
    """Files, under the account and the own credit that they belong to."""

    def place(self, sub: str, own_id: str) -> FormPlace:
        """Return where the file of a credit may be put, to be kept once it is checked."""

    def uploaded(self, sub: str, own_id: str) -> bytes | None:
        """Return what was put for a credit and isn't kept yet."""

    def forget_upload(self, sub: str, own_id: str) -> None:
        """Delete what was put for a credit and isn't kept yet."""

    def keep(self, sub: str, own_id: str, file_id: str, content: bytes) -> None:
        """Keep a file that was checked."""

    def read(self, sub: str, own_id: str, file_id: str) -> bytes | None:
        """Return a file that is kept."""

    def drop(self, sub: str, own_id: str, file_id: str) -> None:
        """Delete a file that is kept."""

    def drop_all(self, sub: str, own_id: str) -> None:
        """Delete every file of a credit, also what isn't kept yet or what a stop has left."""

    def forget(self, sub: str) -> None:
        """Delete every file of an account, also what isn't kept yet or what a stop has left."""


class S3OwnFiles:
    """See `OwnFileStore`; the bucket keeps no versions, so what is deleted is gone."""

    def __init__(self, client: "S3Client", bucket: str) -> None:
        self._client = client
        self._bucket = bucket

    def place(self, sub: str, own_id: str) -> FormPlace:
        of_no_type = {"Content-Type": _TYPE}
        signed = self._client.generate_presigned_post(
            self._bucket,
            _upload_key(sub, own_id),
            Fields={**of_no_type},
            Conditions=[of_no_type, ["content-length-range", 1, LARGEST_FILE]],
            ExpiresIn=int(PLACE_LIFE.total_seconds()),
        )
        return FormPlace(signed["url"], signed["fields"])

    def uploaded(self, sub: str, own_id: str) -> bytes | None:
        return self._get(_upload_key(sub, own_id))

    def forget_upload(self, sub: str, own_id: str) -> None:
        self._client.delete_object(Bucket=self._bucket, Key=_upload_key(sub, own_id))

    def keep(self, sub: str, own_id: str, file_id: str, content: bytes) -> None:
        key = _folder(sub, own_id) + file_id
        self._client.put_object(Bucket=self._bucket, Key=key, Body=content, ContentType=_TYPE)

    def read(self, sub: str, own_id: str, file_id: str) -> bytes | None:
        return self._get(_folder(sub, own_id) + file_id)

    def drop(self, sub: str, own_id: str, file_id: str) -> None:
        self._client.delete_object(Bucket=self._bucket, Key=_folder(sub, own_id) + file_id)

    def drop_all(self, sub: str, own_id: str) -> None:
        self.forget_upload(sub, own_id)
        delete_below(self._client, self._bucket, _folder(sub, own_id))

    def forget(self, sub: str) -> None:
        for folder in (UNCONFIRMED, _KEPT):
            delete_below(self._client, self._bucket, f"{folder}{sub}/")

    def _get(self, key: str) -> bytes | None:
        try:
            return self._client.get_object(Bucket=self._bucket, Key=key)["Body"].read()
        except self._client.exceptions.NoSuchKey:
            return None


def _upload_key(sub: str, own_id: str) -> str:
    return f"{UNCONFIRMED}{sub}/{own_id}"


def _folder(sub: str, own_id: str) -> str:
    return f"{_KEPT}{sub}/{own_id}/"
