"""The API on AWS (in moto): what the tests over memory can't show."""

import base64
import datetime as dt
import hashlib
import io
import json
from urllib.parse import parse_qs, urlsplit

import pytest

from cmehub.api.access import READING, SENDING
from cmehub.api_keys import make_key
from cmehub.stores.dynamo_keys import DynamoKeyStore
from functions.ingest import upload_handler
from local.sample_data.sample_files import SAMPLES
from tests.api_hub import called
from tests.aws import UPLOADS_BUCKET
from tests.component.conftest import Cloud
from tests.sample_hub import PROVIDER_ID

WORKBOOK = (SAMPLES / "learners-clean.xlsx").read_bytes()


@pytest.fixture
def key(cloud: Cloud) -> str:
    kept, written = make_key(PROVIDER_ID, [*SENDING, *READING], at=dt.datetime.now(dt.UTC))
    DynamoKeyStore(cloud.tables["providers"]).add(kept)
    return str(written)


@pytest.mark.parametrize(("query", "folder"), [({}, ""), ({"dry_run": "true"}, "dry-run/"), ({"again": "1"}, "again/")])
def test_a_posted_file_is_the_submission_that_ingest_makes_of_it(
    cloud: Cloud, key: str, query: dict[str, str], folder: str
) -> None:
    name = {"X-File-Name": "M%C3%A4rz.xlsx"}
    posted = called("POST", "/v1/submissions", key, body=WORKBOOK, headers=name, query=query).document

    found = cloud.s3.list_object_versions(Bucket=UPLOADS_BUCKET)["Versions"]
    (stored,) = [one for one in found if one["Key"] == f"{PROVIDER_ID}/{folder}März.xlsx"]
    announced = {
        "key": stored["Key"],
        "size": stored["Size"],
        "eTag": stored["ETag"].strip('"'),
        "versionId": stored["VersionId"],
    }
    event = json.dumps({"Records": [{"eventTime": "2026-11-20T12:00:00.000Z", "s3": {"object": announced}}]})
    assert cloud.call(upload_handler, event) == {"batchItemFailures": []}
    cloud.deliver_all()

    path = f"/v1/submissions/{posted['submission_id']}"
    assert called("GET", path, key).document["status"] == "finished"
    report = called("GET", f"{path}/report", key).document
    assert report == cloud.report(posted["submission_id"]).model_dump(mode="json")
    assert (report["counts"]["accepted"] > 0, report["format"]) == (True, "learner-workbook")


def test_a_place_is_signed_for_this_content_and_no_other(cloud: Cloud, key: str) -> None:
    wanted = {"file_name": "big.xlsx", "size": len(WORKBOOK), "sha256": hashlib.sha256(WORKBOOK).hexdigest()}
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
    name = {"X-File-Name": "paula.xlsx"}
    answer = called("POST", "/v1/submissions", key, body=WORKBOOK, headers=name)
    refused = called("POST", "/v1/submissions", key[:-1], body=WORKBOOK, headers=name)

    lines = [json.loads(line) for line in logs.getvalue().splitlines()]
    assert [line["request_id"] for line in lines] == [one.headers["X-Request-Id"] for one in (answer, refused)]
    assert [line["message"] for line in lines] == ["file taken in", "problem answered"]
    assert "cmeh_" not in logs.getvalue()
    assert "paula" not in logs.getvalue()
