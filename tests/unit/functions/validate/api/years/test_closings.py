"""Closing a year's activities, and opening them again."""

import datetime as dt
from pathlib import Path

import pytest

from cmehub.activities.activity import Activity
from tests.api_hub import called, called_json, is_problem
from tests.contact_api import OF_ANOTHER
from tests.examples import PROVIDER_ID
from tests.year_api import COURSE, RUNNING, WRITER, YEAR, YearApi, a_course, year_api

REASON = "A supporter was missing."


@pytest.fixture
def api(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> YearApi:
    return year_api(tmp_path, monkeypatch)


def stored(api: YearApi, activity_id: str = COURSE) -> Activity:
    return api.hub.activities.find([activity_id])[activity_id]


def test_many_are_closed_at_once_and_the_others_hear_all_that_they_lack(api: YearApi) -> None:
    lacking = a_course(activity_id="300000001", outcomes=(), participants={})
    elsewhen = a_course(activity_id="300000002", start_date=dt.date(2025, 1, 1), end_date=dt.date(2025, 1, 1))
    api.hub.activities.put([lacking, elsewhen])
    named = [COURSE, "300000001", "300000002", RUNNING, "999999999", COURSE]

    told = api.call("POST", "/closings", {"activities": named}).document["activities"]

    assert [(of["activity_id"], of["outcome"]) for of in told] == [
        (COURSE, "closed"), ("300000001", "stays_open"), ("300000002", "not_of_year"), (RUNNING, "not_of_year"),
        ("999999999", "not_of_year"),
    ]  # fmt: skip
    assert told[1]["missing"] == ["measured outcome", "number of physicians", "number of other learners"]
    closed = stored(api)
    assert (closed.closed_by, closed.closed_at) == (f"contact {api.primary}", api.hub.now)
    assert closed.revision == 2
    assert stored(api, "300000001").closed_by is None
    again = api.call("POST", "/closings", {"activities": [COURSE]}).document["activities"]
    assert (again[0]["outcome"], stored(api)) == ("closed", closed)


def test_another_providers_activity_is_as_if_there_were_none(api: YearApi) -> None:
    other = api.contacts.person(OF_ANOTHER)

    told = api.call("POST", "/closings", {"activities": [COURSE]}, by=other).document["activities"]
    opened = api.call("POST", "/reopenings", {"activity_id": COURSE, "reason": REASON}, by=other)

    assert [of["outcome"] for of in told] == ["not_of_year"]
    assert is_problem(opened, 404, "NOT_FOUND")
    assert stored(api).closed_by is None


def test_who_changes_an_activity_while_it_is_closed_is_not_overwritten(api: YearApi) -> None:
    replace = api.hub.activities.replace

    def change_first(activity: Activity, name: None) -> None:
        api.hub.activities.replace = replace  # type: ignore[method-assign]
        replace(stored(api).model_copy(update={"title": "Changed meanwhile", "revision": 2}), None)
        replace(activity, name)

    api.hub.activities.replace = change_first  # type: ignore[assignment,method-assign]

    api.call("POST", "/closings", {"activities": [COURSE]})

    assert (stored(api).title, bool(stored(api).closed_by)) == ("Changed meanwhile", True)


def test_a_reopening_that_somebody_elses_change_kept_from_being_is_not_told(api: YearApi) -> None:
    api.call("POST", "/closings", {"activities": [COURSE]})
    replace = api.hub.activities.replace

    def change_first(activity: Activity, name: None) -> None:
        api.hub.activities.replace = replace  # type: ignore[method-assign]
        replace(stored(api).model_copy(update={"title": "Changed meanwhile", "revision": 3}), None)
        replace(activity, name)

    api.hub.activities.replace = change_first  # type: ignore[assignment,method-assign]

    answer = api.call("POST", "/reopenings", {"activity_id": COURSE, "reason": REASON})

    assert is_problem(answer, 412, "ACTIVITY_CHANGED")
    assert (stored(api).title, bool(stored(api).closed_by)) == ("Changed meanwhile", True)
    assert api.hub.years.facts(PROVIDER_ID, YEAR).reopenings == ()


def test_a_closed_activity_is_changed_after_it_was_reopened_with_a_reason(api: YearApi) -> None:
    api.call("POST", "/closings", {"activities": [COURSE]})
    key = api.contacts.api.key(*WRITER)

    locked = called("DELETE", f"/v1/activities/{COURSE}", key)
    opened = api.call("POST", "/reopenings", {"activity_id": COURSE, "reason": REASON})

    assert is_problem_with_issue(locked, "CLOSED_ACTIVITY_LOCKED")
    assert (opened.status, stored(api).closed_by, stored(api).close_requested) == (204, None, False)
    (told,) = [of for of in api.call("GET", "/activities").document["activities"] if of["activity_id"] == COURSE]
    (reopening,) = told["reopenings"]
    assert (reopening["reason"], reopening["by"]) == (REASON, f"contact {api.primary}")
    assert called("DELETE", f"/v1/activities/{COURSE}", key).status == 204


def is_problem_with_issue(answer: object, code: str) -> bool:
    document = answer.document  # type: ignore[attr-defined]
    return document["code"] == "ROWS_CONFLICT" and [issue["code"] for issue in document["issues"]] == [code]


def test_what_is_open_is_not_reopened_and_a_reason_is_needed(api: YearApi) -> None:
    assert is_problem(api.call("POST", "/reopenings", {"activity_id": COURSE, "reason": REASON}), 409, "ACTIVITY_OPEN")
    api.call("POST", "/closings", {"activities": [COURSE]})
    assert is_problem(api.call("POST", "/reopenings", {"activity_id": COURSE, "reason": " "}), 422, "REQUEST_INVALID")
    assert stored(api).closed_by


def test_once_the_year_is_sent_activities_stay_closed(api: YearApi) -> None:
    api.fill_in()
    assert api.call("POST", "/versions").status == 201

    answer = api.call("POST", "/reopenings", {"activity_id": COURSE, "reason": REASON})

    assert is_problem(answer, 409, "YEAR_SENT")
    assert stored(api).closed_by
    assert api.hub.years.facts(PROVIDER_ID, YEAR).reopenings == ()


def test_a_call_closes_a_hundred_at_most(api: YearApi) -> None:
    key = api.contacts.api.key(*WRITER)
    named = [f"{number:09}" for number in range(101)]

    answer = called_json("POST", f"/v1/years/{YEAR}/closings", key, {"activities": named})

    assert is_problem(answer, 422, "REQUEST_INVALID")
