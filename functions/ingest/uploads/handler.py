"""The function behind the uploads queue: one message announces one or more uploads."""

import os
from functools import cache
from typing import Any

from aws_lambda_powertools import Logger
from aws_lambda_powertools.utilities.batch.types import PartialItemFailureResponse
from aws_lambda_powertools.utilities.data_classes.sqs_event import SQSRecord
from aws_lambda_powertools.utilities.typing import LambdaContext

from cmehub.chunks.ingestion import Ingestion
from cmehub.runtime.batches import take_batch
from cmehub.runtime.hub import Hub
from cmehub.runtime.settings import Settings
from cmehub.submissions.uploads import uploads_in

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
    return Hub(IngestSettings.of(os.environ)).ingestion


def handle(event: dict[str, Any], context: LambdaContext) -> PartialItemFailureResponse:
    """Take every upload that a batch of messages announces."""
    return take_batch(event, context, _take, logger)


def _take(record: SQSRecord) -> None:
    for upload in uploads_in(record.json_body):
        taken = ingestion().take(upload)
        logger.info("upload taken", submission_id=taken, provider_id=upload.provider_id, size=upload.size)
