"""Connections, open asks and decisions that came later, in the table ``boards``."""

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor

from cmehub.boards.asks import ArrivedDecision, Ask, AskFailure, OpenAsk, in_order
from cmehub.boards.connections import CONNECTION, Connection, RosterConnection
from cmehub.stores.dynamo import DynamoTable, Key, body_of, with_body

_WRITERS = 8


class DynamoBoardStore:
    """See `cmehub.stores.BoardStore`."""

    def __init__(self, table: DynamoTable) -> None:
        self._table = table

    def connection(self, board: str) -> Connection:
        item = self._table.get(_connection_key(board))
        return CONNECTION.validate_json(body_of(item)) if item else RosterConnection()

    def connect(self, board: str, connection: Connection) -> None:
        self._table.put_many([with_body(_connection_key(board), connection.model_dump_json())])

    def open(self, ask: OpenAsk) -> None:
        self._table.put_if(with_body(_open_key(ask.ask), ask.model_dump_json()), "attribute_not_exists(pk)")

    def waiting(self, ask: Ask) -> OpenAsk | None:
        item = self._table.get(_open_key(ask))
        return OpenAsk.model_validate_json(body_of(item)) if item else None

    def open_asks(self, board: str) -> list[OpenAsk]:
        items = self._table.query(f"board#{board}", "open#")
        return in_order(OpenAsk.model_validate_json(body_of(item)) for item in items)

    def note_file(self, ask: Ask, file: str) -> None:
        if waiting := self.waiting(ask):
            filed = waiting.model_copy(update={"file": file})
            self._table.put_if(with_body(_open_key(ask), filed.model_dump_json()), "attribute_exists(pk)")

    def close(self, ask: Ask) -> None:
        self._table.delete(_open_key(ask))

    def add_decisions(self, ask: Ask, decisions: Sequence[ArrivedDecision]) -> None:
        def add(decision: ArrivedDecision) -> bool:
            item = with_body(_decision_key(ask, decision.decision.row), decision.model_dump_json(exclude_none=True))
            return self._table.put_if(item, "attribute_not_exists(pk)")

        with ThreadPoolExecutor(_WRITERS) as writers:
            for _ in writers.map(add, decisions):
                pass

    def decisions(self, ask: Ask) -> list[ArrivedDecision]:
        items = self._table.query(_decision_key(ask, 0)[0])
        return [ArrivedDecision.model_validate_json(body_of(item)) for item in items]

    def note_failure(self, ask: Ask, failure: AskFailure) -> None:
        self._table.put_many([with_body(_failure_key(ask), failure.model_dump_json())])

    def failure(self, ask: Ask) -> AskFailure | None:
        item = self._table.get(_failure_key(ask))
        return AskFailure.model_validate_json(body_of(item)) if item else None

    def forget_failure(self, ask: Ask) -> None:
        self._table.delete(_failure_key(ask))


def _connection_key(board: str) -> Key:
    return f"board#{board}", "connection"


def _open_key(ask: Ask) -> Key:
    return f"board#{ask.board}", f"open#{ask.submission_id}#{ask.chunk:05}"


def _failure_key(ask: Ask) -> Key:
    return f"board#{ask.board}", f"failed#{ask.submission_id}#{ask.chunk:05}"


def _decision_key(ask: Ask, row: int) -> Key:
    return f"ask#{ask.board}#{ask.submission_id}#{ask.chunk:05}", f"row#{row:07}"
