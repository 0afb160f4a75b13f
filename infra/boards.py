"""The questions to the boards and their answers: one queue per board, one function for all."""

from aws_cdk import Duration
from aws_cdk import aws_sns as sns
from constructs import Construct

from infra.acknowledgements import acknowledge_object_wildcards
from infra.buckets import Buckets
from infra.functions import FunctionFactory
from infra.queues import WorkQueue
from infra.tables import Tables
from infra.target import Target

_TIMEOUT = Duration.minutes(2)
_MOST_CONCURRENT_PER_BOARD = 10


class Boards(Construct):
    """A queue for each board, so that a slow board holds up no other, and the function that asks them."""

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
        alarm_topic: sns.ITopic,
    ) -> None:
        super().__init__(scope, construct_id)
        function = functions.function(
            self,
            "board_dispatch",
            handler="request_handler.handle",
            timeout=_TIMEOUT,
            memory_size=1024,
            environment={
                "WORK_BUCKET": buckets.work.bucket_name,
                "CHUNKS_QUEUE_URL": chunks.queue.queue_url,
                "NOTICES_QUEUE_URL": notices.queue.queue_url,
                **tables.environment(["records", "submissions", "boards", "rosters"]),
            },
        )
        self.queues = {
            code: WorkQueue(
                self,
                code,
                target=target,
                name=f"board-{code.lower()}",
                function_timeout=_TIMEOUT,
                alarm_topic=alarm_topic,
            )
            for code in codes
        }
        for board in self.queues.values():
            board.feed(function, most_concurrent=_MOST_CONCURRENT_PER_BOARD)
        buckets.allow_work(function)
        tables.grant(function, "records", "BatchGetItem", "PutItem")
        tables.grant(function, "submissions", "GetItem", "Query", "PutItem", "UpdateItem")
        tables.grant(function, "boards", "GetItem", "Query", "BatchWriteItem", "PutItem", "UpdateItem", "DeleteItem")
        tables.grant(function, "rosters", "BatchGetItem", "Query")
        chunks.queue.grant_send_messages(function)
        notices.queue.grant_send_messages(function)
        acknowledge_object_wildcards(self, buckets.work)
