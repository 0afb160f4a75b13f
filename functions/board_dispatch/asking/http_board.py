"""A board that is asked over HTTP: a signed ask, tried again while the board doesn't answer."""

import datetime as dt
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from http import HTTPStatus

import urllib3
from pydantic import ValidationError
from standardwebhooks import Webhook
from urllib3.exceptions import HTTPError

from cmehub.boards.asks import Ask
from cmehub.boards.circuits import BoardFaultError, BoardUnavailableError
from cmehub.boards.connections import HttpConnection
from cmehub.boards.interface import IDEMPOTENCY_KEY, LARGEST_ANSWER, AnswerDocument, AskDocument, unreadable
from cmehub.boards.ledgers import BoardRequest, Decision

_PASSING = frozenset({429, 500, 502, 503, 504})
RETRIES = urllib3.Retry(
    total=2,
    redirect=0,  # what is signed for a board goes nowhere else
    allowed_methods={"POST"},  # which urllib3 repeats only if told to; the idempotency key makes it safe
    status_forcelist=_PASSING,
    backoff_factor=0.5,
    backoff_jitter=0.5,
    backoff_max=5,
    retry_after_max=10,
    raise_on_status=False,
    raise_on_redirect=False,
)
_PIECE = 65_536


@dataclass(frozen=True)
class HttpBoard:
    """
    See `cmehub.boards.dispatch.Gateway`.

    Attributes
    ----------
    secret
        Returns the value of a secret by its name.
    """

    connection: HttpConnection
    pool: urllib3.PoolManager
    secret: Callable[[str], str]
    clock: Callable[[], dt.datetime]
    retries: urllib3.Retry = RETRIES

    def decide(self, ask: Ask, requests: Sequence[BoardRequest]) -> list[Decision]:
        """
        Post an ask and read what is answered at once.

        Raises
        ------
        BoardUnavailableError
            If the board doesn't answer, or says that it can't now.
        BoardFaultError
            If it answers what waiting doesn't mend.
        """
        try:
            status, body = self._post(ask, AskDocument.of(ask, requests).model_dump_json())
        except HTTPError as error:
            raise BoardUnavailableError(f"{ask.board} doesn't answer: {type(error).__name__}") from error
        if status in _PASSING:
            raise BoardUnavailableError(f"{ask.board} answers with status {status}")
        if status == HTTPStatus.ACCEPTED:
            return []
        if status != HTTPStatus.OK:
            raise BoardFaultError(f"{ask.board} refuses the question with status {status}")
        return _read(ask, body)

    def _post(self, ask: Ask, body: str) -> tuple[int, bytes]:
        seconds = self.connection.timeout_seconds
        response = self.pool.request(
            "POST",
            self.connection.url,
            body=body.encode(),
            headers={"Content-Type": "application/json", IDEMPOTENCY_KEY: ask.name} | self._signature(ask, body),
            timeout=urllib3.Timeout(connect=seconds, read=seconds),
            retries=self.retries,
            preload_content=False,
        )
        try:
            return response.status, _content(response, until=time.monotonic() + seconds)
        finally:
            response.release_conn()

    def _signature(self, ask: Ask, body: str) -> dict[str, str]:
        now = self.clock()
        signed = Webhook(self.secret(self.connection.secret_name)).sign(ask.name, now, body)
        return {
            "webhook-id": ask.name,
            "webhook-timestamp": str(int(now.timestamp())),
            "webhook-signature": signed,
        }


def _content(response: urllib3.BaseHTTPResponse, *, until: float) -> bytes:
    """Read an answer that is neither endless nor takes forever."""
    content = bytearray()
    for piece in response.stream(_PIECE):
        content += piece
        if len(content) > LARGEST_ANSWER:
            raise BoardFaultError(f"The answer is larger than {LARGEST_ANSWER:,} bytes")
        if time.monotonic() > until:
            raise BoardUnavailableError("The answer doesn't come to an end")
    return bytes(content)


def _read(ask: Ask, body: bytes) -> list[Decision]:
    try:
        answer = AnswerDocument.model_validate_json(body)
    except ValidationError as error:
        raise BoardFaultError(f"The answer of {ask.board} can't be read: {unreadable(error)}") from None
    if answer.ask != ask.name:
        raise BoardFaultError(f"{ask.board} answers another question than {ask.name}")
    return answer.given(ask.board)
