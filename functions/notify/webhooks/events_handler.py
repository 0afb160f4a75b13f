"""The function behind the events queue."""

import os
from functools import cache
from typing import Any

from aws_lambda_powertools import Logger
from aws_lambda_powertools.utilities.batch.types import PartialItemFailureResponse
from aws_lambda_powertools.utilities.data_classes.sqs_event import SQSRecord
from aws_lambda_powertools.utilities.typing import LambdaContext

from cmehub.runtime.batches import take_batch
from cmehub.runtime.hub import Hub
from cmehub.runtime.settings import Settings
from cmehub.submissions.messages import EVENT_MESSAGES
from functions.notify.webhooks.announcements import Announcements

logger = Logger()


class EventSettings(Settings):
    """Where this function reads from and writes to."""

    work_bucket: str
    submissions_table: str
    activities_table: str
    providers_table: str
    deliveries_queue_url: str


@cache
def announcements() -> Announcements:
    """Return the logic with its stores, made once per process."""
    hub = Hub(EventSettings.of(os.environ))
    return Announcements(
        objects=hub.objects,
        submissions=hub.submissions,
        reviews=hub.review_store,
        webhooks=hub.webhooks,
        events=hub.events,
        deliveries=hub.deliveries_queue,
        clock=hub.clock,
    )


def handle(event: dict[str, Any], context: LambdaContext) -> PartialItemFailureResponse:
    """Announce the events that a batch of messages tells of."""
    return take_batch(event, context, _take, logger)


def _take(record: SQSRecord) -> None:
    message = EVENT_MESSAGES.validate_json(record.body)
    queued = announcements().take(message)
    logger.info("event taken", kind=message.type, provider_id=message.provider_id, deliveries=queued)
