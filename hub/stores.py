"""The hub's stores, over the connection to a stack."""

from functools import cached_property
from typing import TYPE_CHECKING

from cmehub.runtime.hub import Hub
from hub.stack import StackConnection

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient
    from mypy_boto3_s3 import S3Client
    from mypy_boto3_sqs import SQSClient


class HubStores(Hub):
    """The hub of the stack that the command line talks to, over the connection's clients."""

    def __init__(self, connection: StackConnection) -> None:
        super().__init__(connection)
        self.connection = connection

    @cached_property
    def s3(self) -> "S3Client":
        """A client for S3."""
        return self.connection.s3

    @cached_property
    def sqs(self) -> "SQSClient":
        """A client for SQS."""
        return self.connection.sqs

    @cached_property
    def dynamodb(self) -> "DynamoDBClient":
        """A client for DynamoDB."""
        return self.connection.dynamodb
