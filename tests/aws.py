"""The hub's tables, buckets and queues in moto."""

import boto3

from cmehub.stores.tables import TABLES

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


def empty_tables(*names: str) -> None:
    """Empty some tables, or all."""
    dynamo = boto3.resource("dynamodb")
    for name in names or [table.name for table in TABLES]:
        items = dynamo.Table(name)
        with items.batch_writer() as batch:
            for item in items.scan()["Items"]:
                batch.delete_item(Key={"pk": item["pk"], "sk": item["sk"]})


def empty_bucket(bucket: str) -> None:
    boto3.resource("s3").Bucket(bucket).object_versions.all().delete()
