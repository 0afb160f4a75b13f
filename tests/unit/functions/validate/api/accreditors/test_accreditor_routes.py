"""What an accreditor reads of its providers' years, and that nobody else of the staff reads it."""

import datetime as dt
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl

import pytest

from cmehub.accounts.providers import Provider
from cmehub.accounts.standing import Role, RoleKind
from tests.api_hub import Answer, called, is_problem
from tests.contact_api import ACCREDITOR, OFFICER, OPERATOR, PRIMARY, REPORTER, VIEWER
from tests.examples import PROVIDER_ID
from tests.year_api import RUNNING, SUMMARY, YEAR, YearApi, year_api

OTHERS = Role(kind=RoleKind.ACCREDITOR, at="ZYMS")
PLACE = f"/v1/accreditors/EXMS/years/{YEAR}"
VERSION = f"{PLACE}/providers/{PROVIDER_ID}/versions/1"


@pytest.fixture
def api(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> YearApi:
    api = year_api(tmp_path, monkeypatch)
    api.hub.accreditors.add("EXMS", [PROVIDER_ID])
    return api


def ask(api: YearApi, path: str, *roles: Role) -> Answer:
    return api.contacts.ask(path, api.contacts.person(*roles))


def told(api: YearApi) -> Any:
    (provider,) = ask(api, PLACE, ACCREDITOR).document["providers"]
    return provider


def test_it_hears_how_far_a_provider_is_and_nothing_of_what_was_not_sent(api: YearApi) -> None:
    told_of: dict[str, Any] = {"provider_id": PROVIDER_ID, "name": "Example Society", "versions": [], "reported": None}
    assert told(api) == {**told_of, "state": "not_begun"}
    api.call("PUT", "/summary", {**SUMMARY, "revision": 0})
    assert told(api) == {**told_of, "state": "under_way"}


def test_of_what_was_sent_it_hears_the_sums_and_that_something_changed_since(api: YearApi) -> None:
    api.fill_in()
    api.call("POST", "/versions")
    sent_at = api.hub.now
    reported = {"activities": 2, "physicians": 350, "other_learners": 45, "summary": SUMMARY}
    version = {"number": 1, "at": sent_at.isoformat().replace("+00:00", "Z"), "changes": 0}
    assert (told(api)["state"], told(api)["versions"], told(api)["reported"]) == ("sent", [version], reported)

    api.hub.now += dt.timedelta(days=1)
    api.call("PUT", f"/learners/{RUNNING}", {"physicians": 311, "other_learners": 42})
    assert (told(api)["state"], told(api)["reported"]) == ("changed", reported), "not the 311"

    api.call("POST", "/versions")
    now = told(api)
    assert (now["state"], now["reported"]["physicians"]) == ("sent", 351)
    assert [(version["number"], version["changes"]) for version in now["versions"]] == [(1, 0), (2, 1)]


def test_each_version_is_fetched_and_who_asked_is_logged_by_ids(api: YearApi, caplog: pytest.LogCaptureFixture) -> None:
    api.fill_in()
    digest = api.call("POST", "/versions").document["digest"]
    sub = api.contacts.person(ACCREDITOR)

    files = api.contacts.ask(VERSION, sub).document

    for suffix in ("json", "csv", "pdf"):
        address = f"https://work.example.org/years/{PROVIDER_ID}/{YEAR}/{digest}.{suffix}"
        assert files[f"{suffix}_url"] == f"{address}?as=annual-report-{PROVIDER_ID}-{YEAR}-1.{suffix}"
    (logged,) = [vars(record) for record in caplog.records if hasattr(record, "accreditor_id")]
    ids = (logged["accreditor_id"], logged["provider_id"], logged["year"], logged["version"], logged["sub"])
    assert ids == ("EXMS", PROVIDER_ID, YEAR, 1, sub)
    for version in ("2", "0", "x"):
        answer = ask(api, f"{PLACE}/providers/{PROVIDER_ID}/versions/{version}", ACCREDITOR)
        assert is_problem(answer, 404, "NOT_FOUND")


def test_of_another_accreditors_provider_it_hears_what_it_hears_of_none(api: YearApi) -> None:
    api.fill_in()
    api.call("POST", "/versions")
    api.hub.accreditors.remove("EXMS", [PROVIDER_ID])
    api.hub.accreditors.add("ZYMS", [PROVIDER_ID])

    assert ask(api, PLACE, ACCREDITOR).document["providers"] == []
    answers = [
        ask(api, VERSION.replace(PROVIDER_ID, provider_id), ACCREDITOR).document["detail"].replace(provider_id, "")
        for provider_id in (PROVIDER_ID, "0000001")
    ]
    assert answers[0] == answers[1] == "EXMS accredits no provider ."


@pytest.mark.parametrize("path", [PLACE, VERSION])
def test_it_is_for_who_reads_for_this_accreditor_and_for_nobody_else(api: YearApi, path: str) -> None:
    api.fill_in()
    api.call("POST", "/versions")

    for roles in ((), (VIEWER,), (REPORTER,), (PRIMARY,), (OFFICER,), (OPERATOR,), (OTHERS,), (PRIMARY, OTHERS)):
        assert is_problem(ask(api, path, *roles), 404, "NOT_FOUND"), roles
    for roles in ((ACCREDITOR,), (OTHERS, ACCREDITOR), (PRIMARY, ACCREDITOR)):
        assert ask(api, path, *roles).status == 200, roles
    assert is_problem(called("GET", path, None), 401, "SIGN_IN_MISSING")
    assert is_problem(called("GET", path, api.contacts.api.key()), 401, "SIGN_IN_OVER")
    for method in ("POST", "PUT", "PATCH", "DELETE"):
        answer = api.contacts.ask(path, api.contacts.person(ACCREDITOR), method=method)
        assert is_problem(answer, 405, "METHOD_NOT_ALLOWED"), "it only reads"


def test_a_role_that_is_taken_away_counts_from_the_next_call_on(api: YearApi) -> None:
    sub = api.contacts.person(ACCREDITOR)
    assert api.contacts.ask(PLACE, sub).status == 200
    api.hub.standings.take(sub, ACCREDITOR)
    assert is_problem(api.contacts.ask(PLACE, sub), 404, "NOT_FOUND")


@pytest.mark.parametrize("year", ["1999", "2028", "x"])
def test_a_year_that_has_not_begun_is_not_there(api: YearApi, year: str) -> None:
    assert is_problem(ask(api, f"/v1/accreditors/EXMS/years/{year}", ACCREDITOR), 404, "NOT_FOUND")


def test_many_providers_come_page_by_page(api: YearApi) -> None:
    provider_ids = [f"000{number:04}" for number in range(5)]
    api.hub.providers.put([Provider(provider_id=provider_id, name=provider_id) for provider_id in provider_ids])
    api.hub.accreditors.remove("EXMS", [PROVIDER_ID])
    api.hub.accreditors.add("EXMS", provider_ids)

    found, query = [], {"limit": "2"}
    while query:
        answer = called("GET", PLACE, api.contacts.token(api.contacts.person(ACCREDITOR)), query=query)
        found.append([provider["provider_id"] for provider in answer.document["providers"]])
        query = dict(parse_qsl(answer.headers.get("Link", "").partition(">")[0].removeprefix("<?")))

    assert found == [provider_ids[:2], provider_ids[2:4], provider_ids[4:]]
    bad = called("GET", PLACE, api.contacts.token(api.contacts.person(ACCREDITOR)), query={"cursor": "x"})
    assert is_problem(bad, 422, "REQUEST_INVALID")
