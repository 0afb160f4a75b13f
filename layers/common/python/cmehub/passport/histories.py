"""What happened to one report of a physician's credits, from its arrival to the boards' answers."""

import datetime as dt
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from pydantic import BaseModel, ConfigDict

from cmehub.api.problems import ProblemError
from cmehub.boards.answer_times import usual_span
from cmehub.learners.credits import BoardStanding, CreditStatus, decided_at, reported_last, standings
from cmehub.learners.records import LearnerRecord
from cmehub.passport.credits import authority_name
from cmehub.passport.rejections import words_of
from cmehub.stores import BoardStore, LedgerStore, ProviderStore, RecordStore, SubmissionStore


class HistoryStep(BaseModel):
    """
    Something that happened to a report.

    Attributes
    ----------
    at
        When; None where that was not kept, or where it is still awaited.
    who
        The name of the provider or of the board.
    told
        What happened, in a sentence.
    can_do
        What the physician can do about it, if anything.
    """

    model_config = ConfigDict(frozen=True)

    at: dt.datetime | None
    who: str
    told: str
    can_do: str | None = None


class History(BaseModel):
    """The steps of one report, the oldest first; what is still awaited comes last."""

    model_config = ConfigDict(frozen=True)

    steps: tuple[HistoryStep, ...]


@dataclass(frozen=True)
class Histories:
    """Everything that telling of a report's way needs."""

    records: RecordStore
    ledgers: LedgerStore
    submissions: SubmissionStore
    boards: BoardStore
    providers: ProviderStore

    def of_record(self, learner_keys: Collection[str], record_id: str, now: dt.datetime) -> History:
        """
        Return the history of a report.

        Parameters
        ----------
        learner_keys
            Under which the physician's records lie.

        Raises
        ------
        ProblemError
            If the physician has no such record.
        """
        records = [record for key in learner_keys for record in self.records.of_learner(key)]
        record = next((record for record in reported_last(records) if record.record_id == record_id), None)
        if record is None:
            raise ProblemError("NOT_FOUND")
        return self.of(record, now)

    def of(self, record: LearnerRecord, now: dt.datetime) -> History:
        """Return the history of a record of the physician."""
        steps = sorted(self._steps(record, now), key=lambda step: (step.at is None, step.at))
        return History(steps=tuple(steps))

    def _steps(self, record: LearnerRecord, now: dt.datetime) -> Iterator[HistoryStep]:
        found = self.providers.find(record.provider_id)
        provider = found.name if found else record.provider_id
        earlier = record.before
        while earlier:
            yield HistoryStep(at=earlier.origin.at, who=provider, told=f"Reported as {earlier.row.credits_in_words()}.")
            if earlier.deleted:
                yield HistoryStep(at=earlier.deleted.at, who=provider, told="Deleted, to be reported anew.")
            earlier = earlier.before
        yield HistoryStep(at=record.origin.at, who=provider, told=f"Reported {record.row.credits_in_words()}.")
        if record.deleted:
            yield HistoryStep(at=record.deleted.at, who=provider, told="Asked to delete the credit.")
        for board, standing in standings(record, self.ledgers).items():
            yield self._board_step(record, provider, board, standing, now)

    def _board_step(
        self, record: LearnerRecord, provider: str, board: str, standing: BoardStanding, now: dt.datetime
    ) -> HistoryStep:
        name = authority_name(board, record.row.completion_date)
        waits = {CreditStatus.SUBMITTED: record.origin, CreditStatus.DELETE_SUBMITTED: record.deleted}
        if waits.get(standing.status):
            usual = usual_span(self.boards.answer_counts(board, at=now))
            within = f" It usually takes {usual}." if usual else ""
            return HistoryStep(at=None, who=name, told=f"Hasn't answered yet.{within}")
        at = decided_at(record.deleted or record.origin, board, self.boards, self.submissions)
        if standing.reason_code:
            words = words_of(standing.reason_code, name, provider)
            kept = standing.status is CreditStatus.ACCEPTED
            told = f"{'Kept the credit' if kept else 'Rejected'}: {standing.reason}"
            return HistoryStep(at=at, who=name, told=told, can_do=words.can_do)
        told = "Agreed to the delete." if standing.status is CreditStatus.DELETED else "Accepted."
        return HistoryStep(at=at, who=name, told=told)
