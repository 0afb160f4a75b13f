"""What PARS's clients save, find and delete: activities, and learners' records with their statuses."""

import json
from typing import Any

import pytest
from lxml import etree

from cmehub.activities.activity import Activity
from cmehub.activities.rows import ActivityName
from local.in_memory.hub import NOW
from tests.pars_client import (
    ACTIVITY,
    ACTIVITY_ID,
    JSON,
    OTHER_PROVIDER_ID,
    XML,
    Answer,
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


def saved(client: ParsClient, *changes: dict[str, Any], key: str = "") -> Answer:
    """Save activities like the example's, each with members of ``XtensibleInfo`` or identifiers changed."""
    document = example_document("activity.json")
    (like,) = document["ACCMEActivities"]["MedicalEducationMetrics"]
    records = []
    for change in changes:
        record = json.loads(json.dumps(like))
        record["XtensibleInfo"] |= {name: value for name, value in change.items() if name != "identifier"}
        record["Lom"]["general"]["identifier"] += change.get("identifier", [])
        records.append(record)
    document["ACCMEActivities"]["MedicalEducationMetrics"] = records
    return client.post("/activities", json.dumps(document).encode(), JSON, key=key)


def activities_in(answer: Answer) -> list[Any]:
    return list(answer.document["ACCMEActivities"]["MedicalEducationMetrics"])


def identified(activity_id: str) -> list[dict[str, str]]:
    return [{"catalog": "ACCME Activity ID", "entry": activity_id}]


def id_in(record: Any) -> str:
    return str(record["Lom"]["general"]["identifier"][0]["entry"])


def test_an_activity_that_is_saved_again_is_the_same_one(client: ParsClient) -> None:
    first, again = saved(client, {}), saved(client, {"FeeForParticipation": "Yes"})

    (activity,), (other,) = activities_in(first), activities_in(again)
    assert (first.status, again.status) == (201, 201)
    assert id_in(activity) == id_in(other) != ACTIVITY_ID
    assert other["XtensibleInfo"]["FeeForParticipation"] == "Yes"


def test_what_is_answered_can_be_changed_and_sent_back(client: ParsClient) -> None:
    document = client.get(f"/activities/{ACTIVITY_ID}").document
    document["ACCMEActivities"]["MedicalEducationMetrics"][0]["Lom"]["general"]["title"] = "Changed"

    answer = client.post("/activities", json.dumps(document).encode(), JSON)

    assert answer.status == 201
    assert client.get(f"/activities/{ACTIVITY_ID}", accept=XML).root.find(".//{*}title/{*}string") is not None
    assert client.hub.activities.find([ACTIVITY_ID])[ACTIVITY_ID].title == "Changed"


def test_a_refused_activity_is_told_beside_the_one_that_was_taken(client: ParsClient) -> None:
    answer = saved(client, {}, {"ForPublicList": "perhaps"})

    assert (answer.status, len(activities_in(answer))) == (201, 1)
    wrong = [issue for issue in answer.document["ACCMEActivities"]["issues"] if issue["severity"] == "error"]
    assert [(issue["row"], issue["code"], issue["field"]) for issue in wrong] == [(2, "FIELD_FORMAT", "ForPublicList")]


def test_a_document_none_of_which_was_taken_is_refused(client: ParsClient) -> None:
    answer = saved(client, {"ForPublicList": "perhaps"})

    assert (answer.status, answer.document["code"]) == (400, 400)
    assert [issue["field"] for issue in answer.document["issues"]] == ["ForPublicList"]


def test_issues_beside_xml_have_their_values(client: ParsClient) -> None:
    wrong = example("activity.xml").replace(b">true</ForPublicList>", b">perhaps</ForPublicList>")

    issues = client.post("/activities", wrong, XML).root.findall("issues")

    assert [(issue.findtext("code"), issue.findtext("value")) for issue in issues] == [("FIELD_FORMAT", "perhaps")]


def test_an_activity_of_another_provider_is_neither_told_nor_changed(client: ParsClient) -> None:
    other = client.new_key(provider_id=OTHER_PROVIDER_ID)

    change = saved(client, {"activityRecordAction": "Update", "identifier": identified(ACTIVITY_ID)}, key=other)

    assert change.status in {400, 403}
    assert client.hub.activities.find([ACTIVITY_ID]) == {ACTIVITY_ID: ACTIVITY}
    assert client.call("GET", f"/activities/{ACTIVITY_ID}", key=other).status == 404
    assert client.call("GET", "/activities", key=other).status == 404


def test_a_deleted_activity_is_told_as_deleted_and_then_not_at_all(client: ParsClient) -> None:
    answer = saved(client, {"activityRecordAction": "Delete", "identifier": identified(ACTIVITY_ID)})

    assert [activity["XtensibleInfo"]["activityRecordAction"] for activity in activities_in(answer)] == ["Delete"]
    assert client.get(f"/activities/{ACTIVITY_ID}").status == 404
    assert client.get("/activities").status == 404


def put(client: ParsClient, activity_id: str, **changes: Any) -> None:
    activity: Activity = ACTIVITY.model_copy(
        update={"activity_id": activity_id, "provider_activity_id": activity_id} | changes
    )
    client.hub.activities.add(activity, ActivityName.of(activity))


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({}, ["202699001", "202699002", "202699003"]),
        ({"providerActivityId": "202699002"}, ["202699002"]),
        ({"activityStartDate": "2026-05-04"}, ["202699001", "202699002"]),
        ({"activityTypeName": "Live Course"}, ["202699001", "202699003"]),
        ({"activitytypename": "live-course", "ACTIVITYSTARTDATE": "2026-05-04"}, ["202699001"]),
        ({"providerActivityId": "202699002", "activityTypeName": "Live Course"}, []),
        ({"providerActivityId": "no such"}, []),
        ({"activityStartDate": "2026-05-05"}, []),
    ],
)
def test_activities_are_found_by_what_names_them(client: ParsClient, query: dict[str, str], found: list[str]) -> None:
    put(client, "202699002", activity_format="Manuscript Review")
    put(client, "202699003", start_date=ACTIVITY.end_date.replace(month=6), end_date=ACTIVITY.end_date.replace(month=6))

    answer = client.get("/activities", query)

    assert answer.status == (200 if found else 404)
    documents = answer.document if found else []
    told = [
        id_in(metric) for document in documents for metric in document["ACCMEActivities"]["MedicalEducationMetrics"]
    ]
    assert told == found


def test_more_than_a_page_of_activities_is_told_in_pages(client: ParsClient) -> None:
    for number in range(1, 130):
        put(client, str(203000000 + number))

    first = client.get("/activities", {"activityTypeName": "Live Course"})
    link = first.headers["Link"]
    assert link.endswith('>; rel="next"')
    query = dict(part.split("=", 1) for part in link.removeprefix("<?").partition(">")[0].split("&"))
    assert query.pop("activityTypeName") == "Live+Course"
    rest = client.get("/activities", query | {"activityTypeName": "Live Course"})

    ids = [id_in(activities_in_one(document)) for document in (*first.document, *rest.document)]
    assert (len(first.document), len(ids), len({*ids})) == (100, 130, 130)
    assert "Link" not in rest.headers


def activities_in_one(document: Any) -> Any:
    (metric,) = document["ACCMEActivities"]["MedicalEducationMetrics"]
    return metric


@pytest.mark.parametrize(
    ("path", "query", "told"),
    [
        ("/activities", {"activityStartDate": "in May"}, "activityStartDate: give a date such as 2026-05-31"),
        ("/activities", {"activityTypeName": "Party"}, "activityTypeName: give one of: Live Course"),
        ("/activities", {"cursor": "x"}, "cursor"),
        (STATUS, {}, "moduleID: it is missing"),
        (STATUS, {**OF_LEARNER, "UniqueID": ""}, "UniqueID: it is missing"),
        (STATUS, {**OF_LEARNER, "BirthDate": "13-45"}, "BirthDate: give a month and a day"),
        ("/learner-activities/35550001", {"domain": "ABX"}, "domain: give a board, a state, or NPI"),
        ("/services/ACCMELearnerService.svc/GetLearnerStatusByCreditId", {}, "CreditId: it is missing"),
    ],
)
def test_what_cannot_be_read_of_a_question_is_told(
    client: ParsClient, path: str, query: dict[str, str], told: str
) -> None:
    answer = client.get(path, query)

    assert answer.status == 400
    assert told in answer.document["message"]


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

    assert root.findtext(".//{*}DateTimeCreated") == f"{NOW:%Y-%m-%dT%H:%M:%SZ}"
    assert root.findtext(".//{*}ReportingOrganization") == "Example Medical Society"
