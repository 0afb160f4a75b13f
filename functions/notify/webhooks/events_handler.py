"""The function behind the events queue."""

import datetime as dt
import os
from functools import cache
from typing import Any

from aws_lambda_powertools import Logger
from aws_lambda_powertools.utilities.batch.types import PartialItemFailureResponse
from aws_lambda_powertools.utilities.data_classes.sqs_event import SQSRecord
from aws_lambda_powertools.utilities.typing import LambdaContext

from cmehub.runtime.batches import take_batch
from cmehub.runtime.clients import dynamo_client, s3_client, sqs_client
from cmehub.runtime.queues import SqsQueue
from cmehub.runtime.settings import Settings
from cmehub.stores.dynamo import DynamoTable
from cmehub.stores.dynamo_events import DynamoEventStore
from cmehub.stores.dynamo_submissions import DynamoSubmissionStore
from cmehub.stores.dynamo_webhooks import DynamoWebhookStore
from cmehub.stores.s3 import S3WorkObjects
from cmehub.submissions.messages import EVENT_MESSAGES
from functions.notify.webhooks.announcements import Announcements

logger = Logger()


class EventSettings(Settings):
    """Where this function reads from and writes to."""

    work_bucket: str
    submissions_table: str
    providers_table: str
    deliveries_queue_url: str


@cache
def announcements() -> Announcements:
    """Return the logic with its stores, made once per process."""
    settings = EventSettings.of(os.environ)
    dynamo = dynamo_client()
    providers = DynamoTable(dynamo, settings.providers_table)
    return Announcements(
        objects=S3WorkObjects(s3_client(), settings.work_bucket),
        submissions=DynamoSubmissionStore(DynamoTable(dynamo, settings.submissions_table)),
        webhooks=DynamoWebhookStore(providers),
        events=DynamoEventStore(providers),
        deliveries=SqsQueue(sqs_client(), settings.deliveries_queue_url),
        clock=lambda: dt.datetime.now(dt.UTC),
    )


def handle(event: dict[str, Any], context: LambdaContext) -> PartialItemFailureResponse:
    """Announce the events that a batch of messages tells of."""
    return take_batch(event, context, _take, logger)


def _take(record: SQSRecord) -> None:
    message = EVENT_MESSAGES.validate_json(record.body)
    queued = announcements().take(message)
    logger.info("event taken", kind=message.type, provider_id=message.provider_id, deliveries=queued)
