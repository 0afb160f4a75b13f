"""Places for files that are put into the bucket by their senders, whole or in parts."""

import hashlib
import json
from typing import Any

import pytest

from cmehub.accounts.keys import Scope
from cmehub.api.cursors import written_cursor
from cmehub.chunks.ingestion import SIZE_LIMIT
from cmehub.submissions.submission import submission_id
from functions.ingest.api.files import upload_places
from functions.ingest.api.files.upload_documents import PART_SIZE
from local.sample_data.sample_files import SAMPLES
from tests.api_hub import Answer, ApiHub, called, called_json, is_problem
from tests.sample_hub import OTHER_PROVIDER_ID, PROVIDER_ID

LEARNERS = (SAMPLES / "learners.xml").read_bytes()
DIGEST = hashlib.sha256(LEARNERS).hexdigest()
TAKEN = submission_id(PROVIDER_ID, DIGEST)
UPLOAD = {"file_name": "learners.xml", "size": len(LEARNERS), "sha256": DIGEST}


def uploaded(key: str, **changes: Any) -> Answer:
    body = json.dumps(UPLOAD | changes).encode()
    return called("POST", "/v1/uploads", key, body=body, headers={"Content-Type": "application/json"})


def test_a_large_file_gets_a_place_among_its_providers_own(api: ApiHub) -> None:
    answer = uploaded(api.key(), file_name="../0008888/big.xlsx", provider_id=OTHER_PROVIDER_ID)

    assert answer.status == 200
    assert answer.document == {
        "submission_id": TAKEN,
        "duplicate": False,
        "method": "PUT",
        "url": f"https://uploads.example.org/{PROVIDER_ID}/big.xlsx?seconds=900&headers=2",
        "headers": {
            "Content-Length": str(len(LEARNERS)),
            "x-amz-checksum-sha256": answer.document["headers"]["x-amz-checksum-sha256"],
        },
        "expires_at": "2026-11-20T12:15:00Z",
    }


def test_a_large_file_that_was_read_before_needs_no_transfer(api: ApiHub) -> None:
    key = api.key()
    api.post(LEARNERS, key)
    api.read_all()

    assert uploaded(key).document["duplicate"] is True


@pytest.mark.parametrize(
    ("changes", "status", "code", "said"),
    [
        ({"size": SIZE_LIMIT + 1}, 413, "CONTENT_TOO_LARGE", "2,000,000,000"),
        ({"size": 0}, 422, "REQUEST_INVALID", "size"),
        ({"sha256": "abc"}, 422, "REQUEST_INVALID", "sha256"),
        ({"file_name": ""}, 422, "FILE_NAME_MISSING", "255"),
        ({"file_name": None}, 422, "REQUEST_INVALID", "file_name"),
    ],
)
def test_a_place_that_cannot_be_given(api: ApiHub, changes: dict[str, Any], status: int, code: str, said: str) -> None:
    answer = uploaded(api.key(), **changes)

    assert is_problem(answer, status, code)
    assert said in answer.document["detail"]


@pytest.mark.parametrize("body", [b"", b"[]", b"{", b"null", b'"text"', b"\xff"])
def test_a_body_that_is_no_document(api: ApiHub, body: bytes) -> None:
    answer = called("POST", "/v1/uploads", api.key(), body=body, headers={"Content-Type": "application/json"})

    assert is_problem(answer, 422, "REQUEST_INVALID")


@pytest.mark.parametrize(
    "kind", ["text/plain", "application/octet-stream", "multipart/form-data", "multipart/mixed; boundary=x"]
)
def test_a_document_of_another_type(api: ApiHub, kind: str) -> None:
    answer = called("POST", "/v1/uploads", api.key(), body=b"{}", headers={"Content-Type": kind})

    assert is_problem(answer, 415, "CONTENT_TYPE_UNSUPPORTED")


def hashes(*parts: bytes) -> list[str]:
    return [hashlib.sha256(part).hexdigest() for part in parts]


@pytest.fixture
def in_parts(monkeypatch: pytest.MonkeyPatch) -> list[bytes]:
    """The file in three parts, the last one smaller."""
    size = len(LEARNERS) // 3 + 1
    monkeypatch.setattr(upload_places, "PART_SIZE", size)
    return [LEARNERS[start : start + size] for start in range(0, len(LEARNERS), size)]


def completed(token: str, key: str | None) -> Answer:
    return called("POST", f"/v1/uploads/{token}/complete", key)


@pytest.mark.parametrize(
    ("query", "folder"),
    [
        ({}, ""),
        ({"dry_run": "true"}, "dry-run/"),
        ({"again": "true"}, "again/"),
        ({"permission_to_share": "false"}, "permission-denied/"),
        ({"again": "true", "permission_to_share": "true"}, "again/permission-given/"),
    ],
)
def test_a_file_in_parts_is_one_file_once_it_is_completed(
    api: ApiHub, in_parts: list[bytes], query: dict[str, str], folder: str
) -> None:
    key = api.key()
    body = UPLOAD | {"parts": hashes(*in_parts)}

    places = called_json("POST", "/v1/uploads", key, body, query=query).document
    for part in places["parts"]:
        assert part["headers"]["Content-Length"] == str(len(in_parts[part["number"] - 1]))
        api.signed.put_part(places["token"], part["number"], in_parts[part["number"] - 1])
    answer = completed(places["token"], key)

    assert [part["number"] for part in places["parts"]] == [1, 2, 3]
    assert len({part["headers"]["x-amz-checksum-sha256"] for part in places["parts"]}) == 3
    assert places["parts"][1]["url"].endswith(f"/{PROVIDER_ID}/{folder}learners.xml?seconds=3600&headers=2&part=2")
    assert (places["expires_at"], places["duplicate"]) == ("2026-11-20T13:00:00Z", False)
    (upload,) = api.arrivals.arrived
    taken = submission_id(PROVIDER_ID, DIGEST, upload.key, upload.version)
    assert upload.key == f"{PROVIDER_ID}/{folder}learners.xml"
    assert places["submission_id"] == (None if query.keys() & {"dry_run", "again"} else taken)
    assert answer.document == {"submission_id": taken, "status": "reading", "duplicate": False}
    assert (answer.status, answer.headers["Location"]) == (202, f"../../submissions/{taken}")
    api.read_all()
    state = called("GET", f"/v1/submissions/{taken}", key).document
    assert (state["status"], state["rows"], state["dry_run"]) == ("finished", 29, "dry_run" in query)


def test_a_file_in_parts_that_was_read_before_is_told_to_be(api: ApiHub, in_parts: list[bytes]) -> None:
    key = api.key()
    api.send(LEARNERS, key)
    body = UPLOAD | {"parts": hashes(*in_parts)}

    places = called_json("POST", "/v1/uploads", key, body).document
    for number, content in enumerate(in_parts, start=1):
        api.signed.put_part(places["token"], number, content)
    answer = completed(places["token"], key).document

    assert (places["submission_id"], places["duplicate"]) == (TAKEN, True)
    assert (answer["submission_id"], answer["duplicate"]) == (TAKEN, True)


def test_an_upload_is_completed_when_every_part_is_there_and_no_sooner(api: ApiHub, in_parts: list[bytes]) -> None:
    key = api.key()
    token = called_json("POST", "/v1/uploads", key, UPLOAD | {"parts": hashes(*in_parts)}).document["token"]
    api.signed.put_part(token, 2, in_parts[1])

    too_soon = completed(token, key)

    assert is_problem(too_soon, 409, "UPLOAD_INCOMPLETE")
    assert "1, 3" in too_soon.document["detail"]
    assert api.arrivals.arrived == []
    api.signed.put_part(token, 1, in_parts[0])
    api.signed.put_part(token, 3, in_parts[2])
    assert completed(token, key).status == 202
    assert is_problem(completed(token, key), 404, "NOT_FOUND")
    assert len(api.arrivals.arrived) == 1


def test_an_upload_that_is_given_up_is_gone(api: ApiHub, in_parts: list[bytes]) -> None:
    key = api.key()
    token = called_json("POST", "/v1/uploads", key, UPLOAD | {"parts": hashes(*in_parts)}).document["token"]

    given_up = called("DELETE", f"/v1/uploads/{token}", key)

    assert (given_up.status, given_up.text) == (204, "")
    assert api.signed.parts == {}
    for answer in (completed(token, key), called("DELETE", f"/v1/uploads/{token}", key)):
        assert is_problem(answer, 404, "NOT_FOUND")
        assert "GET /v1/submissions" in answer.document["detail"]


@pytest.mark.parametrize(("method", "rest"), [("POST", "/complete"), ("DELETE", "")])
def test_an_upload_is_its_own_providers_alone(api: ApiHub, in_parts: list[bytes], method: str, rest: str) -> None:
    key = api.key()
    token = called_json("POST", "/v1/uploads", key, UPLOAD | {"parts": hashes(*in_parts)}).document["token"]
    for number, content in enumerate(in_parts, start=1):
        api.signed.put_part(token, number, content)
    path = f"/v1/uploads/{token}{rest}"

    assert is_problem(called(method, path, None), 401, "KEY_MISSING")
    assert is_problem(called(method, path, api.key(Scope.READ)), 403, "SCOPE_MISSING")
    assert is_problem(called(method, path, api.key(provider_id=OTHER_PROVIDER_ID)), 404, "NOT_FOUND")

    assert api.arrivals.arrived == []
    assert called(method, path, key).status in {202, 204}


@pytest.mark.parametrize(
    "token",
    [
        "x",
        "eA",
        written_cursor(f"{PROVIDER_ID}/a.xml", "upload"),
        written_cursor(f"{PROVIDER_ID}/a.xml", "", "0" * 64, 1),
        written_cursor(f"{PROVIDER_ID}0/a.xml", "upload", "0" * 64, 1),
        written_cursor(f"{PROVIDER_ID}/a.xml", "upload", "0" * 64, 1),
    ],
)
def test_a_token_that_names_no_upload(api: ApiHub, token: str) -> None:
    assert is_problem(completed(token, api.key()), 404, "NOT_FOUND")
    assert is_problem(called("DELETE", f"/v1/uploads/{token}", api.key()), 404, "NOT_FOUND")


@pytest.mark.parametrize(
    ("size", "count", "fits"),
    [
        (1, 1, True),
        (PART_SIZE, 1, True),
        (PART_SIZE + 1, 2, True),
        (2 * PART_SIZE, 2, True),
        (SIZE_LIMIT, 30, True),
        (1, 0, False),
        (1, 2, False),
        (PART_SIZE + 1, 1, False),
        (2 * PART_SIZE, 3, False),
    ],
)
def test_a_file_has_as_many_parts_as_its_size_needs(api: ApiHub, size: int, count: int, fits: bool) -> None:
    answer = uploaded(api.key(), size=size, parts=["0" * 64] * count)

    if not fits:
        assert is_problem(answer, 422, "REQUEST_INVALID")
        assert "67,108,864" in answer.document["detail"]
        assert api.signed.parts == {}
        return
    sizes = [int(part["headers"]["Content-Length"]) for part in answer.document["parts"]]
    assert (len(sizes), sum(sizes), answer.document["part_size"]) == (count, size, 67_108_864)
    assert sizes[:-1] == [PART_SIZE] * (count - 1)


@pytest.mark.parametrize(
    ("changes", "query", "said"),
    [
        ({"parts": ["abc"]}, {}, "parts"),
        ({}, {"dry_run": "true"}, "parts"),
        ({}, {"again": "true"}, "parts"),
        ({"parts": ["0" * 64]}, {"dry_run": "true", "again": "true"}, "dry_run or again"),
    ],
)
def test_parts_that_cannot_be_placed(api: ApiHub, changes: dict[str, Any], query: dict[str, str], said: str) -> None:
    answer = called_json("POST", "/v1/uploads", api.key(), UPLOAD | changes, query=query)

    assert is_problem(answer, 422, "REQUEST_INVALID")
    assert said in answer.document["detail"]
