"""What a changed rule pack would change; the records are those of the hub's own samples or made for one rule."""

import datetime as dt
from typing import Any

import pytest

from cmehub.activities.activity import Activity
from cmehub.learners.records import LearnerRecord, Origin
from cmehub.rules.packs import Packs, RulePack, rule_pack
from hub.boards.replay import Replay, replay, reports_to
from tests.examples import ACTIVITY_ID, COMPLETED_ON, NOW, a_diplomate, a_line, a_record, a_row, an_activity

PACK = rule_pack("ABIM", COMPLETED_ON)


def changed(**changes: Any) -> Packs:
    rules = RulePack.model_validate(PACK.model_dump() | changes)
    return lambda board, on: rules if board == "ABIM" else rule_pack(board, on)


def record(
    number: int, amount: str = "2", *, provider_id: str = "0009999", board_id: str = "123456", **row: Any
) -> LearnerRecord:
    return a_record(
        a_row(a_line(amount=amount, learner_id=board_id), **row),
        record_id=f"record-{number}",
        provider_id=provider_id,
        board_ids={"ABIM": board_id},
        origin=Origin(submission_id="sub", chunk=1, row=number, at=NOW + dt.timedelta(minutes=number)),
    )


def replayed(*records: LearnerRecord, packs: Packs, activity: Activity | None = None) -> Replay:
    activities = {ACTIVITY_ID: activity or an_activity()}
    return replay("ABIM", records, activities, {"123456": a_diplomate()}, packs)


def outcomes(found: Replay) -> list[tuple[int, str, str, str | None]]:
    return [
        (change.row, change.before.outcome, change.after.outcome, change.after.code or change.before.code)
        for change in found.changes
    ]


def test_the_same_rules_change_nothing() -> None:
    found = replayed(record(1), record(2), record(3), packs=rule_pack)

    assert (found.board, found.records, found.counts, found.changes) == ("ABIM", 3, {}, [])


def test_a_record_that_the_hub_would_refuse() -> None:
    step = {"step": 1, "source": "a notice", "confidence": "H"}

    found = replayed(record(1, "1.5"), record(2, "2"), packs=changed(increment=step))

    assert outcomes(found) == [(1, "accepted", "refused", "CREDIT_INCREMENT")]
    assert found.counts == {"accepted -> refused": 1}


def test_a_record_that_the_board_would_reject_and_the_room_that_it_leaves() -> None:
    source = {"source": "a notice", "confidence": "H"}

    found = replayed(record(1), record(2, "1"), packs=changed(one_record=source))

    assert outcomes(found) == [(2, "accepted", "rejected", "DUPLICATE_ACTIVITY")]


def test_a_record_that_would_be_accepted() -> None:
    found = replayed(record(1, "3"), record(2, "3"), packs=changed(cap=None))

    assert outcomes(found) == [(2, "rejected", "accepted", "MAX_POINTS_REACHED")]
    assert found.counts == {"rejected -> accepted": 1}


def test_records_are_judged_in_the_order_in_which_they_were_reported() -> None:
    later, first = record(2, "3"), record(1, "3")

    found = replayed(later, first, packs=changed(cap=None))

    assert [change.row for change in found.changes] == [2]


def test_a_record_that_the_first_rules_leave_room_for() -> None:
    step = {"step": 1, "source": "a notice", "confidence": "H"}

    found = replayed(record(1, "2.5"), record(2, "2"), packs=changed(increment=step))

    assert outcomes(found) == [
        (1, "accepted", "refused", "CREDIT_INCREMENT"),
        (2, "rejected", "accepted", "MAX_POINTS_REACHED"),
    ]


def test_a_record_is_judged_as_on_the_day_on_which_it_came() -> None:
    old = record(1, completion_date="2026-01-02")
    found = replayed(
        old.model_copy(update={"origin": old.origin.model_copy(update={"at": dt.datetime(2026, 1, 3, tzinfo=dt.UTC)})}),
        packs=rule_pack,
    )

    assert found.changes == []


def test_a_reason_names_nothing_of_the_learner() -> None:
    ids = PACK.id_format.model_copy(update={"pattern": "9+", "expected": "nines"})

    (change,) = replayed(record(1), packs=changed(id_format=ids)).changes

    assert change.after.code == "BOARD_ID_FORMAT"
    assert "123456" not in change.model_dump_json()
    assert "Zo" not in change.model_dump_json()


def test_only_one_providers_changes_are_told_when_asked() -> None:
    found = replayed(
        record(1, "3"), record(2, "3"), record(3, "3", provider_id="0000001"), packs=changed(cap=None)
    ).of_provider("0009999")

    assert (found.records, [change.row for change in found.changes]) == (3, [2])
    assert found.counts == {"rejected -> accepted": 1}


@pytest.mark.parametrize(
    ("changes", "board", "reports"),
    [
        ({}, "ABIM", True),
        ({}, "ABA", False),
        ({"deleted": Origin(submission_id="sub", chunk=1, row=9, at=NOW)}, "ABIM", False),
    ],
)
def test_what_a_replay_looks_at(changes: dict[str, Any], board: str, reports: bool) -> None:
    assert reports_to(record(1).model_copy(update=changes), board) is reports
