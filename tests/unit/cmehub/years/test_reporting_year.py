import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cmehub.rules.activity_checks import LONGEST_DAYS
from cmehub.years.reporting_year import due_on, earliest_start, is_closed_in, is_counted_in, is_of, last_day
from tests.examples import an_activity

ACTIVITIES = st.builds(
    lambda start, days, activity_format: an_activity(
        start_date=start, end_date=start + dt.timedelta(days=days), activity_format=activity_format
    ),
    st.dates(dt.date(2020, 1, 1), dt.date(2030, 12, 31)),
    st.integers(0, LONGEST_DAYS),
    st.sampled_from(["Enduring Material", "Live Course"]),
)


def test_a_year_is_due_at_the_end_of_march_after_it() -> None:
    assert due_on(2026) == dt.date(2027, 3, 31)


@given(ACTIVITIES, st.integers(2020, 2033))
def test_no_activity_of_a_year_starts_outside_the_days_that_are_read(activity: object, year: int) -> None:
    assert isinstance(activity, type(an_activity()))
    if is_of(activity, year):
        assert earliest_start(year) <= activity.start_date <= last_day(year)


@given(ACTIVITIES)
def test_an_activity_is_closed_in_one_year_and_never_counted_in_that(activity: object) -> None:
    assert isinstance(activity, type(an_activity()))
    closed = [year for year in range(2019, 2036) if is_closed_in(activity, year)]

    assert closed == [activity.end_date.year]
    assert not is_counted_in(activity, closed[0])


@pytest.mark.parametrize(("end", "years"), [(2026, []), (2027, [2026]), (2028, [2026, 2027])])
def test_an_enduring_material_is_counted_at_the_end_of_each_year_in_which_it_goes_on(
    end: int, years: list[int]
) -> None:
    material = an_activity(start_date=dt.date(2026, 1, 1), end_date=dt.date(end, 6, 30))

    assert [year for year in range(2024, 2031) if is_counted_in(material, year)] == years
