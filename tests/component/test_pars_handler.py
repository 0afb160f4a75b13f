"""PARS's clients on AWS (in moto): what the tests over memory can't show."""

import base64
import datetime as dt
import io
import json
from typing import Any, cast

import pytest
from aws_lambda_powertools.utilities.typing import LambdaContext
from pypdf import PdfReader

from cmehub.accounts.keys import Scope, StateScope, make_key, make_state_key
from cmehub.stores.dynamo_keys import DynamoKeyStore, DynamoStateKeyStore
from cmehub.stores.dynamo_state_logs import DynamoStateLogStore
from functions.validate.pars import handler as pars_handler
from local.sample_data.sample_files import SAMPLES
from tests.aws_events import Context, api_event
from tests.component.conftest import Cloud
from tests.sample_hub import PROVIDER_ID, sample_entries

LEARNERS = (SAMPLES / "learners.xml").read_bytes()
OF_CREDIT = {"CreditId": "ccid:cme.example.org:A1-2"}
LICENSEE = next(entry for entry in sample_entries() if (entry.authority, entry.entry_id) == ("PR", "MD900362"))


@pytest.fixture
def key(cloud: Cloud) -> str:
    kept, written = make_key(PROVIDER_ID, [*Scope], at=dt.datetime.now(dt.UTC))
    DynamoKeyStore(cloud.tables["providers"]).add(kept)
    return str(written)


def called(
    method: str, path: str, key: str, query: dict[str, str] | None = None, body: bytes = b""
) -> tuple[int, bytes]:
    headers = {"Authorization": f"Bearer {key}", "Accept": "application/json", "Content-Type": "application/xml"}
    event = api_event(method, path, body=body, headers=headers, query=query)
    answer = pars_handler.handle(event, cast("LambdaContext", Context()))
    content = answer["body"]
    return answer["statusCode"], base64.b64decode(content) if answer["isBase64Encoded"] else content.encode()


def document(found: tuple[int, bytes]) -> Any:
    assert found[0] < 300, found
    return json.loads(found[1])


def test_learners_are_saved_decided_told_printed_and_deleted(cloud: Cloud, key: str) -> None:
    saved = document(called("POST", "/learner-activities", key, body=LEARNERS))["ACCMELearnerReports"]
    reports = saved["ActivityReports"]["ActivityReport"]
    issues = saved["ActivityReports"]["ActivityReport"][0]["XtensibleInfo"]["issues"]
    refused = {issue["row"] for issue in issues if issue["severity"] == "error"}
    assert len(reports) > 10
    assert refused

    cloud.deliver_all()
    (status,) = document(called("GET", "/learner-activities/status", key, OF_CREDIT))
    assert status["ProcessingStatus"] == "Accepted"

    physician = {
        "firstName": LICENSEE.given_name,
        "lastName": LICENSEE.family_name,
        "stateOfLicensure": "PR",
        "stateMedicalLicenseID": "MD900362",
    }
    status_code, content = called("GET", "/GetLearnerTranscriptbyLearnerPDF", key, physician)
    assert status_code == 200
    text = " ".join(PdfReader(io.BytesIO(content)).pages[0].extract_text().split())
    assert f"{LICENSEE.given_name} {LICENSEE.family_name}" in text

    kept, of_state = make_state_key("PR", [StateScope.LICENSEES], at=dt.datetime.now(dt.UTC))
    DynamoStateKeyStore(cloud.tables["providers"]).add(kept)
    (told,) = document(called("GET", "/GetLearnerTranscriptbyLearner", str(of_state), physician))["ACCMETranscripts"]
    assert told["ActivityTranscript"]
    assert [look.kind for look in DynamoStateLogStore(cloud.tables["accounts"]).latest("PR", limit=5)] == ["transcript"]

    day = status["CompletedDateTime"][:10]
    which = {"domain": "ABA", "moduleID": status["moduleID"], "CompletionDate": day}
    assert called("DELETE", "/learner-activities/39166678", key, which)[0] == 204
    cloud.deliver_all()
    assert called("GET", "/learner-activities/status", key, OF_CREDIT)[0] == 404


def test_a_providers_activities_are_found(cloud: Cloud, key: str) -> None:
    every = document(called("GET", "/activities", key))
    (first, *_) = every
    record = first["ACCMEActivities"]["MedicalEducationMetrics"][0]
    names = {identifier["catalog"]: identifier["entry"] for identifier in record["Lom"]["general"]["identifier"]}

    found = document(called("GET", "/activities", key, {"providerActivityId": names["Provider Activity ID"]}))

    assert len(every) > 3
    assert first in found
    assert document(called("GET", f"/activities/{names['ACCME Activity ID']}", key)) == first
