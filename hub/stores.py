"""The hub's stores, over the connection to a stack."""

from dataclasses import dataclass
from functools import cached_property

from cmehub.runtime.queues import Queue, SqsQueue
from cmehub.stores.dynamo import DynamoTable
from cmehub.stores.dynamo_boards import DynamoBoardStore
from cmehub.stores.dynamo_keys import DynamoKeyStore
from cmehub.stores.dynamo_records import DynamoLedgerStore, DynamoRecordStore
from cmehub.stores.dynamo_registers import DynamoActivityStore, DynamoProviderStore
from cmehub.stores.dynamo_rosters import DynamoRosterStore
from cmehub.stores.dynamo_submissions import DynamoSubmissionStore
from cmehub.stores.s3 import S3WorkObjects
from hub.stack import StackConnection


@dataclass(frozen=True)
class HubStores:
    """The stores of the stack that the command line talks to."""

    connection: StackConnection

    @cached_property
    def providers(self) -> DynamoProviderStore:
        """Providers and their contacts."""
        return DynamoProviderStore(self._table("providers"))

    @cached_property
    def keys(self) -> DynamoKeyStore:
        """Providers' API keys."""
        return DynamoKeyStore(self._table("providers"))

    @cached_property
    def rosters(self) -> DynamoRosterStore:
        """The boards' diplomates."""
        return DynamoRosterStore(self._table("rosters"))

    @cached_property
    def activities(self) -> DynamoActivityStore:
        """Providers' activities."""
        return DynamoActivityStore(self._table("activities"))

    @cached_property
    def submissions(self) -> DynamoSubmissionStore:
        """Facts about submissions."""
        return DynamoSubmissionStore(self._table("submissions"))

    @cached_property
    def records(self) -> DynamoRecordStore:
        """Learner records."""
        return DynamoRecordStore(self._table("records"))

    @cached_property
    def ledgers(self) -> DynamoLedgerStore:
        """The boards' ledgers."""
        return DynamoLedgerStore(self._table("records"))

    @cached_property
    def boards(self) -> DynamoBoardStore:
        """How boards are reached, and what waits for them."""
        return DynamoBoardStore(self._table("boards"))

    @cached_property
    def exchange(self) -> S3WorkObjects:
        """Files to and from the boards that are asked by files."""
        return S3WorkObjects(self.connection.s3, self.connection.exchange_bucket)

    @cached_property
    def chunks(self) -> Queue:
        """The queue of chunks that wait to be validated."""
        return SqsQueue(self.connection.sqs, self.connection.queue_url("chunks"))

    @cached_property
    def notices(self) -> Queue:
        """The queue of what providers have to be told."""
        return SqsQueue(self.connection.sqs, self.connection.queue_url("notices"))

    @cached_property
    def events(self) -> Queue:
        """The queue of what webhooks are told."""
        return SqsQueue(self.connection.sqs, self.connection.queue_url("events"))

    @cached_property
    def objects(self) -> S3WorkObjects:
        """Chunks, results, requests, decisions and mails."""
        return S3WorkObjects(self.connection.s3, self.connection.work_bucket)

    def _table(self, name: str) -> DynamoTable:
        return DynamoTable(self.connection.dynamodb, self.connection.table(name))
