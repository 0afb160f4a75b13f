"""Sending a year: documents with digests, one version for the same words, and what changed since."""

import csv
import datetime as dt
import hashlib
from pathlib import Path

import pytest

from cmehub.activities.activity import Support
from cmehub.years.year_facts import YearFact
from tests.api_hub import is_problem
from tests.examples import PROVIDER_ID
from tests.year_api import COURSE, RUNNING, SUMMARY, YEAR, YearApi, a_course, year_api


@pytest.fixture
def api(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> YearApi:
    return year_api(tmp_path, monkeypatch)


def test_a_year_that_lacks_something_is_not_sent_and_all_of_it_is_told(api: YearApi) -> None:
    answer = api.call("POST", "/versions")

    assert is_problem(answer, 409, "YEAR_UNREADY")
    for step in ("agreement", "activities", "learners", "summary", "contacts"):
        assert f"{step}: " in answer.document["detail"]
    assert api.hub.objects.keys("years/") == []


def test_a_year_is_sent_after_its_last_day(api: YearApi) -> None:
    api.fill_in()
    api.hub.now = dt.datetime(2026, 12, 31, 12, tzinfo=dt.UTC)

    answer = api.call("POST", "/versions")

    assert is_problem(answer, 409, "YEAR_UNREADY")
    assert answer.document["detail"] == "the year ends on 2026-12-31"
    assert api.lacks("send") == ["the end of the year, on 2026-12-31"]


def test_what_is_sent_is_a_document_under_its_digest_as_json_csv_and_pdf(api: YearApi) -> None:
    api.fill_in()

    version = api.call("POST", "/versions").document

    keys = api.hub.objects.keys(f"years/{PROVIDER_ID}/{YEAR}/")
    assert keys == [f"years/{PROVIDER_ID}/{YEAR}/{version['digest']}.{suffix}" for suffix in ("csv", "json", "pdf")]
    as_csv, as_json, as_pdf = map(api.hub.objects.get, keys)
    assert hashlib.sha256(as_json).hexdigest() == version["digest"]
    document = api.document(1)
    assert (document["version"], document["sent_by"], document["changes"]) == (1, f"contact {api.primary}", [])
    assert document["agreement"]["name"] == "Kim Osei"
    assert document["summary"] == SUMMARY
    told = {activity["activity_id"]: activity for activity in document["activities"]}
    assert told[COURSE]["outcomes"] == [{"outcome": "Learner Knowledge", "measured": ["Objective"]}]
    assert told[COURSE]["commendation_tags"] == ["Engages Teams"]
    assert told[RUNNING]["participants"] == {"physician": 310, "non-physician": 42}
    rows = [*csv.DictReader(as_csv.decode().splitlines())]
    assert [(row["Activity ID"], row["Physicians"], row["Other Learners"]) for row in rows] == [
        (COURSE, "40", "3"), (RUNNING, "310", "42")
    ]  # fmt: skip
    assert rows[0]["Commercial Support, US dollars"] == "5000"
    assert as_pdf.startswith(b"%PDF-")
    assert api.told["state"] == "sent"
    files = api.call("GET", "/versions/1").document
    assert files["pdf_url"] == f"https://work.example.org/{keys[2]}?as=annual-report-{PROVIDER_ID}-2026-1.pdf"


@pytest.mark.parametrize("number", ["0", "2", "x", "\u0661"])
def test_a_version_that_isnt_there_isnt_found(api: YearApi, number: str) -> None:
    api.fill_in()
    api.call("POST", "/versions")

    assert is_problem(api.call("GET", f"/versions/{number}"), 404, "NOT_FOUND")


def test_sent_unchanged_it_stays_the_version_that_it_was(api: YearApi) -> None:
    api.fill_in()
    first = api.call("POST", "/versions").document
    api.hub.now += dt.timedelta(days=1)

    assert api.call("POST", "/versions").document == first
    assert len(api.hub.years.versions(PROVIDER_ID, YEAR)) == 1


def test_two_who_send_at_once_make_one_version(api: YearApi) -> None:
    api.fill_in()
    add, answers = api.hub.years.add, []

    def add_second(provider_id: str, year: int, fact: YearFact) -> bool:
        """Let somebody else send the year after the first call has read it, and before its fact is there."""
        api.hub.years.add = add  # type: ignore[method-assign]
        answers.append(api.call("POST", "/versions"))
        return add(provider_id, year, fact)

    api.hub.years.add = add_second  # type: ignore[method-assign]
    answers.append(api.call("POST", "/versions"))

    assert [answer.document["number"] for answer in answers] == [1, 1]
    assert answers[0].document == answers[1].document
    assert len(api.hub.years.versions(PROVIDER_ID, YEAR)) == 1


def test_what_changes_afterwards_makes_another_version_that_says_what(api: YearApi) -> None:
    api.fill_in()
    first = api.call("POST", "/versions").document
    late = a_course(activity_id="300000001", title="Told late", supports=(Support(source="Acme", in_kind=True),))
    api.hub.activities.put([late])
    api.call("POST", "/closings", {"activities": ["300000001"]})
    api.hub.now += dt.timedelta(days=1)
    api.call("PUT", f"/learners/{RUNNING}", {"physicians": 311, "other_learners": 42})
    api.call("PUT", "/summary", {**SUMMARY, "expenses": 91_000, "revision": 1})

    told = api.told
    second = api.call("POST", "/versions").document

    assert (told["state"], told["changed"]) == ("changed", 3)
    assert (second["number"], second["changes"]) == (2, 3)
    changes = {change["what"]: (change["was"], change["is_now"]) for change in api.document(2)["changes"]}
    assert changes == {
        "summary: expenses": ("90000", "91000"),
        "activity 300000001": ("", "Told late"),
        f"activity {RUNNING}: participants": (
            '{"non-physician":42,"physician":310}', '{"non-physician":42,"physician":311}'
        ),
    }  # fmt: skip
    assert [change["what"] for change in told["changes"]] == [*changes]
    assert api.document(1)["version"] == 1, "the first stays"
    assert api.hub.years.versions(PROVIDER_ID, YEAR)[0].digest == first["digest"]
    assert (api.told["state"], api.told["changes"]) == ("sent", [])


def test_what_comes_after_sending_has_to_be_whole_too(api: YearApi) -> None:
    api.fill_in()
    api.call("POST", "/versions")
    api.hub.activities.put([a_course(activity_id="300000001", title="Told late", outcomes=())])

    answer = api.call("POST", "/versions")

    assert is_problem(answer, 409, "YEAR_UNREADY")
    assert "Told late (300000001): measured outcome" in answer.document["detail"]


def test_a_spreadsheet_takes_no_title_for_a_formula(api: YearApi) -> None:
    api.hub.activities.put([a_course(title="=HYPERLINK(1)")])
    api.fill_in()

    version = api.call("POST", "/versions").document

    as_csv = api.hub.objects.get(f"years/{PROVIDER_ID}/{YEAR}/{version['digest']}.csv").decode()
    assert "'=HYPERLINK(1)" in as_csv
