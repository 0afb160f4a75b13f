"""Until when completions are reported and count, day by day around the ends."""

import datetime as dt

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from cmehub.activities.registrations import MocRegistration
from cmehub.learners.credit_lines import CreditLine
from cmehub.rules.learner_checks import check_learner
from tests.examples import PROVIDER_ID, a_cme_line, a_line, a_row, an_activity

ACTIVITY = an_activity(
    start_date=dt.date(2014, 1, 1),
    end_date=dt.date(2016, 12, 31),
    registrations=(
        MocRegistration(board="ABIM", points=4, credit_types=("Medical Knowledge",)),
        MocRegistration(board="ABP", points=4, credit_types=("Lifelong Learning and Self-Assessment",)),
    ),
)
ABP = a_line(board="ABP", learner_id="7", credit_type="Lifelong Learning and Self-Assessment", amount="4")
ABIM_2014, COMMON_2014, COMMON_2015 = dt.date(2016, 6, 30), dt.date(2016, 3, 31), dt.date(2017, 3, 31)
YEAR_END, GRACE = dt.date(2015, 12, 31), dt.date(2016, 1, 7)
DAY = dt.timedelta(days=1)
DAYS = st.dates(dt.date(2015, 12, 20), dt.date(2017, 4, 10))


def told(*lines: CreditLine, done: dt.date, today: dt.date) -> set[str]:
    row = a_row(*lines, completion_date=done.isoformat())
    _, issues = check_learner(3, row, ACTIVITY, provider_id=PROVIDER_ID, today=today, field_name=lambda at: str(at[-1]))
    return {issue.code for issue in issues}


def closed(*lines: CreditLine, done: dt.date, today: dt.date) -> bool:
    return "REPORTING_WINDOW_CLOSED" in told(*lines, done=done, today=today)


@given(done=st.dates(dt.date(2014, 1, 1), dt.date(2014, 12, 31)), today=DAYS)
@example(done=dt.date(2014, 12, 31), today=ABIM_2014)
@example(done=dt.date(2014, 1, 1), today=ABIM_2014 + DAY)
def test_completions_of_2014_are_taken_until_june_30_of_2016(done: dt.date, today: dt.date) -> None:
    assert closed(a_line(), done=done, today=today) is (today > ABIM_2014)
    assert "REPORTED_AFTER_YEAR_END" not in told(a_line(), done=done, today=today)


@pytest.mark.parametrize("lines", [(a_line(), a_cme_line()), (a_line(), ABP), (ABP,), (a_cme_line(),)])
@given(today=DAYS)
@example(today=COMMON_2014)
@example(today=COMMON_2014 + DAY)
def test_what_is_for_others_too_keeps_the_common_day(lines: tuple[CreditLine, ...], today: dt.date) -> None:
    assert closed(*lines, done=dt.date(2014, 5, 1), today=today) is (today > COMMON_2014)


@given(done=st.dates(dt.date(2015, 1, 1), dt.date(2015, 12, 20)), today=DAYS)
@example(done=dt.date(2015, 12, 20), today=YEAR_END)
@example(done=dt.date(2015, 12, 20), today=GRACE)
@example(done=dt.date(2015, 12, 20), today=GRACE + DAY)
@example(done=dt.date(2015, 1, 1), today=COMMON_2015)
@example(done=dt.date(2015, 1, 1), today=COMMON_2015 + DAY)
def test_late_completions_of_2015_are_taken_with_a_note_after_the_grace(done: dt.date, today: dt.date) -> None:
    codes = told(a_line(), done=done, today=today)

    assert ("REPORTING_WINDOW_CLOSED" in codes) is (today > COMMON_2015)
    assert ("REPORTED_AFTER_YEAR_END" in codes) is (GRACE < today <= COMMON_2015)
    assert codes <= {"REPORTING_WINDOW_CLOSED", "REPORTED_AFTER_YEAR_END", "REPORTED_LATE"}


@given(today=st.dates(dt.date(2016, 12, 20), dt.date(2017, 1, 20)))
@example(today=dt.date(2016, 12, 31))
@example(today=dt.date(2017, 1, 1))
def test_other_years_have_no_grace(today: dt.date) -> None:
    codes = told(a_line(), done=dt.date(2016, 12, 15), today=today)

    assert ("REPORTED_AFTER_YEAR_END" in codes) is (today > dt.date(2016, 12, 31))
