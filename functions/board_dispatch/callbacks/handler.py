"""The function behind ``POST /boards/{board}/...``, where boards call in decisions, and what they have to review."""

import base64
import json
import os
from functools import cache
from typing import Any

from aws_lambda_powertools import Logger
from aws_lambda_powertools.event_handler import APIGatewayHttpResolver, Response
from aws_lambda_powertools.utilities.typing import LambdaContext

from cmehub.boards.review_calls import ReviewState
from cmehub.runtime.hub import Hub
from cmehub.runtime.secrets import board_secret
from cmehub.runtime.settings import Settings
from cmehub.stores.signed_objects import S3SignedObjects
from functions.board_dispatch.callbacks.board_reviews import BoardReviews
from functions.board_dispatch.callbacks.callbacks import CallbackRefusedError, Callbacks

logger = Logger()
app = APIGatewayHttpResolver()


class CallbackSettings(Settings):
    """Where this function reads from and writes to."""

    work_bucket: str
    records_table: str
    submissions_table: str
    boards_table: str
    activities_table: str
    chunks_queue_url: str
    notices_queue_url: str
    events_queue_url: str


@cache
def settings() -> CallbackSettings:
    """Return the settings, read once per process."""
    return CallbackSettings.of(os.environ)


@cache
def hub() -> Hub:
    """Return the hub, made once per process."""
    return Hub(settings())


@cache
def callbacks() -> Callbacks:
    """Return the logic with its stores, made once per process."""
    return Callbacks(boards=hub().boards, answers=hub().answers, secret=board_secret)


@cache
def board_reviews() -> BoardReviews:
    """Return the logic of reviews with its stores, made once per process."""
    return BoardReviews(hub().reviews, S3SignedObjects(hub().s3, settings().work_bucket), hub().clock)


def handle(event: dict[str, Any], context: LambdaContext) -> dict[str, Any]:
    """Take one call."""
    return app.resolve(event, context)


@app.post("/boards/<board>/decisions")
def take_decisions(board: str) -> Response[str]:
    """Take the decisions of a board, and say how many rows of the ask still wait."""
    ask, waiting = callbacks().take(board, app.current_event.headers, _body())
    logger.info("board called in", submission_id=ask.submission_id, chunk=ask.chunk, board=ask.board, waiting=waiting)
    return _json(200, {"ask": ask.name, "waiting": waiting})


@app.post("/boards/<board>/reviews")
def ask_for_review(board: str) -> Response[str]:
    """Ask for a review of an activity, or tell what came of it."""
    code, body = _called_by(board)
    return _told("review asked for", code, board_reviews().ask(code, body))


@app.post("/boards/<board>/review-outcomes")
def close_review(board: str) -> Response[str]:
    """Close a review of an activity."""
    code, body = _called_by(board)
    return _told("review closed", code, board_reviews().close(code, body))


def _called_by(board: str) -> tuple[str, str]:
    body = _body()
    return callbacks().caller(board, app.current_event.headers, body), body


def _body() -> str:
    """Return what was sent: bytes that aren't UTF-8 end as a wrong signature, since signatures are of UTF-8."""
    event = app.current_event
    if not event.is_base64_encoded:
        return event.body or ""
    return base64.b64decode(event.body or "").decode("utf-8", "replace")


def _told(what: str, board: str, state: ReviewState) -> Response[str]:
    logger.info(what, board=board, activity_id=state.activity_id, status=state.status)
    return _json(200, state.model_dump(mode="json"))


@app.exception_handler(CallbackRefusedError)  # type: ignore[untyped-decorator]  # Powertools has no types for it
def refuse(error: CallbackRefusedError) -> Response[str]:
    """Say what is wrong with a call."""
    logger.warning("call refused", status=error.status, detail=error.detail)
    problem = {"type": "about:blank", "title": error.status.phrase, "status": error.status, "detail": error.detail}
    return _json(error.status, problem, content_type="application/problem+json")


def _json(status: int, document: dict[str, Any], content_type: str = "application/json") -> Response[str]:
    return Response(status_code=status, content_type=content_type, body=json.dumps(document))
