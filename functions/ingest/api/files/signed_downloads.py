"""Addresses at which anybody gets a stored file for a moment."""

import datetime as dt
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from mypy_boto3_s3 import S3Client

ADDRESS_LIFE = dt.timedelta(minutes=5)


class SignedDownloads(Protocol):
    """Where such addresses come from."""

    def address(self, key: str, name: str) -> str:
        """Return the address of a stored object, to be saved under a file name."""


class S3SignedDownloads:
    """Addresses that S3 checks by their signature."""

    def __init__(self, client: "S3Client", bucket: str) -> None:
        self._client = client
        self._bucket = bucket

    def address(self, key: str, name: str) -> str:
        """Return the address of a stored object, to be saved under a file name."""
        return self._client.generate_presigned_url(
            "get_object",
            Params={
                "Bucket": self._bucket,
                "Key": key,
                "ResponseContentDisposition": f'attachment; filename="{name}"',
            },
            ExpiresIn=int(ADDRESS_LIFE.total_seconds()),
        )
