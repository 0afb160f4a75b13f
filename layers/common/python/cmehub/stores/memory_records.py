"""Learner records and ledgers in memory, for tests."""

import datetime as dt
from collections.abc import Collection, Iterator, Sequence
from threading import Lock

from cmehub.boards.ledgers import Ledger
from cmehub.learners.credit_lines import normal_credit_id
from cmehub.learners.records import LearnerRecord
from cmehub.people.rosters import EntryKey, bare_id
from cmehub.stores import LedgerChangedError, LedgerKey, RecordKey, UnmatchedClaim

_SAVING = Lock()
"""What DynamoDB does with a condition happens at once; so it does here, whatever threads do."""


class MemoryRecordStore:
    """See `cmehub.stores.RecordStore`."""

    def __init__(self) -> None:
        self._records: dict[RecordKey, LearnerRecord] = {}
        self._moved: dict[str, str] = {}

    def find(self, keys: Collection[RecordKey]) -> dict[RecordKey, LearnerRecord]:
        return {key: self._records[key] for key in keys if key in self._records}

    def of_completion(self, learner_key: str, activity_id: str, completion_date: dt.date) -> list[LearnerRecord]:
        wanted = (learner_key, activity_id, completion_date)
        return [record for key, record in sorted(self._records.items()) if key[:3] == wanted]

    def of_learner(self, learner_key: str) -> list[LearnerRecord]:
        return [record for key, record in sorted(self._records.items()) if key.learner_key == learner_key]

    def all(self) -> Iterator[LearnerRecord]:
        yield from self._records.values()

    def of_credit_id(self, provider_id: str, credit_id: str) -> LearnerRecord | None:
        found = [record for record in self._records.values() if record.provider_id == provider_id]
        wanted = normal_credit_id(credit_id)
        return next((record for record in reversed(found) if wanted in record.row.normal_credit_ids), None)

    def with_credit_ids(self, provider_id: str, credit_ids: Collection[str]) -> dict[str, RecordKey]:
        own = [record for record in self._records.values() if record.provider_id == provider_id]
        given = {credit_id: RecordKey.of(record) for record in own for credit_id in record.row.normal_credit_ids}
        wanted = {credit_id: normal_credit_id(credit_id) for credit_id in credit_ids}
        return {credit_id: given[normal] for credit_id, normal in wanted.items() if normal in given}

    def of_learner_id(self, claim: UnmatchedClaim) -> list[LearnerRecord]:
        return [record for _, record in sorted(self._records.items()) if claim in UnmatchedClaim.all_of(record)]

    def put(self, records: Sequence[LearnerRecord]) -> None:
        for record in records:
            self._records.pop(RecordKey.of(record), None)
        self._records |= {RecordKey.of(record): record for record in records}

    def unmatched(self, learner_hashes: Collection[str]) -> dict[str, str | None]:
        lying = {record.learner_key for record in self._records.values()} | self._moved.keys()
        return {learner_hash: self._moved.get(learner_hash) for learner_hash in lying.intersection(learner_hashes)}

    def receivers(self, learner_keys: Collection[str]) -> set[str]:
        return {*self._moved.values()}.intersection(learner_keys)

    def waiting(self, ids: Collection[EntryKey]) -> set[str]:
        wanted = {key._replace(entry_id=bare_id(key.entry_id)) for key in ids}
        return {
            record.learner_key
            for record in self._records.values()
            for key in record.row.learner_ids
            if not record.is_matched and key._replace(entry_id=bare_id(key.entry_id)) in wanted
        }

    def move(self, records: Sequence[LearnerRecord], learner_key: str) -> None:
        for record in records:
            moved = record.model_copy(update={"learner_key": learner_key})
            self._records.setdefault(RecordKey.of(moved), moved)
            self._records.pop(RecordKey.of(record), None)
            self._moved[record.learner_key] = learner_key


class MemoryLedgerStore:
    """See `cmehub.stores.LedgerStore`."""

    def __init__(self) -> None:
        self._ledgers: dict[LedgerKey, Ledger] = {}

    def find(self, keys: Collection[LedgerKey]) -> dict[LedgerKey, Ledger]:
        return {key: self._ledgers.get(key) or Ledger(**key._asdict()) for key in keys}

    def save(self, ledger: Ledger) -> None:
        key = LedgerKey(ledger.board, ledger.board_id, ledger.activity_id)
        with _SAVING:
            stored = self._ledgers.get(key)
            if (stored.version if stored else 0) != ledger.version:
                raise LedgerChangedError
            self._ledgers[key] = ledger.model_copy(update={"version": ledger.version + 1})
