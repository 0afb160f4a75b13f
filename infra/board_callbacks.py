"""Where boards call in what they decided after they were asked, and what they review: an HTTP API."""

from aws_cdk import Acknowledgment, CfnOutput, Duration, Validations
from aws_cdk import aws_apigatewayv2 as apigateway
from aws_cdk import aws_sns as sns
from aws_cdk.aws_apigatewayv2_integrations import HttpLambdaIntegration
from constructs import Construct

from infra.acknowledgements import acknowledge_object_wildcards
from infra.boards import grant_board_secrets
from infra.buckets import Buckets
from infra.functions import FunctionFactory
from infra.http_api import http_api
from infra.queues import WorkQueue
from infra.tables import Tables
from infra.target import Target

_CALLS_PER_SECOND = 50


class BoardCallbacks(Construct):
    """The API and its function; whoever calls is known by the signature, which the function checks."""

    def __init__(
        self,
        scope: Construct,
        construct_id: str,
        *,
        target: Target,
        functions: FunctionFactory,
        buckets: Buckets,
        tables: Tables,
        chunks: WorkQueue,
        notices: WorkQueue,
        events: WorkQueue,
        alarm_topic: sns.ITopic,
    ) -> None:
        super().__init__(scope, construct_id)
        function = functions.function(
            self,
            "board_dispatch",
            handler="callbacks.handler.handle",
            timeout=Duration.seconds(29),
            memory_size=1024,
            environment={
                "WORK_BUCKET": buckets.work.bucket_name,
                "CHUNKS_QUEUE_URL": chunks.queue.queue_url,
                "NOTICES_QUEUE_URL": notices.queue.queue_url,
                "EVENTS_QUEUE_URL": events.queue.queue_url,
                **tables.environment(["records", "submissions", "boards", "activities"]),
            },
        )
        buckets.allow_work(function)
        tables.grant(function, "records", "BatchGetItem", "PutItem")
        tables.grant(function, "submissions", "GetItem", "Query", "PutItem", "UpdateItem")
        tables.grant(function, "boards", "GetItem", "Query", "PutItem", "UpdateItem", "DeleteItem")
        tables.grant(function, "activities", "BatchGetItem", "Query", "PutItem", "DeleteItem")
        chunks.queue.grant_send_messages(function)
        notices.queue.grant_send_messages(function)
        events.queue.grant_send_messages(function)
        if target.asks_outside:
            grant_board_secrets(self, function)
        acknowledge_object_wildcards(self, buckets.work)
        api = http_api(
            self,
            target=target,
            name="boards",
            description="Boards call in decisions and reviews here.",
            calls_per_second=_CALLS_PER_SECOND,
            alarm_topic=alarm_topic,
        )
        integration = HttpLambdaIntegration("Decisions", function)
        for name in ("decisions", "reviews", "review-outcomes"):
            (route,) = api.add_routes(
                path=f"/boards/{{board}}/{name}", methods=[apigateway.HttpMethod.POST], integration=integration
            )
            reason = "A call is signed with the board's own secret over its content; the function verifies it first."
            Validations.of(route).acknowledge(Acknowledgment(id="AwsSolutions::AwsSolutions-APIG4", reason=reason))
        CfnOutput(self, "Url", key="BoardCallbacksUrl", value=target.names.api_url("boards", api))
        CfnOutput(self, "Id", key="BoardCallbacksApi", value=api.api_id)
