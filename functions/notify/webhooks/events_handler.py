"""The function behind the events queue."""

import datetime as dt
import os
from functools import cache
from typing import Any

from aws_lambda_powertools import Logger
from aws_lambda_powertools.utilities.batch.types import PartialItemFailureResponse
from aws_lambda_powertools.utilities.data_classes.sqs_event import SQSRecord
from aws_lambda_powertools.utilities.typing import LambdaContext

from cmehub.licensing.licensees import Licensees
from cmehub.passport.credit_news import CreditNewsReader
from cmehub.runtime.batches import take_batch
from cmehub.runtime.hub import Hub
from cmehub.runtime.settings import Settings
from cmehub.submissions.messages import EVENT_MESSAGES, EventMessage
from functions.notify.webhooks.announcements import Announcements
from functions.notify.webhooks.licensee_events import LicenseeEvents

logger = Logger()


class EventSettings(Settings):
    """Where this function reads from and writes to."""

    work_bucket: str
    submissions_table: str
    activities_table: str
    providers_table: str
    accounts_table: str
    records_table: str
    rosters_table: str
    notices_queue_url: str
    news_gathering_seconds: int
    deliveries_queue_url: str


@cache
def settings() -> EventSettings:
    """Return the settings, read once per process."""
    return EventSettings.of(os.environ)


@cache
def hub() -> Hub:
    """Return the hub, made once per process."""
    return Hub(settings())


@cache
def credit_news() -> CreditNewsReader:
    """Return what tells physicians, made once per process."""
    return hub().credit_news(dt.timedelta(seconds=settings().news_gathering_seconds))


@cache
def licensee_events() -> LicenseeEvents:
    """Return what tells states' webhooks, made once per process."""
    licensees = Licensees(
        hub().rosters, hub().records, hub().ledgers, hub().activities, hub().accounts, hub().withholdings
    )
    return LicenseeEvents(
        licensees=licensees,
        submissions=hub().submissions,
        objects=hub().objects,
        webhooks=hub().webhooks,
        events=hub().events,
        deliveries=hub().deliveries_queue,
        accesses=hub().noted_accesses,
        log=hub().state_logs,
        clock=hub().clock,
    )


@cache
def announcements() -> Announcements:
    """Return the logic with its stores, made once per process."""
    return Announcements(
        objects=hub().objects,
        submissions=hub().submissions,
        reviews=hub().review_store,
        webhooks=hub().webhooks,
        events=hub().events,
        deliveries=hub().deliveries_queue,
        clock=hub().clock,
    )


def handle(event: dict[str, Any], context: LambdaContext) -> PartialItemFailureResponse:
    """Announce the events of a batch, to webhooks and physicians; revoke, and have counted, what they change."""
    return take_batch(event, context, _take, logger)


def _take(record: SQSRecord) -> None:
    message = EVENT_MESSAGES.validate_json(record.body)
    queued = announcements().take(message)
    revoked = 0
    if isinstance(message, EventMessage):
        hub().counting.note(message.submission_id)
        credit_news().take(message)
        queued += licensee_events().take(message)
        revoked = hub().taking_back.take(message)
    logger.info(
        "event taken", kind=message.type, provider_id=message.provider_id, deliveries=queued, documents_revoked=revoked
    )
