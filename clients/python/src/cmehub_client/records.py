"""Learner records, and who the learners are."""

import datetime as dt
from collections.abc import Iterator, Sequence

from cmehub_client.calls import Calls, address, new_idempotency_key
from cmehub_client.models import (
    CreditStatus,
    LearnerInput,
    MatchList,
    MatchView,
    RecordInput,
    RecordList,
    RecordView,
    RecordWithHistory,
    SavedRecord,
    SavedRecords,
)

_PATH = "v1/learner-records"


class Records:
    """The calls about learner records."""

    def __init__(self, calls: Calls) -> None:
        self._calls = calls

    def save(
        self, records: Sequence[RecordInput], *, dry_run: bool = False, idempotency_key: str | None = None
    ) -> Sequence[SavedRecord]:
        """
        Add or delete up to 100 records, and return what came of each, in their order.

        Raises
        ------
        HubProblem
            If none of them was taken; its ``issues`` say what to mend.
        """
        answer = self._calls.call(
            "POST",
            _PATH,
            query={"dry_run": dry_run},
            document={"records": [record.model_dump(mode="json", exclude_unset=True) for record in records]},
            headers={"Idempotency-Key": idempotency_key or new_idempotency_key()},
            is_repeatable=True,
        )
        return SavedRecords.model_validate_json(answer.content).records

    def get(self, name: str) -> RecordWithHistory:
        """Return a record as it stands now, with what each board has said."""
        return RecordWithHistory.model_validate_json(self._calls.call("GET", address(_PATH, name)).content)

    def list(
        self,
        *,
        activity_id: str | None = None,
        credit_id: str | None = None,
        learner_id: str | None = None,
        board: str | None = None,
        name: str | None = None,
        status: CreditStatus | None = None,
        since: dt.date | None = None,
        until: dt.date | None = None,
    ) -> Iterator[RecordView]:
        """
        Return the records of an activity or of a learner, or the one with a credit ID: give one of the three.

        Parameters
        ----------
        board
            Whose ID ``learner_id`` is; without it, any board's, or the NPI.
        name, status, since, until
            Narrow an activity's down: words that begin the learner's names, how far a credit has come, days.
        """
        query = {
            "activity_id": activity_id,
            "credit_id": credit_id,
            "learner_id": learner_id,
            "board": board,
            "name": name,
            "status": status,
            "since": since.isoformat() if since else None,
            "until": until.isoformat() if until else None,
        }
        for page in self._calls.pages(_PATH, RecordList, query):
            yield from page.records

    def delete(self, name: str, *, idempotency_key: str | None = None) -> SavedRecord:
        """Ask the boards that accepted a record to delete it."""
        headers = {"Idempotency-Key": idempotency_key or new_idempotency_key()}
        answer = self._calls.call("DELETE", address(_PATH, name), headers=headers)
        (deleted,) = SavedRecords.model_validate_json(answer.content).records
        return deleted


class Matches:
    """The call that asks who learners are."""

    def __init__(self, calls: Calls) -> None:
        self._calls = calls

    def find(self, learners: Sequence[LearnerInput]) -> Sequence[MatchView]:
        """Return for each of up to 100 learners whether rosters know them, in their order; nothing is kept."""
        document = {"learners": [learner.model_dump(mode="json", exclude_unset=True) for learner in learners]}
        answer = self._calls.call("POST", "v1/matches", document=document, is_repeatable=True)
        return MatchList.model_validate_json(answer.content).matches
