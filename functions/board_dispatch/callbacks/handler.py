"""The function behind ``POST /boards/{board}/decisions``, where boards call in what they decided later."""

import json
import os
from functools import cache
from typing import Any

from aws_lambda_powertools import Logger
from aws_lambda_powertools.event_handler import APIGatewayHttpResolver, Response
from aws_lambda_powertools.utilities.typing import LambdaContext

from cmehub.runtime.hub import Hub
from cmehub.runtime.secrets import board_secret
from cmehub.runtime.settings import Settings
from functions.board_dispatch.callbacks.callbacks import CallbackRefusedError, Callbacks

logger = Logger()
app = APIGatewayHttpResolver()


class CallbackSettings(Settings):
    """Where this function reads from and writes to."""

    work_bucket: str
    records_table: str
    submissions_table: str
    boards_table: str
    chunks_queue_url: str
    notices_queue_url: str
    events_queue_url: str


@cache
def callbacks() -> Callbacks:
    """Return the logic with its stores, made once per process."""
    hub = Hub(CallbackSettings.of(os.environ))
    return Callbacks(boards=hub.boards, answers=hub.answers, secret=board_secret)


def handle(event: dict[str, Any], context: LambdaContext) -> dict[str, Any]:
    """Take one call."""
    return app.resolve(event, context)


@app.post("/boards/<board>/decisions")
def take_decisions(board: str) -> Response[str]:
    """Take the decisions of a board, and say how many rows of the ask still wait."""
    event = app.current_event
    ask, waiting = callbacks().take(board, event.headers, event.decoded_body or "")
    logger.info("board called in", submission_id=ask.submission_id, chunk=ask.chunk, board=ask.board, waiting=waiting)
    return _json(200, {"ask": ask.name, "waiting": waiting})


@app.exception_handler(CallbackRefusedError)  # type: ignore[untyped-decorator]  # Powertools has no types for it
def refuse(error: CallbackRefusedError) -> Response[str]:
    """Say what is wrong with a call."""
    logger.warning("call refused", status=error.status, detail=error.detail)
    problem = {"type": "about:blank", "title": error.status.phrase, "status": error.status, "detail": error.detail}
    return _json(error.status, problem, content_type="application/problem+json")


def _json(status: int, document: dict[str, Any], content_type: str = "application/json") -> Response[str]:
    return Response(status_code=status, content_type=content_type, body=json.dumps(document))
