"""From staged chunks, and from calls that are answered at once, to records, issues and requests to the boards."""

from collections.abc import Mapping

from aws_cdk import Duration, Stack
from aws_cdk import aws_lambda as lambda_
from aws_cdk import aws_sqs as sqs
from constructs import Construct

from infra.acknowledgements import acknowledge_object_wildcards
from infra.buckets import Buckets
from infra.clients import Clients
from infra.functions import FunctionFactory
from infra.queues import WorkQueue
from infra.tables import Tables

VALIDATION_TIMEOUT = Duration.minutes(2)
_CALL_TIMEOUT = Duration.seconds(29)


class Validation(Construct):
    """
    The functions that check rows and write what came of them.

    Attributes
    ----------
    calls, pars_calls
        Those that answer the API's calls, and those of PARS's clients.
    """

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
        checks: sqs.IQueue,
        clients: Clients,
    ) -> None:
        super().__init__(scope, construct_id)
        queues = [events, *boards.values()]
        board_urls = {code: board.queue.queue_url for code, board in boards.items()}
        environment = {
            "WORK_BUCKET": buckets.work.bucket_name,
            "BOARD_QUEUE_URLS": Stack.of(self).to_json_string(board_urls),
            "CHUNKS_QUEUE_URL": chunks.queue.queue_url,
            "NOTICES_QUEUE_URL": notices.queue.queue_url,
            "EVENTS_QUEUE_URL": events.queue.queue_url,
            **tables.environment(["records", "submissions", "rosters", "activities", "accounts"]),
        }
        of_chunks = functions.function(
            self,
            "validate",
            handler="chunks.handler.handle",
            timeout=VALIDATION_TIMEOUT,
            memory_size=1769,
            environment=environment,
        )
        chunks.feed(of_chunks, most_concurrent=100)
        _allow(of_chunks, buckets, tables, [chunks, notices, *queues])
        tables.grant(of_chunks, "submissions", "GetItem", "Query", "UpdateItem")
        acknowledge_object_wildcards(self, buckets.work)

        def answering(name: str, handler: str, *more_tables: str) -> lambda_.Function:
            place = Construct(self, name)
            function = functions.function(
                place,
                "validate",
                handler=handler,
                timeout=_CALL_TIMEOUT,
                memory_size=1769,
                environment={
                    **environment,
                    **tables.environment(["providers", *more_tables]),
                    **clients.environment(),
                },
            )
            _allow(function, buckets, tables, queues)
            tables.grant(function, "providers", "GetItem", "UpdateItem")
            tables.grant_indexes(function, "activities")
            tables.grant(function, "records", "GetItem")  # credit IDs lead to records
            acknowledge_object_wildcards(place, buckets.work)
            return function

        self.calls = answering("Calls", "api.handler.handle", "boards")
        notices.queue.grant_send_messages(self.calls)
        tables.grant(self.calls, "submissions", "GetItem", "Query")  # what a row was, and what came of it
        tables.grant(self.calls, "activities", "GetItem")  # reviews
        tables.grant(self.calls, "boards", "GetItem", "Query")  # what boards decided on rows, and when
        tables.grant(self.calls, "providers", "Query", "PutItem")  # facts about providers' years
        tables.grant(self.calls, "activities", "DeleteItem")  # an answer takes its review out of those that wait
        tables.grant(self.calls, "accounts", "BatchWriteItem")  # what officers looked at
        tables.grant(self.calls, "accounts", "GetItem", "PutItem", "Query")  # which checks officers asked for
        self.calls.add_environment("CHECKS_QUEUE_URL", checks.queue_url)
        checks.grant_send_messages(self.calls)
        self.pars_calls = answering("ParsCalls", "pars.handler.handle")
        tables.grant(
            self.pars_calls, "accounts", "BatchWriteItem"
        )  # who has read a transcript; _allow lets it see who is held


def _allow(function: lambda_.Function, buckets: Buckets, tables: Tables, queues: list[WorkQueue]) -> None:
    buckets.allow_work(function)
    tables.grant(function, "records", "BatchGetItem", "Query", "BatchWriteItem")
    tables.grant(function, "activities", "BatchGetItem", "Query", "BatchWriteItem", "PutItem")
    tables.grant(function, "submissions", "PutItem", "BatchWriteItem")  # the batch notes whose records were deleted
    tables.grant(function, "rosters", "BatchGetItem", "Query")
    tables.grant(function, "accounts", "BatchGetItem", "UpdateItem")
    for queue in queues:
        queue.queue.grant_send_messages(function)
