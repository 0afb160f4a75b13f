"""The amounts of a learner row: their steps, their ceilings and the board's total."""

import pytest

from tests.examples import a_cme_line, a_line, a_row
from tests.unit.cmehub.rules.test_learner_checks import issues_of, only


@pytest.mark.parametrize(
    ("amount", "code"),
    [
        ("0", "CREDIT_NOT_POSITIVE"),
        ("-0.25", "CREDIT_NOT_POSITIVE"),
        ("1.1", "CREDIT_INCREMENT"),
        ("0.125", "CREDIT_INCREMENT"),
        ("5.25", "CREDIT_OVER_ACTIVITY_MAX"),
    ],
)
def test_an_amount_of_cme_credit(amount: str, code: str) -> None:
    assert only(issues_of(a_row(a_cme_line(amount=amount)))) == (code, "Number of CME Credits", amount)


@pytest.mark.parametrize(
    ("amount", "code"),
    [
        ("0", "CREDIT_NOT_POSITIVE"),
        ("-1", "CREDIT_NOT_POSITIVE"),
        ("1.3", "CREDIT_INCREMENT"),
        ("4.25", "CREDIT_OVER_ACTIVITY_MAX"),
    ],
)
def test_an_amount_of_board_credit(amount: str, code: str) -> None:
    found = only(issues_of(a_row(a_line(amount=amount))))

    assert found == (code, "Credits Awarded for Credit Type", amount)


def test_the_largest_amount_is_taken() -> None:
    assert issues_of(a_row(a_line(amount="4"))) == []
    assert issues_of(a_row(a_cme_line(amount="5"))) == []


@pytest.mark.parametrize(
    ("total", "code"), [("0", "CREDIT_NOT_POSITIVE"), ("2.1", "CREDIT_INCREMENT"), ("5", "CREDIT_OVER_ACTIVITY_MAX")]
)
def test_the_board_total(total: str, code: str) -> None:
    found = only(issues_of(a_row(a_line(), a_line(credit_type="Patient Safety"), board_total=total)))

    assert found == (code, "Total Board Credits", total)


def test_the_board_total_beside_one_credit_type() -> None:
    assert only(issues_of(a_row(board_total="4.5"))) == ("CREDIT_OVER_ACTIVITY_MAX", "Total Board Credits", "4.5")


def test_an_amount_over_the_board_total() -> None:
    row = a_row(a_line(amount="1"), a_line(credit_type="Patient Safety", amount="2"), board_total="1.5")

    (issue,) = issues_of(row)

    assert (issue.code, issue.field, issue.value) == (
        "CREDIT_OVER_TOTAL",
        "Credits Awarded for Additional Credit Type 1",
        "2",
    )


def test_a_part_larger_than_its_whole_gets_the_whole_as_a_suggestion() -> None:
    lines = [
        a_line(board="ABA", learner_id="30000001", credit_type=name, amount=amount)
        for name, amount in (("Lifelong Learning", "2"), ("Patient Safety", "3"))
    ]

    (issue,) = issues_of(a_row(*lines))

    assert (issue.code, issue.value, issue.suggestion) == ("CREDIT_COMBO_INVALID", "3", "2")
    assert issue.field == "Credits Awarded for Additional Credit Type 1"


def test_a_combination_is_not_judged_while_a_type_of_it_cannot_be_read() -> None:
    lines = [
        a_line(board="ABA", learner_id="30000001", credit_type=name) for name in ("Livelong Lerning", "Patient Safety")
    ]

    assert [issue.code for issue in issues_of(a_row(*lines))] == ["CREDIT_TYPE_NOT_OFFERED"]
