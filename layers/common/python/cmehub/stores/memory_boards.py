"""What boards are asked and answer in memory, for tests."""

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Sequence

from cmehub.boards.answer_times import span_of
from cmehub.boards.asks import ArrivedDecision, Ask, AskFailure, OpenAsk, in_order
from cmehub.boards.connections import Connection, RosterConnection


class MemoryBoardStore:
    """See `cmehub.stores.BoardStore`."""

    def __init__(self) -> None:
        self._connections: dict[str, Connection] = {}
        self._open: dict[Ask, OpenAsk] = {}
        self._decisions: dict[Ask, dict[int, ArrivedDecision]] = defaultdict(dict)
        self._failures: dict[Ask, AskFailure] = {}
        self._answers: Counter[tuple[str, str, str]] = Counter()

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

    def close(self, ask: Ask, *, answered_at: dt.datetime | None = None) -> None:
        waiting = self._open.pop(ask, None)
        if waiting and answered_at:
            self._answers[ask.board, f"{answered_at:%Y-%m}", span_of(answered_at - waiting.asked_at)] += 1

    def add_decisions(self, ask: Ask, decisions: Sequence[ArrivedDecision]) -> None:
        for decision in decisions:
            self._decisions[ask].setdefault(decision.decision.row, decision)

    def decisions(self, ask: Ask) -> list[ArrivedDecision]:
        return [decision for _, decision in sorted(self._decisions[ask].items())]

    def answer_counts(self, board: str, *, at: dt.datetime) -> dict[str, int]:
        first, last = f"{at - dt.timedelta(days=61):%Y-%m}", f"{at:%Y-%m}"
        counts: Counter[str] = Counter()
        for (of_board, month, span), count in self._answers.items():
            if of_board == board and first <= month <= last:
                counts[span] += count
        return dict(counts)

    def note_failure(self, ask: Ask, failure: AskFailure) -> None:
        self._failures[ask] = failure

    def failure(self, ask: Ask) -> AskFailure | None:
        return self._failures.get(ask)

    def forget_failure(self, ask: Ask) -> None:
        self._failures.pop(ask, None)
