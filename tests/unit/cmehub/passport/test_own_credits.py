"""What may be entered as an own credit."""

from contextlib import suppress
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from cmehub.passport.own_credits import LONGEST_TITLE, EnteredCredit
from tests.own_credit_api import ROUNDS


def entered(**changes: Any) -> EnteredCredit:
    return EnteredCredit.model_validate(ROUNDS | changes)


@given(st.integers(1, 4000))
def test_every_quarter_is_an_amount(quarters: int) -> None:
    assert entered(amount=quarters / 4).amount == quarters / 4


@pytest.mark.parametrize("amount", [0, -1, 0.2, 1.1, 1000.25, "1.5", True, None, float("nan"), float("inf")])
def test_what_is_no_amount_is_told_as_such(amount: object) -> None:
    with pytest.raises(ValidationError) as told:
        entered(amount=amount)
    assert [problem["loc"] for problem in told.value.errors()] == [("amount",)]


@given(st.floats(0.25, 1000))
def test_an_amount_that_is_taken_is_in_quarters(amount: float) -> None:
    with suppress(ValidationError):
        assert (entered(amount=amount).amount * 4).is_integer()


@pytest.mark.parametrize("title", ['=HYPERLINK("http://example.org")', "+1", "@SUM(A1)", "<b>Sepsis</b>", "-"])
def test_a_title_that_looks_like_something_else_stays_as_it_was_typed(title: str) -> None:
    assert entered(title=title).title == title


@pytest.mark.parametrize(
    ("typed", "kept"),
    [("  Grand\n rounds\t", "Grand rounds"), ("Sepsis\u202egnp.exe", "Sepsis gnp.exe"), ("a\0b", "a b")],
)
def test_a_title_is_one_line_that_can_be_seen(typed: str, kept: str) -> None:
    assert entered(title=typed).title == kept


@pytest.mark.parametrize("title", ["", "  \u200b\n", "x" * (LONGEST_TITLE + 1), 7, None])
def test_what_is_no_title_is_told_as_such(title: object) -> None:
    with pytest.raises(ValidationError) as told:
        entered(title=title)
    assert [problem["loc"] for problem in told.value.errors()] == [("title",)]


@pytest.mark.parametrize("changes", [{"kind": "Category 3"}, {"completed_on": "May"}, {"words": "x" * 501}])
def test_what_cannot_be_is_told_by_its_field(changes: dict[str, object]) -> None:
    with pytest.raises(ValidationError) as told:
        entered(**changes)
    assert [problem["loc"][0] for problem in told.value.errors()] == [*changes]
