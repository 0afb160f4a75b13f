"""Deletes: what may be deleted, and how records stand until their boards have agreed."""

import pytest

from cmehub.boards.asks import Ask
from cmehub.boards.ledgers import Decision
from cmehub.learners.credits import CreditStatus
from cmehub.learners.records import LearnerRecord
from cmehub.stores import LedgerKey
from tests.chunk_hub import CME, DELETE, LINE, ChunkHub, asked, told, with_id
from tests.examples import ACTIVITY_ID

ID = "ccid:cme.example.org:1"


def statuses(hub: ChunkHub) -> list[str]:
    return [credit.status for credit in hub.credits() if not credit.derived]


def points(hub: ChunkHub) -> float:
    key = LedgerKey("ABIM", "123456", ACTIVITY_ID)
    return sum(entry.points for entry in hub.ledgers.find([key])[key].accepted)


def refuse_delete(hub: ChunkHub, file: str) -> None:
    """Let the board, reached outside the hub, refuse a file's delete of its first row."""
    key = LedgerKey("ABIM", "123456", ACTIVITY_ID)
    refused = Decision(row=1, board="ABIM", accepted=False, reason_code="CODE", reason="Because.")
    hub.ledgers.save(hub.ledgers.find([key])[key].with_rejections(Ask(file, 1, "ABIM").name, [refused], [1]))


def test_a_record_counts_until_its_board_agrees_to_the_delete() -> None:
    hub = ChunkHub()
    hub.report({})

    waiting = hub.validate(DELETE)

    assert [line.status for line in waiting.results[0].credit_lines] == ["submitted"]
    assert (statuses(hub), points(hub)) == (["delete submitted"], 1.5)
    hub.decide(waiting)
    assert (statuses(hub), points(hub)) == (["deleted"], 0)


def test_a_deleted_record_keeps_its_history() -> None:
    hub = ChunkHub()
    hub.report({})
    hub.report(DELETE)

    (credit,) = hub.credits()
    assert credit.origin.submission_id == "file-1"
    assert credit.deleted is not None
    assert (credit.deleted.submission_id, credit.deleted.row) == ("file-2", 1)


def test_a_record_added_anew_under_its_credit_id_keeps_the_history_of_the_one_before() -> None:
    hub = ChunkHub()
    hub.report(with_id(ID, amount="4"))
    hub.report(with_id(ID, amount="4") | DELETE)
    hub.report(with_id(ID, amount="3"))

    (record,) = hub.of_learner()
    before = record.before
    assert before is not None
    assert before.deleted is not None
    told_of = [before.origin.submission_id, before.deleted.submission_id, record.origin.submission_id]
    assert told_of == ["file-1", "file-2", "file-3"]
    assert (before.row.lines[0].amount, record.row.lines[0].amount) == (4, 3)


def test_the_caps_points_come_back() -> None:
    hub = ChunkHub()
    hub.report({"lines": [LINE | {"amount": "4"}]})
    more = {"lines": [LINE | {"amount": "0.25"}]}
    assert [decision.reason_code for decision in hub.report(more)] == ["MAX_POINTS_REACHED"]

    hub.report(DELETE | {"lines": [LINE | {"amount": "4"}]})

    assert [decision.reason_code for decision in hub.report(more)] == [None]


@pytest.mark.parametrize("again", [DELETE, {"action": "Add"}])
def test_nothing_is_done_to_a_record_whose_delete_waits(again: dict[str, str]) -> None:
    hub = ChunkHub()
    hub.report(with_id(ID))
    waiting = hub.validate(with_id(ID) | DELETE)

    codes = [issues[0][0] for issues in told(hub.validate(with_id(ID) | again))]

    assert codes == ["DELETE_NOT_ALLOWED_PENDING" if again is DELETE else "ADD_NOT_ALLOWED_PENDING"]
    hub.decide(waiting)
    assert statuses(hub) == ["deleted"]


def test_a_delete_that_its_board_refuses_leaves_the_record_and_can_be_sent_again() -> None:
    hub = ChunkHub()
    hub.report(with_id(ID))
    hub.validate(with_id(ID) | DELETE, file="refused")
    refuse_delete(hub, "refused")

    assert statuses(hub) == ["accepted"]
    assert [credit.reason_code for credit in hub.credits() if not credit.derived] == ["CODE"]
    assert [issues[0][0] for issues in told(hub.validate(with_id(ID, amount="1")))] == ["CREDIT_ID_TAKEN"]

    hub.report(with_id(ID) | DELETE)
    assert statuses(hub) == ["deleted"]


def test_a_delete_and_the_corrected_record_in_one_chunk_are_taken_in_their_order() -> None:
    hub = ChunkHub()
    hub.report(with_id(ID, amount="4"))

    decisions = hub.report(with_id(ID, amount="4") | DELETE, with_id(ID, amount="3"))

    assert [decision.accepted for decision in decisions] == [True, True]
    assert (statuses(hub), points(hub)) == (["accepted"], 3)
    assert [record.row.lines[0].amount for record in hub.of_learner()] == [3]


@pytest.mark.parametrize("changes", [{"amount": "3"}, {"amount": "3", "learner_id": "77"}])
def test_a_chunk_with_a_delete_and_the_corrected_record_may_be_validated_twice(changes: dict[str, str]) -> None:
    hub = ChunkHub()
    hub.report(with_id(ID, amount="4"))
    rows = (with_id(ID, amount="4") | DELETE, with_id(ID, **changes))
    first = hub.validate(*rows, file="twice")
    before = stored(hub)

    again = hub.validate(*rows, file="twice")

    assert (asked(again), stored(hub)) == (asked(first), before)
    hub.decide(again)
    assert points(hub) == (0 if "learner_id" in changes else 3)


def test_a_repeated_chunk_whose_deletes_are_decided_gives_the_same_results() -> None:
    hub = ChunkHub()
    hub.report({})
    first = hub.validate(DELETE, file="twice")
    hub.decide(first)

    again = hub.validate(DELETE, file="twice")

    assert (again.results, asked(again)) == (first.results, asked(first))


def test_what_a_board_accepted_stays_when_the_rejected_part_is_corrected() -> None:
    hub = ChunkHub()
    part = [LINE | {"credit_id": ID}, {**LINE, "board": "ABP", "learner_id": "7", "credit_id": f"{ID}-2"}]
    part[1]["credit_type"] = "Lifelong Learning and Self-Assessment"
    assert {decision.board: decision.accepted for decision in hub.report({"lines": part})} == {
        "ABIM": True,
        "ABP": False,
    }

    changed = [part[0] | {"amount": "1"}, part[1]]
    assert [issues[0][0] for issues in told(hub.validate({"lines": changed}))] == ["CREDIT_ID_TAKEN"]
    corrected = hub.validate({"lines": [part[0], part[1] | {"learner_id": "8"}]})

    assert told(corrected) == [[]]
    assert [request.board_id for request in asked(corrected) if request.board == "ABP"] == ["8"]


def test_credit_for_a_licence_disappears_at_once() -> None:
    hub = ChunkHub()
    hub.validate({"lines": [LINE, CME]})
    hub.decide(hub.validate({"lines": [LINE, CME]}))

    hub.validate(DELETE | {"lines": [LINE, CME]})

    by_board = {credit.board: credit.status for credit in hub.credits() if not credit.derived}
    assert by_board == {"ABIM": CreditStatus.DELETE_SUBMITTED, "OH": CreditStatus.DELETED}


def stored(hub: ChunkHub) -> list[LearnerRecord]:
    return hub.records.of_learner("ABIM-123456")
