"""Boards that are asked by a file a day: files of asks out, files of decisions in."""

from aws_cdk import Duration
from aws_cdk import aws_events as eventbridge
from aws_cdk import aws_events_targets as targets
from aws_cdk import aws_sns as sns
from constructs import Construct

from infra.acknowledgements import acknowledge_key_wildcards, acknowledge_object_wildcards
from infra.buckets import Buckets
from infra.functions import FunctionFactory
from infra.queues import WorkQueue
from infra.tables import Tables
from infra.target import Target

_TIMEOUT = Duration.minutes(15)
_MEMORY = 1769
_HOUR_OF_FILES = "9"
"""UTC: after the evening on the West Coast, before the morning on the East Coast."""


class AskFiles(Construct):
    """The daily call, its queue, and the function that puts the files of asks."""

    def __init__(
        self,
        scope: Construct,
        construct_id: str,
        *,
        target: Target,
        functions: FunctionFactory,
        buckets: Buckets,
        tables: Tables,
        alarm_topic: sns.ITopic,
    ) -> None:
        super().__init__(scope, construct_id)
        calls = WorkQueue(
            self, "Calls", target=target, name="question-files", function_timeout=_TIMEOUT, alarm_topic=alarm_topic
        )
        eventbridge.Rule(
            self,
            "Daily",
            description="Puts the files of questions for the boards that are asked so.",
            schedule=eventbridge.Schedule.cron(hour=_HOUR_OF_FILES, minute="0"),
            targets=[targets.SqsQueue(calls.queue, message=eventbridge.RuleTargetInput.from_object({}))],
        )
        function = functions.function(
            self,
            "board_dispatch",
            handler="files.asks_handler.handle",
            timeout=_TIMEOUT,
            memory_size=_MEMORY,
            environment={
                "WORK_BUCKET": buckets.work.bucket_name,
                "EXCHANGE_BUCKET": buckets.exchange.bucket_name,
                **tables.environment(["boards"]),
            },
        )
        calls.feed(function, most_concurrent=1)
        buckets.allow_putting_asks(function)
        tables.grant(function, "boards", "GetItem", "Query", "PutItem")
        acknowledge_key_wildcards(self, buckets.work, "requests/*")
        acknowledge_key_wildcards(self, buckets.exchange, "boards/*/out/*")


class DecisionFiles(Construct):
    """The queue of files that boards put, and the function that takes their decisions."""

    def __init__(
        self,
        scope: Construct,
        construct_id: str,
        *,
        target: Target,
        codes: tuple[str, ...],
        functions: FunctionFactory,
        buckets: Buckets,
        tables: Tables,
        chunks: WorkQueue,
        notices: WorkQueue,
        events: WorkQueue,
        alarm_topic: sns.ITopic,
    ) -> None:
        super().__init__(scope, construct_id)
        files = WorkQueue(
            self, "Files", target=target, name="decision-files", function_timeout=_TIMEOUT, alarm_topic=alarm_topic
        )
        buckets.announce_decisions(files.queue, codes)
        function = functions.function(
            self,
            "board_dispatch",
            handler="files.decisions_handler.handle",
            timeout=_TIMEOUT,
            memory_size=_MEMORY,
            environment={
                "WORK_BUCKET": buckets.work.bucket_name,
                "EXCHANGE_BUCKET": buckets.exchange.bucket_name,
                "CHUNKS_QUEUE_URL": chunks.queue.queue_url,
                "NOTICES_QUEUE_URL": notices.queue.queue_url,
                "EVENTS_QUEUE_URL": events.queue.queue_url,
                **tables.environment(["records", "submissions", "boards"]),
            },
        )
        files.feed(function, most_concurrent=10)
        buckets.allow_work(function)
        buckets.allow_taking_decisions(function)
        tables.grant(function, "records", "BatchGetItem", "PutItem")
        tables.grant(function, "submissions", "GetItem", "Query", "PutItem", "UpdateItem")
        tables.grant(function, "boards", "GetItem", "Query", "PutItem", "UpdateItem", "DeleteItem")
        chunks.queue.grant_send_messages(function)
        notices.queue.grant_send_messages(function)
        events.queue.grant_send_messages(function)
        acknowledge_object_wildcards(self, buckets.work)
        acknowledge_key_wildcards(self, buckets.exchange, "boards/*/in/*", "boards/*/in-reports/*")
