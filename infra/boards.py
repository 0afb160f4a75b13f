"""The asks to the boards and their answers: one queue per board, one function for all."""

from aws_cdk import Acknowledgment, Aws, Duration, Stack, Validations
from aws_cdk import aws_cloudwatch as cloudwatch
from aws_cdk import aws_iam as iam
from aws_cdk import aws_lambda as lambda_
from aws_cdk import aws_sns as sns
from constructs import Construct

from cmehub.boards.connections import CIRCUIT_METRIC, SECRET_PREFIX
from cmehub.sandbox import SLOW_BOARD, SLOW_BOARD_SECONDS
from infra.acknowledgements import acknowledge_object_wildcards
from infra.alarm_kinds import BOARD_DOWN
from infra.alarms import add_alarm
from infra.buckets import Buckets
from infra.functions import FunctionFactory
from infra.queues import WorkQueue
from infra.tables import Tables
from infra.target import Target

_FUNCTION = "board_dispatch"
_TIMEOUT = Duration.minutes(2)
_MOST_CONCURRENT_PER_BOARD = 10


class Boards(Construct):
    """
    A queue for each board, so that a slow board holds up no other, and the function that asks them.

    Attributes
    ----------
    queues
        By board.
    found_down
        How often a board was found down, by board.
    """

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
        self.queues = {
            code: WorkQueue(
                self,
                code,
                target=target,
                name=f"board-{code.lower()}",
                function_timeout=_TIMEOUT,
                alarm_topic=alarm_topic,
                delay=Duration.seconds(SLOW_BOARD_SECONDS) if target.is_sandbox and code == SLOW_BOARD else None,
                waits_for_others=True,
            )
            for code in codes
        }
        urls = {code: board.queue.queue_url for code, board in self.queues.items()}
        function = functions.function(
            self,
            _FUNCTION,
            handler="asking.handler.handle",
            timeout=_TIMEOUT,
            memory_size=1024,
            environment={
                "WORK_BUCKET": buckets.work.bucket_name,
                "CHUNKS_QUEUE_URL": chunks.queue.queue_url,
                "NOTICES_QUEUE_URL": notices.queue.queue_url,
                "EVENTS_QUEUE_URL": events.queue.queue_url,
                "BOARD_QUEUE_URLS": Stack.of(self).to_json_string(urls),
                "BOARD_RECOVERY_SECONDS": str(int(target.board_recovery.to_seconds())),
                **tables.environment(["records", "submissions", "boards", "rosters"]),
            },
        )
        self.found_down = {code: _found_down(code, target.metrics_namespace) for code in codes}
        for code, metric in self.found_down.items():
            # The alarm rests once no ask has found the board down for a while.
            add_alarm(self, f"{code}Down", BOARD_DOWN, metric, alarm_topic, about=code)
        for board in self.queues.values():
            board.feed(function, most_concurrent=_MOST_CONCURRENT_PER_BOARD)
            board.queue.grant_send_messages(function)
        buckets.allow_work(function)
        tables.grant(function, "records", "BatchGetItem", "PutItem")
        tables.grant(function, "submissions", "GetItem", "Query", "PutItem", "UpdateItem")
        tables.grant(function, "boards", "GetItem", "Query", "BatchWriteItem", "PutItem", "UpdateItem", "DeleteItem")
        tables.grant(function, "rosters", "BatchGetItem", "Query")
        chunks.queue.grant_send_messages(function)
        notices.queue.grant_send_messages(function)
        events.queue.grant_send_messages(function)
        if target.asks_outside:
            grant_board_secrets(self, function)
        acknowledge_object_wildcards(self, buckets.work)


def _found_down(code: str, namespace: str) -> cloudwatch.Metric:
    return cloudwatch.Metric(
        namespace=namespace,
        metric_name=CIRCUIT_METRIC,
        dimensions_map={"board": code, "service": _FUNCTION},
        period=Duration.minutes(10),
        statistic="Sum",
    )


def grant_board_secrets(construct: Construct, function: lambda_.Function) -> None:
    """Let a function below the construct read the secrets that are shared with boards."""
    arn = f"arn:{Aws.PARTITION}:secretsmanager:{Aws.REGION}:{Aws.ACCOUNT_ID}:secret:{SECRET_PREFIX}*"
    function.add_to_role_policy(iam.PolicyStatement(actions=["secretsmanager:GetSecretValue"], resources=[arn]))
    finding = f"arn:<AWS::Partition>:secretsmanager:<AWS::Region>:<AWS::AccountId>:secret:{SECRET_PREFIX}*"
    Validations.of(construct).acknowledge(
        Acknowledgment(
            id=f"AwsSolutions::AwsSolutions-IAM5[Resource::{finding}]",
            reason="A board is connected without a deployment; whoever does it keeps its secret under this prefix.",
        )
    )
