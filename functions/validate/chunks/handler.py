"""The function behind the chunks queue."""

import os
from functools import cache
from typing import Any

from aws_lambda_powertools import Logger
from aws_lambda_powertools.utilities.batch.types import PartialItemFailureResponse
from aws_lambda_powertools.utilities.data_classes.sqs_event import SQSRecord
from aws_lambda_powertools.utilities.typing import LambdaContext

from cmehub.chunks.validation import Validation
from cmehub.runtime.batches import take_batch
from cmehub.runtime.hub import Hub
from cmehub.submissions.messages import ChunkMessage
from functions.validate.settings import ValidateSettings

logger = Logger()


@cache
def validation() -> Validation:
    """Return the logic with its stores, made once per process."""
    return Hub(ValidateSettings.of(os.environ)).validation


def handle(event: dict[str, Any], context: LambdaContext) -> PartialItemFailureResponse:
    """Validate the chunks that a batch of messages announces."""
    return take_batch(event, context, _take, logger)


def _take(record: SQSRecord) -> None:
    message = ChunkMessage.model_validate_json(record.body)
    validation().take(message)
    logger.info("chunk validated", submission_id=message.submission_id, chunk=message.chunk)
