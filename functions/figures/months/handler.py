"""The function behind the queue of figures."""

import os
from functools import cache
from typing import Any

from aws_lambda_powertools import Logger
from aws_lambda_powertools.utilities.batch.types import PartialItemFailureResponse
from aws_lambda_powertools.utilities.data_classes.sqs_event import SQSRecord
from aws_lambda_powertools.utilities.typing import LambdaContext

from cmehub.figures.figure_messages import FIGURE_MESSAGES
from cmehub.runtime.batches import take_batch
from cmehub.runtime.hub import Hub
from cmehub.runtime.settings import Settings
from functions.figures.months.nights import Nights

logger = Logger()


class FigureSettings(Settings):
    """Where this function reads from and writes to."""

    work_bucket: str
    submissions_table: str
    figures_queue_url: str


@cache
def nights() -> Nights:
    """Return the logic with its stores, made once per process."""
    hub = Hub(FigureSettings.of(os.environ))
    return Nights(hub.counting, hub.figures, hub.figures_queue, hub.clock)


def handle(event: dict[str, Any], context: LambdaContext) -> PartialItemFailureResponse:
    """Count and compare what a batch of messages asks for."""
    return take_batch(event, context, _take, logger)


def _take(record: SQSRecord) -> None:
    message = FIGURE_MESSAGES.validate_json(record.body)
    months = nights().take(message)
    logger.info("figures taken", kind=message.type, months=months)
