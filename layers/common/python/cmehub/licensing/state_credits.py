"""A physician's CME credits as a state's licensing board sees them; pure, no I/O."""

import datetime as dt
from collections.abc import Collection, Iterable, Mapping, Sequence

from pydantic import BaseModel, ConfigDict

from cmehub.activities.activity import Activity, StateContent
from cmehub.learners.credits import COUNTING, Credit, amounts_by_day, reported_last
from cmehub.learners.records import LearnerRecord
from cmehub.rules.requirements.duties import EarnedCredit


class StateCredit(BaseModel):
    """
    The CME credit of one activity on one day, whichever board or state it was reported for: that isn't told.

    Attributes
    ----------
    credit_id
        Names it among the physician's.
    amount
        AMA PRA Category 1 credits.
    contents
        The domains and topics that the activity has for states.
    """

    model_config = ConfigDict(frozen=True)

    credit_id: str
    activity_id: str
    title: str
    provider_id: str
    completed_on: dt.date
    amount: float
    contents: tuple[StateContent, ...] = ()

    @property
    def earned(self) -> EarnedCredit:
        """As duties are judged by it."""
        return EarnedCredit(self.credit_id, self.completed_on, self.amount, category_1=True, contents=self.contents)


def shareable(records: Iterable[LearnerRecord]) -> list[LearnerRecord]:
    """Return the records that may be passed on: of the others it was said that the learner doesn't permit it."""
    return [record for record in reported_last(records) if record.row.permission_to_share is not False]


def completion_credit_id(activity_id: str, completed_on: dt.date) -> str:
    """Return what names, among a physician's, the credit of one activity on one day."""
    return f"{activity_id}-{completed_on:%Y%m%d}"


def state_credits(
    records: Sequence[LearnerRecord], credits_: Collection[Credit], activities: Mapping[str, Activity]
) -> tuple[StateCredit, ...]:
    """
    Return the CME credit that counts, the newest completion first.

    CME credit for several states is the same; where more MOC counts, the difference is CME credit too, so each
    completion is worth the largest of its amounts.

    Parameters
    ----------
    records
        The physician's that may be passed on, each once.
    credits_
        All credits that these tell of.
    activities
        Those of the records, by ID; one that isn't there has its ID for a title, and no topics.
    """
    counting = {
        (credit.record_id, credit.board) for credit in credits_ if credit.status in COUNTING and not credit.derived
    }
    providers = {
        (record.row.activity_id, record.row.completion_date): record.provider_id for record in reversed(records)
    }
    found = [
        _state_credit(completion, max(of_boards.values()), providers[completion], activities.get(completion[0]))
        for completion, of_boards in amounts_by_day(records, counting).items()
    ]
    return tuple(sorted(found, key=lambda credit: (-credit.completed_on.toordinal(), credit.activity_id)))


def _state_credit(
    completion: tuple[str, dt.date], amount: float, provider_id: str, activity: Activity | None
) -> StateCredit:
    activity_id, completed_on = completion
    return StateCredit(
        credit_id=completion_credit_id(activity_id, completed_on),
        activity_id=activity_id,
        title=activity.title if activity else activity_id,
        provider_id=provider_id,
        completed_on=completed_on,
        amount=amount,
        contents=activity.state_content if activity else (),
    )
