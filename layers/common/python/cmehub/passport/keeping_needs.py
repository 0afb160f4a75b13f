"""Keeping a physician's needs, and telling how far each has come."""

import datetime as dt
from collections.abc import Callable, Collection
from dataclasses import dataclass

from cmehub.accounts.claiming import new_id
from cmehub.api.problems import PROBLEMS, ProblemError
from cmehub.fields.eastern import eastern_day
from cmehub.learners.credits import credits_of
from cmehub.learners.records import LearnerRecord
from cmehub.passport.need_progress import Earnings, NeedProgress, progress_toward
from cmehub.passport.needs import MOST_NEEDS, Need, WantedNeed, faults_of
from cmehub.stores import ActivityStore, LedgerStore, RecordStore
from cmehub.stores.needs import NeedStore


@dataclass(frozen=True)
class KeepingNeeds:
    """Everything that needs and their progress need."""

    needs: NeedStore
    records: RecordStore
    ledgers: LedgerStore
    activities: ActivityStore
    clock: Callable[[], dt.datetime]
    new_id: Callable[[], str] = new_id

    def progress(self, sub: str, learner_keys: Collection[str]) -> tuple[NeedProgress, ...]:
        """
        Return the needs of an account with their progress, the first to end first.

        Parameters
        ----------
        learner_keys
            Under which the physician's records lie; nothing counts of somebody without a claim.
        """
        needs = self.needs.of_account(sub)
        if not needs:
            return ()
        records = [record for key in learner_keys for record in self.records.of_learner(key)]
        earnings = Earnings(records, credits_of(records, self.ledgers), self._topics(needs, records))
        return progress_toward(needs, earnings, eastern_day(self.clock()))

    def add(self, sub: str, wanted: WantedNeed) -> Need:
        """
        Keep a need; one that is there already is returned as it is, so that a call sent twice adds one.

        Raises
        ------
        ProblemError
            If it can't be what is needed, or the account has `MOST_NEEDS`.
        """
        wanted = _checked(wanted)
        need = Need(**dict(wanted), need_id=self.new_id(), made_at=self.clock())
        while True:
            before = self.needs.of_account(sub)
            if there := next((kept for kept in before if kept.is_same(wanted)), None):
                return there
            if len(before) >= MOST_NEEDS:
                raise ProblemError("NEEDS_TOO_MANY", f"{MOST_NEEDS} are kept. {PROBLEMS['NEEDS_TOO_MANY'].mend}")
            if self.needs.change(sub, before, [*before, need]):
                return need

    def replace(self, sub: str, need_id: str, wanted: WantedNeed) -> Need:
        """
        Put what is wanted in the place of a need.

        Raises
        ------
        ProblemError
            If the account has no such need, if it can't be what is needed, or if another need is the same.
        """
        wanted = _checked(wanted)
        while True:
            before = self.needs.of_account(sub)
            old = next((kept for kept in before if kept.need_id == need_id), None)
            if old is None:
                raise ProblemError("NOT_FOUND")
            others = [kept for kept in before if kept is not old]
            if any(kept.is_same(wanted) for kept in others):
                raise ProblemError("NEED_THERE")
            need = Need(**dict(wanted), need_id=need_id, made_at=old.made_at)
            if self.needs.change(sub, before, [*others, need]):
                return need

    def delete(self, sub: str, need_id: str) -> bool:
        """Delete a need of an account; False if it has no such need."""
        while True:
            before = self.needs.of_account(sub)
            others = [kept for kept in before if kept.need_id != need_id]
            if len(others) == len(before):
                return False
            if self.needs.change(sub, before, others):
                return True

    def _topics(self, needs: Collection[Need], records: Collection[LearnerRecord]) -> dict[str, set[str]]:
        """Return the topics of the activities that were completed in the days of needs of a topic."""
        of_topic = [need for need in needs if need.of and need.board is None]
        activity_ids = {
            record.row.activity_id
            for record in records
            if any(need.starts <= record.row.completion_date <= need.ends for need in of_topic)
        }
        return {
            activity_id: {name for content in activity.state_content for name in (content.domain, content.topic)}
            for activity_id, activity in self.activities.find(activity_ids).items()
        }


def _checked(wanted: WantedNeed) -> WantedNeed:
    if faults := faults_of(wanted):
        raise ProblemError("REQUEST_INVALID", "; ".join(f"{field}: {fault}" for field, fault in faults.items()))
    return wanted.tidied()
