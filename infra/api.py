"""The API that providers' systems call."""

from aws_cdk import Acknowledgment, CfnOutput, Duration, Validations
from aws_cdk import aws_apigatewayv2 as apigateway
from aws_cdk import aws_cloudwatch as cloudwatch
from aws_cdk import aws_cloudwatch_actions as cloudwatch_actions
from aws_cdk import aws_lambda as lambda_
from aws_cdk import aws_sns as sns
from aws_cdk.aws_apigatewayv2_integrations import HttpLambdaIntegration
from constructs import Construct

from infra.acknowledgements import acknowledge_key_wildcards, acknowledge_object_wildcards
from infra.buckets import Buckets
from infra.functions import FunctionFactory
from infra.http_api import http_api
from infra.tables import Tables
from infra.target import Target

_CALLS_PER_SECOND = 100
_ANSWERED_AT_ONCE = ("activities", "learner-records", "matches")


class Api(Construct):
    """The API and the function for files; whoever calls is known by a key, which the functions check."""

    def __init__(
        self,
        scope: Construct,
        construct_id: str,
        *,
        target: Target,
        functions: FunctionFactory,
        buckets: Buckets,
        tables: Tables,
        calls: lambda_.IFunction,
        alarm_topic: sns.ITopic,
    ) -> None:
        super().__init__(scope, construct_id)
        function = functions.function(
            self,
            "ingest",
            handler="api_handler.handle",
            timeout=Duration.seconds(29),
            memory_size=1024,
            environment={
                "UPLOADS_BUCKET": buckets.uploads.bucket_name,
                "WORK_BUCKET": buckets.work.bucket_name,
                **tables.environment(["submissions", "providers", "boards"]),
            },
        )
        buckets.allow_putting_uploads(function)
        buckets.allow_reading_results(function)
        tables.grant(function, "submissions", "GetItem", "Query", "PutItem")
        tables.grant(function, "providers", "GetItem", "UpdateItem")
        tables.grant(function, "boards", "Query")
        acknowledge_object_wildcards(self, buckets.uploads)
        acknowledge_key_wildcards(self, buckets.work, "results/*", "decisions/*")
        api = http_api(
            self,
            description="Providers' systems send files here and ask what became of them.",
            calls_per_second=_CALLS_PER_SECOND,
            removal_policy=target.removal_policy,
        )
        at_once = HttpLambdaIntegration("AtOnce", calls)
        self._add_route(api, "/v1/{path+}", HttpLambdaIntegration("Files", function))
        for name in _ANSWERED_AT_ONCE:
            self._add_route(api, f"/v1/{name}", at_once)
        for name in _ANSWERED_AT_ONCE[:-1]:
            self._add_route(api, f"/v1/{name}/{{path+}}", at_once)
        alarm = cloudwatch.Alarm(
            self,
            "Faults",
            alarm_description="Calls of the API were answered with 5xx. Its function's log has each by request ID.",
            metric=api.metric_server_error(period=Duration.minutes(5), statistic="Sum"),
            threshold=0,
            comparison_operator=cloudwatch.ComparisonOperator.GREATER_THAN_THRESHOLD,
            evaluation_periods=1,
            treat_missing_data=cloudwatch.TreatMissingData.NOT_BREACHING,
        )
        alarm.add_alarm_action(cloudwatch_actions.SnsAction(alarm_topic))
        CfnOutput(self, "Url", key="ApiUrl", value=api.api_endpoint)
        CfnOutput(self, "Id", key="ApiId", value=api.api_id)

    def _add_route(self, api: apigateway.HttpApi, path: str, integration: HttpLambdaIntegration) -> None:
        (route,) = api.add_routes(path=path, methods=[apigateway.HttpMethod.ANY], integration=integration)
        Validations.of(route).acknowledge(
            Acknowledgment(
                id="AwsSolutions::AwsSolutions-APIG4",
                reason="A call carries a provider's key; the function checks both it and its scope.",
            )
        )
