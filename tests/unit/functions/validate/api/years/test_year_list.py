"""The list of a provider's years: when each is due, and of which nothing is here."""

import datetime as dt
from collections.abc import Collection
from pathlib import Path

import pytest

from cmehub.accounts.keys import Scope
from cmehub.activities.activity import Activity
from cmehub.years.year_facts import ContactsConfirmed, YearFacts
from tests.api_hub import called, is_problem
from tests.examples import PROVIDER_ID
from tests.year_api import YearApi, a_course, year_api


@pytest.fixture
def api(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> YearApi:
    return year_api(tmp_path, monkeypatch)


def test_the_years_are_listed_with_when_they_are_due(api: YearApi) -> None:
    key = api.contacts.api.key(Scope.READ)

    years = called("GET", "/v1/years", key).document["years"]

    assert [(year["year"], year["is_over"]) for year in years] == [
        (2027, False), (2026, True), (2025, True), (2024, True), (2023, True)
    ]  # fmt: skip
    assert (years[1]["due_on"], years[1]["versions"], years[1]["sent_at"]) == ("2027-03-31", 0, None)
    # The running material belongs to the year that goes on, too.
    assert [year["is_empty"] for year in years] == [False, False, True, True, True]
    assert is_problem(called("GET", "/v1/years/2028", key), 404, "NOT_FOUND")
    assert is_problem(called("GET", "/v1/years/next", key), 404, "NOT_FOUND")


def test_a_year_of_which_something_was_filled_in_is_not_empty(api: YearApi) -> None:
    fact = ContactsConfirmed(by="contact", at=api.hub.now, digest="d")
    api.hub.years.add(PROVIDER_ID, 2024, fact)

    years = called("GET", "/v1/years", api.contacts.api.key(Scope.READ)).document["years"]

    assert [year["year"] for year in years if year["is_empty"]] == [2025, 2023]


def test_listing_years_reads_each_years_facts_once_and_few_activities(
    api: YearApi, monkeypatch: pytest.MonkeyPatch
) -> None:
    of_2025 = [
        a_course(activity_id=f"4{place:08}", start_date=dt.date(2025, 1, 2), end_date=dt.date(2025, 3, 1))
        for place in range(300)
    ]
    over_new_year = {"start_date": dt.date(2023, 12, 1), "end_date": dt.date(2024, 1, 10)}
    api.hub.activities.put([*of_2025, a_course(activity_id="300000000", **over_new_year)])
    asked: list[int] = []
    read: list[str] = []
    facts, find = api.hub.years.facts, api.hub.activities.find

    def noted_facts(provider_id: str, year: int) -> YearFacts:
        asked.append(year)
        return facts(provider_id, year)

    def noted_find(activity_ids: Collection[str]) -> dict[str, Activity]:
        read.extend(activity_ids)
        return find(activity_ids)

    monkeypatch.setattr(api.hub.years, "facts", noted_facts)
    monkeypatch.setattr(api.hub.activities, "find", noted_find)

    years = called("GET", "/v1/years", api.contacts.api.key(Scope.READ)).document["years"]

    assert [year["year"] for year in years if year["is_empty"]] == [2023]
    assert asked == [2027, 2026, 2025, 2024, 2023]
    assert len(read) <= 110


def test_a_year_before_which_another_was_filled_in_is_found_by_what_began_in_that(api: YearApi) -> None:
    fact = ContactsConfirmed(by="contact", at=api.hub.now, digest="d")
    for filled in (2026, 2024):
        api.hub.years.add(PROVIDER_ID, filled, fact)
    api.hub.activities.put(
        [a_course(activity_id="300000000", start_date=dt.date(2024, 12, 1), end_date=dt.date(2025, 1, 10))]
    )

    years = called("GET", "/v1/years", api.contacts.api.key(Scope.READ)).document["years"]

    assert [year["year"] for year in years if year["is_empty"]] == [2023]
