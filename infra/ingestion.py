"""From an uploaded file to staged chunks."""

from aws_cdk import Duration, Size
from aws_cdk import aws_sns as sns
from constructs import Construct

from infra.acknowledgements import acknowledge_object_wildcards
from infra.buckets import Buckets
from infra.functions import FunctionFactory
from infra.queues import WorkQueue
from infra.tables import Tables
from infra.target import Target

_TIMEOUT = Duration.minutes(15)


class Ingestion(Construct):
    """The queue of uploads and the function that turns each into a submission with staged chunks."""

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
        uploads = WorkQueue(
            self, "Uploads", target=target, name="uploads", function_timeout=_TIMEOUT, alarm_topic=alarm_topic
        )
        buckets.announce_uploads(uploads.queue)
        function = functions.function(
            self,
            "ingest",
            handler="upload_handler.handle",
            timeout=_TIMEOUT,
            memory_size=3008,
            ephemeral_storage=Size.gibibytes(4),
            environment={
                "UPLOADS_BUCKET": buckets.uploads.bucket_name,
                "WORK_BUCKET": buckets.work.bucket_name,
                "CHUNKS_QUEUE_URL": chunks.queue.queue_url,
                "NOTICES_QUEUE_URL": notices.queue.queue_url,
                "EVENTS_QUEUE_URL": events.queue.queue_url,
                **tables.environment(["submissions", "providers"]),
            },
        )
        uploads.feed(function, most_concurrent=50)
        buckets.allow_reading_uploads(function)
        buckets.allow_work(function)
        tables.grant(function, "submissions", "GetItem", "Query", "PutItem", "UpdateItem")
        tables.grant(function, "providers", "GetItem")
        chunks.queue.grant_send_messages(function)
        notices.queue.grant_send_messages(function)
        events.queue.grant_send_messages(function)
        acknowledge_object_wildcards(self, buckets.uploads, buckets.work)
