"""Stores for a dry run: what is written is seen by those who look here, and forgotten with the store."""

import datetime as dt
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import chain

from cmehub.activities.activity import Activity
from cmehub.activities.rows import ActivityName
from cmehub.boards.ledgers import Ledger
from cmehub.learners.credit_lines import normal_credit_id
from cmehub.learners.records import LearnerRecord
from cmehub.people.rosters import EntryKey
from cmehub.stores import ActivityPlace, ActivityStore, LedgerKey, LedgerStore, RecordKey, RecordStore, UnmatchedClaim


class DryRunRecordStore:
    """See `cmehub.stores.RecordStore`."""

    def __init__(self, stored: RecordStore) -> None:
        self._stored = stored
        self._records: dict[RecordKey, LearnerRecord] = {}

    def find(self, keys: Collection[RecordKey]) -> dict[RecordKey, LearnerRecord]:
        """Return the records, as they would be."""
        return self._stored.find(keys) | {key: self._records[key] for key in keys if key in self._records}

    def of_completion(self, learner_key: str, activity_id: str, completion_date: dt.date) -> list[LearnerRecord]:
        """Return the records of a completion, as they would be."""
        wanted = (learner_key, activity_id, completion_date)
        found = {RecordKey.of(record): record for record in self._stored.of_completion(*wanted)}
        found |= {key: record for key, record in self._records.items() if key[:3] == wanted}
        return [*found.values()]

    def of_learner(self, learner_key: str) -> list[LearnerRecord]:
        """Return the records of a learner, as they would be."""
        found = {RecordKey.of(record): record for record in self._stored.of_learner(learner_key)}
        found |= {key: record for key, record in self._records.items() if key.learner_key == learner_key}
        return [*found.values()]

    def all(self) -> Iterator[LearnerRecord]:
        """Yield every record, as it would be."""
        found = {RecordKey.of(record): record for record in self._stored.all()} | self._records
        yield from found.values()

    def of_credit_id(self, provider_id: str, credit_id: str) -> LearnerRecord | None:
        """Return the record with a credit ID, as it would be."""
        kept = [record for record in self._records.values() if record.provider_id == provider_id]
        wanted = normal_credit_id(credit_id)
        found = next((record for record in reversed(kept) if wanted in record.row.normal_credit_ids), None)
        return found or self._stored.of_credit_id(provider_id, credit_id)

    def with_credit_ids(self, provider_id: str, credit_ids: Collection[str]) -> dict[str, RecordKey]:
        """Return where the records with these credit IDs would lie."""
        kept = [record for record in self._records.values() if record.provider_id == provider_id]
        given = {credit_id: RecordKey.of(record) for record in kept for credit_id in record.row.normal_credit_ids}
        wanted = {credit_id: normal_credit_id(credit_id) for credit_id in credit_ids}
        found = self._stored.with_credit_ids(provider_id, credit_ids)
        return found | {credit_id: given[normal] for credit_id, normal in wanted.items() if normal in given}

    def of_learner_id(self, claim: UnmatchedClaim) -> list[LearnerRecord]:
        """Return the records of a learner whom no roster knows, as they would be."""
        found = {RecordKey.of(record): record for record in self._stored.of_learner_id(claim)}
        found |= {key: record for key, record in self._records.items() if claim in UnmatchedClaim.all_of(record)}
        return [*found.values()]

    def put(self, records: Sequence[LearnerRecord]) -> None:
        """Keep the records until the dry run ends."""
        self._records |= {RecordKey.of(record): record for record in records}

    def unmatched(self, learner_hashes: Collection[str]) -> dict[str, str | None]:
        """Return under which of the hashes stored records lie, or lay."""
        return self._stored.unmatched(learner_hashes)

    def receivers(self, learner_keys: Collection[str]) -> set[str]:
        """Return the receivers, and who has records of the dry run."""
        here = {key.learner_key for key in self._records}
        return self._stored.receivers(learner_keys) | here.intersection(learner_keys)

    def waiting(self, ids: Collection[EntryKey]) -> set[str]:
        """Return under which hashes stored records wait."""
        return self._stored.waiting(ids)

    def move(self, records: Sequence[LearnerRecord], learner_key: str) -> None:
        """Keep copies under the physician; under the hash nobody in the dry run looks for them again."""
        moved = [record.model_copy(update={"learner_key": learner_key}) for record in records]
        there = self.find([RecordKey.of(record) for record in moved])
        self.put([record for record in moved if RecordKey.of(record) not in there])


class DryRunLedgerStore:
    """See `cmehub.stores.LedgerStore`."""

    def __init__(self, stored: LedgerStore) -> None:
        self._stored = stored

    def find(self, keys: Collection[LedgerKey]) -> dict[LedgerKey, Ledger]:
        """Return the ledgers."""
        return self._stored.find(keys)

    def save(self, ledger: Ledger) -> None:
        """Forget the ledger: a board settles all requests about one in one step, and doesn't look at it again."""


class DryRunActivityStore:
    """See `cmehub.stores.ActivityStore`."""

    def __init__(self, stored: ActivityStore) -> None:
        self._stored = stored
        self._activities: dict[str, Activity] = {}
        self._ids: dict[ActivityName, str | None] = {}

    def find(self, activity_ids: Collection[str]) -> dict[str, Activity]:
        """Return the activities, as they would be."""
        found = {
            activity_id: self._activities[activity_id]
            for activity_id in activity_ids
            if activity_id in self._activities
        }
        return self._stored.find(activity_ids) | found

    def all(self) -> Iterator[Activity]:
        """Yield the activities, as they would be."""
        stored = (activity for activity in self._stored.all() if activity.activity_id not in self._activities)
        return chain(stored, self._activities.values())

    def put(self, activities: Iterable[Activity]) -> int:
        """Keep activities until the dry run ends."""
        given = [*activities]
        self._activities |= {activity.activity_id: activity for activity in given}
        return len(given)

    def id_of(self, name: ActivityName) -> str | None:
        """Return the ID that the activity would have."""
        return self._ids[name] if name in self._ids else self._stored.id_of(name)

    def add(self, activity: Activity, name: ActivityName | None) -> bool:
        """Keep a new activity until the dry run ends; False if its ID or name is taken."""
        if self.find([activity.activity_id]) or (name and self.id_of(name)):
            return False
        self.replace(activity, name)
        return True

    def replace(self, activity: Activity, name: ActivityName | None) -> None:
        """Keep an activity until the dry run ends."""
        self._activities[activity.activity_id] = activity
        if name is not None:
            self._ids[name] = activity.activity_id

    def forget(self, name: ActivityName) -> None:
        """Let a name lead to no activity until the dry run ends."""
        self._ids[name] = None

    def named(self, provider_id: str, provider_activity_id: str) -> list[str]:
        """Return the IDs of the stored activities that a provider calls so."""
        return self._stored.named(provider_id, provider_activity_id)

    def of_provider(
        self, provider_id: str, since: dt.date, until: dt.date, *, after: ActivityPlace | None = None, limit: int
    ) -> list[ActivityPlace]:
        """Return a provider's stored activities."""
        return self._stored.of_provider(provider_id, since, until, after=after, limit=limit)

    def learner_chunks(
        self, activity_id: str, *, after: tuple[str, int] | None = None, limit: int
    ) -> list[tuple[str, int]]:
        """Return the chunks that reported learners of an activity."""
        return self._stored.learner_chunks(activity_id, after=after, limit=limit)

    def note_learners(
        self, submission_id: str, chunk: int, activity_ids: Collection[str], traces: Mapping[str, bytes] | None = None
    ) -> None:
        """Forget it: no learner is stored."""

    def traces(self, activity_id: str, *, most: int) -> set[bytes] | None:
        """Return the traces of the activity's stored records."""
        return self._stored.traces(activity_id, most=most)

    def has_learners(self, activity_id: str) -> bool:
        """Tell whether learners of the activity are stored."""
        return self._stored.has_learners(activity_id)
