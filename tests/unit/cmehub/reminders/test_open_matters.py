import datetime as dt

import pytest

from cmehub.accounts.keys import Scope, make_key
from cmehub.reminders import open_matters
from cmehub.reminders.reminder import Reminder, ReminderKind
from cmehub.rules.packs import rule_pack
from cmehub.years.year_facts import SentVersion, Signing
from tests.examples import ACTIVITY_ID, PROVIDER_ID, an_activity
from tests.missing_api import MissingApi
from tests.reminder_hub import ReminderHub
from tests.year_api import COURSE, RUNNING, YEAR, a_course

AT = dt.datetime(2027, 1, 20, 12, tzinfo=dt.UTC)
SENT = SentVersion(by="contact a", at=AT, number=1, digest="2" * 64, content_digest="3" * 64)
SIGNED = Signing(by="contact a", at=AT, version="1", digest="0" * 64, name="Kim Osei")
SIXTY_DAYS_BEFORE, LONGER_BEFORE = "2027-01-30", "2027-01-29"


@pytest.fixture
def hub() -> ReminderHub:
    return ReminderHub()


def of_kind(reminders: list[Reminder], kind: ReminderKind) -> list[str]:
    """Return what is open of a kind, as a mail would say it."""
    return [
        f"{matter.deadline.last_day} {matter.name} ({matter.name_id}): {matter.lacks}"
        for reminder in reminders
        for matter in reminder.matters
        if reminder.deadline.kind is kind
    ]


def a_year(hub: ReminderHub) -> None:
    running = an_activity(activity_id=RUNNING, title="Ventilation", registrations=(), start_date=dt.date(2026, 2, 1))
    hub.hub.activities.put([a_course(outcomes=()), running])


def test_a_year_that_is_not_sent_is_told_with_what_its_steps_and_its_activities_lack(hub: ReminderHub) -> None:
    a_year(hub)
    hub.hub.years.add(PROVIDER_ID, YEAR, SIGNED)

    found = hub.open_on(SIXTY_DAYS_BEFORE)

    assert of_kind(found, ReminderKind.YEAR) == [
        "2027-03-31 Summary (): income by kind, and expenses",
        "2027-03-31 Contacts (): confirmation by the primary contact",
        "2027-03-31 Send (): sending by the primary contact",
    ]
    assert of_kind(found, ReminderKind.ACTIVITIES) == [
        f"2027-03-31 Breathing circuits ({COURSE}): measured outcome",
        f"2027-03-31 Ventilation ({RUNNING}): learners counted at the end of the year",
    ]
    assert of_kind(hub.open_on(LONGER_BEFORE), ReminderKind.YEAR) == []


def test_a_year_that_was_sent_or_of_which_nothing_is_here_is_not_told(hub: ReminderHub) -> None:
    assert hub.open_on("2027-03-30") == []
    a_year(hub)
    assert hub.open_on("2027-03-30") != []
    hub.hub.years.add(PROVIDER_ID, YEAR, SENT)
    assert hub.open_on("2027-03-30") == []


def test_activities_that_ended_without_a_learner_are_told_before_none_is_taken(hub: ReminderHub) -> None:
    ended = {"start_date": dt.date(2025, 5, 4), "end_date": dt.date(2025, 5, 5)}
    boards = an_activity().registrations
    hub.hub.activities.put([a_course(**ended, registrations=boards), a_course(**ended, activity_id="202512346")])

    lost = "2027-03-31 Breathing circuits (202612345): no learner reported for ABA, ABIM, ABP, ABS"
    assert of_kind(hub.open_on("2027-03-01"), ReminderKind.LEARNERS) == [lost]
    assert of_kind(hub.open_on("2027-04-01"), ReminderKind.LEARNERS) == []
    assert of_kind(hub.open_on(LONGER_BEFORE), ReminderKind.LEARNERS) == []

    hub.hub.activities.note_learners("sub", 1, [COURSE])
    assert of_kind(hub.open_on("2027-03-01"), ReminderKind.LEARNERS) == []


def test_a_boards_own_last_day_of_the_year_is_told_for_what_is_over(hub: ReminderHub) -> None:
    boards = an_activity().registrations
    ends = dt.date(2026, 12, 2)
    yet_to_end = a_course(registrations=boards, activity_id="202612347", start_date=ends, end_date=ends)
    hub.hub.activities.put([a_course(registrations=boards), an_activity(activity_id=RUNNING), yet_to_end])
    at_abps_end = "2026-12-01 Breathing circuits (202612345): no learner reported for ABP"
    at_year_end = "2026-12-31 Breathing circuits (202612345): no learner reported for ABA, ABIM, ABS"

    assert of_kind(hub.open_on("2026-12-01"), ReminderKind.COUNTING) == [at_abps_end, at_year_end]
    hub.hub.activities.note_learners("sub", 1, ["202612347"])
    assert of_kind(hub.open_on("2026-12-31"), ReminderKind.COUNTING) == [at_year_end]
    assert hub.open_on("2027-01-01") == []


def test_a_material_of_two_years_is_told_once(hub: ReminderHub, monkeypatch: pytest.MonkeyPatch) -> None:
    pack = rule_pack("ABIM", dt.date(2026, 6, 30))
    assert pack.year_end
    late = pack.model_copy(update={"year_end": pack.year_end.model_copy(update={"grace_days": 90})})
    monkeypatch.setattr(open_matters, "rule_pack", lambda *_: late)
    monkeypatch.setattr(open_matters, "packs_of", lambda _: (late,))
    days = {"start_date": dt.date(2025, 3, 1), "end_date": dt.date(2026, 6, 30)}
    hub.hub.activities.put([an_activity(**days, registrations=an_activity().registrations[1:2])])

    told = [f"2027-03-31 An example ({ACTIVITY_ID}): no learner reported for ABIM"]
    assert of_kind(hub.open_on("2027-03-01"), ReminderKind.COUNTING) == told


def test_drafts_about_to_begin_are_told_with_what_they_lack(hub: ReminderHub) -> None:
    begins = dt.date(2026, 12, 1)
    draft = {"title": "A draft", "start_date": begins, "description": None, "fee": None}
    hub.hub.activities.put(
        [
            an_activity(**draft),
            an_activity(**draft, activity_id="202612346", deleted_by="sub#1"),
            an_activity(start_date=begins, activity_id="202612347"),
            an_activity(**draft, activity_id="202612348", provider_id="0008888"),
        ]
    )

    told = ["2026-12-01 A draft (202612345): description, fee"]
    assert of_kind(hub.open_on("2026-10-02"), ReminderKind.DRAFTS) == told
    assert of_kind(hub.open_on("2026-12-01"), ReminderKind.DRAFTS) == told
    assert hub.open_on("2026-10-01") == hub.open_on("2026-12-02") == []


def test_every_page_of_drafts_is_read(hub: ReminderHub) -> None:
    ids = [str(202_600_000 + number) for number in range(120)]
    drafts = (an_activity(activity_id=number, start_date=dt.date(2026, 12, 1), fee=None) for number in ids)
    hub.hub.activities.put(drafts)
    (found,) = hub.open_on("2026-11-30")
    assert [matter.name_id for matter in found.matters] == ids


@pytest.mark.parametrize("end", [None, "record", "answer", "withdrawn"])
def test_a_request_is_told_once_before_its_end_unless_nothing_is_to_be_done(
    monkeypatch: pytest.MonkeyPatch, end: str | None
) -> None:
    api = MissingApi(monkeypatch)
    missing = api.miss()[1]["missing_credit"]
    api.deliver()
    hub = ReminderHub(api.hub)
    match end:
        case "record":
            api.report()
        case "answer":
            api.page({"answer": "reported_now"})
        case "withdrawn":
            api.call("DELETE", f"/v1/me/missing-credits/{missing}")

    told = [f"2026-12-07 An example ({ACTIVITY_ID}): a physician misses the credit of 2026-10-03"] if not end else []
    assert of_kind(hub.open_on("2026-12-06"), ReminderKind.REQUESTS) == told
    assert of_kind(hub.open_on("2026-12-07"), ReminderKind.REQUESTS) == told
    assert hub.open_on("2026-12-05") == hub.open_on("2026-12-08") == []


def test_keys_that_expire_are_told_by_their_ids(hub: ReminderHub) -> None:
    made, midnight = dt.datetime(2026, 1, 1, tzinfo=dt.UTC), dt.datetime(2026, 12, 8, tzinfo=dt.UTC)
    key, written = make_key(PROVIDER_ID, [Scope.READ], at=made, expires_at=midnight)
    client, _ = make_key(PROVIDER_ID, [Scope.READ], at=made + dt.timedelta(days=1), expires_at=midnight)
    gone, _ = make_key(PROVIDER_ID, [Scope.READ], at=made, expires_at=midnight)
    lasting, _ = make_key(PROVIDER_ID, [Scope.READ], at=made)
    client = client.model_copy(update={"client_id": "c1", "last_used_at": dt.datetime(2026, 11, 2, tzinfo=dt.UTC)})
    for kept in (key, client, gone, lasting):
        hub.hub.keys.add(kept)
    hub.hub.keys.revoke(gone.key_id, at=made)

    (found,) = hub.open_on("2026-11-30")
    refused = "refused from 2026-12-08 00:00 UTC on"

    assert of_kind([found], ReminderKind.KEYS) == [
        f"2026-12-07 Key ({key.key_id}): {refused}, never used",
        f"2026-12-07 Client of OAuth 2 ({client.key_id}): {refused}, last used on 2026-11-02",
    ]
    assert written.secret not in str(found)
    assert hub.open_on("2026-12-08") == []


def test_a_key_that_expires_at_midnight_us_eastern_is_taken_on_no_minute_of_that_day(hub: ReminderHub) -> None:
    midnight = dt.datetime(2026, 12, 8, 5, tzinfo=dt.UTC)
    key, _ = make_key(PROVIDER_ID, [Scope.READ], at=midnight - dt.timedelta(days=9), expires_at=midnight)
    hub.hub.keys.add(key)
    (found,) = hub.open_on("2026-12-07")
    assert found.deadline.last_day == dt.date(2026, 12, 7)


def test_what_was_told_is_not_read_again(hub: ReminderHub, monkeypatch: pytest.MonkeyPatch) -> None:
    a_year(hub)
    told = {reminder.key for reminder in hub.open_on("2027-03-01")}
    monkeypatch.setattr(hub.hub.years, "facts", None)
    assert hub.matters.reminders(PROVIDER_ID, dt.date(2027, 3, 2), told | {"2027-03-31#learners#30"}) == ()
