"""Addresses at which anybody gets or puts one object for a moment."""

import base64
import datetime as dt
from typing import TYPE_CHECKING, NamedTuple, Protocol

if TYPE_CHECKING:
    from mypy_boto3_s3 import S3Client

ADDRESS_LIFE = dt.timedelta(minutes=5)
PLACE_LIFE = dt.timedelta(minutes=15)


class SignedPlace(NamedTuple):
    """Where an object may be put; all headers have to be sent, since the signature covers them."""

    url: str
    headers: dict[str, str]


class SignedDownloads(Protocol):
    """Where addresses to get objects come from."""

    def address(self, key: str, name: str) -> str:
        """Return the address of a stored object, to be saved under a file name."""


class SignedObjects(SignedDownloads, Protocol):
    """Where addresses to get and put objects come from."""

    def place(self, key: str, size: int, sha256: str) -> SignedPlace:
        """Return where an object of this size and content, and no other, may be put."""


class S3SignedObjects:
    """Addresses that S3 checks by their signature."""

    def __init__(self, client: "S3Client", bucket: str) -> None:
        self._client = client
        self._bucket = bucket

    def address(self, key: str, name: str, *, life: dt.timedelta = ADDRESS_LIFE) -> str:
        """Return the address of a stored object, to be saved under a file name."""
        return self._client.generate_presigned_url(
            "get_object",
            Params={
                "Bucket": self._bucket,
                "Key": key,
                "ResponseContentDisposition": f'attachment; filename="{name}"',
                # Whoever put an object may have given it a type that a browser would run.
                "ResponseContentType": "application/octet-stream",
            },
            ExpiresIn=int(life.total_seconds()),
        )

    def place(self, key: str, size: int, sha256: str) -> SignedPlace:
        """Return where an object of this size and content, and no other, may be put."""
        checksum = base64.b64encode(bytes.fromhex(sha256)).decode()
        url = self._client.generate_presigned_url(
            "put_object",
            Params={"Bucket": self._bucket, "Key": key, "ContentLength": size, "ChecksumSHA256": checksum},
            ExpiresIn=int(PLACE_LIFE.total_seconds()),
        )
        return SignedPlace(url, {"Content-Length": str(size), "x-amz-checksum-sha256": checksum})
