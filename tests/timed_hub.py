"""A hub in memory whose time is simulated: messages come when they are due, and the clock goes from one to the next."""

import datetime as dt
import heapq
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import count

from pydantic import BaseModel
from time_machine import Traveller

from cmehub.boards.asks import Ask
from cmehub.boards.dispatch import AskOutcome
from cmehub.rules.packs import board_codes
from cmehub.runtime.queues import NO_DELAY
from cmehub.submissions.messages import BoardMessage
from local.in_memory.hub import MemoryHub


@dataclass
class TimedHub:
    """The hub's boards' queues with delays; ``answered`` is when each ask was."""

    hub: MemoryHub
    time: Traveller
    answered: dict[Ask, dt.datetime] = field(default_factory=dict)
    outcomes: list[tuple[dt.datetime, str, AskOutcome]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._due: list[tuple[dt.datetime, int, BaseModel]] = []
        self._order = count()
        queues = dict.fromkeys(board_codes(), self)
        self.hub.validation = replace(self.hub.validation, boards=queues, clock=self.now)
        self.hub.answers = replace(self.hub.answers, clock=self.now)
        self.hub.dispatch = replace(self.hub.dispatch, answers=self.hub.answers, queues=queues, clock=self.now)

    @staticmethod
    def now() -> dt.datetime:
        return dt.datetime.now(dt.UTC)

    def send(self, messages: Sequence[BaseModel], *, delay: dt.timedelta = NO_DELAY) -> None:
        for message in messages:
            heapq.heappush(self._due, (self.now() + delay, next(self._order), message))

    def run(self) -> None:
        """Deliver everything, each message when it is due; a message that fails is a failure of the test."""
        self.hub.deliver_all()
        while self._due:
            at, _, message = heapq.heappop(self._due)
            assert isinstance(message, BoardMessage)
            self.time.move_to(max(at, self.now()))
            outcome = self.hub.dispatch.take(message)
            self.outcomes.append((self.now(), message.board, outcome))
            if outcome is AskOutcome.ANSWERED:
                ask = Ask(message.submission_id, message.chunk, message.board)
                self.answered.setdefault(ask, self.now())
            self.hub.deliver_all()
