"""What officers ask to be checked, and what they are told of it."""

import base64
import io
import json
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl

import pytest
from openpyxl import Workbook

from cmehub.accounts.standing import Role, RoleKind
from cmehub.licensing.check_messages import CheckMessage
from cmehub.licensing.checks import MOST_RUNNING, check_key
from tests.api_hub import called, called_json, is_problem
from tests.contact_api import ACCREDITOR, OPERATOR, PRIMARY
from tests.licensing_api import LICENSEE, OF_CALIFORNIA, PLACE, LicensingApi

CHECKS = f"{PLACE}/checks"


@pytest.fixture
def api(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> LicensingApi:
    return LicensingApi(tmp_path, monkeypatch)


def file(content: str | bytes) -> dict[str, str]:
    given = content.encode() if isinstance(content, str) else content
    return {"file": base64.b64encode(given).decode()}


def result(api: LicensingApi, check: dict[str, Any]) -> dict[str, str]:
    progress = api.hub.checks.find("OH", check["check_id"])
    assert progress
    licensees = json.loads(api.hub.objects.get(check_key(progress.check, "licensees.json")))["licensees"]
    return {licensee["number"]: licensee["result"] for licensee in licensees}


def test_a_list_is_checked_in_the_end_and_its_files_are_there(api: LicensingApi) -> None:
    begun = api.ask("POST", CHECKS, {"numbers": ["35.900001", "no-such"]})
    assert begun.status == 202
    check = begun.document
    assert (check["of"], check["is_you"], check["on"], check["licensees"], check["files"]) == (
        "list", True, "2026-11-20", None, [],
    )  # fmt: skip
    assert api.checks.messages[-1] == CheckMessage(state="OH", check_id=check["check_id"])

    api.do_checks()

    done = api.ask("GET", f"{CHECKS}/{check['check_id']}").document
    assert (done["licensees"], done["checked"], done["counts"]["not found"]) == (2, 2, 1)
    assert done["finished_at"]
    assert done["kept_until"] == "2027-02-18T12:00:00Z"
    assert {file["kind"] for file in done["files"]} == {"xlsx", "csv", "json"}
    name = f"licensees-OH-{check['check_id']}.xlsx"
    assert name in {file["name"] for file in done["files"]}
    assert all(f"licensing-checks/OH/{check['check_id']}/licensees." in file["url"] for file in done["files"])
    assert result(api, check) == {"35.900001": "cycle unknown", "no-such": "not found"}


def workbook(*rows: list[object]) -> bytes:
    book, content = Workbook(), io.BytesIO()
    for row in rows:
        book.worksheets[0].append(row)
    book.save(content)
    return content.getvalue()


@pytest.mark.parametrize(
    "given",
    [
        "Name,Licence Number\nZoe,35900001\n",
        "35900001\n",
        workbook(["License No", "Name"], [35900001, "Zoe"]),
    ],
)
def test_a_file_is_taken_as_csv_or_workbook(api: LicensingApi, given: str | bytes) -> None:
    check = api.ask("POST", CHECKS, file(given)).document
    api.do_checks()
    assert result(api, check) == {"35900001": "cycle unknown"}


def test_a_sample_of_the_roster_tells_how_it_was_drawn(api: LicensingApi) -> None:
    check = api.ask("POST", CHECKS, {"sample": {"seed": "audit 7", "percent": 10}}).document
    assert (check["of"], check["sample"]["seed"], check["sample"]["size"]) == ("sample", "audit 7", None)
    assert "SHA-256" in check["sample"]["method"]
    api.do_checks()
    assert result(api, check) == {"35900001": "cycle unknown"}
    assert api.ask("GET", f"{CHECKS}/{check['check_id']}").document["roster_size"] == 1


def test_chosen_days_and_the_whole_roster(api: LicensingApi) -> None:
    days = {"since": "2026-01-01", "until": "2026-12-31"}
    check = api.ask("POST", CHECKS, {"roster": True, **days}).document
    assert (check["of"], check["since"], check["until"]) == ("roster", *days.values())
    api.do_checks()
    assert result(api, check) == {"35900001": "open"}
    (look,) = api.ask("GET", f"{PLACE}/log").document["looks"]
    assert (look["kind"], look["is_you"], look["since"], look["until"]) == ("check", True, *days.values())
    (access,) = api.hub.accesses.of_learner([LICENSEE.learner_key], limit=5)
    assert (access.who, access.what) == ("State Medical Board of Ohio", "A check of many licensees: CME credits")


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ({}, "give one of them"),
        ({"numbers": ["1"], "roster": True}, "give one of them"),
        ({"numbers": []}, "numbers: "),
        ({"roster": False}, "roster: "),
        ({"sample": {"seed": "a"}}, "give the size or the percentage"),
        ({"sample": {"seed": "", "size": 1}}, "seed: "),
        ({"roster": True, "since": "2026-01-01"}, "give both"),
        ({"roster": True, "on": "2026-01-01", "since": "2026-01-01", "until": "2026-02-01"}, "on and since"),
        ({"file": "no base 64!"}, "file: "),
        ({"roster": True, "state": "CA"}, "state: "),
    ],
)
def test_a_check_that_can_t_be_read_says_what_to_give(api: LicensingApi, asked: dict[str, Any], said: str) -> None:
    answer = api.ask("POST", CHECKS, asked)
    assert (answer.status, answer.document["code"]) == (422, "REQUEST_INVALID")
    assert said in answer.document["detail"]
    assert api.ask("GET", CHECKS).document == {"checks": []}


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        (file("Name,City\nZoe,Akron\n"), "row 1 holds “Name”, “City”"),
        (file(""), "empty"),
        (file('1\n"2\n3\n'), "past row 1"),
        ({"numbers": [" ", ""]}, "No row has a licence number"),
    ],
)
def test_a_list_that_can_t_be_read_says_why_and_nothing_begins(
    api: LicensingApi, asked: dict[str, Any], said: str
) -> None:
    refused = api.ask("POST", CHECKS, asked)
    assert is_problem(refused, 422, "LIST_REFUSED")
    assert said in refused.document["detail"]
    assert api.ask("GET", CHECKS).document == {"checks": []}
    assert api.ask("GET", f"{PLACE}/log").document == {"looks": []}


def test_without_a_roster_nobody_is_checked(api: LicensingApi) -> None:
    texan = api.contacts.person(Role(kind=RoleKind.OFFICER, at="TX"))
    assert is_problem(api.ask("POST", "/v1/licensing/TX/checks", {"numbers": ["1"]}, texan), 409, "ROSTER_MISSING")


def test_a_state_has_so_many_checks_at_a_time(api: LicensingApi) -> None:
    for _ in range(MOST_RUNNING):
        assert api.ask("POST", CHECKS, {"roster": True}).status == 202
    assert is_problem(api.ask("POST", CHECKS, {"roster": True}), 409, "CHECKS_RUNNING")
    api.do_checks()
    assert api.ask("POST", CHECKS, {"roster": True}).status == 202


def test_a_check_that_was_abandoned_holds_no_other_up(api: LicensingApi) -> None:
    for _ in range(MOST_RUNNING):
        api.ask("POST", CHECKS, {"roster": True})
    api.hub.now = api.hub.now.replace(day=22)
    assert api.ask("POST", CHECKS, {"roster": True}).status == 202


def test_checks_are_listed_by_page_the_latest_first(api: LicensingApi) -> None:
    ids = []
    for second in range(3):
        api.hub.now = api.hub.now.replace(second=second)
        ids.append(api.ask("POST", CHECKS, {"roster": True}).document["check_id"])
        api.do_checks()
    token = api.contacts.token(api.officer)
    first = called("GET", CHECKS, token, query={"limit": "2"})
    following = dict(parse_qsl(first.headers["Link"].split(">")[0].removeprefix("<?")))
    rest = called("GET", CHECKS, token, query=following)
    assert [check["check_id"] for check in first.document["checks"]] == ids[:0:-1]
    assert [check["check_id"] for check in rest.document["checks"]] == ids[:1]
    assert "Link" not in rest.headers
    assert all(check["files"] == [] for check in first.document["checks"])


def test_a_check_is_its_own_state_s(api: LicensingApi) -> None:
    check_id = api.ask("POST", CHECKS, {"roster": True}).document["check_id"]
    colleague, other = api.contacts.person(Role(kind=RoleKind.OFFICER, at="OH")), api.contacts.person(OF_CALIFORNIA)
    assert api.ask("GET", f"{CHECKS}/{check_id}", sub=colleague).document["is_you"] is False
    for place in ("OH", "CA"):
        assert is_problem(api.ask("GET", f"/v1/licensing/{place}/checks/{check_id}", sub=other), 404, "NOT_FOUND")
    assert is_problem(api.ask("GET", f"{CHECKS}/no-such"), 404, "NOT_FOUND")


@pytest.mark.parametrize("role", [PRIMARY, ACCREDITOR, OPERATOR, OF_CALIFORNIA])
@pytest.mark.parametrize(("method", "path"), [("POST", CHECKS), ("GET", CHECKS), ("GET", f"{CHECKS}/a")])
def test_nobody_else_may_check(api: LicensingApi, role: Role, method: str, path: str) -> None:
    asked = {"roster": True} if method == "POST" else None
    assert is_problem(api.ask(method, path, asked, api.contacts.person(role)), 404, "NOT_FOUND")
    assert is_problem(called_json(method, path, None, asked), 401, "SIGN_IN_MISSING")
    assert not api.checks.messages
