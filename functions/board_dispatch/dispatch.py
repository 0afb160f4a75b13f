"""Asking a board about a chunk and recording its answer."""

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol, Self

from cmehub.boards import Ask, BoardRequest, Decision
from cmehub.finish import Sequel
from cmehub.json_lines import digest, pack, unpack
from cmehub.messages import BoardMessage
from cmehub.queues import Queue
from cmehub.stores import SubmissionStore, WorkObjects
from cmehub.submissions import AnswerFact, decisions_key


class RequestsChangedError(Exception):
    """The questions that are stored are not those that the message announced."""


class Gateway(Protocol):
    """A way to ask a board."""

    def decide(self, ask: Ask, requests: Sequence[BoardRequest]) -> list[Decision]:
        """Return a decision for each request; asked the same again, the same decisions."""

    def dry_run(self) -> Self:
        """Return one that says what the board would decide, and leaves no trace."""


@dataclass(frozen=True)
class Dispatch:
    """Everything that asking a board needs."""

    objects: WorkObjects
    submissions: SubmissionStore
    gateway: Gateway
    chunks: Queue
    notices: Queue
    clock: Callable[[], dt.datetime]

    def take(self, message: BoardMessage) -> None:
        """
        Ask a board about a chunk, unless it has answered, and tell if that was the submission's last fact.

        Raises
        ------
        RequestsChangedError
            If the stored questions are not those announced.
        """
        fact = AnswerFact(chunk=message.chunk, board=message.board)
        if not self.submissions.answered(message.submission_id, fact):
            packed = self.objects.get(message.key)
            if digest(packed) != message.digest:
                raise RequestsChangedError(message.key)
            requests = [BoardRequest.model_validate(one) for one in unpack(packed)]
            gateway = self.gateway.dry_run() if message.dry_run else self.gateway
            decisions = gateway.decide(Ask(message.submission_id, message.chunk, message.board), requests)
            lines = (one.model_dump_json(exclude_none=True).encode() for one in decisions)
            self.objects.put(decisions_key(message.submission_id, message.chunk, message.board), pack(lines))
            self.submissions.add_answer(message.submission_id, fact, at=self.clock())
        Sequel(self.submissions, self.objects, self.chunks, self.notices).follow(message.submission_id)
