"""Checks of licensees, nightly files about them, and their rosters: the queue, the nightly call, and the function."""

from aws_cdk import Duration
from aws_cdk import aws_events as events
from aws_cdk import aws_events_targets as targets
from aws_cdk import aws_sns as sns
from constructs import Construct

from cmehub.licensing.checks import CHECKS
from cmehub.licensing.nightly_files import NIGHTS
from cmehub.licensing.nightly_messages import NightlyFilesDueMessage
from cmehub.licensing.nightly_states import STATES
from cmehub.licensing.sent_rosters import SENT_ROSTERS
from infra.acknowledgements import acknowledge_key_wildcards
from infra.buckets import Buckets
from infra.credentials import SigningKeys
from infra.functions import FunctionFactory
from infra.queues import WorkQueue
from infra.tables import Tables
from infra.target import Target

_TIMEOUT = Duration.minutes(15)
_MOST_AT_ONCE = 10
"""Portions of 500 licensees: one check leaves the tables to others."""
_HOUR_OF_FILES = "9"
"""UTC: at night in all of the United States."""


class Checks(Construct):
    """
    The queue, and the function that looks at licensees, writes a check's or a night's files, or loads a roster.

    Attributes
    ----------
    queue
        Where checks are asked for.
    """

    def __init__(
        self,
        scope: Construct,
        construct_id: str,
        *,
        target: Target,
        functions: FunctionFactory,
        buckets: Buckets,
        tables: Tables,
        notices: WorkQueue,
        signing_keys: SigningKeys,
        alarm_topic: sns.ITopic,
    ) -> None:
        super().__init__(scope, construct_id)
        checks = WorkQueue(
            self, "Queue", target=target, name="checks", function_timeout=_TIMEOUT, alarm_topic=alarm_topic
        )
        self.queue = checks.queue
        events.Rule(
            self,
            "Nightly",
            description=f"{NightlyFilesDueMessage.__doc__}",
            schedule=events.Schedule.cron(hour=_HOUR_OF_FILES, minute="0"),
            targets=[
                targets.SqsQueue(
                    checks.queue, message=events.RuleTargetInput.from_object(NightlyFilesDueMessage().model_dump())
                )
            ],
        )
        function = functions.function(
            self,
            "licensing",
            handler="checks.handler.handle",
            timeout=_TIMEOUT,
            memory_size=3008,  # the files of 250,000 licensees are made of all results at once
            environment={
                "WORK_BUCKET": buckets.work.bucket_name,
                "EXCHANGE_BUCKET": buckets.exchange.bucket_name,
                "SIGNING_KEYS": signing_keys.names,
                "CHECKS_QUEUE_URL": checks.queue.queue_url,
                "NOTICES_QUEUE_URL": notices.queue.queue_url,
                **tables.environment(["records", "rosters", "activities", "accounts"]),
            },
        )
        checks.feed(function, most_concurrent=_MOST_AT_ONCE)
        for queue in (checks, notices):
            queue.queue.grant_send_messages(function)
        buckets.allow_checks(function)
        buckets.allow_nightly_files(function)
        signing_keys.allow_signing(function)
        buckets.allow_sent_rosters(function)
        tables.grant(function, "records", "BatchGetItem", "Query", "BatchWriteItem")  # what waits for licensees moves
        tables.grant(function, "rosters", "BatchGetItem", "Query", "BatchWriteItem", "PutItem")
        tables.grant(function, "activities", "BatchGetItem")
        tables.grant(function, "accounts", "BatchGetItem", "BatchWriteItem", "GetItem", "PutItem", "UpdateItem")
        acknowledge_key_wildcards(self, buckets.work, f"{CHECKS}*", f"{NIGHTS}*", f"{STATES}*", f"{SENT_ROSTERS}*")
        acknowledge_key_wildcards(self, buckets.exchange, "states/*/out/*")
