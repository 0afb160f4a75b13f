"""A hub that validates chunks of learner rows and asks the boards when told to."""

from collections.abc import Sequence
from typing import Any

from cmehub.boards.asks import Ask
from cmehub.boards.ledgers import BoardRequest, Decision
from cmehub.boards.roster_board import RosterBoard
from cmehub.chunks.learners import LearnerChunks, StagedRow
from cmehub.chunks.outcomes import ChunkOutcome
from cmehub.formats.learners.xml import LEARNER_XML
from cmehub.learners.credits import Credit, credits_of
from cmehub.learners.records import LearnerRecord
from cmehub.people.match_budgets import Asker
from cmehub.people.rosters import RosterEntry
from cmehub.stores.memory_records import MemoryLedgerStore, MemoryRecordStore
from cmehub.stores.memory_registers import MemoryActivityStore
from cmehub.stores.memory_rosters import MemoryRosterStore
from cmehub.stores.memory_tries import MemoryTryStore
from cmehub.submissions.rows import Row
from local.in_memory.rosters import put_on_rosters
from tests.examples import ACTIVITY_ID, COMPLETED_ON, TODAY, a_diplomate, a_submission, an_activity

LINE: dict[str, Any] = {"board": "ABIM", "learner_id": "123456", "credit_type": "Medical Knowledge", "amount": "1.5"}
CME: dict[str, Any] = {"board": "OH", "learner_id": "MD1", "credit_type": "AMA PRA Category 1", "amount": "1"}
FIELDS: dict[str, Any] = {
    "action": "Add",
    "activity_id": ACTIVITY_ID,
    "completion_date": "2026-10-31",
    "given_name": "Zoë",
    "family_name": "García-López",
    "birth_month_day": "02/29",
    "lines": [LINE],
}
DELETE = {"action": "Delete"}


def with_id(credit_id: str, **changes: Any) -> dict[str, Any]:
    return {"lines": [LINE | {"credit_id": credit_id} | changes]}


class ChunkHub:
    """A hub that validates one file after another, and asks the boards when told to."""

    def __init__(
        self, entries: Sequence[RosterEntry] = (a_diplomate(), a_diplomate(authority="OH", entry_id="MD1"))
    ) -> None:
        self.activities = MemoryActivityStore()
        self.activities.add(an_activity(), None)
        self.records, self.ledgers, self.rosters = MemoryRecordStore(), MemoryLedgerStore(), MemoryRosterStore()
        put_on_rosters(self.rosters, entries)
        self._chunks = LearnerChunks(self.activities, self.records, self.ledgers, self.rosters, MemoryTryStore())
        self._board = RosterBoard(self.rosters, self.ledgers)
        self._files = 0

    def dry_run(self, *rows: dict[str, Any]) -> ChunkOutcome:
        return self._take(self._chunks.dry_run(), rows, "dry-run")

    def validate(self, *rows: dict[str, Any], file: str | None = None) -> ChunkOutcome:
        self._files += 1
        return self._take(self._chunks, rows, file or f"file-{self._files}")

    def _take(self, chunks: LearnerChunks, rows: Sequence[dict[str, Any]], submission_id: str) -> ChunkOutcome:
        submission = a_submission(submission_id=submission_id, format="learner-xml")
        staged = [StagedRow(Row(number, _given(FIELDS | row)), None) for number, row in enumerate(rows, start=1)]
        return chunks.take(submission, 1, staged, LEARNER_XML, TODAY, asker=Asker.with_files(submission.provider_id))

    def decide(self, outcome: ChunkOutcome) -> list[Decision]:
        return [
            decision
            for board, asked in outcome.requests.items()
            for decision in self._board.decide(Ask(asked[0].origin.split("#")[0], 1, board), asked)
        ]

    def report(self, *rows: dict[str, Any]) -> list[Decision]:
        return self.decide(self.validate(*rows))

    def credits(self) -> list[Credit]:
        return credits_of(self.records.of_learner("ABIM-123456"), self.ledgers)

    def of_learner(self) -> list[LearnerRecord]:
        return self.records.of_completion("ABIM-123456", ACTIVITY_ID, COMPLETED_ON)


def _given(fields: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in fields.items() if value is not None}


def told(outcome: ChunkOutcome) -> list[list[tuple[str, str | None]]]:
    return [[(issue.code, issue.value) for issue in result.issues] for result in outcome.results]


def asked(outcome: ChunkOutcome) -> list[BoardRequest]:
    return [request for requests in outcome.requests.values() for request in requests]
