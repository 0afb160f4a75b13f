"""Boards outside the hub, in memory: they decide by their own rosters and ledgers, at once or later, or are down."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace

from cmehub.boards.asks import Ask
from cmehub.boards.circuits import BoardUnavailableError
from cmehub.boards.connections import HttpConnection
from cmehub.boards.ledgers import BoardRequest, Decision
from cmehub.boards.roster_board import RosterBoard
from cmehub.stores.memory_records import MemoryLedgerStore
from local.in_memory.hub import MemoryHub


def some_at_once(ask: Ask, decisions: list[Decision]) -> list[Decision]:
    """Answer about every other row at once."""
    return decisions[1::2]


def all_at_once(ask: Ask, decisions: list[Decision]) -> list[Decision]:
    return decisions


def later(ask: Ask, decisions: list[Decision]) -> list[Decision]:
    return []


@dataclass
class OutsideBoard:
    """
    A board that keeps what it decided on an ask, and says now what ``now`` picks.

    ``asked`` counts how often it was tried to reach it, ``is_down`` says when nobody can.
    """

    board: RosterBoard
    now: Callable[[Ask, list[Decision]], list[Decision]] = all_at_once
    decided: dict[Ask, list[Decision]] = field(default_factory=dict)
    is_down: Callable[[], bool] = lambda: False
    asked: int = 0

    def decide(self, ask: Ask, requests: Sequence[BoardRequest]) -> list[Decision]:
        self.asked += 1
        if self.is_down():
            raise BoardUnavailableError(ask.board)
        if ask not in self.decided:
            self.decided[ask] = self.board.decide(ask, requests)
        return self.now(ask, self.decided[ask])


def connected(hub: MemoryHub, *boards: str, **options: object) -> dict[str, OutsideBoard]:
    """Connect boards of a hub over HTTP to boards that know the same rosters; return these."""
    outside = {code: OutsideBoard(RosterBoard(hub.rosters, MemoryLedgerStore()), **options) for code in boards}  # type: ignore[arg-type]
    for code in boards:
        url = f"https://{code.lower()}.example.org/asks"
        hub.boards.connect(code, HttpConnection(url=url, secret_name=f"cme-hub/boards/{code}"))
    by_url = {hub.boards.connection(code): board for code, board in outside.items()}
    hub.dispatch = replace(hub.dispatch, gateways={**hub.dispatch.gateways, "http": by_url.__getitem__})
    return outside


def call_back(hub: MemoryHub, ask: Ask, decisions: Sequence[Decision]) -> int:
    return hub.answers.take(ask, decisions, way="callback", by=ask.board)
