"""The function behind the boards' queues, one queue for each board."""

import datetime as dt
import os
from functools import cache
from typing import Any

import boto3
from aws_lambda_powertools import Logger
from aws_lambda_powertools.utilities.batch.types import PartialItemFailureResponse
from aws_lambda_powertools.utilities.data_classes.sqs_event import SQSRecord
from aws_lambda_powertools.utilities.typing import LambdaContext

from cmehub.messages import BoardMessage
from cmehub.queues import SqsQueue
from cmehub.settings import Settings
from cmehub.sqs_batches import take_batch
from cmehub.stores.dynamo import DynamoTable, dynamo_client
from cmehub.stores.dynamo_boards import DynamoBoardStore
from cmehub.stores.dynamo_records import DynamoLedgerStore
from cmehub.stores.dynamo_rosters import DynamoRosterStore
from cmehub.stores.dynamo_submissions import DynamoSubmissionStore
from cmehub.stores.s3 import S3WorkObjects
from functions.board_dispatch.answers import Answers
from functions.board_dispatch.dispatch import Dispatch
from functions.board_dispatch.question_files import FilesBoard
from functions.board_dispatch.roster_board import RosterBoard

logger = Logger()


class DispatchSettings(Settings):
    """Where this function reads from and writes to."""

    work_bucket: str
    records_table: str
    submissions_table: str
    rosters_table: str
    boards_table: str
    chunks_queue_url: str
    notices_queue_url: str


@cache
def dispatch() -> Dispatch:
    """Return the logic with its stores, made once per process."""
    settings = DispatchSettings.of(os.environ)
    sqs, dynamo = boto3.client("sqs"), dynamo_client()
    objects = S3WorkObjects(boto3.client("s3"), settings.work_bucket)
    boards = DynamoBoardStore(DynamoTable(dynamo, settings.boards_table))
    ledgers = DynamoLedgerStore(DynamoTable(dynamo, settings.records_table))
    return Dispatch(
        objects=objects,
        boards=boards,
        answers=Answers(
            objects=objects,
            submissions=DynamoSubmissionStore(DynamoTable(dynamo, settings.submissions_table)),
            boards=boards,
            ledgers=ledgers,
            chunks=SqsQueue(sqs, settings.chunks_queue_url),
            notices=SqsQueue(sqs, settings.notices_queue_url),
            clock=_now,
        ),
        roster=RosterBoard(rosters=DynamoRosterStore(DynamoTable(dynamo, settings.rosters_table)), ledgers=ledgers),
        gateways={"files": lambda _: FilesBoard()},
        clock=_now,
    )


def handle(event: dict[str, Any], context: LambdaContext) -> PartialItemFailureResponse:
    """Ask a board about the chunks that a batch of messages announces."""
    return take_batch(event, context, _take, logger)


def _take(record: SQSRecord) -> None:
    message = BoardMessage.model_validate_json(record.body)
    dispatch().take(message, tries=int(record.attributes.approximate_receive_count))
    logger.info("board answered", submission_id=message.submission_id, chunk=message.chunk, board=message.board)


def _now() -> dt.datetime:
    return dt.datetime.now(dt.UTC)
