"""Providers' figures: the queue of months to be counted, and the function that counts them each night."""

from aws_cdk import Duration
from aws_cdk import aws_events as events
from aws_cdk import aws_events_targets as targets
from aws_cdk import aws_sns as sns
from constructs import Construct

from cmehub.figures.figure_messages import ComparisonsDueMessage, MonthsDueMessage
from infra.acknowledgements import acknowledge_key_wildcards
from infra.buckets import Buckets
from infra.functions import FunctionFactory
from infra.queues import WorkQueue
from infra.tables import Tables
from infra.target import Target

_TIMEOUT = Duration.minutes(15)
_HOURS = {MonthsDueMessage: "10", ComparisonsDueMessage: "11"}
"""UTC: at night in all of the United States; providers are compared once their months are counted."""


class Figures(Construct):
    """The nightly calls, their queue, and the function that counts months and compares providers."""

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
        months = WorkQueue(
            self, "Months", target=target, name="figures", function_timeout=_TIMEOUT, alarm_topic=alarm_topic
        )
        for message, hour in _HOURS.items():
            events.Rule(
                self,
                message.__name__,
                description=f"{message.__doc__}",
                schedule=events.Schedule.cron(hour=hour, minute="0"),
                targets=[
                    targets.SqsQueue(months.queue, message=events.RuleTargetInput.from_object(message().model_dump()))
                ],
            )
        function = functions.function(
            self,
            "figures",
            handler="months.handler.handle",
            timeout=_TIMEOUT,
            memory_size=1024,
            environment={
                "WORK_BUCKET": buckets.work.bucket_name,
                "FIGURES_QUEUE_URL": months.queue.queue_url,
                **tables.environment(["submissions"]),
            },
        )
        months.feed(function, most_concurrent=5)
        months.queue.grant_send_messages(function)
        buckets.allow_reading_outcomes(function)
        tables.grant(function, "submissions", "BatchGetItem", "BatchWriteItem", "Query")
        tables.grant_indexes(function, "submissions")
        acknowledge_key_wildcards(self, buckets.work, "results/*", "decisions/*")
