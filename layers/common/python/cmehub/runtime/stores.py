"""What a stack keeps: its tables, buckets and queues, each store over them made when it is first asked for."""

from functools import cached_property
from typing import TYPE_CHECKING

from cmehub.runtime.account_stores import AccountStores
from cmehub.runtime.queues import Queue, SqsQueue
from cmehub.stores import (
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

if TYPE_CHECKING:
    from collections.abc import Mapping

    from cmehub.stores.accreditors import AccreditorStore
    from cmehub.stores.figures import FigureStore
    from cmehub.stores.keys import StateKeyStore
    from cmehub.stores.mail_feedback import MailFeedbackStore
    from cmehub.stores.published_files import PublishedFiles
    from cmehub.stores.reminders import ReminderStore
    from cmehub.stores.reviews import ReviewStore
    from cmehub.stores.webhooks import EventStore, WebhookStore
    from cmehub.stores.years import YearStore
    from cmehub.submissions.uploads import Uploads


class Stores(AccountStores):
    """The stores and queues of a stack; each brings its client and its module, so ask for none without need."""

    @cached_property
    def providers(self) -> ProviderStore:
        """Providers and their contacts."""
        from cmehub.stores.dynamo_registers import DynamoProviderStore

        return DynamoProviderStore(self._table("providers"))

    @cached_property
    def mail_feedback(self) -> "MailFeedbackStore":
        """What came back of mails."""
        from cmehub.stores.dynamo_mail_feedback import DynamoMailFeedbackStore

        return DynamoMailFeedbackStore(self._table("providers"))

    @cached_property
    def keys(self) -> KeyStore:
        """Providers' API keys."""
        from cmehub.stores.dynamo_keys import DynamoKeyStore

        return DynamoKeyStore(self._table("providers"))

    @cached_property
    def state_keys(self) -> "StateKeyStore":
        """API keys of states' licensing boards."""
        from cmehub.stores.dynamo_keys import DynamoStateKeyStore

        return DynamoStateKeyStore(self._table("providers"))

    @cached_property
    def years(self) -> "YearStore":
        """What is known of providers' years."""
        from cmehub.stores.dynamo_years import DynamoYearStore

        return DynamoYearStore(self._table("providers"))

    @cached_property
    def accreditors(self) -> "AccreditorStore":
        """Who accredits which providers."""
        from cmehub.stores.dynamo_accreditors import DynamoAccreditorStore

        return DynamoAccreditorStore(self._table("providers"))

    @cached_property
    def reminders(self) -> "ReminderStore":
        """Which reminders providers got."""
        from cmehub.stores.dynamo_reminders import DynamoReminderStore

        return DynamoReminderStore(self._table("providers"))

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
    def figures(self) -> "FigureStore":
        """Providers' figures by month."""
        from cmehub.stores.dynamo_figures import DynamoFigureStore

        return DynamoFigureStore(self._table("submissions"))

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
    def figures_queue(self) -> Queue:
        """Where months wait to be counted."""
        return self._queue("figures")

    @cached_property
    def checks_queue(self) -> Queue:
        """Where checks of licensees wait to be done."""
        return self._queue("checks")

    @cached_property
    def deliveries_queue(self) -> SqsQueue:
        """Where deliveries wait for their next try."""
        return self._queue("deliveries")

    @cached_property
    def board_queues(self) -> "Mapping[str, Queue]":
        """Where it waits what boards are asked, by board."""
        from cmehub.rules.packs import board_codes

        return {board: self._queue(f"board-{board}") for board in board_codes()}
