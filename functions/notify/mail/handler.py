"""The function behind the notices queue."""

import datetime as dt
import os
from functools import cache
from typing import Any
from urllib.parse import urljoin

from aws_lambda_powertools import Logger
from aws_lambda_powertools.utilities.batch.types import PartialItemFailureResponse
from aws_lambda_powertools.utilities.data_classes.sqs_event import SQSRecord
from aws_lambda_powertools.utilities.typing import LambdaContext

from cmehub.runtime.batches import take_batch
from cmehub.runtime.clients import cognito_client, ses_client
from cmehub.runtime.hub import Hub
from cmehub.runtime.settings import Settings
from cmehub.stores.cognito_members import CognitoMembers
from cmehub.submissions.messages import (
    NOTICE_MESSAGES,
    ClaimTriedMessage,
    CodeAskedMessage,
    GatheringMessage,
    NoticeMessage,
    ReviewNoticeMessage,
)
from functions.notify.mail.addresses import Addresses
from functions.notify.mail.call_notices import CallNotices
from functions.notify.mail.claim_notices import ClaimNotices
from functions.notify.mail.mailer import SesMailer
from functions.notify.mail.notices import MAIL_LEASE, NoticeOutcome, Outbox
from functions.notify.mail.review_notices import ReviewNotices
from functions.notify.mail.submission_notices import SubmissionNotices

logger = Logger()


class NotifySettings(Settings):
    """Where this function reads from, how it sends, and where its mails lead."""

    work_bucket: str
    uploads_bucket: str
    api_url: str
    guide_url: str
    submissions_table: str
    activities_table: str
    providers_table: str
    accounts_table: str
    rosters_table: str
    physicians_pool_id: str
    notices_queue_url: str
    call_mails_hour_seconds: int
    mail_sender: str
    mail_configuration_set: str


@cache
def settings() -> NotifySettings:
    """Return the settings, read once per process."""
    return NotifySettings.of(os.environ)


@cache
def hub() -> Hub:
    """Return the hub, made once per process."""
    return Hub(settings())


def addresses() -> Addresses:
    """Return where mails lead; on one machine the API lies below the emulator's own address."""
    api = urljoin(hub().s3.meta.endpoint_url, settings().api_url)
    return Addresses(api, settings().guide_url, settings().uploads_bucket)


@cache
def outbox() -> Outbox:
    """Return the way that mails go, made once per process."""
    mailer = SesMailer(ses_client(), settings().mail_configuration_set)
    return Outbox(hub().providers, mailer, settings().mail_sender, hub().clock)


@cache
def call_notices() -> CallNotices:
    """Return the logic of calls with its stores, made once per process."""
    return CallNotices(
        gatherings=hub().gatherings,
        objects=hub().objects,
        notices=hub().notices_queue,
        addresses=addresses(),
        outbox=outbox(),
        hour=dt.timedelta(seconds=settings().call_mails_hour_seconds),
        clock=hub().clock,
    )


@cache
def submission_notices() -> SubmissionNotices:
    """Return the logic of files with its stores, made once per process."""
    return SubmissionNotices(
        objects=hub().objects,
        submissions=hub().submissions,
        addresses=addresses(),
        outbox=outbox(),
        calls=call_notices(),
    )


def review_notices() -> ReviewNotices:
    """Return the logic of mails about reviews."""
    return ReviewNotices(hub().activities, hub().review_store, hub().objects, outbox())


@cache
def claim_notices() -> ClaimNotices:
    """Return the logic of claims with its stores, made once per process."""
    members = CognitoMembers(cognito_client(), settings().physicians_pool_id)

    def email_of(sub: str) -> str | None:
        member = members.find(sub)
        return member.email if member and member.enabled else None

    return ClaimNotices(
        accounts=hub().accounts,
        rosters=hub().rosters,
        cases=hub().cases,
        mailer=outbox().mailer,
        mail_sender=settings().mail_sender,
        email_of=email_of,
        clock=hub().clock,
    )


def handle(event: dict[str, Any], context: LambdaContext) -> PartialItemFailureResponse:
    """Tell providers and people what the messages of a batch announce."""
    return take_batch(event, context, _take, logger)


def _take(record: SQSRecord) -> None:
    message = NOTICE_MESSAGES.validate_json(record.body)
    match message:
        case NoticeMessage():
            outcome = submission_notices().take(message)
            about = {"provider_id": message.provider_id, "submission_id": message.submission_id}
        case GatheringMessage():
            outcome = call_notices().take(message)
            about = {"provider_id": message.provider_id, "gathering_id": message.gathering_id}
        case ClaimTriedMessage():
            outcome = claim_notices().take_try(message)
            about = {"sub": message.sub, "try_id": message.try_id}
        case CodeAskedMessage():
            outcome = claim_notices().take_code(message)
            about = {"sub": message.sub, "code_id": message.code_id}
        case ReviewNoticeMessage():
            outcome = review_notices().take(message)
            about = message.model_dump(include={"provider_id", "activity_id", "review_id"})
    if outcome is NoticeOutcome.BUSY:
        hub().notices_queue.send([message], delay=MAIL_LEASE)
    log = logger.warning if outcome is NoticeOutcome.NO_CONTACT else logger.info
    log(outcome, extra=about)
