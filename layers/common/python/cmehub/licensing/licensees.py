"""A state's licensees: who is on its own roster, and what it may see of them."""

import datetime as dt
from dataclasses import dataclass
from typing import NamedTuple

from cmehub.learners.credits import credits_of
from cmehub.licensing.licensee_standings import ChosenSpan, LicenseeStanding, licensee_standing
from cmehub.licensing.state_credits import StateCredit, shareable, state_credits
from cmehub.people.physicians import linked
from cmehub.people.rosters import Degree, EntryKey, RosterEntry, normal_entry_id
from cmehub.stores import AccountStore, ActivityStore, LedgerStore, RecordStore, RosterStore
from cmehub.stores.withholdings import WithholdingStore


class ReadLicensee(NamedTuple):
    """
    A licensee as read.

    Attributes
    ----------
    entries
        The physician's on all rosters, under which the reading is written down. The state isn't told of them.
    is_withheld
        Whether the physician withholds credits from the state; only the physician is told.
    """

    standing: LicenseeStanding
    entries: tuple[EntryKey, ...]
    is_withheld: bool


@dataclass(frozen=True)
class Licensees:
    """Everything that reading licensees needs. It writes nothing: whoever shows what was read writes that down."""

    rosters: RosterStore
    records: RecordStore
    ledgers: LedgerStore
    activities: ActivityStore
    accounts: AccountStore
    withholdings: WithholdingStore

    def find(self, state: str, licence: str) -> RosterEntry | None:
        """Return the licensee with this number on a state's own roster, however the number is written."""
        key = EntryKey(state, normal_entry_id(state, licence))
        return self.rosters.find([key]).get(key)

    def read(
        self,
        entry: RosterEntry,
        on: dt.date,
        *,
        chosen: ChosenSpan | None = None,
        degree: Degree | None = None,
    ) -> ReadLicensee:
        """Return how a licensee stands by what is reported of the physician; see `licensee_standing`."""
        entries = tuple(other.key for other in linked(self.rosters, *entry.key))
        is_withheld = self._withholds(entry.authority, entries)
        seen = () if is_withheld else self._credits(entries)
        return ReadLicensee(licensee_standing(entry, seen, on, chosen=chosen, degree=degree), entries, is_withheld)

    def _withholds(self, state: str, entries: tuple[EntryKey, ...]) -> bool:
        """Tell whether whoever holds one of a physician's entries withholds credits from a state."""
        holders = {*self.accounts.holders(entries).values()}
        return bool(self.withholdings.from_state(state, holders))

    def _credits(self, entries: tuple[EntryKey, ...]) -> tuple[StateCredit, ...]:
        records = shareable(record for entry in entries for record in self.records.of_learner(entry.learner_key))
        activities = self.activities.find({record.row.activity_id for record in records})
        return state_credits(records, credits_of(records, self.ledgers), activities)
