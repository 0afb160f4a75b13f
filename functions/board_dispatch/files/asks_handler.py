"""The function behind the queue of daily calls to put files of asks for the boards that are asked so."""

import os
from functools import cache
from typing import Any

from aws_lambda_powertools import Logger
from aws_lambda_powertools.utilities.batch.types import PartialItemFailureResponse
from aws_lambda_powertools.utilities.data_classes.sqs_event import SQSRecord
from aws_lambda_powertools.utilities.typing import LambdaContext

from cmehub.boards.ask_files import AskFiles
from cmehub.rules.packs import board_codes
from cmehub.runtime.batches import take_batch
from cmehub.runtime.hub import Hub
from cmehub.runtime.settings import Settings

logger = Logger()


class AskFileSettings(Settings):
    """Where this function reads from and writes to."""

    work_bucket: str
    exchange_bucket: str
    boards_table: str


@cache
def ask_files() -> AskFiles:
    """Return the logic with its stores, made once per process."""
    hub = Hub(AskFileSettings.of(os.environ))
    return AskFiles(hub.objects, hub.boards, hub.exchange, hub.clock)


def handle(event: dict[str, Any], context: LambdaContext) -> PartialItemFailureResponse:
    """Put the files that are due; a call that comes again finds nothing to do."""
    return take_batch(event, context, _take, logger)


def _take(record: SQSRecord) -> None:
    faults: list[Exception] = []
    for board in board_codes():
        try:
            for file in ask_files().write(board):
                logger.info("asks put", call=record.message_id, board=board, key=file.key, rows=file.rows)
        except Exception as fault:
            logger.exception("asks not put", call=record.message_id, board=board)
            faults.append(fault)
    if faults:
        raise ExceptionGroup("the files of some boards could not be put", faults)
