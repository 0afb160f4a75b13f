"""The function behind the queue of files that boards put to tell their decisions."""

import os
from functools import cache
from typing import Any
from urllib.parse import unquote_plus

from aws_lambda_powertools import Logger
from aws_lambda_powertools.utilities.batch.types import PartialItemFailureResponse
from aws_lambda_powertools.utilities.data_classes import S3Event
from aws_lambda_powertools.utilities.data_classes.sqs_event import SQSRecord
from aws_lambda_powertools.utilities.typing import LambdaContext

from cmehub.boards.decision_files import DecisionFile, DecisionFiles, S3FileSource
from cmehub.runtime.batches import take_batch
from cmehub.runtime.hub import Hub
from cmehub.runtime.settings import Settings

logger = Logger()


class DecisionFileSettings(Settings):
    """Where this function reads from and writes to."""

    work_bucket: str
    exchange_bucket: str
    records_table: str
    submissions_table: str
    boards_table: str
    chunks_queue_url: str
    notices_queue_url: str
    events_queue_url: str


@cache
def decision_files() -> DecisionFiles:
    """Return the logic with its stores, made once per process."""
    settings = DecisionFileSettings.of(os.environ)
    hub = Hub(settings)
    return DecisionFiles(
        source=S3FileSource(hub.s3, settings.exchange_bucket),
        exchange=hub.exchange,
        objects=hub.objects,
        boards=hub.boards,
        answers=hub.answers,
    )


def handle(event: dict[str, Any], context: LambdaContext) -> PartialItemFailureResponse:
    """Take every file that a batch of messages announces."""
    return take_batch(event, context, _take, logger)


def _take(record: SQSRecord) -> None:
    event = S3Event(record.json_body)
    for entry in event.records if "Records" in event else ():
        put = entry.s3.get_object
        if file := DecisionFile.at(unquote_plus(put.key), put.version_id or None, put.size):
            taken = decision_files().take(file)
            logger.info("decisions taken", board=file.board, lines=taken.lines, problems=taken.problems)
