"""Connections, open asks and decisions that came later, in the table ``boards``."""

import datetime as dt
from collections import Counter
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor

from cmehub.boards.answer_times import span_of
from cmehub.boards.asks import ArrivedDecision, Ask, AskFailure, OpenAsk, in_order
from cmehub.boards.connections import CONNECTION, Connection, RosterConnection
from cmehub.stores.dynamo import DynamoTable, Key, body_of, key_of, number, with_body

_WRITERS = 8
_COUNTED = dt.timedelta(days=61)


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

    def close(self, ask: Ask, *, answered_at: dt.datetime | None = None) -> None:
        waiting = self.waiting(ask) if answered_at else None
        if waiting is None or answered_at is None:
            self._table.delete(_open_key(ask))
            return
        # In one step, which fails if the ask is closed by now: an answer is never counted twice.
        closed = {"Key": key_of(_open_key(ask)), "ConditionExpression": "attribute_exists(pk)"}
        counted = {
            "Key": key_of(_answers_key(ask.board, answered_at)),
            "UpdateExpression": "ADD #span :one",
            "ExpressionAttributeNames": {"#span": span_of(answered_at - waiting.asked_at)},
            "ExpressionAttributeValues": {":one": number(1)},
        }
        table = {"TableName": self._table.name}
        self._table.transact([{"Delete": table | closed}, {"Update": table | counted}])

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

    def answer_counts(self, board: str, *, at: dt.datetime) -> dict[str, int]:
        low, high = (_answers_key(board, moment)[1] for moment in (at - _COUNTED, at))
        counts: Counter[str] = Counter()
        for item in self._table.query_back(f"board#{board}", low=low, high=high):
            counts.update({span: int(item[span]["N"]) for span in item.keys() - {"pk", "sk"}})
        return dict(counts)

    def note_failure(self, ask: Ask, failure: AskFailure) -> None:
        self._table.put_many([with_body(_failure_key(ask), failure.model_dump_json())])

    def failure(self, ask: Ask) -> AskFailure | None:
        item = self._table.get(_failure_key(ask))
        return AskFailure.model_validate_json(body_of(item)) if item else None

    def forget_failure(self, ask: Ask) -> None:
        self._table.delete(_failure_key(ask))


def _connection_key(board: str) -> Key:
    return f"board#{board}", "connection"


def _answers_key(board: str, at: dt.datetime) -> Key:
    return f"board#{board}", f"answers#{at:%Y-%m}"


def _open_key(ask: Ask) -> Key:
    return f"board#{ask.board}", f"open#{ask.submission_id}#{ask.chunk:05}"


def _failure_key(ask: Ask) -> Key:
    return f"board#{ask.board}", f"failed#{ask.submission_id}#{ask.chunk:05}"


def _decision_key(ask: Ask, row: int) -> Key:
    return f"ask#{ask.board}#{ask.submission_id}#{ask.chunk:05}", f"row#{row:07}"
