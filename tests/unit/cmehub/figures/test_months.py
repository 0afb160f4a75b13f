import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cmehub.figures.months import month_of, months_between, span_of, year_until

TICK = dt.timedelta(microseconds=1)


@given(st.integers(0, 2**40))
def test_every_moment_lies_in_one_month(milliseconds: int) -> None:
    at = dt.datetime(2000, 1, 1, tzinfo=dt.UTC) + dt.timedelta(milliseconds=milliseconds)
    first, last = span_of(month_of(at))
    assert first <= at <= last
    assert month_of(first - TICK) < month_of(at) == month_of(last) < month_of(last + TICK)


def test_a_month_is_one_of_utc() -> None:
    evening_in_new_york = dt.datetime(2026, 10, 31, 21, tzinfo=dt.timezone(dt.timedelta(hours=-4)))
    assert month_of(evening_in_new_york) == "2026-11"


def test_months_follow_each_other_over_the_year() -> None:
    assert [*months_between("2026-11", "2027-02")] == ["2026-11", "2026-12", "2027-01", "2027-02"]
    assert [*months_between("2026-11", "2026-10")] == []
    assert [len([*months_between(year_until(month), month)]) for month in ("2026-12", "2026-11", "2026-01")] == [12] * 3


@pytest.mark.parametrize("name", ["2026-13", "2026", "october", "2026-10-01"])
def test_what_names_no_month_has_no_span(name: str) -> None:
    with pytest.raises(ValueError, match=r"time data|unconverted"):
        span_of(name)
