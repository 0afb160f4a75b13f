"""Batches of SQS messages: each is taken by itself, and only those that fail come back."""

import logging
from collections.abc import Callable
from typing import Any, cast

from aws_lambda_powertools import Logger
from aws_lambda_powertools.utilities.batch import BatchProcessor, EventType, process_partial_response
from aws_lambda_powertools.utilities.batch.types import PartialItemFailureResponse
from aws_lambda_powertools.utilities.data_classes.sqs_event import SQSRecord
from aws_lambda_powertools.utilities.typing import LambdaContext


def take_batch(
    event: dict[str, Any], context: LambdaContext, take: Callable[[SQSRecord], None], logger: Logger
) -> PartialItemFailureResponse:
    """
    Take every message of a Lambda event.

    Parameters
    ----------
    event, context
        What Lambda calls a handler with.
    take
        Does the work of one message; what it raises is logged with its traceback, and the message is tried again.
    logger
        The function's own.
    """
    processor = BatchProcessor(
        EventType.SQS, raise_on_entire_batch_failure=False, logger=cast("logging.Logger", logger)
    )
    return process_partial_response(event=event, record_handler=take, processor=processor, context=context)
