"""What becomes of learner rows against what is stored: reported again, taken credit IDs."""

from typing import Any

import pytest

from cmehub.stores import RecordKey
from local.in_memory.rosters import put_on_rosters
from tests.chunk_hub import CME, DELETE, LINE, ChunkHub, asked, told, with_id
from tests.examples import ACTIVITY_ID, a_diplomate


def test_a_good_row_is_stored_and_its_board_is_asked() -> None:
    hub = ChunkHub()

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
    hub = ChunkHub()

    outcome = hub.validate({"activity_id": "999999999"})

    assert told(outcome) == [[("ACTIVITY_NOT_FOUND", "999999999")]]
    assert [line.status for line in outcome.results[0].credit_lines] == ["refused"]
    assert outcome.results[0].credit_lines[0].reason_code == "ACTIVITY_NOT_FOUND"
    assert (asked(outcome), hub.of_learner()) == ([], [])
    assert not hub.activities.has_learners(ACTIVITY_ID)


def test_a_row_that_cannot_be_read_has_no_credit_lines() -> None:
    outcome = ChunkHub().validate({"family_name": "", "completion_date": "May"})

    assert told(outcome) == [[("FIELD_FORMAT", "May"), ("FIELD_MISSING", None)]]
    assert outcome.results[0].credit_lines == ()


def test_a_row_that_cannot_be_read_tells_what_can_be() -> None:
    changes = {"family_name": "", "completion_date": "tomorrow"}

    (result,) = ChunkHub().validate(changes).results

    assert (result.action, result.activity_id, result.completion_date) == ("add", ACTIVITY_ID, None)


def test_results_are_in_the_order_of_rows() -> None:
    outcome = ChunkHub().validate(
        {}, {"family_name": ""}, {"activity_id": "999999999"}, {"completion_date": "2026-06-01"}
    )

    assert [result.row for result in outcome.results] == [1, 2, 3, 4]


def test_a_row_that_repeats_another_in_other_words() -> None:
    outcome = ChunkHub().validate({}, {"given_name": "ZOE"}, with_id("ccid:a:1"), with_id("ccid:a:1", amount="2"))

    assert [codes[0][0] if codes else None for codes in told(outcome)] == [None, "DUPLICATE_ROW", None, "DUPLICATE_ROW"]
    assert outcome.results[1].issues[0].message == "This row repeats row 1, which was sent with it."
    assert [request.row for request in asked(outcome)] == [1, 3]


def test_an_add_and_a_delete_of_one_record_are_no_repetition() -> None:
    outcome = ChunkHub().validate({}, DELETE)

    assert [codes[0][0] if codes else None for codes in told(outcome)] == [None, "DELETE_NOT_ALLOWED_PENDING"]


def test_a_record_reported_again_is_told_and_not_stored_again() -> None:
    hub = ChunkHub()
    hub.report({})
    before = hub.of_learner()

    outcome = hub.validate({})

    assert told(outcome) == [[("ALREADY_REPORTED", None)]]
    assert hub.of_learner() == before
    assert [decision.accepted for decision in hub.decide(outcome)] == [True]


def test_the_same_row_validated_again_changes_nothing() -> None:
    hub = ChunkHub()
    outcome = hub.validate({}, file="one")
    before = hub.of_learner()

    assert hub.validate({}, file="one") == outcome
    assert hub.of_learner() == before


@pytest.mark.parametrize(("decided", "status"), [(False, "still waiting for a board"), (True, "accepted")])
def test_a_credit_id_that_another_record_has(decided: bool, status: str) -> None:
    hub = ChunkHub()
    first = hub.validate(with_id("ccid:a:1"))
    if decided:
        hub.decide(first)
    before = hub.of_learner()

    outcome = hub.validate(with_id("ccid:a:1", amount="2"))

    assert told(outcome) == [[("CREDIT_ID_TAKEN", "ccid:a:1")]]
    assert status in outcome.results[0].issues[0].message
    assert (hub.of_learner(), asked(outcome)) == (before, [])


def two_ids(first: str, second: str) -> dict[str, Any]:
    other = LINE | {"credit_id": second, "credit_type": "Patient Safety"}
    return {"lines": [LINE | {"credit_id": first}, other]}


@pytest.mark.parametrize("decided", [False, True])
def test_a_credit_id_is_no_other_records_even_if_that_has_further_ones(decided: bool) -> None:
    hub = ChunkHub()
    first = hub.validate(with_id("ccid:a:1"))
    if decided:
        hub.decide(first)

    outcome = hub.validate(two_ids("ccid:a:1", "ccid:a:2"), with_id("ccid:a:3"))

    assert told(outcome) == [[("CREDIT_ID_TAKEN", "ccid:a:1")], []]
    (issue,) = outcome.results[0].issues
    assert issue.message.endswith("which is accepted." if decided else "which is still waiting for a board.")
    assert len(hub.of_learner()) == 2


def test_a_credit_id_is_free_again_once_a_board_has_rejected_its_record() -> None:
    hub = ChunkHub()
    hub.report({"lines": [LINE | {"amount": "4"}]})
    assert [decision.reason_code for decision in hub.report(with_id("ccid:a:1"))] == ["MAX_POINTS_REACHED"]

    assert told(hub.validate(two_ids("ccid:a:1", "ccid:a:2"))) == [[]]


def test_a_credit_id_is_one_records_in_a_file() -> None:
    outcome = ChunkHub().validate(with_id("ccid:a:1"), two_ids("ccid:a:2", "ccid:a:1"))

    assert told(outcome) == [[], [("CREDIT_ID_TAKEN", "ccid:a:1")]]
    assert outcome.results[1].issues[0].message.endswith("which is reported by row 1.")


def test_the_credit_id_of_a_deleted_record_is_free() -> None:
    hub = ChunkHub()
    hub.decide(hub.validate(with_id("ccid:a:1")))
    hub.decide(hub.validate(with_id("ccid:a:1") | DELETE))

    assert told(hub.validate(two_ids("ccid:a:1", "ccid:a:2"))) == [[]]


def test_a_rejected_record_can_be_sent_again_mended_under_its_credit_id() -> None:
    hub = ChunkHub()
    assert [decision.accepted for decision in hub.report(with_id("ccid:a:1") | {"completion_date": "2026-06-01"})] == [
        True
    ]
    first = [decision.reason_code for decision in hub.report(with_id("ccid:a:2", amount="3"))]

    outcome = hub.validate(with_id("ccid:a:2", amount="2.5"))

    assert first == ["MAX_POINTS_REACHED"]
    assert told(outcome) == [[]]
    assert [decision.accepted for decision in hub.decide(outcome)] == [True]
    (record,) = hub.of_learner()
    assert (record.row.lines[0].amount, record.origin.submission_id) == (2.5, "file-3")


def test_a_decided_record_is_deleted() -> None:
    hub = ChunkHub()
    hub.report({})

    outcome = hub.validate(DELETE)

    assert told(outcome) == [[]]
    (record,) = hub.of_learner()
    assert record.deleted is not None
    assert record.deleted.submission_id == "file-2"
    assert [(request.action, request.record_id) for request in asked(outcome)] == [("delete", record.record_id)]
    assert [decision.accepted for decision in hub.decide(outcome)] == [True]


def test_a_rejected_record_has_nothing_to_delete() -> None:
    hub = ChunkHub()
    hub.report({"lines": [LINE | {"learner_id": "7"}]})

    outcome = hub.validate(DELETE | {"lines": [LINE | {"learner_id": "7"}]})

    assert (told(outcome), asked(outcome)) == ([[("DELETE_NOT_ACCEPTED", None)]], [])


def test_credit_for_a_licence_is_deleted_at_once() -> None:
    hub = ChunkHub()
    hub.validate({"lines": [CME]})

    outcome = hub.validate(DELETE | {"lines": [CME]})

    assert (told(outcome), asked(outcome)) == ([[]], [])
    assert outcome.results[0].credit_lines[0].status == "accepted"


def test_a_record_that_still_waits_for_its_board_is_not_deleted() -> None:
    hub = ChunkHub()
    hub.validate({})

    outcome = hub.validate(DELETE)

    assert [codes[0][0] for codes in told(outcome)] == ["DELETE_NOT_ALLOWED_PENDING"]
    assert "ABIM" in outcome.results[0].issues[0].message
    assert [record.deleted for record in hub.of_learner()] == [None]


@pytest.mark.parametrize("deleted_before", [False, True])
def test_a_record_that_is_not_there_is_not_deleted(deleted_before: bool) -> None:
    hub = ChunkHub()
    if deleted_before:
        hub.report({})
        hub.report(DELETE)

    assert told(hub.validate(DELETE)) == [[("DELETE_UNKNOWN_RECORD", None)]]


def test_a_deleted_record_can_be_reported_anew() -> None:
    hub = ChunkHub()
    hub.report({})
    hub.report(DELETE)

    outcome = hub.validate({})

    assert told(outcome) == [[]]
    assert [decision.accepted for decision in hub.decide(outcome)] == [True]
    assert [record.deleted for record in hub.of_learner()] == [None]


def test_a_bad_licence_refuses_the_whole_row_before_a_board_is_asked() -> None:
    hub = ChunkHub()

    outcome = hub.validate({"lines": [LINE, CME | {"learner_id": "MD2"}]}, {"lines": [LINE]})

    assert told(outcome) == [[("NUMBER_NOT_THEIRS", "MD2")], []]
    assert {line.status for line in outcome.results[0].credit_lines} == {"refused"}
    assert {line.reason_code for line in outcome.results[0].credit_lines} == {"NUMBER_NOT_THEIRS"}
    assert [request.row for request in asked(outcome)] == [2]
    assert len(hub.of_learner()) == 1


def test_a_licence_that_no_roster_can_tell_of_is_taken_with_a_note() -> None:
    outcome = ChunkHub().validate({"lines": [LINE, CME | {"board": "ME"}]})

    assert told(outcome) == [[("LICENSEE_UNCHECKED", "MD1")]]
    assert [line.status for line in outcome.results[0].credit_lines] == ["submitted", "accepted"]


def test_a_name_that_was_spelt_otherwise_is_the_same_physician_to_hub_and_board() -> None:
    hub = ChunkHub()

    (decision,) = hub.report({"lines": [LINE], "family_name": "Garcia", "given_name": "ZOE M."})

    assert decision.accepted
    assert len(hub.of_learner()) == 1


def test_a_delete_goes_through_when_the_licensee_has_left_the_roster() -> None:
    hub = ChunkHub()
    bare = {"lines": [CME | {"board": "ME"}]}
    hub.validate(bare)
    put_on_rosters(hub.rosters, [a_diplomate(authority="ME", entry_id="7", family_name="Osei")])

    outcome = hub.validate(bare | DELETE)

    assert told(outcome) == [[]]
