"""The function behind the deliveries queue."""

import os
import random
from functools import cache
from typing import Any

from aws_lambda_powertools import Logger
from aws_lambda_powertools.utilities.batch.types import PartialItemFailureResponse
from aws_lambda_powertools.utilities.data_classes.sqs_event import SQSRecord
from aws_lambda_powertools.utilities.typing import LambdaContext

from cmehub.runtime.batches import take_batch
from cmehub.runtime.clients import ses_client
from cmehub.runtime.hub import Hub
from cmehub.runtime.settings import Settings
from cmehub.submissions.messages import DeliveryMessage
from functions.notify.mail.mailer import SesMailer
from functions.notify.mail.notices import Outbox
from functions.notify.webhooks.deliveries import Deliveries, NotDeliveredError
from functions.notify.webhooks.disabled_notices import DisabledNotices
from functions.notify.webhooks.post import WebhookPost

logger = Logger()


class DeliverySettings(Settings):
    """
    Where this function reads from and how it sends.

    ``webhooks_may_be_local`` is for a stack on one machine: see `cmehub.accounts.webhooks.read_url`.
    """

    work_bucket: str
    providers_table: str
    deliveries_queue_url: str
    mail_sender: str
    mail_configuration_set: str
    site_url: str
    webhooks_may_be_local: bool


@cache
def settings() -> DeliverySettings:
    """Return the settings, read once per process."""
    return DeliverySettings.of(os.environ)


@cache
def hub() -> Hub:
    """Return the hub, made once per process."""
    return Hub(settings())


@cache
def deliveries() -> Deliveries:
    """Return the logic with its stores, made once per process."""
    mailer = SesMailer(ses_client(), settings().mail_configuration_set)
    outbox = Outbox(hub().providers, hub().mail_feedback, mailer, settings().mail_sender, hub().clock)
    return Deliveries(
        objects=hub().objects,
        webhooks=hub().webhooks,
        events=hub().events,
        notices=DisabledNotices(hub().webhooks, hub().events, outbox, settings().site_url),
        post=WebhookPost(may_be_local=settings().webhooks_may_be_local),
        clock=hub().clock,
        jitter=random.random,
    )


def handle(event: dict[str, Any], context: LambdaContext) -> PartialItemFailureResponse:
    """Try the deliveries that a batch of messages tells of."""
    return take_batch(event, context, _take, logger)


def _take(record: SQSRecord) -> None:
    message = DeliveryMessage.model_validate_json(record.body)
    try:
        outcome = deliveries().take(message)
    except NotDeliveredError as error:
        hub().deliveries_queue.put_off(record.receipt_handle, error.pause)
        raise
    logger.info(outcome, webhook_id=message.delivery.webhook_id, event_id=message.delivery.event_id)
