"""Rosters that officers send by the API."""

from pathlib import Path
from typing import Any

import pytest

from cmehub.accounts.standing import Role, RoleKind
from tests.api_hub import is_problem
from tests.contact_api import ACCREDITOR, OPERATOR, PRIMARY
from tests.licensing_api import OF_CALIFORNIA, PLACE, LicensingApi

ROSTERS = f"{PLACE}/rosters"
FILE = b"licence_id,given_name,family_name,birth_month_day\n35.900001,Zoe,Garcia Lopez,05-24\n7,Ann,Abel,01-01\n"
ASKED = {"name": "ohio.csv", "size": len(FILE), "sha256": "a" * 64}


@pytest.fixture
def api(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> LicensingApi:
    return LicensingApi(tmp_path, monkeypatch)


def sent(api: LicensingApi, content: bytes = FILE) -> str:
    """Send a roster, put its file and have it looked through; return its ID."""
    roster_id = str(api.ask("POST", ROSTERS, ASKED).document["roster_id"])
    api.hub.objects.put(f"licensing-rosters/OH/{roster_id}", content)
    assert step(api, roster_id, status="checking").status == 200
    api.take_rosters()
    return roster_id


def step(api: LicensingApi, roster_id: str, **asked: Any) -> Any:
    return api.ask("PATCH", f"{ROSTERS}/{roster_id}", asked)


def read(api: LicensingApi, roster_id: str) -> Any:
    return api.ask("GET", f"{ROSTERS}/{roster_id}").document


def test_a_roster_gets_a_place_for_its_file_and_no_other(api: LicensingApi) -> None:
    answer = api.ask("POST", ROSTERS, ASKED)

    assert answer.status == 201
    place = answer.document["place"]
    assert place["method"] == "PUT"
    assert f"licensing-rosters/OH/{answer.document['roster_id']}" in place["url"]
    assert place["headers"]["Content-Length"] == str(len(FILE))
    told = read(api, answer.document["roster_id"])
    assert (told["place"], told["table"]) == (None, None)


def test_a_roster_is_looked_through_seen_and_loaded(api: LicensingApi) -> None:
    roster_id = sent(api)
    checked = read(api, roster_id)
    assert (checked["status"], checked["lines"], checked["changes"]["added"]) == ("checked", 2, 1)
    assert api.found(licence="7") == []

    assert step(api, roster_id, status="loading", removed=0).document["status"] == "loading"
    api.take_rosters()

    assert read(api, roster_id)["status"] == "loaded"
    assert api.found(licence="7") == ["7"]
    kinds = [look["kind"] for look in api.ask("GET", f"{PLACE}/log").document["looks"]]
    assert "roster" in kinds


def test_how_many_go_has_to_be_said_as_it_was_told(api: LicensingApi) -> None:
    roster_id = sent(api, FILE.replace(b"35.900001", b"8"))
    assert read(api, roster_id)["changes"]["removed"] == 1
    assert read(api, roster_id)["takes_many"]

    for said in ({}, {"removed": 0}):
        assert is_problem(step(api, roster_id, status="loading", **said), 422, "REQUEST_INVALID")

    assert step(api, roster_id, status="loading", removed=1).status == 200


def test_faults_are_told_of_the_one_that_is_read_and_not_in_the_list(api: LicensingApi) -> None:
    roster_id = sent(api, FILE.replace(b"01-01", b"1"))

    (fault,) = read(api, roster_id)["faults"]
    assert (fault["line"], fault["column"], fault["value"]) == (3, "birth_month_day", "1")
    assert f"licensing-rosters/OH/{roster_id}.csv" in read(api, roster_id)["table"]
    (listed,) = api.ask("GET", ROSTERS).document["rosters"]
    assert listed["table"] is None
    assert (listed["roster_id"], listed["faults"], listed["fault_count"], listed["is_you"]) == (roster_id, [], 1, True)


def test_a_step_follows_the_one_before_it(api: LicensingApi) -> None:
    roster_id = str(api.ask("POST", ROSTERS, ASKED).document["roster_id"])

    assert is_problem(step(api, roster_id, status="loading", removed=0), 409, "ROSTER_ELSEWHERE")


def test_a_step_that_is_asked_again_is_sent_again_and_logged_once(api: LicensingApi) -> None:
    roster_id = sent(api)
    for _ in range(2):
        assert step(api, roster_id, status="loading", removed=0).status == 200

    assert len(api.checks.messages) == 2
    looks = api.ask("GET", f"{PLACE}/log").document["looks"]
    assert [look["kind"] for look in looks].count("roster") == 1
    api.take_rosters()
    assert read(api, roster_id)["status"] == "loaded"


@pytest.mark.parametrize("changes", [{"size": 0}, {"size": 60_000_001}, {"sha256": "x"}, {"name": " "}, {"more": 1}])
def test_what_is_no_file_is_refused(api: LicensingApi, changes: dict[str, object]) -> None:
    assert is_problem(api.ask("POST", ROSTERS, ASKED | changes), 422, "REQUEST_INVALID")


@pytest.mark.parametrize("role", [PRIMARY, ACCREDITOR, OPERATOR, OF_CALIFORNIA])
def test_nobody_else_sends_or_reads_rosters(api: LicensingApi, role: Role) -> None:
    roster_id = sent(api)
    other = api.contacts.person(role)

    for method, path, document in (
        ("POST", ROSTERS, ASKED),
        ("GET", ROSTERS, None),
        ("GET", f"{ROSTERS}/{roster_id}", None),
        ("PATCH", f"{ROSTERS}/{roster_id}", {"status": "loading", "removed": 0}),
    ):
        assert is_problem(api.ask(method, path, document, other), 404, "NOT_FOUND")
    if role.kind is RoleKind.OFFICER:
        elsewhere = f"/v1/licensing/CA/rosters/{roster_id}"
        assert is_problem(api.ask("GET", elsewhere, None, other), 404, "NOT_FOUND")
