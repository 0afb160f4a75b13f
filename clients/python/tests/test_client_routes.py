"""Every route of the API has its method."""

import datetime as dt
import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import cast, get_args

import httpx
import pytest

from cmehub_client import CmeHub, HubProblem
from cmehub_client.models import (
    ActivityInput,
    AnswerInput,
    CheckInput,
    ChecksInput,
    CorrectionsInput,
    LearnerCountInput,
    MissingAnswerInput,
    PartsRequest,
    SigningInput,
    SummaryInput,
    UploadRequest,
    WebhookChange,
)
from cmehub_client.templates import Template

OPENAPI = json.loads((Path(__file__).parents[3] / "functions" / "ingest" / "api" / "openapi.json").read_text("utf-8"))
OF_STAFF: list[dict[str, list[str]]] = [{"contact": []}]
"""What no system calls."""
SUMMARY = SummaryInput(
    registration_fees=0,
    advertising_and_exhibits=0,
    government_grants=0,
    private_donations=0,
    commercial_support=0,
    other_income=0,
    total_income=0,
    expenses=0,
    revision=0,
)
WANTED = UploadRequest(file_name="a", size=1, sha256="0" * 64)

CALLS: dict[str, Callable[[CmeHub], object]] = {
    "saveActivity": lambda hub: hub.activities.save(ActivityInput()),
    "listActivities": lambda hub: [*hub.activities.list()],
    "getActivity": lambda hub: hub.activities.get("1"),
    "changeActivity": lambda hub: hub.activities.change("1", ActivityInput()),
    "deleteActivity": lambda hub: hub.activities.delete("1"),
    "listReviews": lambda hub: hub.activities.reviews("1"),
    "listWaitingReviews": lambda hub: [*hub.activities.waiting_reviews()],
    "placeReviewDocument": lambda hub: hub.activities.place_document("1", "1", size=1, sha256="0" * 64),
    "answerReview": lambda hub: hub.activities.answer_review("1", "1", AnswerInput(words="1")),
    "listBoards": lambda hub: hub.boards.list(),
    "listCodes": lambda hub: hub.codes.list(),
    "getCode": lambda hub: hub.codes.explain("1"),
    "listEvents": lambda hub: [*hub.webhooks.events()],
    "saveLearnerRecords": lambda hub: hub.records.save([]),
    "listLearnerRecords": lambda hub: [*hub.records.list(activity_id="1")],
    "getLearnerRecord": lambda hub: hub.records.get("1"),
    "deleteLearnerRecord": lambda hub: hub.records.delete("1"),
    "matchLearners": lambda hub: hub.matches.find([]),
    "listMissingCredits": lambda hub: [*hub.missing_credits.list()],
    "answerMissingCredit": lambda hub: hub.missing_credits.answer("1", MissingAnswerInput(kind="not_completed")),
    "listContacts": lambda hub: hub.contacts.list(),
    "listContactChanges": lambda hub: hub.contacts.changes(),
    "listMailRecipients": lambda hub: hub.contacts.mail_recipients(),
    "setMailCopies": lambda hub: hub.contacts.set_mail_copies(["office@cme.example.org"]),
    "inviteContact": lambda hub: hub.contacts.invite("rae@cme.example.org", "viewer"),
    "changeContact": lambda hub: hub.contacts.change("1", "viewer"),
    "endContact": lambda hub: hub.contacts.end("1"),
    "getFigures": lambda hub: hub.figures.by_month("2026-01", "2026-11"),
    "listReminders": lambda hub: hub.reminders.list(),
    "listHeadings": lambda hub: hub.headings.list(),
    "changeHeadings": lambda hub: hub.headings.change({"Dept": ""}),
    "getTemplate": lambda hub: hub.templates.get(cast("Template", "1")),
    "listKeys": lambda hub: hub.keys.list(),
    "makeKey": lambda hub: hub.keys.make(["read"]),
    "renewKey": lambda hub: hub.keys.renew("1"),
    "revokeKey": lambda hub: hub.keys.revoke("1"),
    "listFixtures": lambda hub: hub.sandbox.fixtures(),
    "getFixture": lambda hub: hub.sandbox.fixture("1"),
    "sendFile": lambda hub: hub.submissions.send(b""),
    "previewFile": lambda hub: hub.submissions.preview(b""),
    "listFiles": lambda hub: [*hub.submissions.list()],
    "getSubmission": lambda hub: hub.submissions.get("1"),
    "listIssues": lambda hub: [*hub.submissions.issues("1")],
    "listRows": lambda hub: [*hub.submissions.rows("1")],
    "correctRows": lambda hub: hub.submissions.correct("1", CorrectionsInput(rows={"1": {}})),
    "checkRows": lambda hub: hub.submissions.check("1", ChecksInput(rows={"1": {}})),
    "getReport": lambda hub: [*hub.submissions.report("1")],
    "placeUpload": lambda hub: hub.uploads.place(WANTED),
    "giveUploadUp": lambda hub: hub.uploads.give_up("1"),
    "placeParts": lambda hub: hub.uploads.place_parts("1", PartsRequest(size=1, parts=[])),
    "completeUpload": lambda hub: hub.uploads.complete("1"),
    "listYears": lambda hub: hub.years.list(),
    "getYear": lambda hub: hub.years.get(1),
    "listYearActivities": lambda hub: [*hub.years.activities(1)],
    "signAgreement": lambda hub: hub.years.sign(1, SigningInput(version="1", name="1")),
    "confirmContacts": lambda hub: hub.years.confirm_contacts(1),
    "saveSummary": lambda hub: hub.years.save_summary(1, SUMMARY),
    "countLearners": lambda hub: hub.years.count_learners(1, "1", LearnerCountInput(physicians=1, other_learners=0)),
    "closeActivities": lambda hub: hub.years.close(1, ["1"]),
    "reopenActivity": lambda hub: hub.years.reopen(1, "1", "1"),
    "sendYear": lambda hub: hub.years.send(1),
    "getYearVersion": lambda hub: hub.years.version(1, 1),
    "listLicenseeCredits": lambda hub: hub.licensing.credits("1", "1", dt.date(2026, 1, 1)),
    "checkLicensees": lambda hub: hub.licensing.check("1", CheckInput(roster=True)),
    "listChecks": lambda hub: [*hub.licensing.checks("1")],
    "getCheck": lambda hub: hub.licensing.get_check("1", "1"),
    "addWebhook": lambda hub: hub.webhooks.add("https://lms.example.org"),
    "listWebhooks": lambda hub: hub.webhooks.list(),
    "getWebhook": lambda hub: hub.webhooks.get("1"),
    "changeWebhook": lambda hub: hub.webhooks.change("1", WebhookChange()),
    "deleteWebhook": lambda hub: hub.webhooks.delete("1"),
    "listDeliveries": lambda hub: hub.webhooks.deliveries("1"),
    "replayEvents": lambda hub: hub.webhooks.replay("1"),
    "renewWebhookSecret": lambda hub: hub.webhooks.renew_secret("1"),
    "testWebhook": lambda hub: hub.webhooks.test("1"),
}
ROUTES = {
    operation["operationId"]: (method.upper(), re.sub(r"\{\w+\}", "1", path))
    for path, operations in OPENAPI["paths"].items()
    for method, operation in operations.items()
    if operation.get("security") != OF_STAFF
}


@pytest.mark.parametrize("operation", ROUTES)
def test_a_route_has_its_method(operation: str) -> None:
    made: list[httpx.Request] = []

    def refuse(request: httpx.Request) -> httpx.Response:
        made.append(request)
        return httpx.Response(418)

    hub = CmeHub("https://hub.example.org/a/$default", key="key", transport=httpx.MockTransport(refuse))
    with pytest.raises(HubProblem, match="HTTP_418"):
        CALLS[operation](hub)

    (request,) = made
    method, path = ROUTES[operation]
    assert (request.method, request.url.path) == (method, f"/a/$default{path}")
    given = {parameter["name"]: parameter for parameter in _parameters(operation, "query")}
    assert set(request.url.params) <= set(given)


def _parameters(operation: str, kind: str) -> list[dict[str, str]]:
    method, _ = ROUTES[operation]
    found = next(
        operations[method.lower()]
        for operations in OPENAPI["paths"].values()
        if operations.get(method.lower(), {}).get("operationId") == operation
    )
    return [parameter for parameter in found["parameters"] if parameter.get("in") == kind]


def test_the_templates_are_those_of_the_api() -> None:
    (template,) = [
        parameter
        for parameter in OPENAPI["paths"]["/v1/templates/{template}"]["get"]["parameters"]
        if parameter.get("name") == "template"
    ]
    assert list(get_args(Template)) == template["schema"]["enum"]
