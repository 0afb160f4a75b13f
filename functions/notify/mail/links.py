"""Links by which a provider can fetch a stored file, for a while."""

import datetime as dt
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from mypy_boto3_s3 import S3Client

LINK_LIFE = dt.timedelta(hours=12)
"""At most: a link signed with a function's own credentials ends with them, which is some hours later."""


class Links(Protocol):
    """Where links come from."""

    def link(self, key: str, name: str) -> str:
        """Return a link to a stored object, to be saved under a file name."""


class S3Links:
    """Links that S3 checks by their signature."""

    def __init__(self, client: "S3Client", bucket: str) -> None:
        self._client = client
        self._bucket = bucket

    def link(self, key: str, name: str) -> str:
        """Return a link to a stored object, to be saved under a file name."""
        return self._client.generate_presigned_url(
            "get_object",
            Params={
                "Bucket": self._bucket,
                "Key": key,
                "ResponseContentDisposition": f'attachment; filename="{name}"',
            },
            ExpiresIn=int(LINK_LIFE.total_seconds()),
        )
