"""What a stack keeps: its tables, buckets and queues, each store over them made when it is first asked for."""

from functools import cached_property
from typing import TYPE_CHECKING, Protocol

from cmehub.runtime.clients import dynamo_client, s3_client, sqs_client
from cmehub.runtime.queues import Queue, SqsQueue
from cmehub.stores import (
    AccountStore,
    ActivityStore,
    BoardStore,
    GatheringStore,
    KeyStore,
    LedgerStore,
    ProviderStore,
    RecordStore,
    RosterStore,
    SubmissionStore,
    WorkObjects,
)
from cmehub.stores.dynamo import DynamoTable

if TYPE_CHECKING:
    from collections.abc import Mapping

    from mypy_boto3_dynamodb import DynamoDBClient
    from mypy_boto3_s3 import S3Client
    from mypy_boto3_sqs import SQSClient

    from cmehub.stores.accesses import AccessStore
    from cmehub.stores.account_archives import ArchiveStore
    from cmehub.stores.issued_documents import IssuedDocumentStore
    from cmehub.stores.missing_credits import MissingCreditStore
    from cmehub.stores.needs import NeedStore
    from cmehub.stores.own_credits import OwnCreditStore
    from cmehub.stores.own_files import OwnFileStore
    from cmehub.stores.physician_mails import PhysicianMailStore
    from cmehub.stores.published_files import PublishedFiles
    from cmehub.stores.reviews import ReviewStore
    from cmehub.stores.standings import StandingStore
    from cmehub.stores.tries import TryStore
    from cmehub.stores.webhooks import EventStore, WebhookStore
    from cmehub.submissions.uploads import Uploads


class Names(Protocol):
    """How a stack's resources are called: a function's settings know those that it needs, a stack's outputs all."""

    def table(self, name: str) -> str:
        """Return the real name of a table of `cmehub.stores.tables`, such as ``records``."""

    def bucket(self, name: str) -> str:
        """Return the real name of a bucket: ``uploads``, ``work``, ``exchange``, ``index``, ``site`` or ``files``."""

    def queue_url(self, name: str) -> str:
        """Return the URL of a queue: ``chunks``, ``notices``, ``board-<code>`` and so on."""


class Stores:
    """The stores and queues of a stack; each brings its client and its module, so ask for none without need."""

    def __init__(self, names: Names) -> None:
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

    @cached_property
    def providers(self) -> ProviderStore:
        """Providers and their contacts."""
        from cmehub.stores.dynamo_registers import DynamoProviderStore

        return DynamoProviderStore(self._table("providers"))

    @cached_property
    def keys(self) -> KeyStore:
        """Providers' API keys."""
        from cmehub.stores.dynamo_keys import DynamoKeyStore

        return DynamoKeyStore(self._table("providers"))

    @cached_property
    def accounts(self) -> AccountStore:
        """People who sign in, and whom they are."""
        from cmehub.stores.dynamo_accounts import DynamoAccountStore

        return DynamoAccountStore(self._table("accounts"))

    @cached_property
    def standings(self) -> "StandingStore":
        """What accounts may do."""
        from cmehub.stores.dynamo_standings import DynamoStandingStore

        return DynamoStandingStore(self._table("accounts"))

    @cached_property
    def webhooks(self) -> "WebhookStore":
        """Providers' webhooks."""
        from cmehub.stores.dynamo_webhooks import DynamoWebhookStore

        return DynamoWebhookStore(self._table("providers"))

    @cached_property
    def events(self) -> "EventStore":
        """What happened, and the attempts to tell webhooks."""
        from cmehub.stores.dynamo_events import DynamoEventStore

        return DynamoEventStore(self._table("providers"))

    @cached_property
    def activities(self) -> ActivityStore:
        """Providers' activities."""
        from cmehub.stores.dynamo_registers import DynamoActivityStore

        return DynamoActivityStore(self._table("activities"))

    @cached_property
    def review_store(self) -> "ReviewStore":
        """Reviews of activities."""
        from cmehub.stores.dynamo_reviews import DynamoReviewStore

        return DynamoReviewStore(self._table("activities"))

    @cached_property
    def submissions(self) -> SubmissionStore:
        """Facts about submissions."""
        from cmehub.stores.dynamo_submissions import DynamoSubmissionStore

        return DynamoSubmissionStore(self._table("submissions"))

    @cached_property
    def records(self) -> RecordStore:
        """Learner records."""
        from cmehub.stores.dynamo_records import DynamoRecordStore

        return DynamoRecordStore(self._table("records"))

    @cached_property
    def ledgers(self) -> LedgerStore:
        """The boards' ledgers."""
        from cmehub.stores.dynamo_records import DynamoLedgerStore

        return DynamoLedgerStore(self._table("records"))

    @cached_property
    def rosters(self) -> RosterStore:
        """The rosters of boards and states."""
        from cmehub.stores.dynamo_rosters import DynamoRosterStore

        return DynamoRosterStore(self._table("rosters"))

    @cached_property
    def tries(self) -> "TryStore":
        """What was tried about whom, and how often in vain."""
        from cmehub.stores.dynamo_tries import DynamoTryStore

        return DynamoTryStore(self._table("accounts"))

    @cached_property
    def boards(self) -> BoardStore:
        """How boards are reached, and what waits for them."""
        from cmehub.stores.dynamo_boards import DynamoBoardStore

        return DynamoBoardStore(self._table("boards"))

    @cached_property
    def gatherings(self) -> GatheringStore:
        """Calls that mails will tell of, or did."""
        from cmehub.stores.dynamo_gatherings import DynamoGatheringStore

        return DynamoGatheringStore(self._table("submissions"))

    @cached_property
    def accesses(self) -> "AccessStore":
        """Who has read physicians' credits."""
        from cmehub.stores.dynamo_accesses import DynamoAccessStore

        return DynamoAccessStore(self._table("accounts"))

    @cached_property
    def missing_credits(self) -> "MissingCreditStore":
        """Physicians' requests for credits that are missing."""
        from cmehub.stores.dynamo_missing_credits import DynamoMissingCreditStore

        return DynamoMissingCreditStore(self._table("accounts"))

    @cached_property
    def needs(self) -> "NeedStore":
        """What physicians have to earn."""
        from cmehub.stores.dynamo_needs import DynamoNeedStore

        return DynamoNeedStore(self._table("accounts"))

    @cached_property
    def own_credits(self) -> "OwnCreditStore":
        """Credits that physicians entered."""
        from cmehub.stores.dynamo_own_credits import DynamoOwnCreditStore

        return DynamoOwnCreditStore(self._table("accounts"))

    @cached_property
    def own_files(self) -> "OwnFileStore":
        """Files of the credits that physicians entered."""
        from cmehub.stores.own_files import S3OwnFiles

        return S3OwnFiles(self.s3, self._names.bucket("files"))

    @cached_property
    def archives(self) -> "ArchiveStore":
        """Archives of accounts."""
        from cmehub.stores.account_archives import S3Archives

        return S3Archives(self.s3, self._names.bucket("files"))

    @cached_property
    def issued_documents(self) -> "IssuedDocumentStore":
        """Documents that can be verified."""
        from cmehub.stores.dynamo_issued_documents import DynamoIssuedDocumentStore

        return DynamoIssuedDocumentStore(self._table("accounts"))

    @cached_property
    def physician_mails(self) -> "PhysicianMailStore":
        """Which mails physicians want, and what waits for one."""
        from cmehub.stores.dynamo_physician_mails import DynamoPhysicianMailStore

        return DynamoPhysicianMailStore(self._table("accounts"))

    @cached_property
    def objects(self) -> WorkObjects:
        """Chunks, results, requests, decisions and mails."""
        from cmehub.stores.s3 import S3WorkObjects

        return S3WorkObjects(self.s3, self._names.bucket("work"))

    @cached_property
    def exchange(self) -> WorkObjects:
        """Files to and from the boards that are asked by files."""
        from cmehub.stores.s3 import S3WorkObjects

        return S3WorkObjects(self.s3, self._names.bucket("exchange"))

    @cached_property
    def uploads(self) -> "Uploads":
        """Files that providers sent."""
        from cmehub.submissions.uploads import S3Uploads

        return S3Uploads(self.s3, self._names.bucket("uploads"))

    @cached_property
    def site_files(self) -> WorkObjects:
        """The built pages of the Passport site."""
        from cmehub.stores.s3 import S3WorkObjects

        return S3WorkObjects(self.s3, self._names.bucket("site"))

    @cached_property
    def published_files(self) -> "PublishedFiles":
        """The published search index and open data."""
        from cmehub.stores.published_files import S3PublishedFiles

        return S3PublishedFiles(self.s3, self._names.bucket("index"))

    @cached_property
    def chunks_queue(self) -> Queue:
        """Where chunks wait to be validated."""
        return self._queue("chunks")

    @cached_property
    def notices_queue(self) -> Queue:
        """Where it waits what providers have to be told."""
        return self._queue("notices")

    @cached_property
    def events_queue(self) -> Queue:
        """Where it waits what webhooks are told."""
        return self._queue("events")

    @cached_property
    def deliveries_queue(self) -> SqsQueue:
        """Where deliveries wait for their next try."""
        return self._queue("deliveries")

    @cached_property
    def board_queues(self) -> "Mapping[str, Queue]":
        """Where it waits what boards are asked, by board."""
        from cmehub.rules.packs import board_codes

        return {board: self._queue(f"board-{board}") for board in board_codes()}

    def _table(self, name: str) -> DynamoTable:
        return DynamoTable(self.dynamodb, self._names.table(name))

    def _queue(self, name: str) -> SqsQueue:
        return SqsQueue(self.sqs, self._names.queue_url(name))
