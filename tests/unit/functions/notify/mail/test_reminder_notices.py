import datetime as dt

import pytest

from cmehub.accounts.deliverability import MailFeedback
from cmehub.activities.activity import Activity
from cmehub.submissions.messages import RemindersMessage
from cmehub.years.year_facts import SentVersion
from functions.notify.mail.notices import MAIL_LEASE, NoticeOutcome
from tests.examples import an_activity
from tests.notify_hub import PROVIDER, PROVIDER_ID, html_of, text_of
from tests.reminder_hub import ReminderHub
from tests.year_api import YEAR, a_course

BEGINS = "2026-12-31"
STEPS = ["2026-11-01", "2026-12-01", "2026-12-24", "2026-12-30"]
MESSAGE = RemindersMessage(provider_id=PROVIDER_ID, day=dt.date(2026, 12, 24))


@pytest.fixture
def hub() -> ReminderHub:
    """Return a hub with a Draft that begins on the last day of the year."""
    hub = ReminderHub()
    hub.hub.activities.put([a_draft()])
    return hub


def a_draft(**changes: object) -> Activity:
    given: dict[str, object] = {
        "title": "Sepsis <b>at</b> night",
        "start_date": dt.date.fromisoformat(BEGINS),
        "fee": None,
    }
    return an_activity(**given | {"registrations": ()} | changes)


def days(first: str, count: int) -> list[str]:
    return [str(dt.date.fromisoformat(first) + dt.timedelta(days=number)) for number in range(count)]


def test_over_the_days_a_provider_gets_a_mail_at_each_step_however_often_the_schedule_runs(hub: ReminderHub) -> None:
    sent_on = [day for day in days("2026-10-01", 120) for _ in range(2) if NoticeOutcome.SENT in hub.run(day)]
    assert sent_on == STEPS


def test_a_year_is_told_at_each_step_and_no_more_once_it_was_sent() -> None:
    """Its report is due on 31 March; the hub sends it on the 25th."""
    hub = ReminderHub()
    hub.hub.activities.put([a_course(closed_by="sub#1")])
    sent = SentVersion(by="contact a", at=hub.hub.now, number=1, digest="2" * 64, content_digest="3" * 64)

    told = [day for day in days("2027-01-01", 83) if NoticeOutcome.SENT in hub.run(day)]
    assert told == ["2027-01-30", "2027-03-01", "2027-03-24"]
    text = text_of(hub.last_mail)
    assert "https://passport.example.org/console/year/2026?provider=0009999" in text
    assert "in 7 days" in text
    hub.hub.years.add(PROVIDER_ID, YEAR, sent)
    assert not any(NoticeOutcome.SENT in hub.run(day) for day in days("2027-03-25", 14))


def test_what_is_no_longer_open_is_told_no_more(hub: ReminderHub) -> None:
    assert hub.run(STEPS[0]) == [NoticeOutcome.SENT]
    hub.hub.activities.put([an_activity(start_date=dt.date.fromisoformat(BEGINS))])
    assert hub.run(STEPS[1]) == [NoticeOutcome.NOTHING_NEW]


def test_days_that_were_missed_are_made_up_for_by_one_mail(hub: ReminderHub) -> None:
    assert [hub.run(day) for day in ("2026-12-27", "2026-12-28")] == [
        [NoticeOutcome.SENT], [NoticeOutcome.NOTHING_NEW]
    ]  # fmt: skip
    assert hub.subjects == ["1 Draft about to begin, 31 December 2026"]


def test_the_mail_says_what_is_open_until_when_and_where_it_is_done(hub: ReminderHub) -> None:
    hub.run("2026-12-24")

    assert hub.last_mail["To"] == "Paula Sample-Ortega <paula@cme.example.org>"
    assert hub.last_mail["X-CME-Hub-Reminders"] == "0009999-2026-12-24"
    text, html = (" ".join(body.split()) for body in (text_of(hub.last_mail), html_of(hub.last_mail)))
    for body in (text, html.replace("&amp;", "&")):
        assert "The course begins on 31 December 2026, in 7 days." in body
        assert "https://passport.example.org/console/activities?provider=0009999&status=Draft" in body
    assert "Sepsis <b>at</b> night (202612345): fee" in text
    assert "Sepsis &lt;b&gt;at&lt;/b&gt; night (202612345): fee" in html
    assert hub.hub.objects.get(f"mails/{PROVIDER_ID}/reminders-2026-12-24.eml") == hub.mailer.sent[-1].raw


def test_ten_are_told_and_how_many_more_there_are(hub: ReminderHub) -> None:
    hub.hub.activities.put(a_draft(activity_id=str(202_600_000 + number)) for number in range(11))
    hub.run("2026-12-30")
    text = text_of(hub.last_mail)
    assert "12 Drafts about to begin" in text
    assert text.count("Sepsis") == 10
    assert "and 2 more" in text


def test_a_mail_that_may_just_be_going_out_is_not_sent_beside_it(hub: ReminderHub) -> None:
    hub.at_day("2026-12-24")
    due = hub.matters.reminders(PROVIDER_ID, MESSAGE.day, ())
    hub.hub.reminders.claim_mail(PROVIDER_ID, MESSAGE.day, due, at=hub.hub.now, lease=MAIL_LEASE)

    assert hub.notices().take(MESSAGE) is NoticeOutcome.BUSY
    hub.hub.now += MAIL_LEASE
    assert [hub.notices().take(MESSAGE) for _ in range(2)] == [NoticeOutcome.SENT, NoticeOutcome.SENT_BEFORE]


def test_what_opens_after_the_days_mail_is_told_on_the_next(hub: ReminderHub) -> None:
    hub.run("2026-12-24")
    hub.hub.activities.put([a_draft(activity_id="202612346", start_date=dt.date(2026, 12, 25))])
    assert hub.run("2026-12-24") == [NoticeOutcome.SENT_BEFORE]
    assert hub.run("2026-12-25") == [NoticeOutcome.SENT]
    assert "202612346" in text_of(hub.last_mail)
    assert "202612345" not in text_of(hub.last_mail)


def test_a_message_that_comes_days_later_tells_what_that_day_told_and_no_other_day_again(hub: ReminderHub) -> None:
    hub.run("2026-12-25")
    hub.at_day("2026-12-26")
    assert hub.notices().take(MESSAGE) is NoticeOutcome.NOTHING_NEW


def test_a_mail_that_came_back_goes_to_the_next_contact_as_it_was(hub: ReminderHub) -> None:
    hub.run("2026-12-24")
    hub.hub.now += dt.timedelta(days=2)
    hub.hub.mail_feedback.note("paula@cme.example.org", MailFeedback.BOUNCE, hub.hub.now)

    again = hub.notices(hub.outbox.instead_of("mail-1"))

    assert [again.take(MESSAGE) for _ in range(2)] == [NoticeOutcome.SENT, NoticeOutcome.SENT_BEFORE]
    assert hub.last_mail["To"] == "Viktor Placeholder <viktor@cme.example.org>"
    assert "31 December 2026, in 5 days." in text_of(hub.last_mail)


def test_without_a_contact_nothing_counts_as_told(hub: ReminderHub) -> None:
    hub.hub.providers.put([PROVIDER.model_copy(update={"contacts": ()})])
    assert hub.run("2026-12-24") == [NoticeOutcome.NO_CONTACT]
    hub.hub.providers.put([PROVIDER])
    assert hub.run("2026-12-25") == [NoticeOutcome.SENT]


def test_where_no_mail_arrives_it_is_not_looked_for_what_is_open() -> None:
    hub = ReminderHub()
    assert hub.run("2026-12-24") == [NoticeOutcome.NOTHING_NEW]
    for contact in PROVIDER.contacts:
        hub.hub.mail_feedback.note(contact.email, MailFeedback.BOUNCE, hub.hub.now)
    assert hub.run("2026-12-25") == [NoticeOutcome.NO_CONTACT]


def test_each_provider_is_looked_at_and_one_that_ended_is_told_nothing(hub: ReminderHub) -> None:
    hub.hub.providers.put(
        [PROVIDER.model_copy(update={"ended_at": hub.hub.now}), PROVIDER.model_copy(update={"provider_id": "0008888"})]
    )
    hub.hub.activities.put([a_draft(activity_id="202612346", provider_id="0008888")])
    assert hub.run("2026-12-24") == [NoticeOutcome.SENT, NoticeOutcome.PROVIDER_OVER]
    assert "provider 0008888" in text_of(hub.last_mail)


def test_the_days_are_us_eastern(hub: ReminderHub) -> None:
    hub.hub.now = dt.datetime(2026, 12, 24, 4, 59, tzinfo=dt.UTC)
    assert hub.notices().take_due(hub.hub.notices_queue) == 1
    assert [*hub.hub.line] == [RemindersMessage(provider_id=PROVIDER_ID, day=dt.date(2026, 12, 23))]
