import datetime as dt

from hypothesis import given
from hypothesis import strategies as st

from cmehub.passport.mail_preferences import HOUR_OF_MAILS, NO_MAILS, MailKind, MailPreferences, Rhythm

MOMENTS = st.datetimes(dt.datetime(2026, 1, 1), dt.datetime(2030, 1, 1), timezones=st.just(dt.UTC))  # noqa: DTZ001 - the strategy adds the zone
GATHERING = dt.timedelta(minutes=5)


def test_by_default_nothing_is_mailed() -> None:
    assert {NO_MAILS.rhythm(kind) for kind in MailKind} == {Rhythm.NEVER}


def test_one_kind_can_be_ended_alone() -> None:
    wanted = MailPreferences(accepted=Rhythm.DAILY, access=Rhythm.WEEKLY)
    assert wanted.without(MailKind.ACCESS) == MailPreferences(accepted=Rhythm.DAILY)


@given(MOMENTS)
def test_a_days_mail_is_due_within_the_next_day(at: dt.datetime) -> None:
    due_at = Rhythm.DAILY.due_at(at, GATHERING)
    assert dt.timedelta(0) < due_at - at <= dt.timedelta(days=1)
    assert due_at.time() == dt.time(HOUR_OF_MAILS)


@given(MOMENTS)
def test_a_weeks_mail_is_due_on_the_next_monday(at: dt.datetime) -> None:
    due_at = Rhythm.WEEKLY.due_at(at, GATHERING)
    assert dt.timedelta(0) < due_at - at <= dt.timedelta(days=7)
    assert (due_at.weekday(), due_at.time()) == (0, dt.time(HOUR_OF_MAILS))


@given(MOMENTS)
def test_what_is_told_at_once_is_gathered_first(at: dt.datetime) -> None:
    assert Rhythm.AT_ONCE.due_at(at, GATHERING) == at + GATHERING
