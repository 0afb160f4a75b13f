"""Archives of accounts: each is there for a moment, to be downloaded."""

import datetime as dt
from typing import IO, TYPE_CHECKING, Protocol

from cmehub.stores.s3 import delete_below
from cmehub.stores.signed_objects import S3SignedObjects

if TYPE_CHECKING:
    from mypy_boto3_s3 import S3Client

ARCHIVES = "archives/"
"""What is put there goes after a day: `infra.buckets` says so."""

ARCHIVE_ADDRESS_LIFE = dt.timedelta(minutes=10)
"""Within which a download has to begin."""


class ArchiveStore(Protocol):
    """Archives, under the account that they are of."""

    def keep(self, sub: str, archive_id: str, content: IO[bytes]) -> None:
        """Keep an archive for a day, read from where the file stands."""

    def address(self, sub: str, archive_id: str, name: str) -> str:
        """Return where an archive can be got for `ARCHIVE_ADDRESS_LIFE`, to be saved under a name."""

    def forget(self, sub: str) -> None:
        """Delete every archive of an account."""


class S3Archives:
    """See `ArchiveStore`."""

    def __init__(self, client: "S3Client", bucket: str) -> None:
        self._client = client
        self._bucket = bucket

    def keep(self, sub: str, archive_id: str, content: IO[bytes]) -> None:
        self._client.put_object(Bucket=self._bucket, Key=_key(sub, archive_id), Body=content)

    def address(self, sub: str, archive_id: str, name: str) -> str:
        signed = S3SignedObjects(self._client, self._bucket)
        return signed.address(_key(sub, archive_id), name, life=ARCHIVE_ADDRESS_LIFE)

    def forget(self, sub: str) -> None:
        delete_below(self._client, self._bucket, f"{ARCHIVES}{sub}/")


def _key(sub: str, archive_id: str) -> str:
    return f"{ARCHIVES}{sub}/{archive_id}.zip"
