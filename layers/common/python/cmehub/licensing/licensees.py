"""A state's licensees: who is on its own roster, and what it may see of them."""

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import NamedTuple

from cmehub.boards.ledgers import Ledger
from cmehub.learners.credits import credits_of, ledger_keys
from cmehub.learners.records import LearnerRecord
from cmehub.licensing.chosen_spans import ChosenSpan
from cmehub.licensing.licensee_standings import LicenseeStanding, licensee_standing
from cmehub.licensing.state_credits import StateCredit, shareable, state_credits
from cmehub.people.physicians import linked_to_each
from cmehub.people.rosters import Degree, EntryKey, RosterEntry, normal_entry_id
from cmehub.stores import AccountStore, ActivityStore, LedgerKey, LedgerStore, ProviderStore, RecordStore, RosterStore
from cmehub.stores.withholdings import WithholdingStore

_READERS = 8


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
        return self.read_all([entry], on, chosen=chosen, degree=degree)[0]

    def read_all(
        self,
        entries: Sequence[RosterEntry],
        on: dt.date,
        *,
        chosen: ChosenSpan | None = None,
        degree: Degree | None = None,
    ) -> list[ReadLicensee]:
        """Return the same for each of a state's licensees, read for all at once."""
        linked = linked_to_each(self.rosters, entries)
        keys = {licensee: tuple(other.key for other in of_physician) for licensee, of_physician in linked.items()}
        withheld = self._withheld(keys)
        credits_ = self._credits({licensee: keys[licensee] for licensee in keys.keys() - withheld})
        return [
            ReadLicensee(
                licensee_standing(entry, credits_.get(entry.key, ()), on, chosen=chosen, degree=degree),
                keys[entry.key],
                entry.key in withheld,
            )
            for entry in entries
        ]

    def _withheld(self, keys: Mapping[EntryKey, tuple[EntryKey, ...]]) -> set[EntryKey]:
        """Return those licensees one of whose entries is held by an account that withholds credits from the state."""
        holders = self.accounts.holders({key for of_physician in keys.values() for key in of_physician})
        by_state: defaultdict[str, set[str]] = defaultdict(set)
        for licensee, of_physician in keys.items():
            by_state[licensee.authority] |= {holders[key] for key in of_physician if key in holders}
        withholding = {state: self.withholdings.from_state(state, subs) for state, subs in by_state.items()}
        return {
            licensee
            for licensee, of_physician in keys.items()
            if any(holders.get(key) in withholding[licensee.authority] for key in of_physician)
        }

    def _credits(self, keys: Mapping[EntryKey, tuple[EntryKey, ...]]) -> dict[EntryKey, tuple[StateCredit, ...]]:
        stored = self._stored({key.learner_key for of_physician in keys.values() for key in of_physician})
        records = {
            licensee: shareable(record for key in of_physician for record in stored[key.learner_key])
            for licensee, of_physician in keys.items()
        }
        every = [record for of_physician in records.values() for record in of_physician]
        ledgers = _FoundLedgers(self.ledgers.find({key for record in every for key in ledger_keys(record)}))
        activities = self.activities.find({record.row.activity_id for record in every})
        return {
            licensee: state_credits(of_physician, credits_of(of_physician, ledgers), activities)
            for licensee, of_physician in records.items()
        }

    def _stored(self, learner_keys: Collection[str]) -> dict[str, list[LearnerRecord]]:
        if len(learner_keys) == 1:
            return {key: self.records.of_learner(key) for key in learner_keys}
        with ThreadPoolExecutor(_READERS) as readers:
            return dict(zip(learner_keys, readers.map(self.records.of_learner, learner_keys), strict=True))


class _FoundLedgers:
    """Ledgers that were looked up for many physicians at once."""

    def __init__(self, found: Mapping[LedgerKey, Ledger]) -> None:
        self._found = found

    def find(self, keys: Collection[LedgerKey]) -> dict[LedgerKey, Ledger]:
        """Return the ledgers."""
        return {key: self._found[key] for key in keys}


def organisations_of(credits_: Iterable[StateCredit], providers: ProviderStore) -> dict[str, str]:
    """Return what the providers of credits are called, by their IDs, each read once; not one that isn't known."""
    provider_ids = {credit.provider_id for credit in credits_}
    found = [provider for provider_id in provider_ids if (provider := providers.find(provider_id))]
    return {provider.provider_id: provider.name for provider in found}
