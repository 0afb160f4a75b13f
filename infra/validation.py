"""From staged chunks to records, issues and requests to the boards."""

from collections.abc import Mapping

from aws_cdk import Duration, Stack
from constructs import Construct

from infra.acknowledgements import acknowledge_object_wildcards
from infra.buckets import Buckets
from infra.functions import FunctionFactory
from infra.queues import WorkQueue
from infra.tables import Tables

VALIDATION_TIMEOUT = Duration.minutes(2)


class Validation(Construct):
    """The function that checks a chunk's rows and writes what came of them."""

    def __init__(
        self,
        scope: Construct,
        construct_id: str,
        *,
        functions: FunctionFactory,
        buckets: Buckets,
        tables: Tables,
        chunks: WorkQueue,
        boards: Mapping[str, WorkQueue],
        notices: WorkQueue,
        events: WorkQueue,
    ) -> None:
        super().__init__(scope, construct_id)
        board_urls = {code: board.queue.queue_url for code, board in boards.items()}
        function = functions.function(
            self,
            "validate",
            handler="chunk_handler.handle",
            timeout=VALIDATION_TIMEOUT,
            memory_size=1769,
            environment={
                "WORK_BUCKET": buckets.work.bucket_name,
                "BOARD_QUEUE_URLS": Stack.of(self).to_json_string(board_urls),
                "CHUNKS_QUEUE_URL": chunks.queue.queue_url,
                "NOTICES_QUEUE_URL": notices.queue.queue_url,
                "EVENTS_QUEUE_URL": events.queue.queue_url,
                **tables.environment(["records", "submissions", "rosters", "activities"]),
            },
        )
        chunks.feed(function, most_concurrent=100)
        buckets.allow_work(function)
        tables.grant(function, "records", "BatchGetItem", "Query", "BatchWriteItem", "PutItem")
        tables.grant(function, "activities", "BatchGetItem", "GetItem", "Query", "BatchWriteItem", "PutItem")
        tables.grant(function, "submissions", "GetItem", "Query", "PutItem", "UpdateItem")
        tables.grant(function, "rosters", "BatchGetItem", "Query")
        for board in boards.values():
            board.queue.grant_send_messages(function)
        chunks.queue.grant_send_messages(function)
        notices.queue.grant_send_messages(function)
        events.queue.grant_send_messages(function)
        acknowledge_object_wildcards(self, buckets.work)
