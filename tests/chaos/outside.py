"""What lies around the functions: queues, a board, and the receivers of posts."""

import datetime as dt
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from pydantic import BaseModel

from cmehub.boards.asks import Ask
from cmehub.boards.ledgers import BoardRequest, Decision
from cmehub.runtime.queues import NO_DELAY
from cmehub.submissions.events import Failure


class AskAnswered(BaseModel):
    """A board outside calls with its decisions, which it does until it is told that they are taken."""

    ask: Ask
    decisions: list[Decision]


@dataclass
class Waiting:
    """The messages of all queues, each with when it is due."""

    clock: Callable[[], dt.datetime]
    messages: list[tuple[dt.datetime, Any]] = field(default_factory=list)

    def send(self, messages: Sequence[BaseModel], *, delay: dt.timedelta = NO_DELAY) -> None:
        self.messages += [(self.clock() + delay, message) for message in messages]


@dataclass
class OutsideBoard:
    """A board that takes asks, and calls later; asked again, it calls again, with the same."""

    waiting: Waiting

    def decide(self, ask: Ask, requests: Sequence[BoardRequest]) -> list[Decision]:
        decisions = [
            Decision(row=request.row, board=request.board, accepted=True)
            if request.family_name != "Misspelt"
            else Decision(
                row=request.row, board=request.board, accepted=False, reason_code="IDENTITY_MISMATCH", reason="Another."
            )
            for request in requests
        ]
        halves = [decisions[: len(decisions) // 2], decisions[len(decisions) // 2 :]]
        self.waiting.send([AskAnswered(ask=ask, decisions=half) for half in halves if half])
        return []


@dataclass
class Receivers:
    """Those who are posted to; some refuse so many posts at first."""

    refusals: Mapping[str, int]
    posted: set[tuple[str, str]] = field(default_factory=set)
    refused: Counter[str] = field(default_factory=Counter)

    def __call__(self, url: str, _: bytes, headers: Mapping[str, str]) -> int | Failure:
        if self.refused[url] < self.refusals.get(url, 0):
            self.refused[url] += 1
            return 503
        self.posted.add((url, headers["webhook-id"]))
        return 204
