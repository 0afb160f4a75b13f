"""A breakdown at any call while a board is asked or answers, and a board asked again, come to the same in the end."""

from collections.abc import Callable
from dataclasses import replace
from itertools import count

import pytest
from pydantic import BaseModel

from cmehub.boards.asks import Ask
from cmehub.boards.ledgers import Decision
from cmehub.submissions.messages import BoardMessage
from local.in_memory.hub import MemoryHub
from tests.breakdowns import Breakdown, BrokeDownError, Unreliable, make_unreliable
from tests.outside_boards import all_at_once, call_back, connected, later, some_at_once
from tests.sample_hub import PROVIDER_ID, copy_of, notice_count, stocked_hub
from tests.unit.cmehub.boards.test_answers import MISTAKES, the_ask, without_boards


@pytest.fixture(scope="module")
def asked() -> tuple[MemoryHub, BaseModel]:
    """A hub in which every board but one has answered, and the message about that one."""
    hub = stocked_hub()
    hub.upload(MISTAKES, PROVIDER_ID)
    hub.deliver(hub.line.popleft())
    (of_abim,) = [message for message in hub.line if isinstance(message, BoardMessage) and message.board == "ABIM"]
    hub.line.remove(of_abim)
    hub.deliver_all()
    return hub, of_abim


def call_back_until_it_is_taken(hub: MemoryHub, ask: Ask, decisions: list[Decision]) -> None:
    try:
        call_back(hub, ask, decisions)
    except BrokeDownError:
        call_back(hub, ask, decisions)


@pytest.mark.parametrize("lost_answer", [False, True], ids=["call-fails", "answer-is-lost"])
@pytest.mark.parametrize("now", [all_at_once, some_at_once, later])
def test_a_breakdown_at_any_call_while_an_answer_is_taken(
    asked: tuple[MemoryHub, BaseModel], now: Callable[..., list[Decision]], lost_answer: bool
) -> None:
    before, message = asked
    undisturbed = copy_of(before)
    undisturbed.deliver(message)
    breakdown = Breakdown(lost_answer=lost_answer)

    for call in count(1):
        hub = copy_of(before)
        boards = connected(hub, "ABIM", now=now)
        make_unreliable(hub, "board_dispatch", breakdown)
        breakdown.plan(call)
        try:
            hub.deliver(message)
        except BrokeDownError:
            hub.deliver(message)
        ask, decisions = the_ask(boards["ABIM"])
        call_back_until_it_is_taken(hub, ask, decisions[::3])
        call_back_until_it_is_taken(hub, ask, decisions)
        happened = breakdown.happened
        breakdown.plan(0)
        hub.deliver_all()

        assert hub.report(ask.submission_id) == undisturbed.report(ask.submission_id), call
        assert without_boards(hub) == without_boards(undisturbed), call
        assert not hub.boards._open, call
        assert not hub.boards._failures, call
        assert notice_count(hub, ask.submission_id) >= 1, call
        if not happened:
            break
    assert call > 12


@pytest.mark.parametrize("lost_answer", [False, True], ids=["call-fails", "answer-is-lost"])
def test_a_breakdown_at_any_call_while_an_ask_is_parked(asked: tuple[MemoryHub, BaseModel], lost_answer: bool) -> None:
    before, message = asked
    undisturbed = copy_of(before)
    undisturbed.deliver(message)
    breakdown = Breakdown(lost_answer=lost_answer)

    for call in count(1):
        hub = copy_of(before)
        board = connected(hub, "ABIM")["ABIM"]
        board.is_down = lambda board=board: board.asked == 1  # type: ignore[misc]
        make_unreliable(hub, "board_dispatch", breakdown)
        breakdown.plan(call)
        hub.line.append(message)
        while hub.line:
            following = hub.line.popleft()
            try:
                hub.deliver(following)
            except BrokeDownError:
                hub.line.append(following)
        happened = breakdown.happened
        breakdown.plan(0)

        ask, _ = the_ask(board)
        assert hub.report(ask.submission_id) == undisturbed.report(ask.submission_id), call
        assert without_boards(hub) == without_boards(undisturbed), call
        assert not hub.boards._open, call
        if not happened:
            break
    assert call > 12


def test_a_board_that_changes_its_mind_when_it_is_asked_again_is_held_to_its_first_answer(
    asked: tuple[MemoryHub, BaseModel],
) -> None:
    before, message = asked
    hub = copy_of(before)
    board = connected(hub, "ABIM")["ABIM"]
    breakdown = Breakdown(lost_answer=False)
    hub.answers = replace(hub.answers, ledgers=Unreliable(hub.ledgers, breakdown))
    hub.dispatch = replace(hub.dispatch, answers=hub.answers)
    breakdown.plan(1)
    with pytest.raises(BrokeDownError):
        hub.deliver(message)
    ask, first = the_ask(board)

    board.decided[ask] = [
        decision.model_copy(update={"accepted": False, "reason_code": "BOARD_ID_NOT_FOUND", "reason": "No."})
        for decision in first
    ]
    hub.deliver(message)

    assert board.asked == 2
    undisturbed = copy_of(before)
    undisturbed.deliver(message)
    assert hub.report(ask.submission_id) == undisturbed.report(ask.submission_id)
    assert without_boards(hub) == without_boards(undisturbed)
