"""The function behind the queue of what comes back of mails."""

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
from functions.notify.feedback.returned_mails import ReturnedMails
from functions.notify.feedback.ses_events import SES_EVENTS

logger = Logger()


class FeedbackSettings(Settings):
    """What this function writes to."""

    providers_table: str
    notices_queue_url: str


@cache
def settings() -> FeedbackSettings:
    """Return the settings, read once per process."""
    return FeedbackSettings.of(os.environ)


@cache
def returned_mails() -> ReturnedMails:
    """Return the logic with its stores, made once per process."""
    hub = Hub(settings())
    return ReturnedMails(hub.mail_feedback, hub.providers, hub.notices_queue)


def handle(event: dict[str, Any], context: LambdaContext) -> PartialItemFailureResponse:
    """Take what a batch of messages says came back."""
    return take_batch(event, context, _take, logger)


def _take(record: SQSRecord) -> None:
    event = SES_EVENTS.validate_json(record.body)
    logger.info(returned_mails().take(event), message_id=event.mail.message_id)
