"""What a learner row is told although nothing keeps it from being accepted."""

import datetime as dt

import pytest

from cmehub.issues.catalogue import Severity
from tests.examples import a_cme_line, a_line, a_row, an_activity
from tests.unit.cmehub.rules.test_learner_checks import checked

YEAR_ENDS = (dt.date(2026, 12, 1), dt.date(2026, 12, 2), dt.date(2027, 2, 1))


@pytest.mark.parametrize(
    ("completed_on", "today", "code"),
    [
        ("2026-10-21", "2026-11-20", None),
        ("2026-10-20", "2026-11-20", "REPORTED_LATE"),
        ("2026-12-31", "2026-12-31", None),
        ("2026-12-31", "2027-01-01", "REPORTED_AFTER_YEAR_END"),
    ],
)
def test_a_late_report_is_taken_and_told_once(completed_on: str, today: str, code: str | None) -> None:
    row = a_row(a_line(), a_line(board="ABS", credit_type="CME"), a_cme_line(), completion_date=completed_on)

    _, issues = checked(row, an_activity(), today=dt.date.fromisoformat(today))

    assert [(issue.code, issue.severity) for issue in issues] == ([(code, Severity.NOTE)] if code else [])


def test_the_board_whose_year_ends_first_is_told() -> None:
    both = a_row(a_line(), a_line(board="ABP", credit_type="Lifelong Learning and Self-Assessment"))

    messages = {today: [issue.message for issue in checked(both, an_activity(), today=today)[1]] for today in YEAR_ENDS}

    assert [["by when ABP" in message for message in of_day] for of_day in messages.values()] == [
        [False],
        [True],
        [True],
    ]


def test_cme_credit_alone_has_no_year_to_end() -> None:
    _, (issue,) = checked(a_row(a_cme_line()), an_activity(), today=dt.date(2027, 6, 1))

    assert issue.code == "REPORTED_LATE"


def test_what_is_refused_gets_no_advice_on_top() -> None:
    _, (issue,) = checked(a_row(a_line(amount="0")), an_activity(), today=dt.date(2027, 6, 1))

    assert issue.code == "CREDIT_NOT_POSITIVE"
