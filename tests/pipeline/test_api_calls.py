"""The API on the local stack: through the gateway, with the commands of its page."""

import hashlib
import json
import os
import re
import subprocess
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest
import urllib3

from cmehub.submissions.reports import SubmissionReport
from functions.ingest.api.files.upload_documents import PART_SIZE
from local.sample_data.sample_files import SAMPLES
from local.sample_load import OTHER_PROVIDER_ID, PROVIDER_ID
from tests.pipeline.conftest import SECONDS, Hub

COMMANDS = re.findall(r"```sh\n(.*?)```", (Path(__file__).parents[2] / "docs" / "api.md").read_text("utf-8"), re.DOTALL)


def key_of(hub: Hub, provider_id: str) -> str:
    scopes = ("--scope", "learners:write", "--scope", "read")
    return hub.command("keys", "create", provider_id, *scopes).stdout.strip()


@pytest.fixture(scope="module")
def key(hub: Hub) -> str:
    return key_of(hub, PROVIDER_ID)


def finished(hub: Hub, path: str, key: str) -> Any:
    def look() -> Any:
        state = called(hub, "GET", path, key).json()
        return state if state["status"] == "finished" else None

    return hub.wait_for("the end of the submission", look)


def called(hub: Hub, method: str, path: str, key: str, **more: Any) -> urllib3.BaseHTTPResponse:
    headers = {"Authorization": f"Bearer {key}", **more.pop("headers", {})}
    return request(method, hub.stores.connection.api_url + path, headers=headers, **more)


def request(method: str, url: str, **more: Any) -> urllib3.BaseHTTPResponse:
    return urllib3.request(method, url, retries=False, timeout=SECONDS, **more)


NEW = (SAMPLES / "learners.xml").read_bytes() + b"<!-- by the API -->"
WORKBOOK = (SAMPLES / "learners-mistakes.xlsx").read_bytes()
BINARY = {"Content-Type": "application/octet-stream", "X-File-Name": "by-api"}


@pytest.mark.parametrize(("content", "query", "duplicate_later"), [(NEW, "", True), (WORKBOOK, "?dry_run=true", False)])
def test_a_posted_file_comes_to_what_the_command_line_tells(
    hub: Hub, key: str, content: bytes, query: str, duplicate_later: bool
) -> None:
    headers = BINARY | {"Prefer": "respond-async"}
    route = f"/v1/submissions{query}"

    posted = called(hub, "POST", route, key, body=content, headers=headers)

    assert posted.status == 202, posted.data
    assert posted.json()["duplicate"] is False
    path = f"/v1/{posted.headers['Location']}"
    state = finished(hub, path, key)
    report = called(hub, "GET", f"{path}/report", key).json()
    told = hub.command("status", posted.json()["submission_id"], "--json").stdout
    assert report == json.loads(told)
    assert (state["counts"], state["rows"]) == (report["counts"], report["rows"])
    assert report["dry_run"] is bool(query)
    assert report["rows"] > 0
    again = called(hub, "POST", route, key, body=content, headers=headers).json()
    assert again["duplicate"] is duplicate_later


@pytest.mark.parametrize("query", ["", "?dry_run=true"])
def test_a_small_file_is_answered_with_its_report(hub: Hub, key: str, query: str) -> None:
    content = WORKBOOK if query else NEW + b"<!-- at once -->"

    answer = called(hub, "POST", f"/v1/submissions{query}", key, body=content, headers=BINARY)

    assert answer.status == 200, answer.data
    told = answer.json()
    finished(hub, f"/v1/submissions/{told['submission_id']}", key)
    later = called(hub, "GET", f"/v1/submissions/{told['submission_id']}/report", key).json()
    assert told["status"] in {"awaiting boards", "finished"}
    assert [record["row"] for record in told["records"]] == [record["row"] for record in later["records"]]
    assert (told["rows"], told["issues"], told["dry_run"]) == (later["rows"], later["issues"], bool(query))
    listed = called(hub, "GET", f"/v1/submissions?limit=1&dry_run={told['dry_run']}", key).json()["submissions"]
    assert [submission["submission_id"] for submission in listed] == [told["submission_id"]]


def parts_of(hub: Hub, key: str, content: bytes, query: str = "") -> tuple[Any, list[bytes]]:
    """Ask for places for the parts of a file; return the answer and the parts."""
    parts = [content[start : start + PART_SIZE] for start in range(0, len(content), PART_SIZE)]
    hashes = [hashlib.sha256(part).hexdigest() for part in parts]
    wanted = {"file_name": "parts.xml", "size": len(content), "sha256": hashlib.sha256(content).hexdigest()}
    answer = called(hub, "POST", f"/v1/uploads{query}", key, json=wanted | {"parts": hashes})
    assert answer.status == 200, answer.data
    return answer.json(), parts


def test_a_file_in_two_parts(hub: Hub, key: str) -> None:
    comment = b"<!--" + b" " * 999_992 + b"-->\n"
    places, parts = parts_of(hub, key, NEW + comment * 68)
    complete = f"/v1/uploads/{places['token']}/complete"
    assert len(parts) == 2
    for place, content in reversed([*zip(places["parts"], parts, strict=True)]):
        assert called(hub, "POST", complete, key).status == 409
        put = request("PUT", place["url"], body=content, headers=place["headers"])
        assert put.status == 200, put.data

    receipt = called(hub, "POST", complete, key)

    assert receipt.status == 202, receipt.data
    assert receipt.json()["submission_id"] == places["submission_id"]
    assert hub.finished(places["submission_id"]).rows == 29


def test_parts_take_no_other_content_and_a_dry_run_is_one(hub: Hub, key: str) -> None:
    places, (content,) = parts_of(hub, key, NEW, "?dry_run=true")
    (place,) = places["parts"]
    refused = request("PUT", place["url"], body=content[::-1], headers=place["headers"])
    assert refused.status == 400
    assert request("PUT", place["url"], body=content, headers=place["headers"]).status == 200

    receipt = called(hub, "POST", f"/v1/uploads/{places['token']}/complete", key).json()

    assert hub.finished(receipt["submission_id"]).dry_run is True


def test_an_upload_that_is_given_up(hub: Hub, key: str) -> None:
    places, _ = parts_of(hub, key, NEW)

    assert called(hub, "DELETE", f"/v1/uploads/{places['token']}", key).status == 204

    assert called(hub, "POST", f"/v1/uploads/{places['token']}/complete", key).status == 404


def test_a_place_takes_no_other_content(hub: Hub, key: str) -> None:
    wanted = {"file_name": "a.xml", "size": len(NEW), "sha256": hashlib.sha256(NEW).hexdigest()}
    place = called(hub, "POST", "/v1/uploads", key, json=wanted).json()

    refused = request("PUT", place["url"], body=NEW[::-1], headers=place["headers"])

    assert refused.status == 400
    assert b"BadDigest" in refused.data or b"InvalidRequest" in refused.data


def test_another_providers_key_and_a_revoked_one(hub: Hub) -> None:
    path = f"/v1/submissions/{hub.ids['learners.xml']}"
    of_other = key_of(hub, OTHER_PROVIDER_ID)
    (kept,) = hub.stores.keys.of_provider(OTHER_PROVIDER_ID)
    assert called(hub, "GET", path, of_other).status == 404
    assert hub.command("keys", "revoke", kept.key_id).returncode == 0

    refused = called(hub, "GET", path, of_other)

    assert refused.status == 401
    assert refused.headers["Content-Type"] == "application/problem+json"
    assert refused.json()["instance"] == refused.headers["X-Request-Id"]


def test_a_client_of_oauth_calls_with_its_token(hub: Hub) -> None:
    made = hub.command("keys", "create", PROVIDER_ID, "--scope", "read", "--scope", "match", "--oauth").stdout
    client = json.loads(made)

    def token(scope: str) -> dict[str, str]:
        credentials = urllib3.make_headers(basic_auth=f"{client['client_id']}:{client['client_secret']}")
        asked = {"grant_type": "client_credentials", "scope": scope}
        headers = credentials | {"Content-Type": "application/x-www-form-urlencoded"}
        answer = urllib3.request("POST", client["token_url"], body=urlencode(asked), headers=headers, retries=False)
        assert answer.status == 200, answer.data
        return {"Authorization": f"Bearer {answer.json()['access_token']}"}

    path = f"/v1/submissions/{hub.ids['learners.xml']}"
    assert called(hub, "GET", path, "", headers=token("cme-hub/read")).json()["status"] == "finished"
    assert called(hub, "GET", path, "", headers=token("cme-hub/match")).json()["code"] == "SCOPE_MISSING"
    assert hub.command("keys", "revoke", client["key_id"]).returncode == 0
    assert called(hub, "GET", path, "", headers=token("cme-hub/read")).json()["code"] == "KEY_REVOKED"


def test_the_commands_of_the_page(hub: Hub, key: str, tmp_path: Path) -> None:
    (tmp_path / "learners.xml").write_bytes((SAMPLES / "learners.xml").read_bytes() + b"<!-- by curl -->")
    (tmp_path / "large.xml").write_bytes((SAMPLES / "learners.xml").read_bytes() + b"<!-- in parts -->")
    (tmp_path / "large.xlsx").write_bytes((SAMPLES / "learners-clean-libreoffice.xlsx").read_bytes())
    variables = {"API": hub.stores.connection.api_url, "KEY": key}
    post, ask, put, split, ask_parts, complete, see, read, issues, files, boards = COMMANDS

    posted = json.loads(run(post, tmp_path, variables))
    place = json.loads(run(ask, tmp_path, variables))
    headers = place["headers"]
    run(put, tmp_path, {"URL": place["url"], "CHECKSUM": headers["x-amz-checksum-sha256"]})
    run(split, tmp_path, {})
    places = json.loads(run(ask_parts, tmp_path, variables))
    (part,) = places["parts"]
    checksum = part["headers"]["x-amz-checksum-sha256"]
    run(put.replace("large.xlsx", "part.aa"), tmp_path, {"URL": part["url"], "CHECKSUM": checksum})
    receipt = json.loads(run(complete, tmp_path, variables | {"TOKEN": places["token"]}))

    for taken in (posted["submission_id"], place["submission_id"], receipt["submission_id"]):
        told = hub.finished(taken)
        assert json.loads(run(see, tmp_path, variables | {"ID": taken}))["status"] == "finished"
        page = SubmissionReport.model_validate_json(run(read, tmp_path, variables | {"ID": taken}))
        assert page == told
        errors = json.loads(run(issues, tmp_path, variables | {"ID": taken}))["issues"]
        assert errors == [issue.model_dump(mode="json") for issue in told.issues if issue.severity == "error"]
    assert {board["board"] for board in json.loads(run(boards, tmp_path, variables))["boards"]} >= {"ABIM", "ABA"}
    listed = json.loads(run(files, tmp_path, variables))["submissions"]
    assert {posted["submission_id"], place["submission_id"]} <= {submission["submission_id"] for submission in listed}


def run(command: str, folder: Path, variables: Mapping[str, str]) -> str:
    done = subprocess.run(
        ["/bin/sh", "-c", command],
        cwd=folder,
        env={"PATH": os.environ["PATH"], **variables},
        capture_output=True,
        text=True,
        timeout=SECONDS,
        check=False,
    )
    assert done.returncode == 0, f"{command}\n{done.stdout}\n{done.stderr}"
    return done.stdout
