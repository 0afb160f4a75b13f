"""Every route for PARS's clients, in XML and in JSON; and the examples of PARS's formats, taken and answered."""

import io
import json
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader

from cmehub.documents.elements import as_xml
from functions.validate.pars import handler as pars_handler
from tests.pars_client import ACTIVITY_ID, JSON, XML, Answer, ParsClient, example, example_document

ACTIVITY_SERVICE, LEARNER_SERVICE = "/services/ACCMEActivityService.svc", "/services/ACCMELearnerService.svc"
CREDIT_ID = "ccid:cme.example.org:A8-77-2"
OF_CREDIT = {"CreditId": CREDIT_ID}
OF_LEARNER = {
    "moduleID": ACTIVITY_ID,
    "BirthDate": "02-29",
    "CompletionDate": "2026-05-05",
    "UniqueID": "35550001",
}
OF_PHYSICIAN = {
    "firstName": "Mira",
    "lastName": "Osei",
    "stateOfLicensure": "OH",
    "stateMedicalLicenseID": "35.900001",
    "npi": "1234567893",
}
IN_MAY = {"completionDateRangeStart": "2026-05-01", "completionDateRangeEnd": "2026-05-31"}


@pytest.fixture
def client(monkeypatch: pytest.MonkeyPatch) -> ParsClient:
    return ParsClient(monkeypatch)


@dataclass(frozen=True)
class Driven:
    """A call of a route; the bodies and what is looked for in the answer are those of JSON and of XML."""

    method: str
    path: str
    status: int
    bodies: tuple[bytes, bytes] = (b"", b"")
    query: dict[str, str] = field(default_factory=dict)
    in_json: Callable[[Any], object] = lambda document: document
    in_xml: tuple[str, str] = ("", "")
    expected: object = None

    def call(self, client: ParsClient, media: str) -> Answer:
        body = self.bodies[media == XML]
        kind = {"Content-Type": media} if body else {}
        return client.call(self.method, self.path, body, headers={"Accept": media, **kind}, query=self.query)


def metrics(document: Any) -> Any:
    (activity,) = document["ACCMEActivities"]["MedicalEducationMetrics"]
    return activity["Lom"]["general"]["title"]


def report(document: Any) -> Any:
    (learner_report,) = document["ACCMELearnerReports"]["ActivityReports"]["ActivityReport"]
    return learner_report["Activity"]["Module"]["ModuleName"]["value"]


TITLE = "Breathing circuits refresher"
ACTIVITIES = (example("activity.json"), example("activity.xml"))
LEARNERS = (example("learner.json"), example("learner.xml"))
MATCH = (example("match.json"), as_xml("LearnerMatchRequest", example_document("match.json")))


def asked(operation: str, arguments: dict[str, str]) -> tuple[bytes, bytes]:
    """Return arguments as bodies."""
    return json.dumps({operation: arguments}).encode(), as_xml(operation, arguments)


def saved_activity(path: str) -> Driven:
    return Driven("POST", path, 201, ACTIVITIES, {}, metrics, ("string", TITLE), TITLE)


def saved_learner(path: str) -> Driven:
    return Driven("POST", path, 201, LEARNERS, {}, report, ("ModuleName", TITLE), TITLE)


def told_activity(method: str, path: str, query: dict[str, str], bodies: tuple[bytes, bytes] = (b"", b"")) -> Driven:
    return Driven(method, path, 200, bodies, query, metrics, ("string", TITLE), TITLE)


def told_status(
    method: str, path: str, query: dict[str, str] | None = None, bodies: tuple[bytes, bytes] = (b"", b"")
) -> Driven:
    first = ("CreditID", CREDIT_ID)
    return Driven(method, path, 200, bodies, query or {}, lambda body: body[0]["CreditID"], first, CREDIT_ID)


def told_match(path: str) -> Driven:
    return Driven("POST", path, 200, MATCH, {}, lambda matches: matches[0]["result"], ("result", "match"), "match")


CALLS = [
    saved_activity("/activities"),
    saved_activity(f"{ACTIVITY_SERVICE}/SaveActivity"),
    Driven(
        "GET",
        "/activities",
        200,
        query={"providerActivityId": "ANES-26-007"},
        in_json=lambda document: metrics(document[0]),
        in_xml=("string", TITLE),
        expected=TITLE,
    ),
    told_activity("GET", f"/activities/{ACTIVITY_ID}", {}),
    told_activity("GET", f"{ACTIVITY_SERVICE}/GetActivity", {"activityId": ACTIVITY_ID}),
    told_activity(
        "POST", f"{ACTIVITY_SERVICE}/GetActivity", {}, asked("GetActivity", {"ACCMEActivityID": ACTIVITY_ID})
    ),
    saved_learner("/learner-activities"),
    saved_learner(f"{LEARNER_SERVICE}/SaveLearnerActivity"),
    told_status("GET", "/learner-activities/status", OF_CREDIT),
    told_status("GET", "/learner-activities/status", OF_LEARNER),
    told_status("GET", f"{LEARNER_SERVICE}/GetLearnerStatusByCreditId", OF_CREDIT),
    told_status("POST", f"{LEARNER_SERVICE}/GetLearnerStatusByCreditId", bodies=asked("Status", OF_CREDIT)),
    told_status("GET", f"{LEARNER_SERVICE}/GetLearnerStatusByLearner", OF_LEARNER),
    told_status("POST", f"{LEARNER_SERVICE}/GetLearnerStatusByLearner", bodies=asked("Status", OF_LEARNER)),
    Driven("GET", "/learner-activities/35550001", 200, in_json=report, in_xml=("ModuleName", TITLE), expected=TITLE),
    Driven("DELETE", "/learner-activities/35550001", 204),
    told_match("/learner-matches"),
    told_match("/GetLearnerMatch"),
    told_match(f"{LEARNER_SERVICE}/GetLearnerMatch"),
    Driven(
        "GET",
        "/GetLearnerTranscriptbyLearner",
        200,
        query=OF_PHYSICIAN,
        in_json=lambda document: document["ACCMETranscripts"][0]["Member"]["Name"]["FamilyName"],
        in_xml=("FamilyName", "Osei"),
        expected="Osei",
    ),
    Driven("GET", "/GetLearnerTranscriptbyLearnerPDF", 200, query=OF_PHYSICIAN),
    Driven(
        "GET",
        "/GetLearnerTranscriptCreditsByDate",
        200,
        query=OF_PHYSICIAN | IN_MAY,
        in_json=lambda document: document["totalCredits"],
        in_xml=("totalCredits", "6.5"),
        expected=6.5,
    ),
]


@pytest.mark.parametrize("media", [JSON, XML])
@pytest.mark.parametrize("driven", CALLS, ids=lambda call: f"{call.method} {call.path} {' '.join(call.query)}")
def test_each_route_answers_in_both(client: ParsClient, driven: Driven, media: str) -> None:
    if driven.status != 201 and not driven.path.endswith("/activities"):
        client.report()

    answer = driven.call(client, media)

    assert answer.status == driven.status
    if driven.expected is None:
        return
    if media == JSON:
        assert driven.in_json(answer.document) == driven.expected
    else:
        name, text = driven.in_xml
        assert text in answer.texts(name)


def test_no_route_is_left_out() -> None:
    app = pars_handler.app
    routes = [*app._static_routes, *app._dynamic_routes]
    there = {(route.method, route.rule) for route in routes}
    driven = {
        (route.method, route.rule)
        for call in CALLS
        for route in routes
        if route.method == call.method and route.rule.match(call.path)
    }

    assert len(there) == 21
    assert driven == there


def test_the_guide_names_every_route() -> None:
    page = (Path(__file__).parents[2] / "docs" / "migrating-from-pars.md").read_text("utf-8")

    assert [
        call.path
        for call in CALLS
        if call.path.removesuffix(ACTIVITY_ID).removesuffix("35550001").strip("/").rpartition("/")[2] not in page
    ] == []


def without_issues(document: Any) -> Any:
    """Return a document without what the hub says of it."""
    document.get("ACCMEActivities", {}).pop("issues", None)
    for told in document.get("ACCMELearnerReports", {}).get("ActivityReports", {}).get("ActivityReport", ()):
        told["XtensibleInfo"].pop("issues", None)
    return document


def test_the_activity_of_the_examples_is_taken_and_told_as_it_was_sent(client: ParsClient) -> None:
    in_json = client.post("/activities", example("activity.json"), JSON)
    in_xml = client.post("/activities", example("activity.xml"), XML)

    document = without_issues(in_json.document)
    (told,) = document["ACCMEActivities"]["MedicalEducationMetrics"]
    identifier = told["Lom"]["general"]["identifier"].pop(0)
    extension = told["XtensibleInfo"]
    assert identifier["catalog"] == "ACCME Activity ID"
    assert (extension.pop("ProviderID"), extension.pop("ActivityStatus")) == ("0009999", "Ready to Close")
    assert extension.pop("activityRecordAction") == "Update"
    assert document == example_document("activity.json") | _without_action(example_document("activity.json"))
    assert identifier["entry"] in in_xml.texts("entry")


def _without_action(document: Any) -> Any:
    document["ACCMEActivities"]["MedicalEducationMetrics"][0]["XtensibleInfo"].pop("activityRecordAction")
    return document


def test_the_learner_of_the_examples_is_taken_and_told_as_it_was_sent(client: ParsClient) -> None:
    answer = client.post("/learner-activities", example("learner.json"), JSON)

    wanted = example_document("learner.json")
    wanted["ACCMELearnerReports"]["ActivityReports"]["DateTimeCreated"] = "2026-11-20T06:00:00"
    assert without_issues(answer.document) == wanted


def test_the_xml_learner_of_the_examples_is_taken(client: ParsClient) -> None:
    assert client.post("/learner-activities", example("learner.xml"), XML).texts("CreditID") == [CREDIT_ID]


@pytest.mark.parametrize("query", [OF_CREDIT, OF_LEARNER])
def test_the_status_of_the_examples_is_told(client: ParsClient, query: dict[str, str]) -> None:
    client.report()

    (wanted,) = example_document("status.json")
    told = client.get("/learner-activities/status", query).document[0]
    assert told == wanted | {"BirthDate": "02-29", "ProcessingStatus": "Accepted"}


def test_the_transcript_of_the_examples_is_told(client: ParsClient) -> None:
    client.report()

    document = client.get("/GetLearnerTranscriptbyLearner", OF_PHYSICIAN).document
    (told,), (wanted,) = document["ACCMETranscripts"], example_document("transcript.json")["ACCMETranscripts"]
    (completed,), (wanted_one,) = told["ActivityTranscript"], wanted["ActivityTranscript"]
    certificates = completed["Activity"]["Module"]
    assert certificates["CreditCertificate"][:1] == wanted_one["Activity"]["Module"]["CreditCertificate"]
    certificates["CreditCertificate"] = certificates["CreditCertificate"][:1]
    assert document == example_document("transcript.json")


def test_the_match_of_the_examples_is_answered(client: ParsClient) -> None:
    assert client.post("/learner-matches", example("match.json"), JSON).document == [
        {"rowId": "1", "result": "match", "matchedOn": ["name", "birthMonthDay", "stateOfLicensure"]}
    ]


def test_the_transcript_is_printed(client: ParsClient) -> None:
    client.report()

    answer = client.get("/GetLearnerTranscriptbyLearnerPDF", OF_PHYSICIAN)

    assert answer.headers["Content-Type"] == "application/pdf"
    text = PdfReader(io.BytesIO(answer.content)).pages[0].extract_text()
    assert "Mira Osei" in text
    assert "Only credits that Example Medical Society reported are shown." in " ".join(text.split())
