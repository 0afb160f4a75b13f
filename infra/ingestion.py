"""From an uploaded or posted file to staged chunks, and the API's calls about files."""

from aws_cdk import Duration, Size
from aws_cdk import aws_lambda as lambda_
from aws_cdk import aws_sns as sns
from constructs import Construct

from infra.acknowledgements import acknowledge_object_wildcards
from infra.buckets import Buckets
from infra.clients import Clients
from infra.functions import FunctionFactory
from infra.queues import WorkQueue
from infra.tables import Tables
from infra.target import Target

_TIMEOUT = Duration.minutes(15)
_CALL_TIMEOUT = Duration.seconds(29)


class Ingestion(Construct):
    """
    The queue of uploads, and the functions that turn each file into a submission with staged chunks.

    Attributes
    ----------
    calls
        The one that answers the API's calls.
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
        chunks: WorkQueue,
        notices: WorkQueue,
        events: WorkQueue,
        clients: Clients,
        alarm_topic: sns.ITopic,
    ) -> None:
        super().__init__(scope, construct_id)
        uploads = WorkQueue(
            self, "Uploads", target=target, name="uploads", function_timeout=_TIMEOUT, alarm_topic=alarm_topic
        )
        buckets.announce_uploads(uploads.queue)
        queues = [chunks, notices, events]
        environment = {
            "UPLOADS_BUCKET": buckets.uploads.bucket_name,
            "WORK_BUCKET": buckets.work.bucket_name,
            "CHUNKS_QUEUE_URL": chunks.queue.queue_url,
            "NOTICES_QUEUE_URL": notices.queue.queue_url,
            "EVENTS_QUEUE_URL": events.queue.queue_url,
            **tables.environment(["submissions", "providers"]),
        }
        of_uploads = functions.function(
            self,
            "ingest",
            handler="uploads.handler.handle",
            timeout=_TIMEOUT,
            memory_size=3008,
            ephemeral_storage=Size.gibibytes(4),
            environment=environment,
        )
        uploads.feed(of_uploads, most_concurrent=50)
        _allow(of_uploads, buckets, tables, queues)
        acknowledge_object_wildcards(self, buckets.uploads, buckets.work)
        place = Construct(self, "Calls")
        self.calls = functions.function(
            place,
            "ingest",
            handler="api.handler.handle",
            timeout=_CALL_TIMEOUT,
            memory_size=1769,
            environment={
                **environment,
                "WEBHOOKS_MAY_BE_LOCAL": str(target.webhooks_may_be_local),
                **tables.environment(["boards"]),
                **clients.environment(),
            },
        )
        _allow(self.calls, buckets, tables, queues)
        buckets.allow_putting_uploads(self.calls)
        tables.grant(self.calls, "submissions", "BatchGetItem")
        tables.grant_indexes(self.calls, "submissions")
        writes = ("PutItem", "UpdateItem", "BatchWriteItem", "DeleteItem")
        tables.grant(self.calls, "providers", "BatchGetItem", "Query", *writes)
        tables.grant(self.calls, "boards", "GetItem", "Query")
        acknowledge_object_wildcards(place, buckets.uploads, buckets.work)


def _allow(function: lambda_.Function, buckets: Buckets, tables: Tables, queues: list[WorkQueue]) -> None:
    buckets.allow_reading_uploads(function)
    buckets.allow_work(function)
    tables.grant(function, "submissions", "GetItem", "Query", "PutItem", "UpdateItem")
    tables.grant(function, "providers", "GetItem")
    for queue in queues:
        queue.queue.grant_send_messages(function)
