"""Asking a board about a chunk."""

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from cmehub.boards.answers import Answers
from cmehub.boards.asks import Ask, AskFailure, OpenAsk
from cmehub.boards.circuits import BoardUnavailableError, Circuits
from cmehub.boards.connections import Connection, RosterConnection
from cmehub.boards.ledgers import BoardRequest, Decision
from cmehub.boards.parking import parking_time
from cmehub.boards.roster_board import RosterBoard
from cmehub.runtime.json_lines import digest, unpack
from cmehub.runtime.queues import Queue
from cmehub.stores import BoardStore, WorkObjects
from cmehub.submissions.messages import BoardMessage


class RequestsChangedError(Exception):
    """The requests that are stored are not those that the message announced."""


class AskOutcome(StrEnum):
    """What came of asking."""

    ANSWERED = "board answered"
    WAITING = "board will answer later"
    PARKED = "board is down, ask parked"


class Gateway(Protocol):
    """A way to ask a board outside the hub."""

    def decide(self, ask: Ask, requests: Sequence[BoardRequest]) -> list[Decision]:
        """
        Put an ask and return the decisions that are there now; none or some, if the rest comes later.

        Raises
        ------
        BoardUnavailableError
            If the board can't be asked now.
        """


@dataclass(frozen=True)
class Dispatch:
    """
    Everything that asking a board needs.

    Attributes
    ----------
    roster
        Decides for a board that is not connected.
    gateways
        Make the gateway for each kind of connection.
    queues
        The boards' own queues, into which an ask is put back while its board is down.
    jitter
        Returns a number from 0 to 1.
    """

    objects: WorkObjects
    boards: BoardStore
    answers: Answers
    roster: RosterBoard
    gateways: Mapping[str, Callable[[Connection], Gateway]]
    circuits: Circuits
    queues: Mapping[str, Queue]
    clock: Callable[[], dt.datetime]
    jitter: Callable[[], float]

    def take(self, message: BoardMessage, tries: int = 1) -> AskOutcome:
        """
        Ask a board about a chunk, unless it has answered, and take what it answers at once.

        A board that is down is no fault: its ask goes back into its queue, to come again after a while.

        Parameters
        ----------
        tries
            How often the message has been delivered, this time included.

        Raises
        ------
        RequestsChangedError
            If the stored requests are not those announced.
        """
        ask = Ask(message.submission_id, message.chunk, message.board)
        try:
            outcome = self._take(message, ask)
        except Exception as error:
            failure = AskFailure(reason=_reason(error), at=self.clock(), tries=tries)
            self.boards.note_failure(ask, failure)
            raise
        if tries > 1:  # else none is kept, and the write is saved
            self.boards.forget_failure(ask)
        return outcome

    def _take(self, message: BoardMessage, ask: Ask) -> AskOutcome:
        if self.answers.is_complete(ask):
            self.answers.finish(ask)
            return AskOutcome.ANSWERED
        packed = self.objects.get(message.key)
        if digest(packed) != message.digest:
            raise RequestsChangedError(message.key)
        requests = [BoardRequest.model_validate(request) for request in unpack(packed)]
        connection = self.boards.connection(ask.board)
        if message.dry_run or isinstance(connection, RosterConnection):
            roster = self.roster.dry_run() if message.dry_run else self.roster
            self.answers.settle(ask, roster.decide(ask, requests))
            return AskOutcome.ANSWERED
        try:
            return self._ask(ask, connection, requests, message.key)
        except BoardUnavailableError:
            self._park(message)
            return AskOutcome.PARKED

    def _ask(self, ask: Ask, connection: Connection, requests: Sequence[BoardRequest], key: str) -> AskOutcome:
        """Ask a board outside; the ask is open before it is put, so that no answer can come too early."""
        provisional = self.roster.accept_provisionally(ask, requests)
        at, rows = self.clock(), len(requests)
        self.boards.open(OpenAsk(ask=ask, asked_at=at, rows=rows, requests_key=key, provisional=provisional))
        gateway = self.gateways[connection.kind](connection)
        decisions = self.circuits.through(ask.board, lambda: gateway.decide(ask, requests))
        left = self.answers.take(ask, decisions, way="answer", by=ask.board)
        return AskOutcome.WAITING if left else AskOutcome.ANSWERED

    def _park(self, message: BoardMessage) -> None:
        first = dt.timedelta(seconds=self.circuits.recovery_seconds)
        again = message.model_copy(update={"parked": message.parked + 1})
        self.queues[message.board].send([again], delay=parking_time(message.parked, first, self.jitter()))


def _reason(error: Exception) -> str:
    return f"{type(error).__name__}: {error}"
