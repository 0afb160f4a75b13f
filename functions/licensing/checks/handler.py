"""The function behind the queue of checks."""

import os
from functools import cache
from typing import Any

from aws_lambda_powertools import Logger
from aws_lambda_powertools.utilities.batch.types import PartialItemFailureResponse
from aws_lambda_powertools.utilities.data_classes.sqs_event import SQSRecord
from aws_lambda_powertools.utilities.typing import LambdaContext
from pydantic import Json

from cmehub.credentials.signing import KmsKey, Signing
from cmehub.learners.waiting_records import WaitingRecords
from cmehub.licensing.audit_messages import AuditPortionMessage
from cmehub.licensing.check_messages import CHECK_MESSAGES, AnyCheckMessage
from cmehub.licensing.checking import Checking
from cmehub.licensing.licensees import Licensees
from cmehub.licensing.nightly_files import NightlyFiles
from cmehub.licensing.nightly_states import NightlyStates
from cmehub.licensing.roster_messages import RosterMessage
from cmehub.licensing.taking_rosters import TakingRosters
from cmehub.licensing.telling import Telling
from cmehub.runtime.batches import take_batch
from cmehub.runtime.clients import kms_client
from cmehub.runtime.hub import Hub
from cmehub.runtime.settings import Settings

logger = Logger()


class CheckSettings(Settings):
    """
    Where this function reads from and writes to.

    Attributes
    ----------
    signing_keys
        The keys of KMS, as a JSON array: the first signs.
    """

    work_bucket: str
    exchange_bucket: str
    records_table: str
    rosters_table: str
    activities_table: str
    accounts_table: str
    checks_queue_url: str
    notices_queue_url: str
    signing_keys: Json[list[str]]


@cache
def settings() -> CheckSettings:
    """Return the settings, read once per process."""
    return CheckSettings.of(os.environ)


@cache
def hub() -> Hub:
    """Return the hub, made once per process."""
    return Hub(settings())


@cache
def licensees() -> Licensees:
    """Return what reads licensees, made once per process."""
    return Licensees(hub().rosters, hub().records, hub().ledgers, hub().activities, hub().accounts, hub().withholdings)


@cache
def checking() -> Checking:
    """Return what does checks, made once per process."""
    return Checking(licensees(), hub().checks, hub().objects, hub().noted_accesses, hub().checks_queue, hub().clock)


@cache
def telling() -> Telling:
    """Return what tells those drawn in samples, made once per process."""
    return Telling(hub().audits, hub().rosters, hub().objects, hub().notices_queue)


@cache
def taking_rosters() -> TakingRosters:
    """Return what takes the rosters that officers send, made once per process."""
    waiting = WaitingRecords(hub().records, hub().rosters)
    return TakingRosters(hub().rosters, waiting, hub().sent_rosters, hub().objects, hub().clock)


@cache
def nightly_files() -> NightlyFiles:
    """Return what puts nightly files, made once per process."""
    kms = kms_client()
    return NightlyFiles(
        licensees=licensees(),
        states=NightlyStates(hub().objects),
        objects=hub().objects,
        exchange=hub().exchange,
        accesses=hub().noted_accesses,
        log=hub().state_logs,
        signing=Signing([KmsKey(kms, key_id) for key_id in settings().signing_keys]),
        queue=hub().checks_queue,
        clock=hub().clock,
    )


def handle(event: dict[str, Any], context: LambdaContext) -> PartialItemFailureResponse:
    """Do what a batch of messages asks for."""
    return take_batch(event, context, _take, logger)


def _take(record: SQSRecord) -> None:
    message = CHECK_MESSAGES.validate_json(record.body)
    if isinstance(message, RosterMessage):
        taking_rosters().take(message)
    elif isinstance(message, AnyCheckMessage):
        checking().take(message)
    elif isinstance(message, AuditPortionMessage):
        telling().take(message)
    else:
        nightly_files().take(message)
    logger.info("message of checks taken", **message.model_dump(mode="json", exclude={"schema_version"}))
