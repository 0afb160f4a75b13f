"""Learner records, and the ledgers of what boards count of them."""

import datetime as dt
from collections.abc import Collection, Iterator, Sequence
from typing import Protocol

from cmehub.boards.ledgers import Ledger
from cmehub.learners.records import LearnerRecord
from cmehub.people.rosters import EntryKey
from cmehub.stores.addresses import LedgerKey, RecordKey, UnmatchedClaim


class RecordStore(Protocol):
    """Learner records."""

    def find(self, keys: Collection[RecordKey]) -> dict[RecordKey, LearnerRecord]:
        """Return those of the records that are stored."""

    def of_completion(self, learner_key: str, activity_id: str, completion_date: dt.date) -> list[LearnerRecord]:
        """Return what is stored for a learner's completions of an activity on a day."""

    def of_learner(self, learner_key: str) -> list[LearnerRecord]:
        """Return everything that is stored for a learner, by activity and completion date."""

    def all(self) -> Iterator[LearnerRecord]:
        """Yield every stored record, in no order: it reads the whole table, so it is for an operator's tools alone."""

    def of_credit_id(self, provider_id: str, credit_id: str) -> LearnerRecord | None:
        """Return the record in which a provider gave a credit this ID; the latest, if several have it."""

    def with_credit_ids(self, provider_id: str, credit_ids: Collection[str]) -> dict[str, RecordKey]:
        """Return where the records lie to which a provider gave these credit IDs, by credit ID."""

    def of_learner_id(self, claim: "UnmatchedClaim") -> list[LearnerRecord]:
        """Return the provider's records of a completion whose learner gave this ID and isn't known to any roster."""

    def put(self, records: Sequence[LearnerRecord]) -> None:
        """Store records; one with the key of a stored one replaces it."""

    def unmatched(self, learner_hashes: Collection[str]) -> dict[str, str | None]:
        """
        Return those hashes under which records were put whose learner no roster knew.

        With the learner key to which they were moved last, if they were.
        """

    def receivers(self, learner_keys: Collection[str]) -> set[str]:
        """Return those learner keys under which records were laid that had lain elsewhere; see `move`."""

    def waiting(self, ids: Collection[EntryKey]) -> set[str]:
        """
        Return the hashes under which records lie or lay whose learner no roster knew, and who gave one of these IDs.

        Letters and zeroes in front of an ID don't count. NPIs have the authority ``NPI``.
        """

    def move(self, records: Sequence[LearnerRecord], learner_key: str) -> None:
        """
        Lay records of one learner, whom a roster knows by now, under the physician.

        A record that lies there already stays, and the moved one, which is the same, is dropped. Doing it again changes
        nothing.
        """


class LedgerStore(Protocol):
    """The boards' ledgers."""

    def find(self, keys: Collection[LedgerKey]) -> dict[LedgerKey, Ledger]:
        """Return the ledgers, empty ones where none is stored."""

    def save(self, ledger: Ledger) -> None:
        """Store a ledger over the version that was read; raises `LedgerChangedError` if that isn't the stored one."""
