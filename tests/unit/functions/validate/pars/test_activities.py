"""What PARS's clients save, find and delete of activities."""

import json
from typing import Any

import pytest

from cmehub.activities.activity import Activity
from cmehub.activities.rows import ActivityName
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
from tests.unit.functions.validate.pars.test_learners import OF_LEARNER, STATUS


@pytest.fixture
def client(monkeypatch: pytest.MonkeyPatch) -> ParsClient:
    return ParsClient(monkeypatch)


def saved(client: ParsClient, *changes: dict[str, Any], key: str = "", accept: str = JSON) -> Answer:
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
    headers = {"Content-Type": JSON, "Accept": accept}
    return client.call("POST", "/activities", json.dumps(document).encode(), headers=headers, key=key)


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


def test_it_is_told_beside_the_one_that_was_taken_in_xml_too(client: ParsClient) -> None:
    answer = saved(client, {}, {"ForPublicList": "perhaps"}, accept=XML)

    assert len(answer.root.findall("{*}MedicalEducationMetrics")) == 1
    told = [(issue.findtext("row"), issue.findtext("code")) for issue in answer.root.findall("issues")]
    assert ("2", "FIELD_FORMAT") in told


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
    (activity,) = activities_in(saved(client, {}))
    activity_id = id_in(activity)

    answer = saved(client, {"activityRecordAction": "Delete", "identifier": identified(activity_id)})

    assert [activity["XtensibleInfo"]["activityRecordAction"] for activity in activities_in(answer)] == ["Delete"]
    assert client.get(f"/activities/{activity_id}").status == 404
    (left,) = client.get("/activities").document
    assert [id_in(told) for told in left["ACCMEActivities"]["MedicalEducationMetrics"]] == [ACTIVITY_ID]


def test_a_delete_that_names_another_activity_is_refused(client: ParsClient) -> None:
    answer = saved(client, {"activityRecordAction": "Delete", "identifier": identified(ACTIVITY_ID)})

    assert answer.status >= 400
    assert client.get(f"/activities/{ACTIVITY_ID}").status == 200


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
        id_in(activity) for document in documents for activity in document["ACCMEActivities"]["MedicalEducationMetrics"]
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
    (activity,) = document["ACCMEActivities"]["MedicalEducationMetrics"]
    return activity


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
