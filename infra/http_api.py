"""How every HTTP API of the hub is made: throttled, with a log of its calls."""

import json

from aws_cdk import Duration
from aws_cdk import aws_apigatewayv2 as apigateway
from aws_cdk import aws_logs as logs
from aws_cdk import aws_sns as sns
from constructs import Construct

from infra.alarm_kinds import API_FAULTS
from infra.alarms import add_alarm
from infra.own_names import name_api
from infra.target import Target

_LOGGED = {
    "requestId": "$context.requestId",
    "ip": "$context.identity.sourceIp",
    "time": "$context.requestTime",
    "path": "$context.path",
    "status": "$context.status",
    "length": "$context.responseLength",
    "error": "$context.integrationErrorMessage",
}


def http_api(
    scope: Construct,
    *,
    target: Target,
    name: str,
    description: str,
    calls_per_second: int,
    alarm_topic: sns.ITopic,
    site_url: str | None = None,
) -> apigateway.HttpApi:
    """
    Make an API without routes below a construct; for a moment it takes twice as many calls.

    It answers to its own name too, if one is set for it under ``name``.

    Browsers may call it from the pages of the site, if one is given, and from no others.
    """
    from_site = site_url and apigateway.CorsPreflightOptions(
        allow_origins=[site_url], allow_methods=[apigateway.CorsHttpMethod.GET], max_age=Duration.hours(1)
    )
    api = apigateway.HttpApi(
        scope, "Api", create_default_stage=False, description=description, cors_preflight=from_site or None
    )
    log = logs.LogGroup(
        scope, "Access", retention=logs.RetentionDays.THREE_MONTHS, removal_policy=target.removal_policy
    )
    stage = apigateway.CfnStage(
        scope,
        "Stage",
        api_id=api.api_id,
        stage_name="$default",
        auto_deploy=True,
        access_log_settings=apigateway.CfnStage.AccessLogSettingsProperty(
            destination_arn=log.log_group_arn, format=json.dumps(_LOGGED)
        ),
        default_route_settings=apigateway.CfnStage.RouteSettingsProperty(
            throttling_rate_limit=calls_per_second, throttling_burst_limit=2 * calls_per_second
        ),
    )
    name_api(scope, target.names, name, api, stage)
    faults = api.metric_server_error(period=Duration.minutes(5), statistic="Sum")
    add_alarm(scope, "Faults", API_FAULTS, faults, alarm_topic, about=description.rstrip("."))
    return api
