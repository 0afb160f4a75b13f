"""The function behind the deliveries queue."""

import datetime as dt
import os
import random
from functools import cache
from typing import Any

from aws_lambda_powertools import Logger
from aws_lambda_powertools.utilities.batch.types import PartialItemFailureResponse
from aws_lambda_powertools.utilities.data_classes.sqs_event import SQSRecord
from aws_lambda_powertools.utilities.typing import LambdaContext

from cmehub.runtime.batches import take_batch
from cmehub.runtime.clients import dynamo_client, s3_client, ses_client, sqs_client
from cmehub.runtime.queues import SqsQueue
from cmehub.runtime.settings import Settings
from cmehub.stores.dynamo import DynamoTable
from cmehub.stores.dynamo_events import DynamoEventStore
from cmehub.stores.dynamo_registers import DynamoProviderStore
from cmehub.stores.dynamo_webhooks import DynamoWebhookStore
from cmehub.stores.s3 import S3WorkObjects
from cmehub.submissions.messages import DeliveryMessage
from functions.notify.mail.mailer import SesMailer
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
    webhooks_may_be_local: bool


@cache
def own_queue() -> SqsQueue:
    """Return this function's own queue, in which a delivery waits for its next try."""
    return SqsQueue(sqs_client(), DeliverySettings.of(os.environ).deliveries_queue_url)


@cache
def deliveries() -> Deliveries:
    """Return the logic with its stores, made once per process."""
    settings = DeliverySettings.of(os.environ)
    providers = DynamoTable(dynamo_client(), settings.providers_table)
    webhooks, events = DynamoWebhookStore(providers), DynamoEventStore(providers)
    return Deliveries(
        objects=S3WorkObjects(s3_client(), settings.work_bucket),
        webhooks=webhooks,
        events=events,
        notices=DisabledNotices(
            webhooks=webhooks,
            events=events,
            providers=DynamoProviderStore(providers),
            mailer=SesMailer(ses_client(), settings.mail_configuration_set),
            mail_sender=settings.mail_sender,
            clock=_now,
        ),
        post=WebhookPost(may_be_local=settings.webhooks_may_be_local),
        clock=_now,
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
        own_queue().put_off(record.receipt_handle, error.pause)
        raise
    logger.info(outcome, webhook_id=message.delivery.webhook_id, event_id=message.delivery.event_id)


def _now() -> dt.datetime:
    return dt.datetime.now(dt.UTC)
