"""The steps of a provider's year: what each lacks, and what fills it in."""

import datetime as dt
from pathlib import Path
from urllib.parse import parse_qsl

import pytest

from cmehub.accounts.providers import Contact
from cmehub.years.agreements import AGREEMENTS
from cmehub.years.year_facts import LearnerCount, YearFact
from tests.api_hub import called, called_json, is_problem
from tests.contact_api import OF_ANOTHER, REPORTER, VIEWER
from tests.examples import PROVIDER_ID, an_activity
from tests.sample_hub import OTHER_PROVIDER_ID
from tests.year_api import COURSE, PATH, RUNNING, SUMMARY, YEAR, YearApi, a_course, year_api

STEPS = ["agreement", "outcomes", "activities", "learners", "summary", "contacts", "send"]


@pytest.fixture
def api(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> YearApi:
    return year_api(tmp_path, monkeypatch)


def test_a_year_tells_what_each_step_lacks(api: YearApi) -> None:
    told = api.told

    assert [step["name"] for step in told["steps"]] == STEPS
    assert [step["name"] for step in told["steps"] if step["is_done"]] == ["outcomes"]
    assert (told["state"], told["due_on"], told["is_over"]) == ("open", "2027-03-31", True)
    assert (told["activities"], told["to_close"], told["to_count"]) == (2, 1, 1)
    assert api.lacks("activities") == [f"Breathing circuits ({COURSE}): to be closed"]
    assert api.lacks("learners") == [f"Ventilation at home ({RUNNING}): learners counted at the end of the year"]
    assert told["agreement"]["paragraphs"] == [*AGREEMENTS[-1].paragraphs]
    assert told["contacts"] == [{"name": "Kim Osei", "email": "kim@cme.example.org", "is_primary": True}]


def test_once_all_steps_are_done_the_year_only_has_to_be_sent(api: YearApi) -> None:
    api.fill_in()

    assert [step["name"] for step in api.told["steps"] if not step["is_done"]] == ["send"]
    assert api.lacks("send") == ["sending by the primary contact"]


def test_a_year_ends_at_midnight_us_eastern(api: YearApi) -> None:
    api.hub.now = dt.datetime(2027, 1, 1, 4, 59, tzinfo=dt.UTC)
    assert not api.told["is_over"]

    api.hub.now += dt.timedelta(minutes=1)

    assert api.told["is_over"]


@pytest.mark.parametrize(
    ("changes", "is_of_year"),
    [
        ({"end_date": dt.date(2025, 12, 31), "start_date": dt.date(2025, 12, 1)}, False),
        ({"start_date": dt.date(2025, 10, 1), "end_date": dt.date(2026, 1, 1)}, True),
        ({"start_date": dt.date(2026, 10, 1), "end_date": dt.date(2027, 3, 1)}, False),
        ({"activity_format": "Enduring Material", "end_date": dt.date(2027, 1, 1)}, True),
        ({"activity_format": "Enduring Material", "start_date": dt.date(2023, 1, 1)}, True),
        ({"activity_format": "Enduring Material", "start_date": dt.date(2027, 1, 1), "end_date": dt.date(2028, 1, 1)},
         False),
        ({"deleted_by": "sub#1"}, False),
        ({"provider_id": OTHER_PROVIDER_ID}, False),
    ],
)  # fmt: skip
def test_a_year_has_what_ends_in_it_and_the_enduring_materials_that_go_on(
    api: YearApi, changes: dict[str, object], *, is_of_year: bool
) -> None:
    api.hub.activities.put([a_course(activity_id="300000000", **changes)])

    told = api.call("GET", "/activities").document["activities"]

    assert ("300000000" in {activity["activity_id"] for activity in told}) == is_of_year


def test_the_activities_of_a_year_come_page_by_page_also_those_alone_that_lack_something(api: YearApi) -> None:
    more = [a_course(activity_id=f"30000000{place}", closed_by="sub#1") for place in range(3)]
    api.hub.activities.put(more)
    found, link, asked = [], "", {"limit": "2"}

    for _ in range(3):
        answer = called("GET", f"{PATH}/activities", api.contacts.token(api.primary), query=asked)
        found += [activity["activity_id"] for activity in answer.document["activities"]]
        link = answer.headers.get("Link", "")
        asked = dict(parse_qsl(link.partition("?")[2].partition(">")[0]))

    assert found == [COURSE, *(activity.activity_id for activity in more), RUNNING]
    assert link == ""
    lacking = called("GET", f"{PATH}/activities", api.contacts.token(api.primary), query={"lacking": "true"})
    assert [activity["activity_id"] for activity in lacking.document["activities"]] == [COURSE, RUNNING]
    asked = {"lacking": "true", "counted": "true"}
    counted = called("GET", f"{PATH}/activities", api.contacts.token(api.primary), query=asked)
    assert [activity["activity_id"] for activity in counted.document["activities"]] == [RUNNING]


def test_outcomes_are_a_step_and_those_without_them_or_without_a_tag_are_listed_alone(api: YearApi) -> None:
    bare, untagged, elsewhen = "300000001", "300000002", "300000003"
    days = {"start_date": dt.date(2025, 3, 1), "end_date": dt.date(2025, 3, 1)}
    api.hub.activities.put(
        [
            a_course(activity_id=bare, title="Airways at sea", outcomes=(), commendation_tags=()),
            a_course(activity_id=untagged, commendation_tags=()),
            a_course(activity_id=elsewhen, outcomes=(), **days),
        ]
    )

    def without(what: str) -> list[str]:
        answer = called("GET", f"{PATH}/activities", api.contacts.token(api.primary), query={"without": what})
        return [activity["activity_id"] for activity in answer.document["activities"]]

    assert api.lacks("outcomes") == [f"Airways at sea ({bare}): measured outcome"]
    assert without("outcomes") == [bare]
    assert without("commendation_tags") == [bare, untagged]
    refused = called("GET", f"{PATH}/activities", api.contacts.token(api.primary), query={"without": "title"})
    assert is_problem(refused, 422, "REQUEST_INVALID")


def test_the_agreement_is_signed_once_by_name_and_keeps_its_words(api: YearApi) -> None:
    api.call("POST", "/signatures", {"version": "1", "name": " Kim Osei "})
    api.hub.now += dt.timedelta(days=1)

    told = api.call("POST", "/signatures", {"version": "1", "name": "Somebody Else"}).document["agreement"]

    assert (told["name"], told["signed_by"]) == ("Kim Osei", f"contact {api.primary}")
    assert told["signed_at"] == "2027-01-20T12:00:00Z"
    assert api.hub.years.facts(PROVIDER_ID, YEAR).signing.digest == AGREEMENTS[0].digest  # type: ignore[union-attr]
    assert api.lacks("agreement") == []


def test_a_text_that_isnt_todays_is_not_signed(api: YearApi) -> None:
    answer = api.call("POST", "/signatures", {"version": "0", "name": "Kim Osei"})

    assert is_problem(answer, 409, "YEAR_CHANGED")
    assert api.lacks("agreement") == ["signature of the primary contact"]


@pytest.mark.parametrize(
    "change",
    [
        lambda api: api.contacts.person(REPORTER),
        lambda api: api.hub.providers.put(
            [api.hub.providers.find(PROVIDER_ID).model_copy(update={"contacts": (Contact(name="R", email="r@e.org"),)})]
        ),
    ],
    ids=["who signs in", "whom mails go to"],
)
def test_contacts_that_change_are_confirmed_anew(api: YearApi, change: object) -> None:
    api.call("POST", "/confirmations")
    assert api.lacks("contacts") == []

    assert callable(change)
    change(api)

    assert api.lacks("contacts") == ["confirmation anew: the contacts have changed since"]
    api.hub.now += dt.timedelta(seconds=1)
    api.call("POST", "/confirmations")
    assert api.lacks("contacts") == []


def test_a_summary_whose_total_is_wrong_is_not_kept(api: YearApi) -> None:
    answer = api.call("PUT", "/summary", {**SUMMARY, "total_income": 97_501, "revision": 0})

    assert is_problem(answer, 422, "REQUEST_INVALID")
    assert answer.document["detail"] == (
        "total_income is 97,501: the kinds of income come to 97,500; correct one of them, or the total"
    )
    assert api.told["summary"] is None


@pytest.mark.parametrize("value", [-1, 1.5, "12", None, 10**12])
def test_money_is_whole_dollars(api: YearApi, value: object) -> None:
    answer = api.call("PUT", "/summary", {**SUMMARY, "expenses": value, "revision": 0})

    assert is_problem(answer, 422, "REQUEST_INVALID")
    assert "expenses" in answer.document["detail"]


def test_support_that_isnt_that_of_the_activities_keeps_the_step_open(api: YearApi) -> None:
    other = {**SUMMARY, "commercial_support": 6_000, "total_income": 98_500}

    api.call("PUT", "/summary", {**other, "revision": 0})

    assert api.told["support_of_activities"] == 5_000
    assert api.lacks("summary") == [
        "commercial_support is 6,000: the activities that end in the year have 5,000; correct it here, or there"
    ]
    api.call("PUT", "/summary", {**SUMMARY, "revision": 1})
    assert api.lacks("summary") == []


def test_of_two_who_save_a_summary_the_second_is_told(api: YearApi) -> None:
    api.call("PUT", "/summary", {**SUMMARY, "revision": 0})

    answer = api.call("PUT", "/summary", {**SUMMARY, "expenses": 1, "revision": 0})

    assert is_problem(answer, 409, "YEAR_CHANGED")
    assert api.told["summary"]["summary"]["expenses"] == 90_000


def test_of_two_who_save_a_summary_at_once_one_is_kept(api: YearApi) -> None:
    add, answers = api.hub.years.add, []

    def add_second(provider_id: str, year: int, fact: YearFact) -> bool:
        """Let somebody else save one after the first call has read what was there."""
        api.hub.years.add = add  # type: ignore[method-assign]
        answers.append(api.call("PUT", "/summary", {**SUMMARY, "expenses": 2, "revision": 0}))
        return add(provider_id, year, fact)

    api.hub.years.add = add_second  # type: ignore[method-assign]
    answers.append(api.call("PUT", "/summary", {**SUMMARY, "expenses": 1, "revision": 0}))

    assert [answer.status for answer in answers] == [200, 409]
    assert api.told["summary"]["summary"]["expenses"] == 2


def test_learners_of_an_enduring_material_are_counted_from_its_start_and_dont_fall(api: YearApi) -> None:
    longer = {"start_date": dt.date(2025, 2, 1), "activity_id": RUNNING, "registrations": ()}
    api.hub.activities.put([an_activity(**longer)])
    api.hub.years.add(PROVIDER_ID, YEAR - 1, a_count(api, 100, 9))

    fewer = api.call("PUT", f"/learners/{RUNNING}", {"physicians": 99, "other_learners": 8})
    told = api.call("PUT", f"/learners/{RUNNING}", {"physicians": 310, "other_learners": 9}).document

    assert is_problem(fewer, 422, "REQUEST_INVALID")
    for said in ("physicians is 99, fewer than the 100 at the end of 2025", "other_learners is 8, fewer than the 9"):
        assert said in fewer.document["detail"]
    assert told["counted"] == {"physicians": 310, "other_learners": 9}
    assert told["counted_before"] == {"physicians": 100, "other_learners": 9}
    assert api.lacks("learners") == []


def a_count(api: YearApi, physicians: int, others: int) -> LearnerCount:
    return LearnerCount(by="key-1", at=api.hub.now, activity_id=RUNNING, physicians=physicians, other_learners=others)


def test_only_what_goes_on_is_counted_and_only_after_the_year(api: YearApi) -> None:
    count = {"physicians": 1, "other_learners": 0}
    assert is_problem(api.call("PUT", f"/learners/{COURSE}", count), 404, "NOT_FOUND")

    api.hub.now = dt.datetime(2026, 12, 31, 12, tzinfo=dt.UTC)

    assert is_problem(api.call("PUT", f"/learners/{RUNNING}", count), 409, "YEAR_UNREADY")
    assert api.hub.years.facts(PROVIDER_ID, YEAR).counts == {}


@pytest.mark.parametrize("path", ["/signatures", "/confirmations", "/versions"])
def test_no_system_and_no_reporter_signs_confirms_or_sends(api: YearApi, path: str) -> None:
    api.fill_in()
    body = {"version": "1", "name": "Kim Osei"} if path == "/signatures" else None
    key, reporter = api.contacts.api.key(), api.contacts.person(REPORTER)

    of_key = called_json("POST", f"{PATH}{path}", key, body)
    of_reporter = api.call("POST", path, body, by=reporter)

    assert is_problem(of_key, 403, "CONTACT_NEEDED")
    assert is_problem(of_reporter, 404, "ROLE_TOO_LOW")
    assert api.hub.years.versions(PROVIDER_ID, YEAR) == []


def test_a_viewer_reads_and_another_provider_sees_its_own_year(api: YearApi) -> None:
    viewer, other = api.contacts.person(VIEWER), api.contacts.person(OF_ANOTHER)

    assert api.call("GET", by=viewer).document["activities"] == 2
    assert api.call("GET", by=other).document["activities"] == 0
    for method, path, body in (
        ("POST", "/closings", {"activities": [COURSE]}),
        ("PUT", "/summary", {**SUMMARY, "revision": 0}),
        ("PUT", f"/learners/{RUNNING}", {"physicians": 1, "other_learners": 0}),
        ("POST", "/reopenings", {"activity_id": COURSE, "reason": "x"}),
    ):
        assert is_problem(api.call(method, path, body, by=viewer), 404, "ROLE_TOO_LOW")
