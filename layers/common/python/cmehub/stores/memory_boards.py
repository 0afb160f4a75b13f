"""What boards are asked and answer in memory, for tests."""

from collections import defaultdict
from collections.abc import Sequence

from cmehub.boards.asks import ArrivedDecision, Ask, AskFailure, OpenAsk, in_order
from cmehub.boards.connections import Connection, RosterConnection


class MemoryBoardStore:
    """See `cmehub.stores.BoardStore`."""

    def __init__(self) -> None:
        self._connections: dict[str, Connection] = {}
        self._open: dict[Ask, OpenAsk] = {}
        self._decisions: dict[Ask, dict[int, ArrivedDecision]] = defaultdict(dict)
        self._failures: dict[Ask, AskFailure] = {}

    def connection(self, board: str) -> Connection:
        return self._connections.get(board, RosterConnection())

    def connect(self, board: str, connection: Connection) -> None:
        self._connections[board] = connection

    def open(self, ask: OpenAsk) -> None:
        self._open.setdefault(ask.ask, ask)

    def waiting(self, ask: Ask) -> OpenAsk | None:
        return self._open.get(ask)

    def open_asks(self, board: str) -> list[OpenAsk]:
        return in_order(ask for ask in self._open.values() if ask.ask.board == board)

    def note_file(self, ask: Ask, file: str) -> None:
        if waiting := self._open.get(ask):
            self._open[ask] = waiting.model_copy(update={"file": file})

    def close(self, ask: Ask) -> None:
        self._open.pop(ask, None)

    def add_decisions(self, ask: Ask, decisions: Sequence[ArrivedDecision]) -> None:
        for decision in decisions:
            self._decisions[ask].setdefault(decision.decision.row, decision)

    def decisions(self, ask: Ask) -> list[ArrivedDecision]:
        return [decision for _, decision in sorted(self._decisions[ask].items())]

    def note_failure(self, ask: Ask, failure: AskFailure) -> None:
        self._failures[ask] = failure

    def failure(self, ask: Ask) -> AskFailure | None:
        return self._failures.get(ask)

    def forget_failure(self, ask: Ask) -> None:
        self._failures.pop(ask, None)
