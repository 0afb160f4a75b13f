"""The hub's tables, buckets and queues in moto."""

from functools import cache
from typing import TYPE_CHECKING

import boto3

from cmehub.stores.tables import TABLES

if TYPE_CHECKING:
    from mypy_boto3_dynamodb.service_resource import Table

UPLOADS_BUCKET = "uploads"
WORK_BUCKET = "work"
EXCHANGE_BUCKET = "exchange"
FILES_BUCKET = "files"


def make_buckets() -> None:
    s3 = boto3.client("s3")
    for bucket in (UPLOADS_BUCKET, WORK_BUCKET, EXCHANGE_BUCKET, FILES_BUCKET):
        s3.create_bucket(Bucket=bucket)
    for bucket in (UPLOADS_BUCKET, EXCHANGE_BUCKET):
        s3.put_bucket_versioning(Bucket=bucket, VersioningConfiguration={"Status": "Enabled"})


@cache
def table_in_moto(name: str) -> "Table":
    """Return a table; its class is built at each call of boto3's, which takes longer than most tests."""
    return boto3.resource("dynamodb").Table(name)


def empty_tables(*names: str) -> None:
    """Empty some tables, or all."""
    for name in names or [table.name for table in TABLES]:
        items = table_in_moto(name)
        with items.batch_writer() as batch:
            for item in items.scan()["Items"]:
                batch.delete_item(Key={"pk": item["pk"], "sk": item["sk"]})


def empty_bucket(bucket: str) -> None:
    boto3.resource("s3").Bucket(bucket).object_versions.all().delete()
