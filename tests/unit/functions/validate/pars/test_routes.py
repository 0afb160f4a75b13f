"""Calls of PARS's clients: who makes them, in what they are written and answered, and what can't be taken."""

import json

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cmehub.accounts.keys import Scope, WrittenKey
from cmehub.api.calls import ROWS_LIMIT
from cmehub.documents.elements import as_xml
from tests.pars_client import (
    ACTIVITY_ID,
    JSON,
    OTHER_PROVIDER_ID,
    PROVIDER_ID,
    XML,
    ParsClient,
    example,
    example_document,
)

SOAP = b"""<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"><s:Header/><s:Body>
<SaveLearnerActivity xmlns="urn:pars"><ProviderId>%s</ProviderId><User>%s</User><Password>%s</Password>%s
</SaveLearnerActivity></s:Body></s:Envelope>"""


@pytest.fixture
def client(monkeypatch: pytest.MonkeyPatch) -> ParsClient:
    return ParsClient(monkeypatch)


def parts_of(client: ParsClient) -> tuple[bytes, bytes]:
    """Return a key as a user and a password."""
    written = WrittenKey.read(client.key)
    assert written
    return written.key_id.encode(), client.key.removeprefix(f"cmeh_{written.key_id}_").encode()


def without_declaration(document: bytes) -> bytes:
    return document.partition(b"?>")[2]


def test_credentials_and_documents_may_stand_in_an_envelope(client: ParsClient) -> None:
    user, password = parts_of(client)
    body = SOAP % (PROVIDER_ID.encode(), user, password, without_declaration(example("learner.xml")))

    answer = client.post("/services/ACCMELearnerService.svc/SaveLearnerActivity", body, XML, key=None)

    assert (answer.status, answer.texts("GivenName")) == (201, ["Mira"])


def test_credentials_may_stand_in_json(client: ParsClient) -> None:
    user, password = parts_of(client)
    credentials = {"ProviderId": PROVIDER_ID, "User": user.decode(), "Password": password.decode()}
    body = json.dumps(credentials | example_document("learner.json")).encode()

    assert client.post("/learner-activities", body, JSON, key=None).status == 201


@pytest.mark.parametrize(
    "wrong",
    [{0: OTHER_PROVIDER_ID.encode()}, {1: b"0009999-00000000"}, {2: b"no such secret"}, {2: b""}],
    ids=["another provider", "unknown user", "wrong password", "no password"],
)
def test_wrong_credentials_are_refused_in_the_shape_of_pars(client: ParsClient, wrong: dict[int, bytes]) -> None:
    right = (PROVIDER_ID.encode(), *parts_of(client))
    given = [wrong.get(place, part) for place, part in enumerate(right)]
    body = SOAP % (*given, without_declaration(example("learner.xml")))

    answer = client.post("/learner-activities", body, XML, key=None)

    assert (answer.status, answer.texts("code")) == (401, ["401"])
    assert client.hub.records.of_learner("ABA-35550001") == []


def test_a_call_without_credentials_is_told_how_to_send_them(client: ParsClient) -> None:
    answer = client.call("GET", "/activities", key=None)

    assert (answer.status, answer.document["code"]) == (401, 401)
    assert "Authorization" in answer.document["message"]
    assert "Basic" in answer.headers["WWW-Authenticate"]


@pytest.mark.parametrize(
    ("scope", "method", "path", "body"),
    [
        (Scope.READ, "POST", "/activities", example("activity.json")),
        (Scope.READ, "POST", "/learner-activities", example("learner.json")),
        (Scope.READ, "DELETE", "/learner-activities/35550001", b""),
        (Scope.READ, "POST", "/learner-matches", example("match.json")),
        (Scope.LEARNERS_WRITE, "GET", "/activities", b""),
        (Scope.LEARNERS_WRITE, "GET", "/learner-activities/35550001", b""),
        (Scope.LEARNERS_WRITE, "GET", "/learner-activities/status?CreditId=x", b""),
        (Scope.LEARNERS_WRITE, "POST", "/activities", example("activity.json")),
        (Scope.ACTIVITIES_WRITE, "POST", "/learner-activities", example("learner.json")),
    ],
)
def test_a_key_does_only_what_its_scope_allows(
    client: ParsClient, scope: Scope, method: str, path: str, body: bytes
) -> None:
    path, _, query = path.partition("?")
    given = dict([query.split("=")]) if query else {}

    answer = client.call(method, path, body, key=client.new_key(scope), headers={"Content-Type": JSON}, query=given)

    assert (answer.status, answer.document["code"]) == (403, 403)


@pytest.mark.parametrize(
    ("headers", "body", "media"),
    [
        ({"Accept": XML, "Content-Type": JSON}, "activity.json", XML),
        ({"Accept": JSON, "Content-Type": XML}, "activity.xml", JSON),
        ({"Accept": "*/*", "Content-Type": f"{XML}; charset=utf-8"}, "activity.xml", XML),
        ({"Accept": "text/xml, application/json;q=0.5"}, "activity.json", XML),
        ({"Content-Type": JSON}, "activity.json", JSON),
        ({"Content-Type": "application/octet-stream"}, "activity.xml", XML),
        ({"Content-Type": "text/plain"}, "activity.xml", XML),
        ({}, "activity.json", JSON),
    ],
)
def test_an_answer_is_written_as_asked_else_as_the_call(
    client: ParsClient, headers: dict[str, str], body: str, media: str
) -> None:
    answer = client.call("POST", "/activities", example(body), headers=headers)

    assert (answer.status, answer.headers["Content-Type"].partition(";")[0]) == (201, media)


def test_a_service_answers_a_bare_call_in_xml(client: ParsClient) -> None:
    path = "/services/ACCMEActivityService.svc/GetActivity"

    assert client.call("GET", path, query={"activityId": ACTIVITY_ID}).texts("boardName") == ["ABA"]
    assert client.call("GET", f"/activities/{ACTIVITY_ID}").document


@pytest.mark.parametrize(
    ("path", "body", "media", "told"),
    [
        ("/activities", example("learner.json"), JSON, "Send ACCMEActivities as XML or JSON."),
        ("/learner-activities", example("activity.xml"), XML, "Send ACCMELearnerReports as XML or JSON."),
        ("/learner-matches", b"a,b\n1,2\n", "text/csv", "Send LearnerMatchRequest as XML or JSON."),
        ("/learner-activities", b"", JSON, "Send ACCMELearnerReports as XML or JSON."),
        ("/learner-activities", b'{"ACCMELearnerReports": {}}', JSON, "Send ACCMELearnerReports as XML or JSON."),
        ("/activities", b'{"a": [1]}', JSON, "Send ACCMEActivities as XML or JSON."),
        ("/activities", b"<a/>", XML, "Send ACCMEActivities as XML or JSON."),
        ("/learner-activities", b"<ACCMELearnerReports/>", XML, "Send ACCMELearnerReports as XML or JSON."),
        ("/learner-activities", example("learner.xml")[:-30], XML, "can't be read"),
        ("/learner-activities", b"<!DOCTYPE x><ACCMELearnerReports/>", XML, "can't be read"),
        ("/activities", example("activity.json")[:900], JSON, "can't be read"),
    ],
)
def test_what_is_no_such_document_is_refused_with_a_reason(
    client: ParsClient, path: str, body: bytes, media: str, told: str
) -> None:
    answer = client.post(path, body, media, key=client.key)

    assert answer.status == 400
    message = answer.texts("message")[0] if media == XML else answer.document["message"]
    assert message
    assert told in message
    assert "xlsx" not in message
    assert not client.hub.line, "nothing is asked"


def test_the_reason_of_a_broken_document_is_an_issue(client: ParsClient) -> None:
    answer = client.post("/learner-activities", example("learner.json")[:-40], JSON)

    assert [issue["code"] for issue in answer.document["issues"]] == ["FILE_BROKEN"]
    assert client.hub.records.of_learner("ABA-35550001") == []


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("POST", "/activities"),
        ("POST", "/learner-activities"),
        ("POST", "/learner-matches"),
        ("POST", "/services/ACCMELearnerService.svc/GetLearnerStatusByLearner"),
        ("POST", "/services/ACCMEActivityService.svc/GetActivity"),
    ],
)
@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    body=st.binary(max_size=200)
    | st.sampled_from([example("learner.xml"), example("activity.json"), example("match.json")]).flatmap(
        lambda whole: st.integers(0, len(whole)).map(lambda end: whole[:end])
    ),
    media=st.sampled_from([JSON, XML, "application/octet-stream"]),
)
def test_no_body_makes_the_hub_fail(client: ParsClient, method: str, path: str, body: bytes, media: str) -> None:
    headers = {"Content-Type": media}

    assert client.call(method, path, body, headers=headers).status < 500
    assert client.call(method, path, body + b"password", key=None, headers=headers).status in {400, 401, 415}


@pytest.mark.parametrize("text", ["\\u0000", "a\\u000bb", "\\ud800", "\\udc00\\ud800", "\\uffff"])
@pytest.mark.parametrize("media", [JSON, XML])
def test_what_xml_cannot_hold_is_answered_all_the_same(client: ParsClient, text: str, media: str) -> None:
    headers = {"Content-Type": JSON, "Accept": media}
    learner = example("learner.json").replace(b'"Mira"', f'"{text}"'.encode())
    match = json.dumps({"rowId": "ROW", "givenName": "Mira"}).replace("ROW", text).encode()

    assert client.call("POST", "/learner-activities", learner, headers=headers).status in {201, 400}
    assert client.call("POST", "/learner-matches", match, headers=headers).status in {200, 400}


@pytest.mark.parametrize(
    "body", [b"[" * 1000 + b'"password"' + b"]" * 1000, b"<a>" * 1000 + b"password" + b"</a>" * 1000]
)
def test_a_body_that_nests_without_end_is_only_refused(client: ParsClient, body: bytes) -> None:
    assert client.call("POST", "/learner-activities", body, key=None).status in {400, 401}
    assert client.call("POST", "/learner-activities", body).status == 400
    assert client.call("POST", "/services/ACCMELearnerService.svc/GetLearnerStatusByCreditId", body).status == 400


def test_too_many_at_once_are_refused(client: ParsClient) -> None:
    learner = example_document("match.json")
    most, more = ([learner | {"rowId": str(n)} for n in range(count)] for count in (ROWS_LIMIT, ROWS_LIMIT + 1))

    assert len(client.post("/learner-matches", json.dumps(most).encode(), JSON).document) == ROWS_LIMIT
    assert client.post("/learner-matches", json.dumps(more).encode(), JSON).status == 413


def test_a_path_that_there_is_not_is_told_in_the_shape_of_pars(client: ParsClient) -> None:
    answer = client.get("/services/ACCMELearnerService.svc/Nonsense", accept=XML)

    assert (answer.status, answer.texts("code")) == (404, ["404"])


def test_a_fault_is_told_in_the_shape_of_pars(client: ParsClient, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise RuntimeError

    monkeypatch.setattr(client.hub.rosters, "rosters", fail)

    answer = client.post("/learner-matches", example("match.json"), JSON)

    assert (answer.status, answer.document["code"]) == (500, 500)


@pytest.mark.parametrize("media", [JSON, XML])
def test_matching_tells_what_is_wrong_in_the_words_of_the_request(client: ParsClient, media: str) -> None:
    learners = [example_document("match.json") | {"familyName": "Ossei-Tutu"}, {"rowId": "9", "givenName": "Mira"}]
    body = json.dumps(learners).encode() if media == JSON else as_xml("x", {"learnerMatches": learners})

    answer = client.post("/GetLearnerMatch", body, media)

    if media == JSON:
        assert [(match["rowId"], match["result"]) for match in answer.document] == [("1", "no_match"), ("9", "invalid")]
        assert "familyName" in answer.document[1]["message"]
    else:
        assert answer.texts("result") == ["no_match", "invalid"]


@pytest.mark.parametrize(
    ("body", "media", "fault"),
    [
        (b'{"CreditId": "1",}', JSON, "the body: line 1, column 17, has a comma before a closing bracket; take it out"),
        (b"<r><CreditId>1</r>", XML, "the body: in line 1 an element ends that isn't the one that began last"),
    ],
)
def test_where_a_call_is_broken_is_told_with_its_place(client: ParsClient, body: bytes, media: str, fault: str) -> None:
    answer = client.post("/services/ACCMELearnerService.svc/GetLearnerStatusByCreditId", body, media)
    assert answer.status == 400
    assert fault in answer.content.decode()
    with_password = body.replace(b"CreditId", b"Password")
    assert fault in client.post("/learner-activities", with_password, media, key=None).content.decode()
