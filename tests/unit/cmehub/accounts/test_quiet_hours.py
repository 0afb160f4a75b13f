import datetime as dt
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from cmehub.accounts.quiet_hours import QuietHours

NIGHT = QuietHours(starts=19, ends=7, zone="America/Chicago")
EARLIEST = dt.datetime(2020, 1, 1, tzinfo=dt.UTC)
NOON = QuietHours(starts=12, ends=14, zone="Asia/Kolkata")


@pytest.mark.parametrize(
    ("quiet", "at", "passed"),
    [
        (NIGHT, "2026-01-10T12:59:59Z", "2026-01-10T13:00:00Z"),
        (NIGHT, "2026-01-10T13:00:00Z", "2026-01-10T13:00:00Z"),
        (NIGHT, "2026-01-11T00:59:59Z", "2026-01-11T00:59:59Z"),
        (NIGHT, "2026-01-11T01:00:00Z", "2026-01-11T13:00:00Z"),
        (NIGHT, "2026-07-10T11:59:59Z", "2026-07-10T12:00:00Z"),
        (NOON, "2026-01-10T07:00:00Z", "2026-01-10T08:30:00Z"),
        (NOON, "2026-01-10T08:30:00Z", "2026-01-10T08:30:00Z"),
    ],
)
def test_what_lies_in_them_is_put_off_to_their_end(quiet: QuietHours, at: str, passed: str) -> None:
    assert quiet.passed_at(dt.datetime.fromisoformat(at)) == dt.datetime.fromisoformat(passed)


@given(
    st.integers(0, 15 * 365 * 24 * 60).map(lambda minutes: EARLIEST + dt.timedelta(minutes=minutes)),
    st.integers(0, 23),
    st.integers(0, 23),
    st.sampled_from(["America/New_York", "Asia/Kolkata", "Pacific/Auckland", "UTC"]),
)
def test_nothing_comes_in_them_or_a_day_late(at: dt.datetime, starts: int, ends: int, zone: str) -> None:
    if starts == ends:
        return
    passed = QuietHours(starts=starts, ends=ends, zone=zone).passed_at(at)

    assert at <= passed <= at + dt.timedelta(hours=25)
    hour = passed.astimezone(ZoneInfo(zone)).hour
    if starts < ends:
        assert not starts <= hour < ends
    else:
        assert ends <= hour < starts


@pytest.mark.parametrize(
    "given_hours",
    [{"starts": 24}, {"ends": -1}, {"ends": 19}, {"zone": "Chicago"}, {"zone": "/etc/localtime"}, {"starts": "7"}],
)
def test_hours_that_cannot_be_are_refused(given_hours: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        QuietHours.model_validate(NIGHT.model_dump() | given_hours)
