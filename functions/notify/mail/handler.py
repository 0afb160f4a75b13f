"""The function behind the notices queue."""

import datetime as dt
import os
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
from cmehub.stores.dynamo_registers import DynamoProviderStore
from cmehub.stores.dynamo_submissions import DynamoSubmissionStore
from cmehub.stores.s3 import S3WorkObjects
from cmehub.submissions.messages import NoticeMessage
from functions.notify.mail.links import S3Links
from functions.notify.mail.mailer import SesMailer
from functions.notify.mail.notification import MAIL_LEASE, Notification, Outcome

logger = Logger()


class NotifySettings(Settings):
    """Where this function reads from and how it sends."""

    work_bucket: str
    submissions_table: str
    providers_table: str
    notices_queue_url: str
    mail_sender: str
    mail_configuration_set: str


@cache
def notices() -> SqsQueue:
    """Return this function's own queue, to which it sends what is to be looked at again."""
    return SqsQueue(sqs_client(), NotifySettings.of(os.environ).notices_queue_url)


@cache
def notification() -> Notification:
    """Return the logic with its stores, made once per process."""
    settings = NotifySettings.of(os.environ)
    dynamo = dynamo_client()
    return Notification(
        objects=S3WorkObjects(s3_client(), settings.work_bucket),
        submissions=DynamoSubmissionStore(DynamoTable(dynamo, settings.submissions_table)),
        providers=DynamoProviderStore(DynamoTable(dynamo, settings.providers_table)),
        mailer=SesMailer(ses_client(), settings.mail_configuration_set),
        links=S3Links(s3_client(), settings.work_bucket),
        mail_sender=settings.mail_sender,
        clock=lambda: dt.datetime.now(dt.UTC),
    )


def handle(event: dict[str, Any], context: LambdaContext) -> PartialItemFailureResponse:
    """Tell providers what came of the submissions that a batch of messages announces."""
    return take_batch(event, context, _take, logger)


def _take(record: SQSRecord) -> None:
    message = NoticeMessage.model_validate_json(record.body)
    outcome = notification().take(message)
    if outcome is Outcome.BUSY:
        notices().send([message], delay=MAIL_LEASE)
    log = logger.warning if outcome is Outcome.NO_CONTACT else logger.info
    log(outcome, submission_id=message.submission_id, provider_id=message.provider_id)
