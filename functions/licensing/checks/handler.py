"""The function behind the queue of checks."""

import os
from functools import cache
from typing import Any

from aws_lambda_powertools import Logger
from aws_lambda_powertools.utilities.batch.types import PartialItemFailureResponse
from aws_lambda_powertools.utilities.data_classes.sqs_event import SQSRecord
from aws_lambda_powertools.utilities.typing import LambdaContext

from cmehub.licensing.check_messages import CHECK_MESSAGES
from cmehub.licensing.checking import Checking
from cmehub.licensing.licensees import Licensees
from cmehub.runtime.batches import take_batch
from cmehub.runtime.hub import Hub
from cmehub.runtime.settings import Settings

logger = Logger()


class CheckSettings(Settings):
    """Where this function reads from and writes to."""

    work_bucket: str
    records_table: str
    rosters_table: str
    activities_table: str
    accounts_table: str
    checks_queue_url: str
    notices_queue_url: str


@cache
def checking() -> Checking:
    """Return the logic with its stores, made once per process."""
    hub = Hub(CheckSettings.of(os.environ))
    licensees = Licensees(hub.rosters, hub.records, hub.ledgers, hub.activities, hub.accounts, hub.withholdings)
    return Checking(licensees, hub.checks, hub.objects, hub.noted_accesses, hub.checks_queue, hub.clock)


def handle(event: dict[str, Any], context: LambdaContext) -> PartialItemFailureResponse:
    """Do what a batch of messages asks for."""
    return take_batch(event, context, _take, logger)


def _take(record: SQSRecord) -> None:
    message = CHECK_MESSAGES.validate_json(record.body)
    checking().take(message)
    logger.info("check taken", kind=message.type, state=message.state, check_id=message.check_id)
