"""The public search: what keeps its index up to date, and what answers from it."""

from aws_cdk import Acknowledgment, CfnOutput, Duration, Size, Validations
from aws_cdk import aws_apigatewayv2 as apigateway
from aws_cdk import aws_cloudwatch as cloudwatch
from aws_cdk import aws_events as events
from aws_cdk import aws_events_targets as targets
from aws_cdk import aws_lambda as lambda_
from aws_cdk import aws_lambda_event_sources as event_sources
from aws_cdk import aws_sns as sns
from aws_cdk.aws_apigatewayv2_integrations import HttpLambdaIntegration
from constructs import Construct

from infra.acknowledgements import acknowledge_key_wildcards, acknowledge_object_wildcards
from infra.alarm_kinds import SEARCH_DRIFT, SEARCH_LAGS
from infra.alarms import add_alarm
from infra.buckets import Buckets
from infra.functions import FunctionFactory
from infra.http_api import http_api
from infra.queues import WorkQueue
from infra.tables import Tables
from infra.target import Target

_DRIFT_METRIC = "SearchDrift"
_FUNCTION = "search_api"
_ONE_CPU, _TWO_CPUS = 1769, 3538
"""Megabytes with which Lambda gives one processor, and two."""
_REBUILD_TIMEOUT = Duration.minutes(15)
_CALLS_PER_SECOND = 200
_CHANGES_AT_ONCE, _WINDOW = 1000, Duration.seconds(10)
_TRIES = 5
FRESH = Duration.minutes(5)
_HOUR_OF_REBUILD = "8"
"""UTC: night in all of the United States."""


class SearchIndex(Construct):
    """
    The functions that write the index: for changes that the activities' table streams, and anew from a queue.

    Each night puts a message into that queue; so do changes that couldn't be taken, since a rebuild takes them too.

    Attributes
    ----------
    lag, drift
        For how many milliseconds changes have waited, and how many activities the index had otherwise.
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
        alarm_topic: sns.ITopic,
    ) -> None:
        super().__init__(scope, construct_id)
        self._environment = {
            "INDEX_BUCKET": buckets.index.bucket_name,
            "SITE_URL": target.site_url,
            **tables.environment(["activities", "providers"]),
        }
        self._functions, self._buckets, self._tables = functions, buckets, tables
        rebuilds = WorkQueue(
            self,
            "Rebuilds",
            target=target,
            name="search-rebuilds",
            function_timeout=_REBUILD_TIMEOUT,
            alarm_topic=alarm_topic,
        )
        events.Rule(
            self,
            "Nightly",
            description="Has the search index built anew.",
            schedule=events.Schedule.cron(hour=_HOUR_OF_REBUILD, minute="0"),
            targets=[targets.SqsQueue(rebuilds.queue, message=events.RuleTargetInput.from_object({}))],
        )
        rebuilding = self._function("Rebuilding", "index.rebuild_handler.handle", _TWO_CPUS)
        rebuilds.feed(rebuilding, most_concurrent=1)
        updating = self._function("Updating", "index.handler.handle", _ONE_CPU, one_at_a_time=True)
        lambda_.EventSourceMapping(
            self,
            "Changes",
            target=updating,
            event_source_arn=tables.grant_stream(updating, "activities"),
            starting_position=lambda_.StartingPosition.TRIM_HORIZON,
            batch_size=_CHANGES_AT_ONCE,
            max_batching_window=_WINDOW,
            retry_attempts=_TRIES,
            report_batch_item_failures=True,
            on_failure=event_sources.SqsDlq(rebuilds.queue),
            filters=[
                lambda_.FilterCriteria.filter(
                    {"dynamodb": {"Keys": {"sk": {"S": lambda_.FilterRule.is_equal("activity")}}}}
                )
            ],
        )
        self.lag = updating.metric("IteratorAge", period=Duration.minutes(1), statistic="Maximum")
        add_alarm(self, "Behind", SEARCH_LAGS, self.lag, alarm_topic, threshold=FRESH.to_milliseconds())
        self.drift = cloudwatch.Metric(
            namespace=target.metrics_namespace,
            metric_name=_DRIFT_METRIC,
            dimensions_map={"service": _FUNCTION},
            period=Duration.hours(1),
            statistic="Sum",
        )
        add_alarm(self, "Drift", SEARCH_DRIFT, self.drift, alarm_topic)

    def _function(
        self, construct_id: str, handler: str, memory_size: int, *, one_at_a_time: bool = False
    ) -> lambda_.Function:
        below = Construct(self, construct_id)
        function = self._functions.function(
            below,
            _FUNCTION,
            handler=handler,
            timeout=_REBUILD_TIMEOUT,
            memory_size=memory_size,
            environment=self._environment,
            ephemeral_storage=Size.gibibytes(4),
            one_at_a_time=one_at_a_time,
        )
        self._buckets.allow_publishing_index(function)
        self._tables.grant(function, "activities", "BatchGetItem", "Scan")
        self._tables.grant(function, "providers", "GetItem")
        acknowledge_object_wildcards(below, self._buckets.index)
        return function


class Search(Construct):
    """The public API that answers from the index; the site's pages may call it, and so may anybody's programs."""

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
        function = functions.function(
            self,
            _FUNCTION,
            handler="query.handler.handle",
            timeout=Duration.seconds(29),
            memory_size=_ONE_CPU,
            environment={
                "INDEX_BUCKET": buckets.index.bucket_name,
                "SITE_BUCKET": buckets.site.bucket_name,
                "SITE_URL": target.site_url,
                **tables.environment(["activities", "providers"]),
            },
            ephemeral_storage=Size.gibibytes(2),
        )
        buckets.allow_reading_index(function)
        buckets.allow_reading_pages(function)
        tables.grant(function, "activities", "BatchGetItem")
        tables.grant(function, "providers", "GetItem")
        acknowledge_object_wildcards(self, buckets.index)
        acknowledge_key_wildcards(self, buckets.site, "*.html")
        api = http_api(
            self,
            target=target,
            name="search",
            description="Anybody finds activities here.",
            calls_per_second=_CALLS_PER_SECOND,
            alarm_topic=alarm_topic,
            site_url=target.site_url,
        )
        integration = HttpLambdaIntegration("Questions", function)
        for path in ("/search/{path+}", "/activities/{path+}"):
            (route,) = api.add_routes(path=path, methods=[apigateway.HttpMethod.GET], integration=integration)
            Validations.of(route).acknowledge(
                Acknowledgment(
                    id="AwsSolutions::AwsSolutions-APIG4",
                    reason="The catalogue of activities is for everybody, and search only reads.",
                )
            )
        self.function = function
        CfnOutput(self, "Url", key="SearchUrl", value=target.names.api_url("search", api))
        CfnOutput(self, "Id", key="SearchId", value=api.api_id)
