"""The work bucket."""

from typing import TYPE_CHECKING

from botocore.exceptions import ClientError

if TYPE_CHECKING:
    from mypy_boto3_s3 import S3Client


_TRIES = 3


class S3WorkObjects:
    """See `cmehub.stores.WorkObjects`."""

    def __init__(self, client: "S3Client", bucket: str) -> None:
        self._client = client
        self._bucket = bucket

    def put(self, key: str, content: bytes) -> None:
        self._client.put_object(Bucket=self._bucket, Key=key, Body=content)

    def put_first(self, key: str, content: bytes) -> bytes:
        for tried in range(1, _TRIES + 1):
            try:
                self._client.put_object(Bucket=self._bucket, Key=key, Body=content, IfNoneMatch="*")
            except ClientError as error:
                code = error.response["Error"]["Code"]
                if code == "PreconditionFailed":
                    return self.get(key)
                # Somebody else's write is under way, and may still fail; S3 wants the write to be tried again:
                # https://docs.aws.amazon.com/AmazonS3/latest/userguide/conditional-writes.html
                if code != "ConditionalRequestConflict" or tried == _TRIES:
                    raise
            else:
                return content
        raise AssertionError("the last try returns or raises")

    def get(self, key: str) -> bytes:
        try:
            return self._client.get_object(Bucket=self._bucket, Key=key)["Body"].read()
        except self._client.exceptions.NoSuchKey as error:
            raise KeyError(key) from error

    def keys(self, prefix: str) -> list[str]:
        pages = self._client.get_paginator("list_objects_v2").paginate(Bucket=self._bucket, Prefix=prefix)
        return [s3_object["Key"] for page in pages for s3_object in page.get("Contents", [])]


def delete_below(client: "S3Client", bucket: str, prefix: str) -> None:
    """Delete every object whose key has a prefix."""
    pages = client.get_paginator("list_objects_v2").paginate(Bucket=bucket, Prefix=prefix)
    for key in [found["Key"] for page in pages for found in page.get("Contents", [])]:
        client.delete_object(Bucket=bucket, Key=key)
