"""The hub's tables, buckets and queues in moto."""

from collections.abc import Mapping
from copy import deepcopy
from functools import cache
from typing import TYPE_CHECKING

import boto3
from moto.dynamodb.models import dynamodb_backends
from moto.dynamodb.models.table import Table as MotoTable

from cmehub.stores.tables import TABLES
from tests.aws_events import REGION

if TYPE_CHECKING:
    from mypy_boto3_dynamodb.service_resource import Table
    from mypy_boto3_s3.service_resource import Bucket

ACCOUNT = "123456789012"
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


def copies_of_tables() -> dict[str, MotoTable]:
    """Return tables that hold what the tables hold now, to `replace_tables` by them."""
    tables = dynamodb_backends[ACCOUNT][REGION].tables
    return {table.name: deepcopy(tables[table.name]) for table in TABLES}


def replace_tables(copies: Mapping[str, MotoTable]) -> None:
    """Let tables hold again what they held when they were copied."""
    dynamodb_backends[ACCOUNT][REGION].tables.update(deepcopy(copies))


def empty_tables(*names: str) -> None:
    """Empty some tables, or all."""
    tables = dynamodb_backends[ACCOUNT][REGION].tables
    for name in names or [table.name for table in TABLES]:
        tables[name].items.clear()


@cache
def bucket_in_moto(name: str) -> "Bucket":
    """Return a bucket; see `table_in_moto`."""
    return boto3.resource("s3").Bucket(name)


def empty_bucket(name: str) -> None:
    bucket_in_moto(name).object_versions.all().delete()
