"""Providers read what physicians miss, and answer."""

import datetime as dt
from pathlib import Path
from urllib.parse import parse_qsl

import pytest

from cmehub.accounts.keys import Scope
from cmehub.accounts.standing import Role, RoleKind
from cmehub.passport.missing_credits import MOST_OPEN
from tests.api_hub import Answer, ApiHub, called, called_json, is_problem
from tests.contact_api import ContactApi
from tests.examples import ACTIVITY_ID, PROVIDER_ID, an_activity
from tests.missing_api import DAY, NPI, MissingApi

PATH = "/v1/missing-credits"
OTHER = "0008888"


@pytest.fixture
def physician(monkeypatch: pytest.MonkeyPatch) -> MissingApi:
    return MissingApi(monkeypatch)


@pytest.fixture
def api(physician: MissingApi, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ApiHub:
    return ApiHub(physician.hub, tmp_path, monkeypatch)


def answered(key: str, missing: str, kind: str, words: str = "") -> Answer:
    return called_json("POST", f"{PATH}/{missing}/answers", key, {"kind": kind, "words": words})


def test_whoever_may_report_hears_whom_and_who_may_read_hears_no_id(physician: MissingApi, api: ApiHub) -> None:
    missing = physician.miss(words="Certificate 4711.")[1]["missing_credit"]

    (told,) = called("GET", PATH, api.key(Scope.READ, Scope.LEARNERS_WRITE)).document["missing_credits"]

    assert (told["missing_credit"], told["activity_id"], told["completed_on"]) == (missing, ACTIVITY_ID, DAY)
    assert (told["physician"], told["words"], told["status"]) == ("Zoe Garcia Lopez", "Certificate 4711.", "open")
    assert told["due_on"] == "2026-12-07"
    assert {of["name"]: of["id"] for of in told["ids"]} == {
        "ABIM ID": "123456",
        "Ohio licence": "35900001",
        "NPI": NPI,
    }
    (seen,) = called("GET", PATH, api.key(Scope.READ)).document["missing_credits"]
    assert seen == told | {"ids": None}
    assert {of["board"] for of in told["ids"]} == {"ABIM", "OH", "NPI"}
    assert (told["given_name"], told["family_name"]) == ("Zoe", "Garcia Lopez")


@pytest.mark.parametrize(
    ("kind", "status"),
    [("reported_now", "open"), ("not_completed", "not_completed"), ("wrong_person", "wrong_person")],
)
def test_an_answer_reaches_the_physician_like_one_of_the_mailed_page(
    physician: MissingApi, api: ApiHub, kind: str, status: str
) -> None:
    missing = physician.miss()[1]["missing_credit"]

    answer = answered(api.key(), missing, kind, "We looked twice.")

    assert (answer.status, answer.document["status"], answer.document["answer"]["kind"]) == (201, status, kind)
    (told,) = physician.missing()
    assert (told["status"], told["answer"]["kind"], told["answer"]["words"]) == (status, kind, "We looked twice.")
    left = called("GET", PATH, api.key()).document["missing_credits"]
    assert [request["missing_credit"] for request in left] == ([missing] if status == "open" else [])


def test_a_request_of_another_provider_is_as_if_it_werent_there(physician: MissingApi, api: ApiHub) -> None:
    missing = physician.miss()[1]["missing_credit"]
    other = api.key(provider_id=OTHER)

    assert called("GET", PATH, other).document == {"missing_credits": []}
    for name in (missing, "f" * 16):
        assert is_problem(answered(other, name, "wrong_person"), 404, "NOT_FOUND")
    assert [told["answer"] for told in physician.missing()] == [None]


def test_what_has_come_meanwhile_leaves_the_list_and_takes_no_answer(physician: MissingApi, api: ApiHub) -> None:
    missing = physician.miss()[1]["missing_credit"]
    physician.report()

    assert called("GET", PATH, api.key()).document["missing_credits"] == []
    (ended,) = called("GET", PATH, api.key(), query={"ended": "true"}).document["missing_credits"]
    assert (ended["missing_credit"], ended["status"]) == (missing, "arrived")
    assert is_problem(answered(api.key(), missing, "not_completed"), 409, "MISSING_CREDIT_OVER")
    assert [(told["status"], told["answer"]) for told in physician.missing()] == [("arrived", None)]


def test_an_answer_that_cannot_be_read_changes_nothing(physician: MissingApi, api: ApiHub) -> None:
    missing = physician.miss()[1]["missing_credit"]
    for given in (
        {"kind": "arrived"},
        {},
        {"kind": "wrong_person", "words": "x" * 501},
        {"kind": "wrong_person", "x": 1},
    ):
        answer = called_json("POST", f"{PATH}/{missing}/answers", api.key(), given)
        assert is_problem(answer, 422, "REQUEST_INVALID")
    assert [told["answer"] for told in physician.missing()] == [None]


def test_the_list_comes_in_pages(physician: MissingApi, api: ApiHub) -> None:
    activities = [an_activity(activity_id=f"20260{number:04}") for number in range(5)]
    physician.hub.activities.put(activities)
    asked = {physician.miss(activity.activity_id)[1]["missing_credit"] for activity in activities}
    assert len(asked) == len(activities) < MOST_OPEN

    found, query = [], {"limit": "2"}
    for size in (2, 2, 1):
        answer = called("GET", PATH, api.key(), query=query)
        page = answer.document["missing_credits"]
        assert len(page) == size
        found += [request["missing_credit"] for request in page]
        link = answer.headers.get("Link", "")
        query["cursor"] = link.partition("cursor=")[2].partition(">")[0]

    assert (sorted(found), link) == (sorted(asked), "")
    assert is_problem(called("GET", PATH, api.key(), query={"cursor": "x"}), 422, "REQUEST_INVALID")


def test_a_viewer_of_the_provider_reads_and_a_reporter_answers(
    physician: MissingApi, api: ApiHub, monkeypatch: pytest.MonkeyPatch
) -> None:
    contacts, missing = ContactApi(api, monkeypatch), physician.miss()[1]["missing_credit"]
    viewer, reporter = (
        contacts.token(contacts.person(Role(kind=kind, at=PROVIDER_ID)))
        for kind in (RoleKind.VIEWER, RoleKind.REPORTER)
    )

    assert [request["ids"] for request in called("GET", PATH, viewer).document["missing_credits"]] == [None]
    assert is_problem(answered(viewer, missing, "wrong_person"), 404, "ROLE_TOO_LOW")
    assert answered(reporter, missing, "wrong_person").status == 201


def test_what_has_ended_is_listed_with_its_outcome_and_no_id(physician: MissingApi, api: ApiHub) -> None:
    activities = [an_activity(activity_id=f"20260{number:04}") for number in range(3)]
    physician.hub.activities.put(activities)
    asked = [physician.miss(activity.activity_id)[1]["missing_credit"] for activity in activities]
    for missing, kind in zip(asked, ("not_completed", "wrong_person"), strict=False):
        physician.hub.now += dt.timedelta(minutes=1)
        answered(api.key(), missing, kind, "We looked.")

    first = called("GET", PATH, api.key(), query={"ended": "true", "limit": "1"})
    query = dict(parse_qsl(first.headers["Link"].partition("<?")[2].partition(">")[0]))
    second = called("GET", PATH, api.key(), query=query)

    told = [*first.document["missing_credits"], *second.document["missing_credits"]]
    assert [request["missing_credit"] for request in told] == [asked[1], asked[0]]
    assert [(request["status"], request["ids"], request["answer"]["words"]) for request in told] == [
        ("wrong_person", None, "We looked."),
        ("not_completed", None, "We looked."),
    ]
    assert ("Link" in second.headers, all(request["ended_at"] for request in told)) == (False, True)
    assert called("GET", PATH, api.key(provider_id=OTHER), query={"ended": "true"}).document["missing_credits"] == []
