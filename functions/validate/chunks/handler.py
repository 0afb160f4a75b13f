"""The function behind the chunks queue."""

import datetime as dt
import os
from functools import cache
from typing import Any

from aws_lambda_powertools import Logger
from aws_lambda_powertools.utilities.batch.types import PartialItemFailureResponse
from aws_lambda_powertools.utilities.data_classes.sqs_event import SQSRecord
from aws_lambda_powertools.utilities.typing import LambdaContext
from pydantic import Json

from cmehub.chunks.activities import ActivityChunks
from cmehub.chunks.learners import LearnerChunks
from cmehub.chunks.matches import MatchChunks
from cmehub.chunks.validation import Validation
from cmehub.runtime.batches import take_batch
from cmehub.runtime.clients import dynamo_client, s3_client, sqs_client
from cmehub.runtime.queues import SqsQueue
from cmehub.runtime.settings import Settings
from cmehub.stores.dynamo import DynamoTable
from cmehub.stores.dynamo_records import DynamoLedgerStore, DynamoRecordStore
from cmehub.stores.dynamo_registers import DynamoActivityStore
from cmehub.stores.dynamo_rosters import DynamoRosterStore
from cmehub.stores.dynamo_submissions import DynamoSubmissionStore
from cmehub.stores.s3 import S3WorkObjects
from cmehub.submissions.messages import ChunkMessage

logger = Logger()


class ValidateSettings(Settings):
    """Where this function reads from and writes to; ``board_queue_urls`` is a JSON object by board code."""

    work_bucket: str
    records_table: str
    submissions_table: str
    rosters_table: str
    activities_table: str
    board_queue_urls: Json[dict[str, str]]
    chunks_queue_url: str
    notices_queue_url: str
    events_queue_url: str


@cache
def validation() -> Validation:
    """Return the logic with its stores, made once per process."""
    settings = ValidateSettings.of(os.environ)
    sqs, dynamo = sqs_client(), dynamo_client()
    records = DynamoTable(dynamo, settings.records_table)
    activities = DynamoActivityStore(DynamoTable(dynamo, settings.activities_table))
    rosters = DynamoRosterStore(DynamoTable(dynamo, settings.rosters_table))
    return Validation(
        objects=S3WorkObjects(s3_client(), settings.work_bucket),
        submissions=DynamoSubmissionStore(DynamoTable(dynamo, settings.submissions_table)),
        learner_chunks=LearnerChunks(
            activities=activities,
            records=DynamoRecordStore(records),
            ledgers=DynamoLedgerStore(records),
            rosters=rosters,
        ),
        activity_chunks=ActivityChunks(activities),
        match_chunks=MatchChunks(rosters),
        boards={board: SqsQueue(sqs, url) for board, url in settings.board_queue_urls.items()},
        chunks=SqsQueue(sqs, settings.chunks_queue_url),
        notices=SqsQueue(sqs, settings.notices_queue_url),
        events=SqsQueue(sqs, settings.events_queue_url),
        clock=lambda: dt.datetime.now(dt.UTC),
    )


def handle(event: dict[str, Any], context: LambdaContext) -> PartialItemFailureResponse:
    """Validate the chunks that a batch of messages announces."""
    return take_batch(event, context, _take, logger)


def _take(record: SQSRecord) -> None:
    message = ChunkMessage.model_validate_json(record.body)
    validation().take(message)
    logger.info("chunk validated", submission_id=message.submission_id, chunk=message.chunk)
