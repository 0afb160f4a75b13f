"""Lists of files and of issues, and reports page by page."""

import datetime as dt
import re
from typing import Any

import pytest

from cmehub.submissions.reports import SubmissionReport
from tests.api_hub import ApiHub, called, called_json, is_problem
from tests.sample_hub import OTHER_PROVIDER_ID
from tests.unit.functions.ingest.api.files.test_posted_files import LEARNERS, MISTAKES, PATH, TAKEN, next_query

MINUTE = dt.timedelta(minutes=1)


def listed(api: ApiHub, **query: str) -> list[str]:
    """Return the names of the listed files, page by page."""
    key, names = api.key(), []
    while True:
        answer = called("GET", PATH, key, query=query)
        assert answer.status == 200
        names += [submission["file_name"] for submission in answer.document["submissions"]]
        if not (query := next_query(answer)):
            return names


@pytest.fixture
def files(api: ApiHub) -> ApiHub:
    """Four more files, a minute apart, and what isn't to be listed among them."""
    key = api.key()
    api.send(MISTAKES, api.key(provider_id=OTHER_PROVIDER_ID), "theirs.xlsx")
    assert called_json("POST", "/v1/learner-records", key, {"records": [{}]}).status == 422
    for name, content, query in (
        ("first.xml", LEARNERS, {}),
        ("second.xlsx", MISTAKES, {}),
        ("third.txt", b"Dear hub", {}),
        ("fourth.xml", LEARNERS, {"dry_run": "true"}),
    ):
        api.hub.deliver_all()
        api.hub.now += MINUTE
        assert api.send(content, key, name, **query).status == 200
    api.post(LEARNERS + b" ", key, "unread.xml")
    return api


def test_files_are_listed_from_the_newest_on(files: ApiHub) -> None:
    names = ["fourth.xml", "third.txt", "second.xlsx", "first.xml", "activities.xml"]

    assert listed(files) == names
    assert [listed(files, limit=limit) for limit in ("1", "2", "4", "5")] == [names] * 4
    newest = called("GET", PATH, files.key(), query={"limit": "1"}).document["submissions"][0]
    state = called("GET", f"{PATH}/{newest['submission_id']}", files.key()).document
    assert newest == {name: value for name, value in state.items() if name not in {"counts", "issues"}}


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ({"status": "finished", "limit": "2"}, ["third.txt", "second.xlsx", "first.xml", "activities.xml"]),
        ({"status": "awaiting boards"}, ["fourth.xml"]),
        ({"kind": "learners", "dry_run": "false", "limit": "1"}, ["second.xlsx", "first.xml"]),
        ({"dry_run": "true"}, ["fourth.xml"]),
        ({"kind": "activities"}, ["activities.xml"]),
    ],
)
def test_files_are_listed_by_what_they_are(files: ApiHub, query: dict[str, str], names: list[str]) -> None:
    assert listed(files, **query) == names


def test_files_are_listed_by_when_they_arrived(files: ApiHub) -> None:
    found = called("GET", PATH, files.key()).document["submissions"]
    second = next(submission["received_at"] for submission in found if submission["file_name"] == "second.xlsx")
    third = next(submission["received_at"] for submission in found if submission["file_name"] == "third.txt")

    assert listed(files, since=third) == ["fourth.xml", "third.txt"]
    assert listed(files, until=second, limit="1") == ["second.xlsx", "first.xml", "activities.xml"]
    assert listed(files, since=second, until=third) == ["third.txt", "second.xlsx"]


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ({"since": "2026-11-20T12:00:00"}, "since"),
        ({"until": "9999-12-31T23:59:59-05:00"}, "until"),
        ({"status": "lost"}, "status"),
        ({"kind": "files"}, "kind"),
        ({"limit": "101"}, "limit"),
        ({"cursor": "x"}, "cursor"),
        ({"cursor": "WyJNYXkiLCJ4Il0"}, "cursor"),
        ({"cursor": "WyIyMDI2LTExLTIwVDEyOjAwOjAwKzAwOjAwIiwieCJd", "since": "2026-11-21T00:00:00Z"}, "cursor"),
    ],
)
def test_a_list_that_cannot_be_asked_for(api: ApiHub, query: dict[str, str], said: str) -> None:
    answer = called("GET", PATH, api.key(), query=query)

    assert is_problem(answer, 422, "REQUEST_INVALID")
    assert said in answer.document["detail"]


def issues_of(api: ApiHub, taken: str, **query: str) -> list[Any]:
    """Return the issues page by page."""
    key, found = api.key(), []
    while True:
        answer = called("GET", f"{PATH}/{taken}/issues", key, query=query)
        assert answer.status == 200
        found += answer.document["issues"]
        if not (query := next_query(answer)):
            return found


def test_issues_are_those_of_the_report(api: ApiHub) -> None:
    report = api.send(MISTAKES, api.key()).document
    taken, wanted = report["submission_id"], report["issues"]
    rows = [issue["row"] for issue in wanted]

    assert issues_of(api, taken) == wanted
    assert issues_of(api, taken, limit="1") == wanted
    assert [issue["row"] for issue in issues_of(api, taken, after=str(rows[2]))] == [
        row for row in rows if row > rows[2]
    ]
    for severity in ("error", "warning", "note"):
        of_severity = [issue for issue in wanted if issue["severity"] == severity]
        assert issues_of(api, taken, severity=severity, limit="2") == of_severity
    code = wanted[-1]["code"]
    assert issues_of(api, taken, code=code) == [issue for issue in wanted if issue["code"] == code]


def test_issues_of_the_file_come_first(api: ApiHub) -> None:
    broken = LEARNERS[: LEARNERS.rindex(b"</ar:ActivityReport>")]
    taken = api.send(broken, api.key()).document["submission_id"]

    found = issues_of(api, taken, limit="1")

    assert (found[0]["code"], found[0]["row"]) == ("FILE_BROKEN", None)
    assert all(issue["row"] for issue in found[1:])
    assert len(found) > 1
    assert issues_of(api, taken, severity="note", code="FILE_BROKEN") == []


@pytest.mark.parametrize(
    ("query", "said"), [({"severity": "bad"}, "severity"), ({"code": "BAD"}, "/v1/codes"), ({"limit": "1001"}, "limit")]
)
def test_issues_that_cannot_be_asked_for(api: ApiHub, query: dict[str, str], said: str) -> None:
    key = api.key()
    api.send(LEARNERS, key)

    answer = called("GET", f"{PATH}/{TAKEN}/issues", key, query=query)

    assert is_problem(answer, 422, "REQUEST_INVALID")
    assert said in answer.document["detail"]


def test_a_report_is_read_page_by_page(api: ApiHub) -> None:
    key = api.key()
    api.post(LEARNERS, key)
    api.read_all()
    whole = api.hub.report(TAKEN)
    query, pages = {"limit": "10"}, []
    while query:
        page = called("GET", f"/v1/submissions/{TAKEN}/report", key, query=query)
        pages.append(SubmissionReport.model_validate_json(page.text))
        found = re.fullmatch(r'<\?after=(\d+)&limit=10>; rel="next"', page.headers.get("Link", ""))
        query = {"limit": "10", "after": found[1]} if found else {}

    assert [len(page.records) for page in pages] == [10, 10, 9]
    assert [record for page in pages for record in page.records] == whole.records
    assert [issue for page in pages for issue in page.issues] == whole.issues
    assert all((page.counts, page.rows) == (whole.counts, whole.rows) for page in pages)


def test_problems_of_the_file_stand_on_the_first_page_and_in_the_state(api: ApiHub) -> None:
    key = api.key()
    posted = api.post(b"Dear hub, please find enclosed our learners.", key).document
    api.read_all()
    path = f"/v1/submissions/{posted['submission_id']}"

    state, first, second = (
        called("GET", path, key).document,
        called("GET", f"{path}/report", key).document,
        called("GET", f"{path}/report", key, query={"after": "1"}).document,
    )

    assert [issue["code"] for issue in state["issues"]] == ["FILE_FORMAT_UNKNOWN"]
    assert [issue["code"] for issue in first["issues"]] == ["FILE_FORMAT_UNKNOWN"]
    assert second["issues"] == []


@pytest.mark.parametrize("query", [{"limit": "0"}, {"limit": "1001"}, {"after": "-1"}, {"after": "x"}])
def test_a_page_that_cannot_be_asked_for(api: ApiHub, query: dict[str, str]) -> None:
    answer = called("GET", f"/v1/submissions/{TAKEN}/report", api.key(), query=query)

    assert is_problem(answer, 422, "REQUEST_INVALID")
    assert next(iter(query)) in answer.document["detail"]
