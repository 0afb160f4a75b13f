"""The function behind the boards' queues, one queue for each board."""

import datetime as dt
import os
import random
from functools import cache
from typing import TYPE_CHECKING, Any

import urllib3
from aws_lambda_powertools import Logger
from aws_lambda_powertools.metrics import MetricUnit, single_metric
from aws_lambda_powertools.utilities.batch.types import PartialItemFailureResponse
from aws_lambda_powertools.utilities.circuit_breaker import CircuitState, CircuitTransition
from aws_lambda_powertools.utilities.circuit_breaker.persistence import CircuitBreakerDynamoDBPersistence
from aws_lambda_powertools.utilities.data_classes.sqs_event import SQSRecord
from aws_lambda_powertools.utilities.typing import LambdaContext

from cmehub.boards.ask_files import FilesBoard
from cmehub.boards.circuits import BoardFaultError, Circuits
from cmehub.boards.connections import CIRCUIT_METRIC, Connection, HttpConnection
from cmehub.boards.dispatch import Dispatch
from cmehub.boards.roster_board import RosterBoard
from cmehub.runtime.batches import take_batch
from cmehub.runtime.hub import Hub, now
from cmehub.runtime.queues import SqsQueue
from cmehub.runtime.secrets import board_secret
from cmehub.runtime.settings import BoardQueueSettings
from cmehub.submissions.messages import BoardMessage
from functions.board_dispatch.asking.http_board import HttpBoard

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient

logger = Logger()

_FAULT_PAUSE = dt.timedelta(seconds=15)
"""
How soon an ask is put again whose answer was of no use: four times that is a minute, and then it is a dead letter that
the operator hears of. Waiting doesn't mend it, and the queue's own pause would make ten minutes of it.
"""


class DispatchSettings(BoardQueueSettings):
    """
    Where this function reads from and writes to.

    ``board_recovery_seconds`` is how long a board that is down is left alone.
    """

    work_bucket: str
    records_table: str
    submissions_table: str
    rosters_table: str
    boards_table: str
    chunks_queue_url: str
    notices_queue_url: str
    events_queue_url: str
    board_recovery_seconds: int


@cache
def settings() -> DispatchSettings:
    """Return the settings, read once per process."""
    return DispatchSettings.of(os.environ)


@cache
def hub() -> Hub:
    """Return the hub, made once per process."""
    return Hub(settings())


@cache
def dispatch() -> Dispatch:
    """Return the logic with its stores, made once per process."""
    circuit_store = _circuit_store(hub().dynamodb, settings().boards_table)
    return Dispatch(
        objects=hub().objects,
        boards=hub().boards,
        answers=hub().answers,
        roster=RosterBoard(rosters=hub().rosters, ledgers=hub().ledgers),
        gateways={"http": _http_board, "files": lambda _: FilesBoard()},
        circuits=Circuits(circuit_store, settings().board_recovery_seconds, _tell),
        queues=hub().board_queues,
        clock=hub().clock,
        jitter=random.random,
    )


def handle(event: dict[str, Any], context: LambdaContext) -> PartialItemFailureResponse:
    """Ask a board about the chunks that a batch of messages announces."""
    return take_batch(event, context, _take, logger)


def _take(record: SQSRecord) -> None:
    message = BoardMessage.model_validate_json(record.body)
    try:
        outcome = dispatch().take(message, tries=int(record.attributes.approximate_receive_count))
    except BoardFaultError:
        queue = SqsQueue(hub().sqs, settings().queue_url(f"board-{message.board}"))
        queue.put_off(record.receipt_handle, _FAULT_PAUSE)
        raise
    logger.info(outcome, submission_id=message.submission_id, chunk=message.chunk, board=message.board)


@cache
def _pool() -> urllib3.PoolManager:
    return urllib3.PoolManager()


def _http_board(connection: Connection) -> HttpBoard:
    if not isinstance(connection, HttpConnection):
        raise TypeError(connection.kind)
    return HttpBoard(connection=connection, pool=_pool(), secret=board_secret, clock=now)


def _circuit_store(client: "DynamoDBClient", table: str) -> CircuitBreakerDynamoDBPersistence:
    return CircuitBreakerDynamoDBPersistence(
        table_name=table, key_attr="pk", sort_key_attr="sk", static_pk_value="circuits", boto3_client=client
    )


def _tell(transition: CircuitTransition) -> None:
    """Log what became of a circuit, and count its openings where the alarm looks."""
    logger.warning("circuit changed", board=transition.circuit_name, state=transition.to_state.value)
    if transition.to_state is CircuitState.OPEN:
        with single_metric(name=CIRCUIT_METRIC, unit=MetricUnit.Count, value=1) as metric:
            metric.add_dimension(name="board", value=transition.circuit_name)
