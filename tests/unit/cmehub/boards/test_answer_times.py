"""How long a board usually takes follows from its answers."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cmehub.boards.answer_times import LONGER, SPANS, span_of, usual_span
from local.in_memory.hub import MemoryHub
from local.sample_data.sample_files import SAMPLES
from tests.outside_boards import call_back, connected, later
from tests.sample_hub import PROVIDER_ID, stocked_hub


@pytest.mark.parametrize(
    ("taken", "span"),
    [
        (dt.timedelta(0), "an hour"),
        (dt.timedelta(hours=1), "an hour"),
        (dt.timedelta(hours=1, seconds=1), "a day"),
        (dt.timedelta(days=31), "a month"),
        (dt.timedelta(days=32), LONGER),
    ],
)
def test_an_answer_is_counted_by_the_shortest_span_that_holds_it(taken: dt.timedelta, span: str) -> None:
    assert span_of(taken) == span


@pytest.mark.parametrize(
    ("counts", "usual"),
    [
        ({}, None),
        ({"an hour": 9}, None),
        ({"an hour": 10}, "an hour"),
        ({"an hour": 8, "a week": 2}, "an hour"),
        ({"an hour": 7, "a week": 3}, "a week"),
        ({"an hour": 2, LONGER: 8}, LONGER),
    ],
)
def test_usual_is_the_span_of_four_answers_in_five(counts: dict[str, int], usual: str | None) -> None:
    assert usual_span(counts) == usual


@given(st.dictionaries(st.sampled_from([*SPANS, LONGER]), st.integers(0, 50)))
def test_one_more_quick_answer_never_makes_a_board_slower(counts: dict[str, int]) -> None:
    order = [*SPANS, LONGER]
    before = usual_span(counts)
    after = usual_span(counts | {"an hour": counts.get("an hour", 0) + 1})
    if before is not None:
        assert after is not None
        assert order.index(after) <= order.index(before)


def test_each_answer_of_a_board_outside_is_counted_once() -> None:
    hub: MemoryHub = stocked_hub()
    boards = connected(hub, "ABIM", now=later)
    hub.submit(SAMPLES / "learners-clean.xlsx", PROVIDER_ID)
    for _ in range(2):
        for ask, decisions in boards["ABIM"].decided.items():
            call_back(hub, ask, decisions)

    assert hub.boards.answer_counts("ABIM", at=hub.clock()) == {"an hour": 1}
    assert hub.boards.answer_counts("ABA", at=hub.clock()) == {}
