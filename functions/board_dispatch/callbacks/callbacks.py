"""Decisions that a board calls in after it was asked."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from http import HTTPStatus

from pydantic import ValidationError
from standardwebhooks import Webhook, WebhookVerificationError

from cmehub.boards.answers import Answers, RowNotAskedError
from cmehub.boards.asks import Ask
from cmehub.boards.connections import HttpConnection
from cmehub.boards.interface import AnswerDocument, unreadable
from cmehub.rules.packs import board_code
from cmehub.stores import BoardStore


class CallbackRefusedError(Exception):
    """A call isn't taken, for a reason that the caller can mend."""

    def __init__(self, status: HTTPStatus, detail: str) -> None:
        super().__init__(detail)
        self.status = status
        self.detail = detail


@dataclass(frozen=True)
class Callbacks:
    """Everything that taking a call needs; ``secret`` returns the value of a secret by its name."""

    boards: BoardStore
    answers: Answers
    secret: Callable[[str], str]

    def take(self, board: str, headers: Mapping[str, str], body: str) -> tuple[Ask, int]:
        """
        Take what a board calls in; called in again, it changes nothing.

        Returns
        -------
        Ask
            The ask that it answers.
        int
            How many rows of it still wait.

        Raises
        ------
        CallbackRefusedError
            If it isn't the board that calls, or it says what can't be taken.
        """
        code = self.caller(board, headers, body)
        try:
            answer = AnswerDocument.model_validate_json(body)
        except ValidationError as error:
            raise CallbackRefusedError(HTTPStatus.UNPROCESSABLE_ENTITY, unreadable(error)) from None
        ask = Ask.named(answer.ask)
        if ask is None or ask.board != code or not (self.boards.waiting(ask) or self.answers.is_complete(ask)):
            raise CallbackRefusedError(HTTPStatus.NOT_FOUND, f"{code} was not asked a question of this name.")
        try:
            return ask, self.answers.take(ask, answer.given(code), way="callback", by=code)
        except RowNotAskedError:
            detail = "A decision is about a row that the question doesn't have; none of the decisions was taken."
            raise CallbackRefusedError(HTTPStatus.UNPROCESSABLE_ENTITY, detail) from None

    def caller(self, board: str, headers: Mapping[str, str], body: str) -> str:
        """
        Return the code of the board that calls.

        Raises
        ------
        CallbackRefusedError
            If no such board is connected, or the signature isn't its own.
        """
        code = board_code(board)
        connection = self.boards.connection(code) if code else None
        if code is None or not isinstance(connection, HttpConnection):
            raise CallbackRefusedError(HTTPStatus.NOT_FOUND, "No board of this name is connected over HTTP.")
        self._verify(connection, headers, body)
        return code

    def _verify(self, connection: HttpConnection, headers: Mapping[str, str], body: str) -> None:
        try:
            Webhook(self.secret(connection.secret_name)).verify(body, dict(headers), json_parse=False)
        except (WebhookVerificationError, ValueError):
            detail = "The signature is missing, wrong or older than five minutes. Sign with the secret of this board."
            raise CallbackRefusedError(HTTPStatus.UNAUTHORIZED, detail) from None
