"""Asking a board about a chunk."""

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from cmehub.asks import Ask, AskFailure, OpenAsk
from cmehub.board_connections import Connection, RosterConnection
from cmehub.boards import BoardRequest, Decision
from cmehub.json_lines import digest, unpack
from cmehub.messages import BoardMessage
from cmehub.stores import BoardStore, WorkObjects
from functions.board_dispatch.answers import Answers
from functions.board_dispatch.roster_board import RosterBoard


class RequestsChangedError(Exception):
    """The questions that are stored are not those that the message announced."""


class Gateway(Protocol):
    """A way to ask a board outside the hub."""

    def decide(self, ask: Ask, requests: Sequence[BoardRequest]) -> list[Decision]:
        """Put a question and return the decisions that are there now; none or some, if the rest comes later."""


@dataclass(frozen=True)
class Dispatch:
    """
    Everything that asking a board needs.

    ``gateways`` make the gateway for a kind of connection; a board without a connection is decided for by ``roster``.
    """

    objects: WorkObjects
    boards: BoardStore
    answers: Answers
    roster: RosterBoard
    gateways: Mapping[str, Callable[[Connection], Gateway]]
    clock: Callable[[], dt.datetime]

    def take(self, message: BoardMessage, tries: int = 1) -> None:
        """
        Ask a board about a chunk, unless it has answered, and take what it answers at once.

        Parameters
        ----------
        tries
            How often the message has been delivered, this time included.

        Raises
        ------
        RequestsChangedError
            If the stored questions are not those announced.
        """
        ask = Ask(message.submission_id, message.chunk, message.board)
        try:
            self._take(message, ask)
        except Exception as error:
            failure = AskFailure(reason=_reason(error), at=self.clock(), tries=tries)
            self.boards.note_failure(ask, failure)
            raise
        if tries > 1:
            self.boards.forget_failure(ask)

    def _take(self, message: BoardMessage, ask: Ask) -> None:
        if self.answers.is_complete(ask):
            self.answers.finish(ask)
            return
        packed = self.objects.get(message.key)
        if digest(packed) != message.digest:
            raise RequestsChangedError(message.key)
        requests = [BoardRequest.model_validate(one) for one in unpack(packed)]
        connection = self.boards.connection(ask.board)
        if message.dry_run:
            self.answers.settle(ask, self.roster.dry_run().decide(ask, requests))
        elif isinstance(connection, RosterConnection):
            self.answers.settle(ask, self.roster.decide(ask, requests))
        else:
            self._ask(ask, connection, requests, message.key)

    def _ask(self, ask: Ask, connection: Connection, requests: Sequence[BoardRequest], key: str) -> None:
        """Ask a board outside; the question is open before it is put, so that no answer can come too early."""
        self.boards.open(OpenAsk(ask=ask, asked_at=self.clock(), rows=len(requests), requests_key=key))
        decisions = self.gateways[connection.kind](connection).decide(ask, requests)
        self.answers.take(ask, decisions, way="answer", by=ask.board)


def _reason(error: Exception) -> str:
    return f"{type(error).__name__}: {error}"
