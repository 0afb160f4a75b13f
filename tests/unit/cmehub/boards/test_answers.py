"""Answers that come at once, in parts, later, twice or too early come to the same."""

from collections.abc import Callable

import pytest

from cmehub.boards.answers import RowNotAskedError
from cmehub.boards.asks import Ask
from cmehub.boards.connections import RosterConnection
from cmehub.boards.ledgers import Decision
from cmehub.submissions.messages import BoardMessage
from cmehub.submissions.submission import SubmissionStatus
from local.in_memory.hub import MemoryHub
from local.sample_data.sample_files import SAMPLES
from tests.outside_boards import OutsideBoard, call_back, connected, later, some_at_once
from tests.sample_hub import PROVIDER_ID, notice_count, stocked_hub, stored

FILES = ("learners-clean.xlsx", "learners-mistakes.xlsx", "learners-delete.xlsx")
MISTAKES = SAMPLES / "learners-mistakes.xlsx"


def without_boards(hub: MemoryHub) -> dict[str, object]:
    """Everything stored but the open asks; a ledger that is written in two steps has another version."""
    held = stored(hub)
    ledgers = {key: ledger.entries for key, ledger in held["ledgers"]["_ledgers"].items()}
    return {name: content for name, content in held.items() if name not in {"boards", "ledgers"}} | {"entries": ledgers}


def call_back_all(hub: MemoryHub, boards: dict[str, OutsideBoard]) -> None:
    for board in boards.values():
        for ask, decisions in board.decided.items():
            call_back(hub, ask, decisions)
    hub.deliver_all()


@pytest.fixture
def hub() -> MemoryHub:
    return stocked_hub()


def the_ask(board: OutsideBoard) -> tuple[Ask, list[Decision]]:
    ((ask, decisions),) = board.decided.items()
    return ask, decisions


def test_boards_outside_leave_what_boards_inside_leave(hub: MemoryHub) -> None:
    inside = stocked_hub()
    boards = connected(hub, "ABIM", "ABP")

    for file in FILES:
        expected = inside.submit(SAMPLES / file, PROVIDER_ID)
        assert hub.submit(SAMPLES / file, PROVIDER_ID) == expected

    assert {code: board.asked for code, board in boards.items()} == {"ABIM": 3, "ABP": 2}
    assert without_boards(hub) == without_boards(inside)
    assert not hub.boards._open
    assert not any(hub.boards._decisions.values())


@pytest.mark.parametrize("now", [some_at_once, later])
def test_what_comes_later_ends_as_what_comes_at_once(hub: MemoryHub, now: Callable[..., list[Decision]]) -> None:
    inside = stocked_hub()
    boards = connected(hub, "ABIM", "ABP", now=now)

    for file in FILES:
        expected = inside.submit(SAMPLES / file, PROVIDER_ID)
        waiting = hub.submit(SAMPLES / file, PROVIDER_ID)
        assert waiting.status is SubmissionStatus.AWAITING_BOARDS
        assert notice_count(hub, waiting.submission_id) == 0
        call_back_all(hub, boards)
        assert hub.report(waiting.submission_id) == expected
        assert notice_count(hub, waiting.submission_id) >= 1

    assert without_boards(hub) == without_boards(inside)
    assert not hub.boards._open


def test_an_ask_waits_until_its_last_row_has_a_decision(hub: MemoryHub) -> None:
    boards = connected(hub, "ABIM", now=later)
    hub.submit(MISTAKES, PROVIDER_ID)
    ask, decisions = the_ask(boards["ABIM"])
    waiting = hub.boards.waiting(ask)
    assert waiting is not None
    assert (waiting.asked_at, waiting.rows) == (hub.now, len(decisions))

    for left, decision in zip(reversed(range(len(decisions))), decisions, strict=True):
        assert hub.boards.waiting(ask) == waiting
        assert call_back(hub, ask, [decision]) == left

    assert hub.boards.waiting(ask) is None
    assert hub.report(ask.submission_id).counts.pending == 0
    trail = hub.boards.decisions(ask)
    assert [decision.decision for decision in trail] == decisions
    assert {(decision.way, decision.by, decision.at) for decision in trail} == {("callback", "ABIM", hub.now)}


def test_a_decision_that_came_in_part_is_in_the_ledger_before_the_rest_comes(hub: MemoryHub) -> None:
    boards = connected(hub, "ABIM", now=later)
    hub.submit(SAMPLES / "learners-clean.xlsx", PROVIDER_ID)
    ask, decisions = the_ask(boards["ABIM"])

    call_back(hub, ask, decisions[:2])

    entries = [entry for ledger in hub.ledgers._ledgers.values() for entry in ledger.entries.values()]
    assert {entry.origin for entry in entries if entry.origin.startswith(ask.submission_id)} >= {
        f"{ask.submission_id}#{decision.row}" for decision in decisions[:2]
    }


def test_an_answer_that_comes_again_changes_nothing(hub: MemoryHub) -> None:
    boards = connected(hub, "ABIM", now=some_at_once)
    report = hub.submit(MISTAKES, PROVIDER_ID)
    call_back_all(hub, boards)
    before = stored(hub)

    call_back_all(hub, boards)

    assert stored(hub) == before
    assert hub.report(report.submission_id).status is SubmissionStatus.FINISHED


def test_of_two_decisions_on_a_row_the_first_counts(hub: MemoryHub) -> None:
    boards = connected(hub, "ABIM", now=later)
    report = hub.submit(SAMPLES / "learners-clean.xlsx", PROVIDER_ID)
    ask, decisions = the_ask(boards["ABIM"])
    opposite = [
        decision.model_copy(update={"accepted": False, "reason_code": "BOARD_ID_NOT_FOUND", "reason": "No."})
        for decision in decisions
    ]
    call_back(hub, ask, decisions[:-1])

    assert call_back(hub, ask, opposite[:-1]) == 1
    assert call_back(hub, ask, decisions[-1:]) == 0
    assert call_back(hub, ask, opposite) == 0

    assert hub.report(report.submission_id).counts.rejected == 0
    assert all(
        entry.status == "accepted" for ledger in hub.ledgers._ledgers.values() for entry in ledger.entries.values()
    )


def test_an_answer_that_is_called_in_before_the_ask_has_returned(hub: MemoryHub) -> None:
    inside = stocked_hub()

    def call_in_first(ask: Ask, decisions: list[Decision]) -> list[Decision]:
        assert hub.boards.waiting(ask)
        call_back(hub, ask, decisions)
        return []

    connected(hub, "ABIM", now=call_in_first)

    assert hub.submit(MISTAKES, PROVIDER_ID) == inside.submit(MISTAKES, PROVIDER_ID)
    assert not hub.boards._open
    assert without_boards(hub) == without_boards(inside)


def test_a_decision_on_a_row_that_was_not_asked_about_is_refused_with_all_that_came_with_it(hub: MemoryHub) -> None:
    boards = connected(hub, "ABIM", now=later)
    hub.submit(MISTAKES, PROVIDER_ID)
    ask, decisions = the_ask(boards["ABIM"])
    before = stored(hub)

    with pytest.raises(RowNotAskedError):
        call_back(hub, ask, [*decisions, decisions[0].model_copy(update={"row": 9_999})])

    assert stored(hub) == before


def test_an_ask_that_waits_is_settled_by_the_roster_once_the_board_is_disconnected(hub: MemoryHub) -> None:
    inside = stocked_hub()
    hub.upload(MISTAKES, PROVIDER_ID)
    hub.deliver(hub.line.popleft())
    (message,) = [message for message in hub.line if isinstance(message, BoardMessage) and message.board == "ABIM"]
    boards = connected(hub, "ABIM", now=later)
    hub.deliver_all()
    ask, decisions = the_ask(boards["ABIM"])
    call_back(hub, ask, decisions[:2])

    hub.boards.connect("ABIM", RosterConnection())
    hub.deliver(message)

    assert hub.report(ask.submission_id) == inside.submit(MISTAKES, PROVIDER_ID)
    assert hub.boards.waiting(ask) is None
    assert without_boards(hub) == without_boards(inside)


def test_a_dry_run_asks_nobody_outside_and_leaves_no_ask_open(hub: MemoryHub) -> None:
    inside = stocked_hub()
    boards = connected(hub, "ABIM", now=later)
    before = stored(hub)["boards"]

    dry = hub.submit(MISTAKES, PROVIDER_ID, "dry-run/")

    assert boards["ABIM"].asked == 0
    assert stored(hub)["boards"] == before
    assert dry == inside.submit(MISTAKES, PROVIDER_ID, "dry-run/")
