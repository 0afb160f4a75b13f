import datetime as dt
import hashlib
import json

import pytest

from cmehub.accounts.keys import Scope, WrittenKey
from cmehub.submissions.reports import SubmissionReport
from cmehub.submissions.submission import submission_id
from functions.ingest.api.files.posted_files import POST_LIMIT
from local.sample_data.sample_files import SAMPLES
from tests.api_hub import Answer, ApiHub, called, is_problem
from tests.sample_hub import OTHER_PROVIDER_ID, PROVIDER_ID

LEARNERS = (SAMPLES / "learners.xml").read_bytes()
TAKEN = submission_id(PROVIDER_ID, hashlib.sha256(LEARNERS).hexdigest())
HOUR = dt.timedelta(hours=1)
UPLOAD = {"file_name": "learners.xml", "size": len(LEARNERS), "sha256": hashlib.sha256(LEARNERS).hexdigest()}
ROUTES = [
    ("POST", "/v1/submissions", LEARNERS, Scope.READ),
    ("POST", "/v1/uploads", json.dumps(UPLOAD).encode(), Scope.READ),
    ("GET", "/v1/submissions", b"", Scope.LEARNERS_WRITE),
    ("GET", f"/v1/submissions/{TAKEN}", b"", Scope.LEARNERS_WRITE),
    ("GET", f"/v1/submissions/{TAKEN}/report", b"", Scope.LEARNERS_WRITE),
    ("GET", f"/v1/submissions/{TAKEN}/issues", b"", Scope.LEARNERS_WRITE),
]


def call(method: str, path: str, body: bytes, key: str | None) -> Answer:
    kind = "application/json" if path == "/v1/uploads" else "application/octet-stream"
    headers = {"X-File-Name": "learners.xml", "Content-Type": kind}
    return called(method, path, key, body=body, headers=headers)


def test_a_posted_file_is_taken_in_read_and_reported(api: ApiHub) -> None:
    key = api.key()

    posted = api.post(LEARNERS, key)

    assert posted.status == 202
    assert posted.document == {"submission_id": TAKEN, "status": "reading", "duplicate": False}
    assert posted.headers["Location"] == f"submissions/{TAKEN}"
    assert [upload.key for upload in api.arrivals.arrived] == [f"{PROVIDER_ID}/learners.xml"]
    before = called("GET", f"/v1/submissions/{TAKEN}", key)
    assert (before.status, before.document["status"], before.document["rows"]) == (200, "reading", 0)

    api.read_all()

    state = called("GET", f"/v1/submissions/{TAKEN}", key).document
    report = called("GET", f"/v1/submissions/{TAKEN}/report", key)
    assert (state["status"], state["kind"], state["format"]) == ("finished", "learners", "learner-xml")
    assert (report.status, "Link" in report.headers) == (200, False)
    assert SubmissionReport.model_validate_json(report.text) == api.hub.report(TAKEN)
    assert report.document == api.hub.report(TAKEN).model_dump(mode="json")
    assert (state["rows"], state["counts"]) == (report.document["rows"], report.document["counts"])
    assert state["rows"] == 29


def test_the_same_bytes_again_are_the_same_submission(api: ApiHub) -> None:
    key = api.key()
    api.post(LEARNERS, key)

    before_reading = api.post(LEARNERS, key, "another.xml")
    api.read_all()
    after_reading = api.post(LEARNERS, key)

    assert before_reading.document == {"submission_id": TAKEN, "status": "reading", "duplicate": True}
    assert after_reading.document == {"submission_id": TAKEN, "status": "finished", "duplicate": True}


def test_bytes_that_came_by_the_bucket_are_known_to_the_api(api: ApiHub) -> None:
    api.hub.submit(SAMPLES / "learners.xml", PROVIDER_ID)

    assert api.post(LEARNERS, api.key()).document["duplicate"] is True


def test_the_same_bytes_of_another_provider_are_another_submission(api: ApiHub) -> None:
    api.post(LEARNERS, api.key())

    other = api.post(LEARNERS, api.key(provider_id=OTHER_PROVIDER_ID)).document

    assert other["duplicate"] is False
    assert other["submission_id"] != TAKEN


@pytest.mark.parametrize(("query", "folder", "is_dry"), [("dry_run", "dry-run", True), ("again", "again", False)])
def test_a_file_that_is_meant_anew_is_a_submission_of_its_own_each_time(
    api: ApiHub, query: str, folder: str, is_dry: bool
) -> None:
    key = api.key()

    ids = {api.post(LEARNERS, key, **{query: "true"}).document["submission_id"] for _ in range(2)}
    api.read_all()

    assert {upload.key for upload in api.arrivals.arrived} == {f"{PROVIDER_ID}/{folder}/learners.xml"}
    assert len(ids - {TAKEN}) == 2
    for sent_id in ids:
        state = called("GET", f"/v1/submissions/{sent_id}", key).document
        assert (state["status"], state["dry_run"], state["rows"]) == ("finished", is_dry, 29)


def test_a_file_with_another_statement_about_permission_is_another_submission(api: ApiHub) -> None:
    key = api.key()
    denied = {"permission_to_share": "false"}
    plain, first, second = (api.post(LEARNERS, key, **said).document for said in ({}, denied, denied))
    api.read_all()

    assert plain["submission_id"] == TAKEN != first["submission_id"] == second["submission_id"]
    assert [receipt["duplicate"] for receipt in (plain, first, second)] == [False, False, True]
    issues = called("GET", f"/v1/submissions/{first['submission_id']}/issues", key).document["issues"]
    assert "PERMISSION_DENIED" in {issue["code"] for issue in issues}
    assert api.arrivals.arrived[1].key == f"{PROVIDER_ID}/permission-denied/learners.xml"


def test_a_dry_run_that_is_meant_again_is_refused(api: ApiHub) -> None:
    answer = api.post(LEARNERS, api.key(), dry_run="true", again="true")

    assert is_problem(answer, 422, "REQUEST_INVALID")
    assert api.arrivals.arrived == []


@pytest.mark.parametrize(("method", "path", "body", "wrong_scope"), ROUTES)
def test_every_route_wants_a_key_that_is_good(
    api: ApiHub, method: str, path: str, body: bytes, wrong_scope: Scope
) -> None:
    good = api.key()
    api.post(LEARNERS, good)
    arrived = len(api.arrivals.arrived)
    revoked, other = api.key(), WrittenKey.read(api.key())
    assert other is not None
    kept = WrittenKey.read(revoked)
    assert kept is not None
    api.keys.revoke(kept.key_id, at=api.hub.now)
    expired = api.key(expires_at=api.hub.now)
    refused: list[tuple[str | None, int, str]] = [
        (None, 401, "KEY_MISSING"),
        ("letmein", 401, "KEY_UNKNOWN"),
        (str(other._replace(key_id=f"{PROVIDER_ID}-00000000")), 401, "KEY_UNKNOWN"),
        (str(other._replace(secret="A" * 43)), 401, "KEY_UNKNOWN"),
        (str(other._replace(key_id=other.key_id.replace(PROVIDER_ID, OTHER_PROVIDER_ID))), 401, "KEY_UNKNOWN"),
        (revoked, 401, "KEY_REVOKED"),
        (expired, 401, "KEY_EXPIRED"),
        (api.key(wrong_scope), 403, "SCOPE_MISSING"),
    ]

    for key, status, code in refused:
        answer = call(method, path, body, key)
        assert is_problem(answer, status, code)
        assert ("WWW-Authenticate" in answer.headers) == (status == 401)

    assert len(api.arrivals.arrived) == arrived
    assert call(method, path, body, good).status in {200, 202}


@pytest.mark.parametrize("scope", [Scope.ACTIVITIES_WRITE, Scope.LEARNERS_WRITE])
def test_either_scope_to_write_allows_to_send_a_file(api: ApiHub, scope: Scope) -> None:
    assert api.post(LEARNERS, api.key(scope)).status == 202


def test_a_key_is_good_until_the_moment_at_which_it_expires(api: ApiHub) -> None:
    key = api.key(expires_at=api.hub.now + HOUR)
    assert api.post(LEARNERS, key).status == 202

    api.hub.now += HOUR

    assert is_problem(api.post(LEARNERS, key), 401, "KEY_EXPIRED")


@pytest.mark.parametrize("rest", ["", "/report", "/issues"])
def test_a_submission_of_another_provider_is_not_there(api: ApiHub, rest: str) -> None:
    api.post(LEARNERS, api.key())
    of_other = api.key(provider_id=OTHER_PROVIDER_ID)
    nowhere = called("GET", f"/v1/submissions/{'0' * 32}{rest}", of_other)
    assert is_problem(nowhere, 404, "NOT_FOUND")

    for _ in range(2):
        theirs = called("GET", f"/v1/submissions/{TAKEN}{rest}", of_other)
        assert theirs.document | {"instance": ""} == nowhere.document | {"instance": ""}
        api.read_all()


def test_a_file_may_be_posted_up_to_the_limit(api: ApiHub) -> None:
    key = api.key()

    assert api.post(b"x" * POST_LIMIT, key).status == 202
    too_large = api.post(b"x" * (POST_LIMIT + 1), key)

    assert is_problem(too_large, 413, "CONTENT_TOO_LARGE")
    assert "POST /v1/uploads" in too_large.document["detail"]
    assert len(api.arrivals.arrived) == 1


def test_bytes_arrive_unchanged_whatever_they_are(api: ApiHub) -> None:
    content = bytes(range(256))

    posted = api.post(content, api.key()).document

    assert posted["submission_id"] == submission_id(PROVIDER_ID, hashlib.sha256(content).hexdigest())


@pytest.mark.parametrize("kind", ["text/csv", "application/json", "application/xml"])
def test_text_arrives_unchanged_or_not_at_all(api: ApiHub, kind: str) -> None:
    key, headers = api.key(), {"X-File-Name": "a.csv", "Content-Type": kind}
    text = "Last Name\r\nMüller\r\n"

    good = called("POST", "/v1/submissions", key, body=text.encode(), headers=headers)
    broken = called("POST", "/v1/submissions", key, body=text.encode("cp1252"), headers=headers)

    assert good.document["submission_id"] == submission_id(PROVIDER_ID, hashlib.sha256(text.encode()).hexdigest())
    assert is_problem(broken, 415, "FILE_NOT_BINARY")
    assert len(api.arrivals.arrived) == 1


@pytest.mark.parametrize(
    ("headers", "name"),
    [
        ({"X-File-Name": "May report.xml"}, "May report.xml"),
        ({"X-File-Name": "May, June.xml"}, "May, June.xml"),
        ({"X-File-Name": "M%C3%A4rz%2050%25.xml"}, "März 50%.xml"),
        ({"X-File-Name": "dry-run/learners.xml"}, "learners.xml"),
        ({"X-File-Name": "%2e%2e%2f0008888%2flearners.xml"}, "learners.xml"),
        ({"X-File-Name": r"C:\files\learners.xml"}, "learners.xml"),
        ({"Content-Disposition": 'attachment; filename="again/a b.xml"'}, "a b.xml"),
        ({"Content-Disposition": "attachment; filename*=UTF-8''M%C3%A4rz.xml"}, "März.xml"),
    ],
)
def test_a_name_is_kept_and_never_chooses_a_folder(api: ApiHub, headers: dict[str, str], name: str) -> None:
    assert called("POST", "/v1/submissions", api.key(), body=LEARNERS, headers=headers).status == 200

    assert [upload.key for upload in api.arrivals.arrived] == [f"{PROVIDER_ID}/{name}"]


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"X-File-Name": "folder/"},
        {"X-File-Name": ".."},
        {"X-File-Name": "a%0Ab"},
        {"X-File-Name": "ä" * 128},
        {"Content-Disposition": "attachment"},
        {"Content-Disposition": "inline; filename="},
    ],
)
def test_a_file_without_a_name_that_can_be_kept(api: ApiHub, headers: dict[str, str]) -> None:
    answer = called("POST", "/v1/submissions", api.key(), body=LEARNERS, headers=headers)

    assert is_problem(answer, 422, "FILE_NAME_MISSING")
    assert api.arrivals.arrived == []


def test_a_route_that_is_not_there(api: ApiHub) -> None:
    assert is_problem(called("GET", "/v1/nothing", api.key()), 404, "NOT_FOUND")


def test_a_route_that_is_there_for_other_methods(api: ApiHub) -> None:
    answer = called("DELETE", "/v1/submissions", api.key())

    assert is_problem(answer, 405, "METHOD_NOT_ALLOWED")
    assert "POST" in answer.headers["Allow"].split(", ")


def test_a_fault_is_the_hubs_and_the_next_try_goes_well(api: ApiHub) -> None:
    key = api.key()
    api.arrivals.faults.append(TimeoutError("0009999/learners.xml"))

    failed, done = api.post(LEARNERS, key), api.post(LEARNERS, key)

    assert is_problem(failed, 500, "HUB_FAULT")
    assert "0009999" not in failed.text
    assert done.document == {"submission_id": TAKEN, "status": "reading", "duplicate": False}
