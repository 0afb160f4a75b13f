import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cmehub.fields.eastern import eastern_day
from cmehub.passport.missing_credits import AnswerKind, MissingStatus, asked_dates, what_to_do
from tests.examples import a_missing_credit

AT = dt.datetime(2026, 11, 20, 12, 0, tzinfo=dt.UTC)


@pytest.mark.parametrize(
    ("asked_at", "remind_on", "due_on"),
    [
        ("2026-11-02T15:00Z", "2026-11-12", "2026-11-17"),  # Veterans Day, a Wednesday
        ("2026-11-20T12:00Z", "2026-12-02", "2026-12-07"),  # Thanksgiving
        ("2026-06-26T12:00Z", "2026-07-08", "2026-07-13"),  # the Fourth, a Saturday, is kept on Friday
        ("2026-11-21T03:00Z", "2026-12-02", "2026-12-07"),  # still the 20th in the East
        ("2026-11-21T06:00Z", "2026-12-02", "2026-12-07"),  # a Saturday
        ("2026-12-18T12:00Z", "2026-12-30", "2027-01-05"),  # over the end of the year
    ],
)
def test_a_provider_has_ten_business_days_and_is_reminded_after_seven(
    asked_at: str, remind_on: str, due_on: str
) -> None:
    dates = asked_dates(dt.datetime.fromisoformat(asked_at))
    assert {name: str(day) for name, day in dates.items()} == {"remind_on": remind_on, "due_on": due_on}


@given(st.integers(0, 500_000))
def test_nothing_is_due_on_a_weekend_and_never_too_soon(hours: int) -> None:
    asked_at = AT + dt.timedelta(hours=hours)
    dates = asked_dates(asked_at)
    assert {day.weekday() for day in dates.values()} <= set(range(5))
    assert eastern_day(asked_at) + dt.timedelta(days=9) <= dates["remind_on"] < dates["due_on"]
    assert dates["due_on"] >= eastern_day(asked_at) + dt.timedelta(days=12)


@pytest.mark.parametrize(
    ("kind", "status"),
    [
        (AnswerKind.REPORTED_NOW, MissingStatus.OPEN),
        (AnswerKind.NOT_COMPLETED, MissingStatus.NOT_COMPLETED),
        (AnswerKind.WRONG_PERSON, MissingStatus.WRONG_PERSON),
    ],
)
def test_that_something_is_reported_now_ends_nothing_until_it_is_here(kind: AnswerKind, status: MissingStatus) -> None:
    assert a_missing_credit().answered(kind, "", AT).status is status


def test_whoever_has_answered_is_not_reminded() -> None:
    request = a_missing_credit()
    answered = request.answered(AnswerKind.REPORTED_NOW, "", AT)
    assert (request.look_on, answered.look_on) == (request.remind_on, request.due_on + dt.timedelta(days=1))


def test_the_physician_is_told_to_whom_to_turn_where_that_is_known() -> None:
    told = what_to_do(MissingStatus.OVERDUE, "Example Medical Society", "paula@cme.example.org")
    assert told
    assert "Write to Example Medical Society, paula@cme.example.org, with your certificate." in told
    assert "your board or licensing board" in told
    assert what_to_do(MissingStatus.ARRIVED, "Example Medical Society", None) is None
