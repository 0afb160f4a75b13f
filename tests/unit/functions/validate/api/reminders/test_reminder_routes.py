"""A provider's systems and contacts see what is open, as the mails of reminders tell it."""

import datetime as dt
from pathlib import Path

import pytest

from cmehub.accounts.keys import Scope, make_key
from local.in_memory.hub import MemoryHub
from tests.api_hub import ApiHub, called
from tests.contact_api import PRIMARY, VIEWER, ContactApi
from tests.examples import PROVIDER_ID, an_activity
from tests.year_api import COURSE, RUNNING, YearApi

PATH = "/v1/reminders"
BEGINS = dt.date(2027, 2, 1)


@pytest.fixture
def year(api: ApiHub, monkeypatch: pytest.MonkeyPatch) -> YearApi:
    return YearApi(ContactApi(api, monkeypatch))


@pytest.fixture
def api(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ApiHub:
    return ApiHub(MemoryHub(), tmp_path, monkeypatch)


def kinds(api: ApiHub, key: str) -> list[str]:
    return [reminder["kind"] for reminder in called("GET", PATH, key).document["reminders"]]


def test_what_is_open_is_told_the_first_last_day_first(api: ApiHub, year: YearApi) -> None:
    draft = an_activity(activity_id="202700001", title="A draft", start_date=BEGINS, description=None)
    api.hub.activities.put([draft])
    api.hub.now = dt.datetime(2027, 1, 30, 12, tzinfo=dt.UTC)
    told = called("GET", PATH, api.key(Scope.READ)).document["reminders"]

    assert [(row["kind"], row["last_day"], row["days_left"], row["more"]) for row in told] == [
        ("drafts", "2027-02-01", 2, 0),
        ("year", "2027-03-31", 60, 0),
        ("activities", "2027-03-31", 60, 0),
    ]
    assert told[0]["matters"] == [{"name": "A draft", "id": "202700001", "lacks": "description"}]
    assert told[1]["matters"][0] == {"name": "Agreement", "id": "", "lacks": "signature of the primary contact"}
    assert {row["id"] for row in told[2]["matters"]} == {COURSE, RUNNING}


def test_a_day_is_one_of_us_eastern(api: ApiHub, year: YearApi) -> None:
    api.hub.now = dt.datetime(2027, 4, 1, 3, 59, tzinfo=dt.UTC)
    assert [row["days_left"] for row in called("GET", PATH, api.key()).document["reminders"]] == [0, 0]
    api.hub.now += dt.timedelta(minutes=1)
    assert kinds(api, api.key()) == []


def test_of_many_matters_the_first_are_told_and_how_many_more(api: ApiHub) -> None:
    drafts = (an_activity(activity_id=str(202_700_000 + number), start_date=BEGINS, fee=None) for number in range(53))
    api.hub.activities.put(drafts)
    api.hub.now = dt.datetime(2027, 1, 20, 12, tzinfo=dt.UTC)
    (told,) = called("GET", PATH, api.key()).document["reminders"]

    assert [row["id"] for row in told["matters"]] == [str(202_700_000 + number) for number in range(50)]
    assert told["more"] == 3


def test_what_a_mail_told_is_still_told(api: ApiHub, year: YearApi) -> None:
    api.hub.now = dt.datetime(2027, 2, 1, 12, tzinfo=dt.UTC)
    due = api.hub.open_matters.reminders(PROVIDER_ID, BEGINS, ())
    api.hub.reminders.claim_mail(PROVIDER_ID, BEGINS, due, at=api.hub.now, lease=dt.timedelta(minutes=1))

    assert kinds(api, api.key()) == [reminder.deadline.kind for reminder in due] != []


def test_keys_are_told_to_whoever_may_see_them(api: ApiHub, monkeypatch: pytest.MonkeyPatch) -> None:
    soon = api.hub.now + dt.timedelta(days=9)
    kept, _ = make_key(PROVIDER_ID, [Scope.READ], at=api.hub.now, expires_at=soon)
    api.keys.add(kept)
    contacts = ContactApi(api, monkeypatch)

    assert kinds(api, api.key(Scope.READ, Scope.ADMIN)) == ["keys"]
    assert kinds(api, api.key(Scope.READ)) == []
    assert kinds(api, contacts.token(contacts.person(PRIMARY))) == ["keys"]
    assert kinds(api, contacts.token(contacts.person(VIEWER))) == []


def test_another_provider_hears_nothing_of_it(api: ApiHub, year: YearApi) -> None:
    api.hub.now = dt.datetime(2027, 2, 1, 12, tzinfo=dt.UTC)

    assert kinds(api, api.key(provider_id="0008888")) == []
