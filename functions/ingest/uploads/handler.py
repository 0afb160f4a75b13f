"""The function behind the uploads queue: one message announces one or more uploads."""

import datetime as dt
import os
from functools import cache
from typing import Any

from aws_lambda_powertools import Logger
from aws_lambda_powertools.utilities.batch.types import PartialItemFailureResponse
from aws_lambda_powertools.utilities.data_classes.sqs_event import SQSRecord
from aws_lambda_powertools.utilities.typing import LambdaContext

from cmehub.chunks.ingestion import Ingestion
from cmehub.runtime.batches import take_batch
from cmehub.runtime.clients import dynamo_client, s3_client, sqs_client
from cmehub.runtime.queues import SqsQueue
from cmehub.runtime.settings import Settings
from cmehub.stores.dynamo import DynamoTable
from cmehub.stores.dynamo_registers import DynamoProviderStore
from cmehub.stores.dynamo_submissions import DynamoSubmissionStore
from cmehub.stores.s3 import S3WorkObjects
from cmehub.submissions.uploads import S3Uploads, uploads_in

logger = Logger()


class IngestSettings(Settings):
    """Where this function reads from and writes to."""

    uploads_bucket: str
    work_bucket: str
    submissions_table: str
    providers_table: str
    chunks_queue_url: str
    notices_queue_url: str
    events_queue_url: str


@cache
def ingestion() -> Ingestion:
    """Return the logic with its stores, made once per process."""
    settings = IngestSettings.of(os.environ)
    s3, sqs, dynamo = s3_client(), sqs_client(), dynamo_client()
    return Ingestion(
        uploads=S3Uploads(s3, settings.uploads_bucket),
        objects=S3WorkObjects(s3, settings.work_bucket),
        submissions=DynamoSubmissionStore(DynamoTable(dynamo, settings.submissions_table)),
        providers=DynamoProviderStore(DynamoTable(dynamo, settings.providers_table)),
        chunks=SqsQueue(sqs, settings.chunks_queue_url),
        notices=SqsQueue(sqs, settings.notices_queue_url),
        events=SqsQueue(sqs, settings.events_queue_url),
        clock=lambda: dt.datetime.now(dt.UTC),
    )


def handle(event: dict[str, Any], context: LambdaContext) -> PartialItemFailureResponse:
    """Take every upload that a batch of messages announces."""
    return take_batch(event, context, _take, logger)


def _take(record: SQSRecord) -> None:
    for upload in uploads_in(record.json_body):
        taken = ingestion().take(upload)
        logger.info("upload taken", submission_id=taken, provider_id=upload.provider_id, size=upload.size)
