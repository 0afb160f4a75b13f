"""The connection to a stack: its clients, and its tables and queues by their names."""

from functools import cached_property
from typing import TYPE_CHECKING, Protocol

from cmehub.runtime.clients import dynamo_client, s3_client, sqs_client
from cmehub.runtime.queues import SqsQueue
from cmehub.stores.dynamo import DynamoTable

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient
    from mypy_boto3_s3 import S3Client
    from mypy_boto3_sqs import SQSClient


class ResourceNames(Protocol):
    """How a stack's resources are called: a function's settings know those that it needs, a stack's outputs all."""

    def table(self, name: str) -> str:
        """Return the real name of a table of `cmehub.stores.tables`, such as ``records``."""

    def bucket(self, name: str) -> str:
        """Return the real name of a bucket: ``uploads``, ``work``, ``exchange``, ``index``, ``site`` or ``files``."""

    def queue_url(self, name: str) -> str:
        """Return the URL of a queue: ``chunks``, ``notices``, ``board-<code>`` and so on."""


class Connection:
    """A stack as its resources are called; each client is made when it is first asked for."""

    def __init__(self, names: ResourceNames) -> None:
        self._names = names

    @cached_property
    def s3(self) -> "S3Client":
        """A client for S3."""
        return s3_client()

    @cached_property
    def sqs(self) -> "SQSClient":
        """A client for SQS."""
        return sqs_client()

    @cached_property
    def dynamodb(self) -> "DynamoDBClient":
        """A client for DynamoDB."""
        return dynamo_client()

    def _table(self, name: str) -> DynamoTable:
        return DynamoTable(self.dynamodb, self._names.table(name))

    def _queue(self, name: str) -> SqsQueue:
        return SqsQueue(self.sqs, self._names.queue_url(name))
