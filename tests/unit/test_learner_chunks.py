"""What becomes of learner rows against what is stored: reported again, taken credit IDs, deletes."""

from typing import Any

import pytest

from cmehub.boards import BoardRequest, Decision
from cmehub.formats import Row
from cmehub.formats.learner_xml import LEARNER_XML
from cmehub.learners import LearnerRecord
from cmehub.stores import RecordKey
from cmehub.stores.memory import MemoryActivityStore, MemoryLedgerStore, MemoryRecordStore, MemoryRosterStore
from functions.board_dispatch.roster_board import RosterBoard
from functions.validate.learner_chunk import LearnerChunks, StagedRow
from functions.validate.outcomes import ChunkOutcome
from tests.examples import ACTIVITY_ID, COMPLETED_ON, TODAY, a_diplomate, a_submission, an_activity

LINE: dict[str, Any] = {"board": "ABIM", "learner_id": "123456", "credit_type": "Medical Knowledge", "amount": "1.5"}
CME: dict[str, Any] = {"board": "OH", "learner_id": "MD1", "credit_type": "AMA PRA Category 1", "amount": "1"}
FIELDS: dict[str, Any] = {
    "action": "Add",
    "activity_id": ACTIVITY_ID,
    "completion_date": "2026-05-31",
    "given_name": "Zoë",
    "family_name": "García-López",
    "birth_month_day": "02/29",
    "lines": [LINE],
}
DELETE = {"action": "Delete"}


def with_id(credit_id: str, **changes: Any) -> dict[str, Any]:
    return {"lines": [LINE | {"credit_id": credit_id} | changes]}


class Hub:
    """A hub that validates one file after another, and asks the boards when told to."""

    def __init__(self) -> None:
        self.activities = MemoryActivityStore()
        self.activities.add(an_activity(), None)
        self.records, self.ledgers, rosters = MemoryRecordStore(), MemoryLedgerStore(), MemoryRosterStore()
        rosters.put([a_diplomate()])
        self._chunks = LearnerChunks(self.activities, self.records, self.ledgers, rosters)
        self._board = RosterBoard(rosters, self.ledgers)
        self._files = 0

    def validate(self, *rows: dict[str, Any], file: str | None = None) -> ChunkOutcome:
        self._files += 1
        submission = a_submission(submission_id=file or f"file-{self._files}", format="learner-xml")
        staged = [StagedRow(Row(number, FIELDS | row), None) for number, row in enumerate(rows, start=1)]
        return self._chunks.take(submission, 1, staged, LEARNER_XML, TODAY)

    def decide(self, outcome: ChunkOutcome) -> list[Decision]:
        return [one for board, asked in outcome.requests.items() for one in self._board.decide(board, asked)]

    def report(self, *rows: dict[str, Any]) -> list[Decision]:
        return self.decide(self.validate(*rows))

    def of_learner(self) -> list[LearnerRecord]:
        return self.records.of_completion("ABIM-123456", ACTIVITY_ID, COMPLETED_ON)


def told(outcome: ChunkOutcome) -> list[list[tuple[str, str | None]]]:
    return [[(issue.code, issue.value) for issue in result.issues] for result in outcome.results]


def asked(outcome: ChunkOutcome) -> list[BoardRequest]:
    return [request for requests in outcome.requests.values() for request in requests]


def test_a_good_row_is_stored_and_its_board_is_asked() -> None:
    hub = Hub()

    outcome = hub.validate({"lines": [LINE, CME]})

    (record,) = hub.of_learner()
    assert RecordKey.of(record).learner_key == "ABIM-123456"
    assert (record.origin.submission_id, record.origin.row, record.deleted) == ("file-1", 1, None)
    assert [line.status for line in outcome.results[0].credit_lines] == ["submitted", "accepted"]
    (request,) = asked(outcome)
    assert (request.board, request.board_id, request.points, request.maximum) == ("ABIM", "123456", 1.5, 4)
    assert (request.origin, request.credit_types) == ("file-1#1", ("Medical Knowledge",))
    assert hub.activities.has_learners(ACTIVITY_ID)


def test_a_row_that_is_refused_is_neither_stored_nor_asked_about() -> None:
    hub = Hub()

    outcome = hub.validate({"activity_id": "999999999"})

    assert told(outcome) == [[("ACTIVITY_NOT_FOUND", "999999999")]]
    assert [line.status for line in outcome.results[0].credit_lines] == ["refused"]
    assert outcome.results[0].credit_lines[0].reason_code == "ACTIVITY_NOT_FOUND"
    assert (asked(outcome), hub.of_learner()) == ([], [])
    assert not hub.activities.has_learners(ACTIVITY_ID)


def test_a_row_that_cannot_be_read_has_no_credit_lines() -> None:
    outcome = Hub().validate({"family_name": "", "completion_date": "May"})

    assert told(outcome) == [[("FIELD_FORMAT", "May"), ("FIELD_MISSING", None)]]
    assert outcome.results[0].credit_lines == ()


def test_a_row_that_cannot_be_read_tells_what_can_be() -> None:
    changes = {"family_name": "", "completion_date": "tomorrow"}

    (result,) = Hub().validate(changes).results

    assert (result.action, result.activity_id, result.completion_date) == ("add", ACTIVITY_ID, None)


def test_results_are_in_the_order_of_rows() -> None:
    outcome = Hub().validate({}, {"family_name": ""}, {"activity_id": "999999999"}, {"completion_date": "2026-06-01"})

    assert [result.row for result in outcome.results] == [1, 2, 3, 4]


def test_a_row_that_repeats_another_in_other_words() -> None:
    outcome = Hub().validate({}, {"given_name": "ZOE"}, with_id("ccid:a:1"), with_id("ccid:a:1", amount="2"))

    assert [codes[0][0] if codes else None for codes in told(outcome)] == [None, "DUPLICATE_ROW", None, "DUPLICATE_ROW"]
    assert outcome.results[1].issues[0].message == "This row repeats row 1 of the same file."
    assert [request.row for request in asked(outcome)] == [1, 3]


def test_an_add_and_a_delete_of_one_record_are_no_repetition() -> None:
    outcome = Hub().validate({}, DELETE)

    assert [codes[0][0] if codes else None for codes in told(outcome)] == [None, "DELETE_NOT_ALLOWED_PENDING"]


def test_a_record_reported_again_is_told_and_not_stored_again() -> None:
    hub = Hub()
    hub.report({})
    before = hub.of_learner()

    outcome = hub.validate({})

    assert told(outcome) == [[("ALREADY_REPORTED", None)]]
    assert hub.of_learner() == before
    assert [decision.accepted for decision in hub.decide(outcome)] == [True]


def test_the_same_row_validated_again_changes_nothing() -> None:
    hub = Hub()
    outcome = hub.validate({}, file="one")
    before = hub.of_learner()

    assert hub.validate({}, file="one") == outcome
    assert hub.of_learner() == before


@pytest.mark.parametrize(("decided", "status"), [(False, "still waiting for a board"), (True, "accepted")])
def test_a_credit_id_that_another_record_has(decided: bool, status: str) -> None:
    hub = Hub()
    first = hub.validate(with_id("ccid:a:1"))
    if decided:
        hub.decide(first)
    before = hub.of_learner()

    outcome = hub.validate(with_id("ccid:a:1", amount="2"))

    assert told(outcome) == [[("CREDIT_ID_TAKEN", "ccid:a:1")]]
    assert status in outcome.results[0].issues[0].message
    assert (hub.of_learner(), asked(outcome)) == (before, [])


def test_a_rejected_record_can_be_sent_again_mended_under_its_credit_id() -> None:
    hub = Hub()
    assert [one.accepted for one in hub.report(with_id("ccid:a:1") | {"completion_date": "2026-06-01"})] == [True]
    first = [one.reason_code for one in hub.report(with_id("ccid:a:2", amount="3"))]

    outcome = hub.validate(with_id("ccid:a:2", amount="2.5"))

    assert first == ["MAX_POINTS_REACHED"]
    assert told(outcome) == [[]]
    assert [one.accepted for one in hub.decide(outcome)] == [True]
    (record,) = hub.of_learner()
    assert (record.row.lines[0].amount, record.origin.submission_id) == (2.5, "file-3")


def test_a_decided_record_is_deleted() -> None:
    hub = Hub()
    hub.report({})

    outcome = hub.validate(DELETE)

    assert told(outcome) == [[]]
    (record,) = hub.of_learner()
    assert record.deleted is not None
    assert record.deleted.submission_id == "file-2"
    assert [(request.action, request.record_id) for request in asked(outcome)] == [("delete", record.record_id)]
    assert [one.accepted for one in hub.decide(outcome)] == [True]


def test_a_rejected_record_is_deleted_without_asking_its_board() -> None:
    hub = Hub()
    hub.report({"lines": [LINE | {"learner_id": "7"}]})

    outcome = hub.validate(DELETE | {"lines": [LINE | {"learner_id": "7"}]})

    assert (told(outcome), asked(outcome)) == ([[]], [])


def test_credit_for_a_licence_is_deleted_at_once() -> None:
    hub = Hub()
    hub.validate({"lines": [CME]})

    outcome = hub.validate(DELETE | {"lines": [CME]})

    assert (told(outcome), asked(outcome)) == ([[]], [])
    assert outcome.results[0].credit_lines[0].status == "accepted"


def test_a_record_that_still_waits_for_its_board_is_not_deleted() -> None:
    hub = Hub()
    hub.validate({})

    outcome = hub.validate(DELETE)

    assert [codes[0][0] for codes in told(outcome)] == ["DELETE_NOT_ALLOWED_PENDING"]
    assert "ABIM" in outcome.results[0].issues[0].message
    assert [record.deleted for record in hub.of_learner()] == [None]


@pytest.mark.parametrize("deleted_before", [False, True])
def test_a_record_that_is_not_there_is_not_deleted(deleted_before: bool) -> None:
    hub = Hub()
    if deleted_before:
        hub.report({})
        hub.report(DELETE)

    assert told(hub.validate(DELETE)) == [[("DELETE_UNKNOWN_RECORD", None)]]


def test_the_only_record_of_a_completion_is_deleted_whatever_else_the_row_says() -> None:
    hub = Hub()
    hub.report({})

    assert told(hub.validate(DELETE | {"lines": [LINE | {"amount": "1"}]})) == [[]]


def test_one_of_several_records_of_a_completion_has_to_be_named() -> None:
    hub = Hub()
    hub.report({})
    hub.report({"lines": [LINE | {"amount": "1"}]})

    assert told(hub.validate(DELETE | {"lines": [LINE | {"amount": "2"}]})) == [[("DELETE_UNKNOWN_RECORD", None)]]
    assert told(hub.validate(DELETE)) == [[]]


def test_a_deleted_record_can_be_reported_anew() -> None:
    hub = Hub()
    hub.report({})
    hub.report(DELETE)

    outcome = hub.validate({})

    assert told(outcome) == [[]]
    assert [one.accepted for one in hub.decide(outcome)] == [True]
    assert [record.deleted for record in hub.of_learner()] == [None]
