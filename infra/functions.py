"""How every Lambda function of the hub is made."""

from collections.abc import Mapping

from aws_cdk import Acknowledgment, Duration, Size, Validations
from aws_cdk import aws_iam as iam
from aws_cdk import aws_lambda as lambda_
from aws_cdk import aws_logs as logs
from aws_cdk import aws_sns as sns
from constructs import Construct

from infra.alarm_kinds import FUNCTION_FAILS, NEAR_TIMEOUT
from infra.alarms import add_alarm
from infra.assets import common_layer_code, function_code
from infra.target import Target

_RUNTIME = lambda_.Runtime.PYTHON_3_13
_SPAN = Duration.minutes(5)
NEAR = 0.9
"""Of a function's timeout."""
_MOST_OF_SMALL = 3008
"""Megabytes of a function's memory in a new account: https://docs.aws.amazon.com/lambda/latest/dg/configuration-memory.html"""


class FunctionFactory(Construct):
    """
    Makes functions that share the domain package, the libraries, the logging set-up and the alarms.

    Attributes
    ----------
    made
        All that were made, by what alarms call them.
    """

    def __init__(
        self,
        scope: Construct,
        construct_id: str,
        *,
        target: Target,
        dependency_code: lambda_.Code,
        alarm_topic: sns.ITopic,
    ) -> None:
        super().__init__(scope, construct_id)
        self._target = target
        self._alarm_topic = alarm_topic
        self.made: dict[str, lambda_.Function] = {}
        self._layers = [
            self._layer("CommonLayer", common_layer_code(), "The domain package cmehub."),
            self._layer("DependencyLayer", dependency_code, "Third-party libraries, from requirements/layer.txt."),
        ]

    def function(
        self,
        scope: Construct,
        name: str,
        *,
        handler: str,
        timeout: Duration,
        memory_size: int,
        environment: Mapping[str, str],
        ephemeral_storage: Size | None = None,
        one_at_a_time: bool = False,
    ) -> lambda_.Function:
        """Make the function whose code lies in ``functions/<name>``; its role may write its own log and no more."""
        log_group = logs.LogGroup(
            scope, "Log", retention=logs.RetentionDays.THREE_MONTHS, removal_policy=self._target.removal_policy
        )
        is_small = self._target.small_account
        role = iam.Role(scope, "Role", assumed_by=iam.ServicePrincipal("lambda.amazonaws.com"))
        log_group.grant_write(role)
        function = lambda_.Function(
            scope,
            "Function",
            runtime=_RUNTIME,
            architecture=self._target.architecture,
            code=function_code(name),
            handler=f"functions.{name}.{handler}",
            layers=self._layers,
            role=role,
            log_group=log_group,
            timeout=timeout,
            memory_size=min(memory_size, _MOST_OF_SMALL) if is_small else memory_size,
            ephemeral_storage_size=ephemeral_storage,
            # Where none can be reserved, whoever is second to move the index's pointer fails, and is tried again.
            reserved_concurrent_executions=1 if one_at_a_time and not is_small else None,
            environment={
                "POWERTOOLS_SERVICE_NAME": name,
                "POWERTOOLS_METRICS_NAMESPACE": self._target.metrics_namespace,
                "LOG_LEVEL": "INFO",
                **({"SANDBOX": "true"} if self._target.is_sandbox else {}),
                **environment,
            },
        )
        Validations.of(function).acknowledge(
            Acknowledgment(
                id="AwsSolutions::AwsSolutions-L1",
                reason="Python 3.13 is supported until 2029, and it is what the tests and the local stack run on.",
            )
        )
        about = f"{name}.{handler.removesuffix('.handle')}"
        self.made[about] = function
        self._watch(scope, function, about, timeout)
        return function

    def _watch(self, scope: Construct, function: lambda_.Function, about: str, timeout: Duration) -> None:
        """Raise alarms on a function that fails or comes near its timeout; throttling is the account's."""
        # A lone error is tried again, and everything comes right.
        errors = function.metric_errors(period=_SPAN, statistic="Sum")
        add_alarm(scope, "Fails", FUNCTION_FAILS, errors, self._alarm_topic, about=about, spans=2, of_spans=3)
        longest = function.metric_duration(period=_SPAN, statistic="Maximum")
        near = timeout.to_milliseconds() * NEAR
        add_alarm(scope, "NearTimeout", NEAR_TIMEOUT, longest, self._alarm_topic, about=about, threshold=near)

    def _layer(self, construct_id: str, code: lambda_.Code, description: str) -> lambda_.LayerVersion:
        return lambda_.LayerVersion(
            self,
            construct_id,
            code=code,
            description=description,
            compatible_runtimes=[_RUNTIME],
            compatible_architectures=[self._target.architecture],
        )
