"""The API on AWS (in moto): what the tests over memory can't show."""

import base64
import datetime as dt
import hashlib
import io
import json
from urllib.parse import parse_qs, urlsplit

import pytest

from cmehub.accounts.keys import make_key
from cmehub.api.access import READING, SENDING
from cmehub.stores.dynamo_keys import DynamoKeyStore
from cmehub.submissions.submission import SubmissionStatus, submission_id
from functions.ingest.api import handler as api_handler
from functions.ingest.api.files.signed_uploads import OpenUpload
from functions.ingest.uploads import handler as upload_handler
from local.sample_data.sample_files import SAMPLES
from tests.api_hub import Answer, called, called_json, is_problem
from tests.aws import UPLOADS_BUCKET
from tests.aws_events import s3_event
from tests.component.conftest import Cloud
from tests.sample_hub import PROVIDER_ID

WORKBOOK = (SAMPLES / "learners-clean.xlsx").read_bytes()
DIGEST = hashlib.sha256(WORKBOOK).hexdigest()
NAME = {"X-File-Name": "M%C3%A4rz.xlsx"}


@pytest.fixture
def key(cloud: Cloud) -> str:
    kept, written = make_key(PROVIDER_ID, [*SENDING, *READING], at=dt.datetime.now(dt.UTC))
    DynamoKeyStore(cloud.tables["providers"]).add(kept)
    return str(written)


@pytest.fixture(autouse=True)
def pauses(cloud: Cloud, monkeypatch: pytest.MonkeyPatch) -> None:
    """While a call waits, everything is delivered."""
    monkeypatch.setattr(api_handler, "pause", lambda _seconds: cloud.deliver_all())


def announced(cloud: Cloud, key: str) -> str:
    """Return the body of the message that announces a file."""
    found = cloud.s3.list_object_versions(Bucket=UPLOADS_BUCKET)["Versions"]
    (stored,) = [s3_object for s3_object in found if s3_object["Key"] == key]
    told = {"key": key, "size": stored["Size"], "eTag": stored["ETag"].strip('"'), "versionId": stored["VersionId"]}
    return s3_event(told, bucket=UPLOADS_BUCKET)


QUERIES = [({}, ""), ({"dry_run": "true"}, "dry-run/"), ({"again": "1"}, "again/")]


@pytest.mark.parametrize(("query", "folder"), QUERIES)
def test_a_posted_file_is_the_submission_that_ingest_makes_of_it(
    cloud: Cloud, key: str, query: dict[str, str], folder: str
) -> None:
    later = NAME | {"Prefer": "respond-async"}
    posted = called("POST", "/v1/submissions", key, body=WORKBOOK, headers=later, query=query).document

    event = announced(cloud, f"{PROVIDER_ID}/{folder}März.xlsx")
    assert cloud.call(upload_handler, event) == {"batchItemFailures": []}
    cloud.deliver_all()

    path = f"/v1/submissions/{posted['submission_id']}"
    assert called("GET", path, key).document["status"] == "finished"
    report = called("GET", f"{path}/report", key).document
    assert report == cloud.report(posted["submission_id"]).model_dump(mode="json")
    assert (report["counts"]["accepted"] > 0, report["format"]) == (True, "learner-workbook")


@pytest.mark.parametrize(("query", "folder"), QUERIES)
def test_a_file_that_is_waited_for_is_found_done_by_the_buckets_event(
    cloud: Cloud, key: str, query: dict[str, str], folder: str
) -> None:
    mistakes = (SAMPLES / "learners-mistakes.xlsx").read_bytes()
    answer = called("POST", "/v1/submissions", key, body=mistakes, headers=NAME, query=query)

    assert (answer.status, answer.document["status"]) == (200, "finished")
    assert answer.document == cloud.report(answer.document["submission_id"]).model_dump(mode="json")
    before = cloud.items(), [*cloud.work()], len(cloud.mails())
    event = announced(cloud, f"{PROVIDER_ID}/{folder}März.xlsx")
    assert cloud.call(upload_handler, event) == {"batchItemFailures": []}
    cloud.deliver_all()
    assert (cloud.items(), [*cloud.work()], len(cloud.mails())) == before
    assert before[2] == (0 if "dry_run" in query else 1)


def test_files_are_listed_by_the_index(cloud: Cloud, key: str) -> None:
    taken = called("POST", "/v1/submissions", key, body=WORKBOOK, headers=NAME).document["submission_id"]
    called("POST", "/v1/submissions", key, body=b"Dear hub", headers={"X-File-Name": "note.txt"})
    query = {"kind": "learners", "status": "finished", "limit": "1"}

    (listed,) = called("GET", "/v1/submissions", key, query=query).document["submissions"]

    assert (listed["submission_id"], listed["file_name"]) == (taken, "März.xlsx")
    newest = called("GET", "/v1/submissions", key, query={"limit": "1"})
    assert newest.document["submissions"][0]["file_name"] == "note.txt"
    cursor = newest.headers["Link"].partition("cursor=")[2].partition(">")[0]
    following = called("GET", "/v1/submissions", key, query={"cursor": cursor}).document["submissions"]
    assert following == [listed]


def parts_of(key: str, query: dict[str, str]) -> Answer:
    wanted = {"file_name": "big.xlsx", "size": len(WORKBOOK), "sha256": DIGEST, "parts": [DIGEST]}
    return called_json("POST", "/v1/uploads", key, wanted, query=query)


@pytest.mark.parametrize(("query", "folder"), QUERIES)
def test_a_file_in_parts_is_the_submission_that_completing_it_tells(
    cloud: Cloud, key: str, query: dict[str, str], folder: str
) -> None:
    placed = parts_of(key, query).document
    upload = OpenUpload.read(placed["token"], PROVIDER_ID)
    url = urlsplit(placed["parts"][0]["url"])
    signed = {name: value for name, (value,) in parse_qs(url.query).items()}
    assert (signed["partNumber"], signed["uploadId"], signed["X-Amz-Expires"]) == ("1", upload.upload_id, "3600")
    assert {"content-length", "x-amz-checksum-sha256"} <= set(signed["X-Amz-SignedHeaders"].split(";"))
    path = f"/v1/uploads/{placed['token']}/complete"
    assert is_problem(called("POST", path, key), 409, "UPLOAD_INCOMPLETE")

    cloud.s3.upload_part(Bucket=UPLOADS_BUCKET, Key=upload.key, UploadId=upload.upload_id, PartNumber=1, Body=WORKBOOK)
    receipt = called("POST", path, key).document

    assert cloud.call(upload_handler, announced(cloud, f"{PROVIDER_ID}/{folder}big.xlsx")) == {"batchItemFailures": []}
    cloud.deliver_all()
    report = cloud.report(receipt["submission_id"])
    assert (report.status, report.dry_run) == (SubmissionStatus.FINISHED, "dry_run" in query)
    assert (report.counts.accepted > 0, report.format) == (True, "learner-workbook")
    assert placed["submission_id"] == (None if folder else submission_id(PROVIDER_ID, DIGEST))
    assert is_problem(called("POST", path, key), 404, "NOT_FOUND")


def test_parts_that_are_given_up_are_gone(cloud: Cloud, key: str) -> None:
    token = parts_of(key, {}).document["token"]

    assert called("DELETE", f"/v1/uploads/{token}", key).status == 204

    assert "Uploads" not in cloud.s3.list_multipart_uploads(Bucket=UPLOADS_BUCKET)
    assert is_problem(called("DELETE", f"/v1/uploads/{token}", key), 404, "NOT_FOUND")


def test_a_place_is_signed_for_this_content_and_no_other(cloud: Cloud, key: str) -> None:
    wanted = {"file_name": "big.xlsx", "size": len(WORKBOOK), "sha256": DIGEST}
    kind = {"Content-Type": "application/json"}

    place = called("POST", "/v1/uploads", key, body=json.dumps(wanted).encode(), headers=kind).document

    url = urlsplit(place["url"])
    query = {name: value for name, (value,) in parse_qs(url.query).items()}
    assert url.path.endswith(f"/{PROVIDER_ID}/big.xlsx")
    assert query["X-Amz-Expires"] == "900"
    signed = set(query["X-Amz-SignedHeaders"].split(";"))
    assert signed == {"host", *(name.lower() for name in place["headers"])}
    assert base64.b64decode(place["headers"]["x-amz-checksum-sha256"]) == hashlib.sha256(WORKBOOK).digest()


def test_the_log_tells_the_request_and_neither_key_nor_name(cloud: Cloud, key: str, logs: io.StringIO) -> None:
    name = {"X-File-Name": "paula.xlsx", "Prefer": "respond-async"}
    answer = called("POST", "/v1/submissions", key, body=WORKBOOK, headers=name)
    refused = called("POST", "/v1/submissions", key[:-1], body=WORKBOOK, headers=name)

    lines = [json.loads(line) for line in logs.getvalue().splitlines()]
    assert [line["request_id"] for line in lines] == [
        response.headers["X-Request-Id"] for response in (answer, refused)
    ]
    assert [line["message"] for line in lines] == ["file taken in", "problem answered"]
    assert "cmeh_" not in logs.getvalue()
    assert "paula" not in logs.getvalue()
