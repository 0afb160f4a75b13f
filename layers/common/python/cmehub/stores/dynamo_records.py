"""Learner records and the boards' ledgers in the table ``records``."""

import datetime as dt
from collections.abc import Collection, Iterator, Sequence

from cmehub.boards import Ledger
from cmehub.learners import LearnerRecord
from cmehub.stores import LedgerChangedError, LedgerKey, RecordKey
from cmehub.stores.dynamo import DynamoTable, Key, body_of, number, with_body

_RECORD = "rec#"


class DynamoRecordStore:
    """See `cmehub.stores.RecordStore`. A record is one item under its learner: one write unit."""

    def __init__(self, table: DynamoTable) -> None:
        self._table = table

    def find(self, keys: Collection[RecordKey]) -> dict[RecordKey, LearnerRecord]:
        items = self._table.get_many([_record_key(key) for key in keys])
        records = (LearnerRecord.model_validate_json(body_of(item)) for item in items.values())
        return {RecordKey.of(record): record for record in records}

    def of_completion(self, learner_key: str, activity_id: str, completion_date: dt.date) -> list[LearnerRecord]:
        partition, prefix = _record_key(RecordKey(learner_key, activity_id, completion_date, ""))
        return [LearnerRecord.model_validate_json(body_of(item)) for item in self._table.query(partition, prefix)]

    def of_learner(self, learner_key: str) -> list[LearnerRecord]:
        items = self._table.query(f"learner#{learner_key}", "rec#")
        return [LearnerRecord.model_validate_json(body_of(item)) for item in items]

    def all(self) -> Iterator[LearnerRecord]:
        return (LearnerRecord.model_validate_json(body_of(item)) for item in self._table.scan(_RECORD))

    def put(self, records: Sequence[LearnerRecord]) -> None:
        items = (
            with_body(_record_key(RecordKey.of(record)), record.model_dump_json(exclude_defaults=True))
            for record in {RecordKey.of(record): record for record in records}.values()
        )
        self._table.put_many(items)


class DynamoLedgerStore:
    """See `cmehub.stores.LedgerStore`. A ledger is one item: answer, cap and same-day rule for one write unit."""

    def __init__(self, table: DynamoTable) -> None:
        self._table = table

    def find(self, keys: Collection[LedgerKey]) -> dict[LedgerKey, Ledger]:
        items = self._table.get_many([_ledger_key(key) for key in keys])
        return {
            key: Ledger.model_validate_json(body_of(item))
            if (item := items.get(_ledger_key(key)))
            else Ledger(**key._asdict())
            for key in keys
        }

    def save(self, ledger: Ledger) -> None:
        key = _ledger_key(LedgerKey(ledger.board, ledger.board_id, ledger.activity_id))
        saved = ledger.model_copy(update={"version": ledger.version + 1})
        item = with_body(key, saved.model_dump_json(exclude_none=True), version=number(saved.version))
        if ledger.version:
            done = self._table.put_if(item, "version = :read", read=number(ledger.version))
        else:
            done = self._table.put_if(item, "attribute_not_exists(pk)")
        if not done:
            raise LedgerChangedError


def _record_key(key: RecordKey) -> Key:
    return f"learner#{key.learner_key}", f"{_RECORD}{key.activity_id}#{key.completion_date.isoformat()}#{key.record_id}"


def _ledger_key(key: LedgerKey) -> Key:
    return f"dip#{key.board}#{key.board_id}", f"act#{key.activity_id}"
