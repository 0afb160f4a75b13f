"""The API that providers' systems call."""

from aws_cdk import Acknowledgment, Aws, CfnOutput, Validations
from aws_cdk import aws_apigatewayv2 as apigateway
from aws_cdk import aws_lambda as lambda_
from aws_cdk import aws_sns as sns
from aws_cdk.aws_apigatewayv2_authorizers import HttpJwtAuthorizer
from aws_cdk.aws_apigatewayv2_integrations import HttpLambdaIntegration
from constructs import Construct

from infra.http_api import http_api
from infra.people import PeoplePool
from infra.target import Target

_CALLS_PER_SECOND = 100
_WITH_MORE_BELOW = ("activities", "learner-records", "years", "accreditors", "licensing")
_ANSWERED_AT_ONCE = (*_WITH_MORE_BELOW, "matches", "reminders", "reviews")
_OF_PARS = (
    "/activities",
    "/activities/{path+}",
    "/learner-activities",
    "/learner-activities/{path+}",
    "/learner-matches",
    "/GetLearnerMatch",
    "/GetLearnerTranscriptbyLearner",
    "/GetLearnerTranscriptbyLearnerPDF",
    "/GetLearnerTranscriptCreditsByDate",
    "/services/{path+}",
)


class Api(Construct):
    """
    The API; systems are known by a key, which the functions check, and people by a token, which the gateway checks too.

    Attributes
    ----------
    url
        Its address; on one machine the part of it below the emulator's own.
    path
        The part of its address below its host.
    host
        The host that AWS named; None on one machine, where it is the emulator.
    """

    def __init__(
        self,
        scope: Construct,
        construct_id: str,
        *,
        target: Target,
        files: lambda_.IFunction,
        calls: lambda_.IFunction,
        pars_calls: lambda_.IFunction,
        alarm_topic: sns.ITopic,
    ) -> None:
        super().__init__(scope, construct_id)
        api = http_api(
            self,
            target=target,
            name="api",
            description="Providers' systems send files here and ask what became of them.",
            calls_per_second=_CALLS_PER_SECOND,
            alarm_topic=alarm_topic,
        )
        at_once = HttpLambdaIntegration("AtOnce", calls)
        of_files = HttpLambdaIntegration("Files", files)
        default = apigateway.HttpRouteKey.DEFAULT
        _acknowledge(apigateway.HttpRoute(self, "Other", http_api=api, route_key=default, integration=of_files))
        for name in _ANSWERED_AT_ONCE:
            self._add_route(api, f"/v1/{name}", at_once)
        for name in _WITH_MORE_BELOW:
            self._add_route(api, f"/v1/{name}/{{path+}}", at_once)
        # What stands below it else is the page that mails lead to: see `add_passport`.
        for path in ("/v1/missing-credits", "/v1/missing-credits/{missing_credit}/answers"):
            self._add_route(api, path, at_once)
        for path in ("/v1/submissions/{submission}/checks", "/v1/templates/{template}"):
            self._add_route(api, path, at_once)
        of_pars = HttpLambdaIntegration("OfPars", pars_calls)
        for path in _OF_PARS:
            self._add_route(api, path, of_pars)
        self._api = api
        self.path = "" if target.has_real_edge else f"/_aws/execute-api/{api.api_id}/$default"
        self.host = f"{api.api_id}.execute-api.{Aws.REGION}.{Aws.URL_SUFFIX}" if target.has_real_edge else None
        self.url = target.names.api_url("api", api) if target.has_real_edge else self.path
        CfnOutput(self, "Url", key="ApiUrl", value=target.names.api_url("api", api))
        CfnOutput(self, "Id", key="ApiId", value=api.api_id)

    def add_passport(self, calls: lambda_.IFunction, physicians: PeoplePool) -> None:
        """Let physicians who signed in reach the function that answers them, and providers the page that asks them."""
        authorizer = HttpJwtAuthorizer("Physicians", physicians.issuer, jwt_audience=[physicians.client_id])
        integration = HttpLambdaIntegration("Passport", calls)
        for path in ("/v1/me", "/v1/me/{path+}"):
            self._api.add_routes(
                path=path, methods=[apigateway.HttpMethod.ANY], integration=integration, authorizer=authorizer
            )
        # The pages behind the links in mails: a token of its own stands in the query, which the gateway doesn't log.
        self._add_route(self._api, "/v1/missing-credits/{path+}", integration)
        self._add_route(self._api, "/v1/mail-preferences", integration)
        self._add_route(self._api, "/v1/shares/{path+}", integration)
        self._add_route(self._api, "/v1/sign-ups", integration)
        for path in ("/v1/verifications/{path+}", "/v1/status-lists/{path+}", "/.well-known/jwks.json"):
            self._add_route(self._api, path, integration)

    def _add_route(self, api: apigateway.HttpApi, path: str, integration: HttpLambdaIntegration) -> None:
        (route,) = api.add_routes(path=path, methods=[apigateway.HttpMethod.ANY], integration=integration)
        _acknowledge(route)


def _acknowledge(route: apigateway.HttpRoute) -> None:
    Validations.of(route).acknowledge(
        Acknowledgment(
            id="AwsSolutions::AwsSolutions-APIG4",
            reason="The function checks a provider's key, or the token of a mail or a share. Who signs up or verifies "
            "has neither.",
        )
    )
