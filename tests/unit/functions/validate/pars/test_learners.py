"""What PARS's clients save, find and delete of learners' records, and how these stand."""

import datetime as dt
import json
from typing import Any

import pytest
from lxml import etree

from local.in_memory.hub import NOW
from tests.pars_client import (
    ACTIVITY_ID,
    JSON,
    OTHER_PROVIDER_ID,
    XML,
    ParsClient,
    example,
    example_document,
)

CREDIT_ID = "ccid:cme.example.org:A8-77-2"
OF_CREDIT = {"CreditId": CREDIT_ID}
OF_LEARNER = {"moduleID": ACTIVITY_ID, "BirthDate": "02-29", "CompletionDate": "2026-05-05", "UniqueID": "35550001"}
STATUS = "/learner-activities/status"


@pytest.fixture
def client(monkeypatch: pytest.MonkeyPatch) -> ParsClient:
    return ParsClient(monkeypatch)


def test_the_same_learner_sent_again_changes_nothing(client: ParsClient) -> None:
    client.report()
    before = client.hub.records.of_learner("OH-35900001") + client.hub.records.of_learner("ABA-35550001")

    answer = client.post("/learner-activities", example("learner.json"), JSON)

    client.hub.deliver_all()
    assert answer.status == 201
    assert statuses(client, OF_CREDIT) == [("2", "Accepted")]
    after = client.hub.records.of_learner("OH-35900001") + client.hub.records.of_learner("ABA-35550001")
    assert (len(before), after) == (1, before)


def test_a_refused_learner_is_told_field_by_field(client: ParsClient) -> None:
    wrong = example("learner.xml").replace(b">6.5<", b">6.6<")

    issues = client.post("/learner-activities", wrong, XML).root.findall("issues")

    assert [(issue.findtext("field"), issue.findtext("value")) for issue in issues] == [("numberOfCredits", "6.6")]
    assert client.hub.records.of_learner("ABA-35550001") == []


def statuses(client: ParsClient, query: dict[str, str], **options: Any) -> list[tuple[str, str]]:
    answer = client.call("GET", STATUS, query=query, **options)
    assert answer.status in {200, 404}
    told = answer.document if answer.status == 200 else []
    return [(credit["CreditID"].rpartition("-")[2], credit["ProcessingStatus"]) for credit in told]


def test_a_status_follows_the_board(client: ParsClient) -> None:
    client.report(decided=False)

    assert statuses(client, OF_CREDIT) == [("2", "Submitted")]
    client.hub.deliver_all()
    assert statuses(client, OF_CREDIT) == [("2", "Accepted")]


def test_a_rejected_credit_has_the_boards_reason(client: ParsClient) -> None:
    client.report()
    again = example("learner.xml").replace(b"A8-77-2", b"A9-1-1")
    assert client.post("/learner-activities", again, XML).status == 201
    client.hub.deliver_all()

    (told,) = client.get(STATUS, {"CreditId": "ccid:cme.example.org:A9-1-1"}).document

    assert told["ProcessingStatus"] == "Rejected"
    assert "ABA" in told["StatusMessage"]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        (OF_LEARNER, ["2", "3"]),
        ({**OF_LEARNER, "UniqueID": "3555-0001"}, ["2", "3"]),
        ({**OF_LEARNER, "BirthDate": "1971-02-29"}, ["2", "3"]),
        ({**OF_LEARNER, "BirthDate": "2000-02-29", "domain": "aba"}, ["2", "3"]),
        ({**OF_LEARNER, "domain": "OH"}, []),
        ({**OF_LEARNER, "UniqueID": "35.900001"}, ["1"]),
        ({**OF_LEARNER, "BirthDate": "03-01"}, []),
        ({**OF_LEARNER, "CompletionDate": "2026-05-04"}, []),
        ({**OF_LEARNER, "moduleID": "202699009"}, []),
        ({**OF_LEARNER, "UniqueID": "35550002"}, []),
    ],
)
def test_a_status_is_found_by_the_learner(client: ParsClient, query: dict[str, str], found: list[str]) -> None:
    client.report()

    assert [name for name, _ in statuses(client, query)] == found


def test_a_learner_whom_no_roster_knows_is_found_by_the_tuple(client: ParsClient) -> None:
    unknown = example("learner.json").replace(b"35550001", b"38880001").replace(b"35.900001", b"77.700001")
    unknown = unknown.replace(b"Osei", b"Nobody").replace(b'"OH"', b'"UT"').replace(b"A8-77", b"A8-78")
    assert client.post("/learner-activities", unknown, JSON).status == 201

    assert statuses(client, {**OF_LEARNER, "UniqueID": "38880001"}) == [("2", "Submitted"), ("3", "Submitted")]
    assert statuses(client, {**OF_LEARNER, "UniqueID": "77.700001", "domain": "UT"}) == [("1", "Accepted")]


@pytest.mark.parametrize("path", [STATUS, "/learner-activities/35550001"])
def test_another_providers_records_are_not_told(client: ParsClient, path: str) -> None:
    client.report()
    other = client.new_key(provider_id=OTHER_PROVIDER_ID)

    for query in (OF_CREDIT, OF_LEARNER):
        assert client.call("GET", path, key=other, query=query).status == 404
    assert client.call("DELETE", "/learner-activities/35550001", key=other).status == 404
    assert len(statuses(client, OF_LEARNER)) == 2


@pytest.mark.parametrize(
    ("learner_id", "query", "status"),
    [
        ("35550001", {}, 200),
        ("35.900001", {}, 200),
        ("35550001", {"domain": "ABA", "moduleID": ACTIVITY_ID, "CompletionDate": "2026-05-05"}, 200),
        ("35550001", {"domain": "ABIM"}, 404),
        ("35550001", {"moduleID": "202699009"}, 404),
        ("35550001", {"CompletionDate": "2026-05-06"}, 404),
        ("35550001", {"BirthDate": "03-01"}, 404),
        ("1234567893", {}, 404),
        ("0", {}, 404),
    ],
)
def test_records_are_found_by_an_id_that_they_tell(
    client: ParsClient, learner_id: str, query: dict[str, str], status: int
) -> None:
    client.report()

    assert client.get(f"/learner-activities/{learner_id}", query).status == status


def test_a_record_is_found_by_an_npi_that_it_tells(client: ParsClient) -> None:
    by_npi = example("learner.json").replace(b'"35.900001", "domain": "OH"', b'"1234567893", "domain": "NPI"')
    assert client.post("/learner-activities", by_npi, JSON).status == 201

    assert client.get("/learner-activities/1234567893").status == 200
    assert client.get("/learner-activities/1234567893", {"domain": "NPI"}).status == 200


def test_a_record_is_deleted_once_the_board_agrees(client: ParsClient) -> None:
    client.report()

    assert client.call("DELETE", "/learner-activities/35550001").status == 204
    waiting = client.get(STATUS, OF_CREDIT).document[0]
    client.hub.deliver_all()

    assert (waiting["ProcessingStatus"], "until the board agrees" in waiting["StatusMessage"]) == ("Accepted", True)
    assert client.get(STATUS, OF_CREDIT).status == 404
    assert client.get("/learner-activities/35550001").status == 404
    assert client.call("DELETE", "/learner-activities/35550001").status == 404


@pytest.mark.parametrize("media", [JSON, XML])
def test_a_document_may_delete_too(client: ParsClient, media: str) -> None:
    client.report()
    delete = example("learner.json").replace(b'"add"', b'"delete"')

    answer = client.call("POST", "/learner-activities", delete, headers={"Content-Type": JSON, "Accept": media})
    client.hub.deliver_all()

    assert answer.status == 201
    assert b"delete" in answer.content
    assert client.get(STATUS, OF_CREDIT).status == 404


def test_a_question_in_xml_may_say_whose_id_it_asks_for(client: ParsClient) -> None:
    client.report()
    path = "/services/ACCMELearnerService.svc/GetLearnerStatusByLearner"
    asked = (
        f"<Q><moduleID>{ACTIVITY_ID}</moduleID><BirthDate>02-29</BirthDate>"
        "<CompletionDate>2026-05-05</CompletionDate><UniqueID domain='{0}'>35550001</UniqueID></Q>"
    )

    assert client.post(path, asked.format("ABA").encode(), XML).texts("ProcessingStatus") == ["Accepted", "Accepted"]
    assert client.post(path, asked.format("OH").encode(), XML).status == 404


def test_a_record_on_which_a_board_has_not_decided_is_not_deleted(client: ParsClient) -> None:
    client.report(decided=False)

    answer = client.call("DELETE", "/learner-activities/35550001")

    assert (answer.status, [issue["code"] for issue in answer.document["issues"]]) == (
        400,
        ["DELETE_NOT_ALLOWED_PENDING"],
    )


def test_of_several_records_none_is_deleted_until_it_is_said_which(client: ParsClient) -> None:
    client.report()
    other_day = example("learner.json").replace(b'"2026-05-05T', b'"2026-05-04T').replace(b"A8-77", b"A8-78")
    assert client.post("/learner-activities", other_day, JSON).status == 201
    client.hub.deliver_all()
    reports = client.get("/learner-activities/35550001").document["ACCMELearnerReports"]["ActivityReports"]
    assert len(reports["ActivityReport"]) == 2

    answer = client.call("DELETE", "/learner-activities/35550001")

    assert answer.status == 400
    assert "CompletionDate" in answer.document["message"]
    assert client.call("DELETE", "/learner-activities/35550001", query={"CompletionDate": "2026-05-04"}).status == 204


def test_the_document_is_of_this_moment_and_names_the_organisation(client: ParsClient) -> None:
    client.report()

    root: etree._Element = client.get("/learner-activities/35550001", accept=XML).root

    assert root.findtext(".//{*}DateTimeCreated") == f"{NOW - dt.timedelta(hours=6):%Y-%m-%dT%H:%M:%S}", (
        "CST, as the draft has it"
    )
    assert root.findtext(".//{*}ReportingOrganization") == "Example Medical Society"


@pytest.mark.parametrize("media", [JSON, XML])
def test_what_is_said_of_records_stands_where_the_draft_allows_other_members(client: ParsClient, media: str) -> None:
    document = example_document("learner.json")
    reports = document["ACCMELearnerReports"]["ActivityReports"]["ActivityReport"]
    refused = json.loads(json.dumps(reports[0]).replace("A8-77", "A8-78").replace("6.5", "6.6"))
    reports.append(refused)

    answer = client.call(
        "POST", "/learner-activities", json.dumps(document).encode(), headers={"Content-Type": JSON, "Accept": media}
    )

    assert answer.status == 201
    if media == XML:
        (report,) = answer.root.iterfind("{*}ActivityReports/{*}ActivityReport")
        told = [(issue.findtext("row"), issue.findtext("code")) for issue in report.iterfind("{*}XtensibleInfo/issues")]
        assert {part.tag.rpartition("}")[2] for part in answer.root} == {"ActivityReports"}
    else:
        (root,) = answer.document.values()
        (report,) = root["ActivityReports"]["ActivityReport"]
        told = [(f"{issue['row']}", issue["code"]) for issue in report["XtensibleInfo"]["issues"]]
        assert (set(root), set(root["ActivityReports"])) == (
            {"ActivityReports"},
            {"DateTimeCreated", "ActivityReport"},
        )
    assert ("2", "CREDIT_INCREMENT") in told
