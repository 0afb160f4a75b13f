"""Transcripts: what a physician completed in a period, and what counts of it."""

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from pydantic import BaseModel, ConfigDict

from cmehub.activities.activity import Activity
from cmehub.learners.credits import COUNTING, Credit, TranscriptCredit, amounts_by_day, credits_of, reported_last
from cmehub.learners.records import LearnerRecord
from cmehub.rules.packs import is_board
from cmehub.stores import LedgerStore


class TranscriptHolder(BaseModel):
    """
    Whom a transcript is about.

    Attributes
    ----------
    ids
        Under which ID the physician is known, by who knows it: a board's code, a state's letters, or ``NPI``.
    """

    model_config = ConfigDict(frozen=True, hide_input_in_errors=True)

    given_name: str
    family_name: str
    ids: dict[str, str] = {}


class Span(BaseModel):
    """The completion dates that a transcript covers, both ends among them; one that is left out is open."""

    model_config = ConfigDict(frozen=True)

    first: dt.date | None = None
    last: dt.date | None = None

    def holds(self, day: dt.date) -> bool:
        """Tell whether a day lies in it."""
        return (self.first is None or self.first <= day) and (self.last is None or day <= self.last)


class CompletedActivity(BaseModel):
    """
    One activity on one day, with the credits that count.

    Attributes
    ----------
    cme
        AMA PRA Category 1 credits; those for several states are the same ones.
    points
        Points by board, over all credit types, which overlap.
    is_denied
        Whether the learner denies the permission to share it; whoever hands the transcript on has to know.
    """

    model_config = ConfigDict(frozen=True)

    activity_id: str
    title: str
    provider_id: str
    organisation: str
    completed_on: dt.date
    credits: tuple[TranscriptCredit, ...]
    cme: float
    points: dict[str, float]
    is_denied: bool = False


class Transcript(BaseModel):
    """What a physician completed in a span of time, the newest first."""

    model_config = ConfigDict(frozen=True, hide_input_in_errors=True)

    member: TranscriptHolder
    span: Span
    activities: tuple[CompletedActivity, ...]

    @property
    def cme(self) -> float:
        """All AMA PRA Category 1 credits."""
        return sum(activity.cme for activity in self.activities)

    @property
    def points(self) -> dict[str, float]:
        """All points by board."""
        totals: dict[str, float] = defaultdict(float)
        for activity in self.activities:
            for board, points in activity.points.items():
                totals[board] += points
        return dict(sorted(totals.items()))


def member_of(records: Iterable[LearnerRecord]) -> TranscriptHolder:
    """Return whom records of one physician are about, as far as their senders told and as they told it last."""
    ids: dict[str, str] = {}
    rows = [record.row for record in sorted(records, key=lambda record: record.origin.at)]
    for line in (line for row in rows for line in row.lines):
        if line.learner_id:
            ids[line.board] = line.learner_id
    return TranscriptHolder(given_name=rows[-1].given_name, family_name=rows[-1].family_name, ids=ids)


def transcript(
    member: TranscriptHolder,
    records: Sequence[LearnerRecord],
    ledgers: LedgerStore,
    *,
    activities: Mapping[str, Activity],
    organisations: Mapping[str, str],
    span: Span,
    wanted: Callable[[Credit], bool] = lambda _credit: True,
) -> Transcript:
    """
    Return the transcript of a physician.

    Parameters
    ----------
    member
        The physician.
    records
        The physician's records, as far as whoever asks may know them; nothing else counts.
    ledgers
        What the boards decided.
    activities
        The activities of the records, by ID; one that isn't there has its ID for a title.
    organisations
        The names of the providers that reported them, by ID.
    span
        The completion dates to cover.
    wanted
        Tells whether a credit shall be told, of those that count in the span.
    """
    of_day: dict[tuple[str, dt.date], list[Credit]] = defaultdict(list)
    for credit in credits_of(records, ledgers):
        if credit.status in COUNTING and span.holds(credit.completion_date) and wanted(credit):
            of_day[credit.activity_id, credit.completion_date].append(credit)

    counting = {
        (credit.record_id, credit.board)
        for day_credits in of_day.values()
        for credit in day_credits
        if not credit.derived
    }
    denied = {record.record_id for record in records if record.row.permission_to_share is False}
    amounts_on = amounts_by_day(reported_last(records), counting)

    def completed() -> Iterator[CompletedActivity]:
        for (activity_id, completed_on), credits_ in of_day.items():
            amounts = amounts_on[activity_id, completed_on]
            of_states = (amount for board, amount in amounts.items() if not is_board(board))
            derived = sum(credit.amount for credit in credits_ if credit.derived)
            provider_id = credits_[0].provider_id
            yield CompletedActivity(
                activity_id=activity_id,
                title=activities[activity_id].title if activity_id in activities else activity_id,
                provider_id=provider_id,
                organisation=organisations[provider_id],
                completed_on=completed_on,
                credits=tuple(credits_),
                cme=max(of_states, default=0.0) + derived,
                points={board: amount for board, amount in amounts.items() if is_board(board)},
                is_denied=not denied.isdisjoint(credit.record_id for credit in credits_),
            )

    return Transcript(member=member, span=span, activities=tuple(completed()))
