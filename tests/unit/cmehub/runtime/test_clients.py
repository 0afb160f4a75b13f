import datetime as dt
from collections.abc import Mapping
from urllib.parse import SplitResult, urlsplit

import boto3
import pytest
from botocore.exceptions import ConnectTimeoutError

from cmehub.runtime.clients import s3_client, ses_client
from cmehub.stores.own_files import S3OwnFiles
from cmehub.stores.published_files import S3PublishedFiles
from cmehub.stores.signed_objects import S3SignedObjects
from functions.ingest.api.files.signed_uploads import OpenUpload, S3SignedUploads

BUCKET = "files"
HOUR = dt.timedelta(hours=1)
HEADERS = {"Content-Length": "3", "x-amz-checksum-sha256": "ungWv48Bz+pBQUDeXa4iI7ADYaOWF3qctBD/YfIAFa0="}


def signed_addresses(region: str, endpoint: str | None = None) -> Mapping[str, SplitResult]:
    client = s3_client(boto3.Session("key", "secret", region_name=region), endpoint)
    uploads = S3SignedUploads(client, BUCKET)
    part_of = OpenUpload("0009999/learners.xml", "upload", "0" * 64, 2)
    addresses = {
        "get a fix-it workbook": S3SignedObjects(client, BUCKET).address("fix-it/sub.xlsx", "fix-it.xlsx"),
        "get open data": S3PublishedFiles(client, BUCKET).link("data/1.csv", "activities.csv"),
        "put a file": uploads.place("0009999/learners.xml", HEADERS, HOUR),
        "put a part": uploads.part_place(part_of, 1, HEADERS, HOUR),
    }
    return {what: urlsplit(address) for what, address in addresses.items()}


@pytest.mark.parametrize("region", ["us-east-1", "eu-central-1", "us-gov-west-1"])
def test_a_form_that_puts_a_file_leads_to_the_bucket_in_its_own_region(region: str) -> None:
    """As the pages' security policy has it; the global host would redirect, which a browser doesn't follow here."""
    client = s3_client(boto3.Session("key", "secret", region_name=region))
    assert S3OwnFiles(client, BUCKET).place("sub", "own").url == f"https://{BUCKET}.s3.{region}.amazonaws.com/"


@pytest.mark.parametrize("region", ["us-east-1", "us-west-2", "eu-central-1", "ap-east-1", "us-gov-west-1"])
def test_signed_addresses_lead_to_the_bucket_in_its_own_region(region: str) -> None:
    for what, address in signed_addresses(region).items():
        assert (address.scheme, address.hostname) == ("https", f"{BUCKET}.s3.{region}.amazonaws.com"), what
        assert f"%2F{region}%2Fs3%2Faws4_request" in address.query, what


def test_signed_addresses_of_an_emulator_lead_to_it() -> None:
    for what, address in signed_addresses("us-east-1", "http://127.0.0.1:4566").items():
        assert address.netloc == "127.0.0.1:4566", what
        assert address.path.startswith(f"/{BUCKET}/"), what


def test_a_mail_is_sent_once_even_if_ses_fails(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"):
        monkeypatch.setenv(name, "testing")
    monkeypatch.setenv("AWS_DEFAULT_REGION", "us-east-1")
    client = ses_client()
    tries: list[object] = []

    def fail(request: object, **_: object) -> None:
        tries.append(request)
        raise ConnectTimeoutError(endpoint_url="https://email.us-east-1.amazonaws.com")

    client.meta.events.register("before-send.ses", fail)
    with pytest.raises(ConnectTimeoutError):
        client.send_raw_email(RawMessage={"Data": b"mail"})

    assert len(tries) == 1
