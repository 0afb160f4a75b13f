"""Calls of PARS's clients on the local stack: through the gateway, in XML, and a PDF that comes through whole."""

import io
from typing import Any

import pytest
import urllib3
from lxml import etree
from pypdf import PdfReader

from local.sample_data.sample_files import SAMPLES
from local.sample_load import PROVIDER_ID
from tests.pipeline.conftest import Hub
from tests.sample_hub import sample_entries

XML = "application/xml"
LICENSEE = next(entry for entry in sample_entries() if (entry.authority, entry.entry_id) == ("PR", "MD900362"))
PHYSICIAN = {
    "firstName": LICENSEE.given_name,
    "lastName": LICENSEE.family_name,
    "stateOfLicensure": "PR",
    "stateMedicalLicenseID": "MD900362",
}


@pytest.fixture(scope="module")
def key(hub: Hub) -> str:
    scopes = ("--scope", "learners:write", "--scope", "read")
    return hub.command("keys", "create", PROVIDER_ID, *scopes).stdout.strip()


def called(hub: Hub, method: str, path: str, key: str, **more: Any) -> urllib3.BaseHTTPResponse:
    user, _, password = key.removeprefix("cmeh_").partition("_")
    headers = {"ProviderId": PROVIDER_ID, "User": user, "Password": password, "Accept": XML, "Content-Type": XML}
    return urllib3.request(
        method, hub.stores.connection.api_url + path, headers=headers, retries=False, timeout=60, **more
    )


def test_a_learner_is_saved_watched_and_printed(hub: Hub, key: str) -> None:
    document = (SAMPLES / "learners.xml").read_bytes().replace(b"org:A", b"org:PARS-A")

    saved = called(hub, "POST", "/services/ACCMELearnerService.svc/SaveLearnerActivity", key, body=document)
    assert saved.status == 201, saved.data
    assert etree.fromstring(saved.data).tag == "ACCMELearnerReports"

    def look() -> bool:
        fields = {"CreditId": "ccid:cme.example.org:PARS-A1-1"}
        status = called(hub, "GET", "/learner-activities/status", key, fields=fields)
        return status.status == 200 and b"Accepted" in status.data

    assert hub.wait_for("the credit's status", look)
    printed = called(hub, "GET", "/GetLearnerTranscriptbyLearnerPDF", key, fields=PHYSICIAN)
    assert (printed.status, printed.headers["Content-Type"]) == (200, "application/pdf")
    assert LICENSEE.family_name in PdfReader(io.BytesIO(printed.data)).pages[0].extract_text()


def test_activities_are_found_in_xml(hub: Hub, key: str) -> None:
    found = called(hub, "GET", "/activities", key)

    assert found.status == 200
    assert etree.fromstring(found.data).tag == "ACCMEActivities"
    assert called(hub, "GET", "/activities/999999999", key).status == 404
