"""Reading how far a physician's own credits meet what states ask."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass

from cmehub.fields.eastern import eastern_day
from cmehub.learners.credits import credits_of, reported_last
from cmehub.learners.records import LearnerRecord
from cmehub.licensing.chosen_spans import ChosenSpan
from cmehub.licensing.state_credits import StateCredit, shareable, state_credits
from cmehub.passport.state_duties import PhysicianCredits, StateDuties, StateNeed, state_duties
from cmehub.people.rosters import RosterEntry
from cmehub.people.states import STATES
from cmehub.stores import AccountStore, ActivityStore, LedgerStore, RecordStore, RosterStore
from cmehub.stores.accounts import learner_keys
from cmehub.stores.needs import NeedStore
from cmehub.stores.own_credits import OwnCreditStore
from cmehub.stores.withholdings import WithholdingStore


@dataclass(frozen=True)
class ReadingDuties:
    """Everything that telling what states ask of a physician needs."""

    needs: NeedStore
    accounts: AccountStore
    rosters: RosterStore
    withholdings: WithholdingStore
    own_credits: OwnCreditStore
    records: RecordStore
    ledgers: LedgerStore
    activities: ActivityStore
    clock: Callable[[], dt.datetime]

    def read(self, sub: str) -> tuple[StateDuties, ...]:
        """Return what each state among an account's needs asks in the need's days, the first to end first."""
        asked = dict.fromkeys(
            StateNeed(need.authority, ChosenSpan(need.starts, need.ends))
            for need in self.needs.of_account(sub)
            if need.authority and not need.board
        )
        if not asked:
            return ()
        credits_ = self._credits(sub)
        licences = self._licences(sub)
        withheld = {withholding.state for withholding in self.withholdings.of_account(sub)}
        today = eastern_day(self.clock())
        return tuple(
            state_duties(need, credits_, licences.get(need.state), today, is_withheld=need.state in withheld)
            for need in asked
        )

    def _credits(self, sub: str) -> PhysicianCredits:
        """Return the credits: what may not be passed on is what there is beside what boards see."""
        keys = learner_keys(self.accounts, sub)
        records = reported_last(record for key in keys for record in self.records.of_learner(key))
        seen = self._counting(shareable(records))
        known = {credit.credit_id for credit in seen}
        hidden = [credit for credit in self._counting(records) if credit.credit_id not in known]
        return PhysicianCredits(seen, hidden, self.own_credits.of_account(sub))

    def _counting(self, records: list[LearnerRecord]) -> tuple[StateCredit, ...]:
        activities = self.activities.find({record.row.activity_id for record in records})
        return state_credits(records, credits_of(records, self.ledgers), activities)

    def _licences(self, sub: str) -> dict[str, RosterEntry]:
        """Return the account's entries on states' own rosters, by state."""
        keys = {key for claim in self.accounts.claims(sub) for key in claim.linked if key.authority in STATES}
        found = self.rosters.find(keys)
        return {key.authority: found[key] for key in sorted(found)}
