"""Learner records and the boards' ledgers in the table ``records``."""

import datetime as dt
from collections import Counter
from collections.abc import Collection, Iterator, Sequence

from cmehub.boards.ledgers import Ledger
from cmehub.learners.credit_lines import normal_credit_id
from cmehub.learners.records import LearnerRecord
from cmehub.people.rosters import EntryKey, bare_id
from cmehub.stores import LedgerChangedError, LedgerKey, RecordKey, UnmatchedClaim
from cmehub.stores.dynamo import DynamoTable, Item, Key, body_of, key_of, number, text, with_body

_RECORD = "rec#"
_POINTER = "record"
_ANY = "any"
_QUERIED_FROM = 100
"""Ledgers of one diplomate; as many are read at once one by one."""


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
        return [
            LearnerRecord.model_validate_json(body)
            for body in self._table.query_bodies(f"learner#{learner_key}", _RECORD)
        ]

    def all(self) -> Iterator[LearnerRecord]:
        return (LearnerRecord.model_validate_json(body_of(item)) for item in self._table.scan(_RECORD))

    def of_credit_id(self, provider_id: str, credit_id: str) -> LearnerRecord | None:
        pointer = self._table.get((_credit_partition(provider_id, credit_id), _POINTER))
        found = self._table.get(_pointed(pointer)) if pointer else None
        return LearnerRecord.model_validate_json(body_of(found)) if found else None

    def with_credit_ids(self, provider_id: str, credit_ids: Collection[str]) -> dict[str, RecordKey]:
        keys = {credit_id: (_credit_partition(provider_id, credit_id), _POINTER) for credit_id in credit_ids}
        found = self._table.get_many(keys.values())
        return {credit_id: _read_key(*_pointed(found[key])) for credit_id, key in keys.items() if key in found}

    def of_learner_id(self, claim: UnmatchedClaim) -> list[LearnerRecord]:
        keys = [_pointed(item) for item in self._table.query(_claim_partition(claim))]
        items = self._table.get_many(keys)
        return [LearnerRecord.model_validate_json(body_of(items[key])) for key in sorted(keys) if key in items]

    def put(self, records: Sequence[LearnerRecord]) -> None:
        """Store the records and what leads to them: an item for each credit ID, and for whom no roster knows."""
        last = {RecordKey.of(record): record for record in records}
        self._table.put_many(item for key, record in last.items() for item in _items(_record_key(key), record))

    def unmatched(self, learner_hashes: Collection[str]) -> dict[str, str | None]:
        keys = {_unmatched_key(learner_hash): learner_hash for learner_hash in learner_hashes}
        found = self._table.get_many([*keys])
        return {keys[key]: item["moved_to"]["S"] if "moved_to" in item else None for key, item in found.items()}

    def receivers(self, learner_keys: Collection[str]) -> set[str]:
        keys = {_receiver_key(learner_key): learner_key for learner_key in learner_keys}
        return {keys[key] for key in self._table.get_many([*keys])}

    def waiting(self, ids: Collection[EntryKey]) -> set[str]:
        found = self._table.get_many([(_waits_partition(key), _ANY) for key in ids])
        return {
            item["sk"]["S"]
            for partition, _ in found
            for item in self._table.query(partition)
            if item["sk"]["S"] != _ANY
        }

    def move(self, records: Sequence[LearnerRecord], learner_key: str) -> None:
        """Move the records: what is broken off between the writes is met again, and done again, by who moves next."""
        moved = [record.model_copy(update={"learner_key": learner_key}) for record in records]
        self._table.put_many([key_of(_receiver_key(learner_key))])
        there = self.find([RecordKey.of(record) for record in moved])
        self.put([record for record in moved if RecordKey.of(record) not in there])
        self._table.delete_many(_record_key(RecordKey.of(record)) for record in records)
        places = {record.learner_key for record in records}
        self._table.put_many({**key_of(_unmatched_key(place)), "moved_to": text(learner_key)} for place in places)


class DynamoLedgerStore:
    """See `cmehub.stores.LedgerStore`. A ledger is one item: answer, cap and same-day rule for one write unit."""

    def __init__(self, table: DynamoTable) -> None:
        self._table = table

    def find(self, keys: Collection[LedgerKey]) -> dict[LedgerKey, Ledger]:
        ledgers = (Ledger.model_validate_json(body) for body in self._bodies({_ledger_key(key) for key in keys}))
        found = {LedgerKey(ledger.board, ledger.board_id, ledger.activity_id): ledger for ledger in ledgers}
        return {key: found.get(key) or Ledger(**key._asdict()) for key in keys}

    def _bodies(self, keys: Collection[Key]) -> Iterator[str]:
        """Yield the items' bodies; of a diplomate of whom many are asked for, all that are there: that costs less."""
        asked = Counter(partition for partition, _ in keys)
        whole = {partition for partition, count in asked.items() if count > _QUERIED_FROM}
        yield from map(body_of, self._table.get_many([key for key in keys if key[0] not in whole]).values())
        for partition in whole:
            yield from self._table.query_bodies(partition, "act#")

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


def _items(key: Key, record: LearnerRecord) -> Iterator[Item]:
    yield with_body(key, record.model_dump_json(exclude_defaults=True))
    to = {"record_pk": text(key[0]), "record_sk": text(key[1])}
    for credit_id in record.row.credit_ids:
        yield {**key_of((_credit_partition(record.provider_id, credit_id), _POINTER)), **to}
    for claim in UnmatchedClaim.all_of(record):
        yield {**key_of((_claim_partition(claim), f"{record.learner_key}#{record.record_id}")), **to}
    if not record.is_matched and record.row.lines:
        yield key_of(_unmatched_key(record.learner_key))
        for learner_id in record.row.learner_ids:
            yield key_of((_waits_partition(learner_id), record.learner_key))
            # IDs are looked up by the thousand, in batches, which need a whole key.
            yield key_of((_waits_partition(learner_id), _ANY))


def _pointed(pointer: Item) -> Key:
    return pointer["record_pk"]["S"], pointer["record_sk"]["S"]


def _credit_partition(provider_id: str, credit_id: str) -> str:
    return f"ccid#{provider_id}#{normal_credit_id(credit_id)}"


def _unmatched_key(learner_hash: str) -> Key:
    return f"learner#{learner_hash}", "unmatched"


def _waits_partition(key: EntryKey) -> str:
    return f"waits#{key.authority}#{bare_id(key.entry_id)}"


def _receiver_key(learner_key: str) -> Key:
    return f"learner#{learner_key}", "receiver"


def _claim_partition(claim: UnmatchedClaim) -> str:
    return "#".join(("claim", *map(str, claim)))


def _record_key(key: RecordKey) -> Key:
    return f"learner#{key.learner_key}", f"{_RECORD}{key.activity_id}#{key.completion_date.isoformat()}#{key.record_id}"


def _read_key(partition: str, sort: str) -> RecordKey:
    activity_id, day, record_id = sort.removeprefix(_RECORD).split("#")
    return RecordKey(partition.removeprefix("learner#"), activity_id, dt.date.fromisoformat(day), record_id)


def _ledger_key(key: LedgerKey) -> Key:
    return f"dip#{key.board}#{key.board_id}", f"act#{key.activity_id}"
