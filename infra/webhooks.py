"""Webhooks: the queue of events and the queue of deliveries, each with its function."""

from aws_cdk import Duration
from constructs import Construct

from cmehub.accounts.webhooks import MOST_TRIES
from infra.acknowledgements import acknowledge_key_wildcards, acknowledge_object_wildcards
from infra.buckets import Buckets
from infra.functions import FunctionFactory
from infra.mail import Mail
from infra.queues import WorkQueue
from infra.tables import Tables
from infra.target import Target

EVENTS_TIMEOUT = Duration.minutes(5)
DELIVERY_TIMEOUT = Duration.seconds(30)
DELIVERY_TRIES = MOST_TRIES + 5
"""More than the webhook's tries: faults of the hub's own come to the dead-letter queue after five."""


class Events(Construct):
    """The function that keeps what events say, queues a delivery for each webhook, and lets physicians know."""

    def __init__(
        self,
        scope: Construct,
        construct_id: str,
        *,
        target: Target,
        functions: FunctionFactory,
        buckets: Buckets,
        tables: Tables,
        events: WorkQueue,
        deliveries: WorkQueue,
        notices: WorkQueue,
    ) -> None:
        super().__init__(scope, construct_id)
        function = functions.function(
            self,
            "notify",
            handler="webhooks.events_handler.handle",
            timeout=EVENTS_TIMEOUT,
            memory_size=1024,
            environment={
                "WORK_BUCKET": buckets.work.bucket_name,
                "DELIVERIES_QUEUE_URL": deliveries.queue.queue_url,
                "NOTICES_QUEUE_URL": notices.queue.queue_url,
                "NEWS_GATHERING_SECONDS": str(int(target.news_gathering.to_seconds())),
                **tables.environment(["submissions", "providers", "activities", "accounts", "records", "rosters"]),
            },
        )
        events.feed(function, batch_size=10, most_concurrent=50)
        deliveries.queue.grant_send_messages(function)
        notices.queue.grant_send_messages(function)
        buckets.allow_work(function)
        # What physicians want to be told; a transaction needs the permissions of its parts.
        tables.grant(function, "accounts", "GetItem", "BatchGetItem", "PutItem", "UpdateItem")
        tables.grant(function, "records", "BatchGetItem")
        # What states' webhooks are told of licensees, and that it was told.
        tables.grant(function, "accounts", "BatchWriteItem")
        tables.grant(function, "records", "Query")
        tables.grant(function, "rosters", "BatchGetItem", "Query")
        tables.grant(function, "activities", "BatchGetItem")
        # The mark of a month that has to be counted is put by a batch of one.
        tables.grant(function, "submissions", "GetItem", "Query", "BatchWriteItem")
        tables.grant(function, "activities", "Query")
        tables.grant(function, "providers", "GetItem", "Query", "BatchWriteItem")
        acknowledge_object_wildcards(self, buckets.work)


class Deliveries(Construct):
    """The function that posts to webhooks; it alone calls addresses that providers chose."""

    def __init__(
        self,
        scope: Construct,
        construct_id: str,
        *,
        target: Target,
        functions: FunctionFactory,
        buckets: Buckets,
        tables: Tables,
        mail: Mail,
        deliveries: WorkQueue,
    ) -> None:
        super().__init__(scope, construct_id)
        function = functions.function(
            self,
            "notify",
            handler="webhooks.deliveries_handler.handle",
            timeout=DELIVERY_TIMEOUT,
            memory_size=512,
            environment={
                "WORK_BUCKET": buckets.work.bucket_name,
                "DELIVERIES_QUEUE_URL": deliveries.queue.queue_url,
                "WEBHOOKS_MAY_BE_LOCAL": str(target.webhooks_may_be_local),
                **mail.environment,
                **tables.environment(["providers"]),
            },
        )
        self._function = function
        deliveries.feed(function, most_concurrent=50)
        buckets.allow_reading_events(function)
        tables.grant(
            function, "providers", "GetItem", "BatchGetItem", "Query", "PutItem", "BatchWriteItem", "UpdateItem"
        )
        mail.allow_sending(function)
        acknowledge_key_wildcards(self, buckets.work, "events/*")

    def lead_to(self, site_url: str) -> None:
        """Let mails about disabled webhooks lead to the console of the site."""
        self._function.add_environment("SITE_URL", site_url)
