"""Transcripts for a provider: whom it gets one of, and what stands in it."""

import json
from typing import Any

import pytest

from cmehub.accounts.keys import Scope
from cmehub.people.rosters import RosterEntry
from cmehub.stores import RosterStore
from local.in_memory.rosters import put_on_rosters
from tests.pars_client import JSON, MIRA, OTHER_PROVIDER_ID, XML, Answer, ParsClient, example

TRANSCRIPT, PDF = "/GetLearnerTranscriptbyLearner", "/GetLearnerTranscriptbyLearnerPDF"
SUM = "/GetLearnerTranscriptCreditsByDate"
MIRA_OSEI = {"firstName": "Mira", "lastName": "Osei"}
BY_LICENCE = MIRA_OSEI | {"stateOfLicensure": "OH", "stateMedicalLicenseID": "35.900001"}
BY_NPI = MIRA_OSEI | {"npi": "1234567893"}
IN_MAY = {"completionDateRangeStart": "2026-05-01", "completionDateRangeEnd": "2026-05-31"}


@pytest.fixture
def client(monkeypatch: pytest.MonkeyPatch) -> ParsClient:
    client = ParsClient(monkeypatch)
    client.report()
    return client


def told(answer: Answer) -> Any:
    (transcript,) = answer.document["ACCMETranscripts"]
    return transcript


def completions(client: ParsClient, query: dict[str, str]) -> int:
    return len(told(client.get(TRANSCRIPT, query))["ActivityTranscript"])


@pytest.mark.parametrize(
    "query",
    [
        BY_LICENCE,
        BY_NPI,
        BY_LICENCE | BY_NPI,
        BY_LICENCE | {"firstName": "MIRA"},
        BY_LICENCE | {"stateMedicalLicenseID": "35-900001"},
    ],
)
def test_a_physician_is_found_by_name_and_number(client: ParsClient, query: dict[str, str]) -> None:
    assert completions(client, query) == 1


NOBODY = [
    BY_LICENCE | {"lastName": "Somebody"},
    BY_LICENCE | {"firstName": "Somebody"},
    BY_LICENCE | {"stateMedicalLicenseID": "35.900002"},
    BY_LICENCE | {"stateOfLicensure": "UT"},
    BY_LICENCE | {"npi": "1245319599"},
    BY_NPI | {"npi": "1245319599"},
    BY_NPI | {"lastName": "Somebody"},
]


@pytest.mark.parametrize("path", [TRANSCRIPT, PDF, SUM])
def test_whoever_is_not_found_is_answered_alike(client: ParsClient, path: str) -> None:
    other = client.new_key(provider_id=OTHER_PROVIDER_ID)
    known = MIRA | {"given_name": "Ann", "family_name": "Unreported", "npi": None, "authority": "TX", "entry_id": "T1"}
    put_on_rosters(client.hub.rosters, [RosterEntry.model_validate(known)])
    unreported = {"firstName": "Ann", "lastName": "Unreported", "stateOfLicensure": "TX", "stateMedicalLicenseID": "T1"}

    answers = [client.get(path, query | IN_MAY) for query in [*NOBODY, unreported]]
    answers.append(client.call("GET", path, key=other, query=BY_LICENCE | IN_MAY))

    assert {(answer.status, answer.content) for answer in answers} == {(404, answers[0].content)}
    assert answers[0].document["code"] == 404


def test_an_npi_of_two_people_is_nobodys(client: ParsClient) -> None:
    rosters: RosterStore = client.hub.rosters
    namesakes = [
        RosterEntry.model_validate(MIRA | {"authority": authority, "entry_id": "1", "npi": npi, "birth_month_day": day})
        for authority, npi, day in (("ABP", "1245319599", "02-29"), ("TX", "1245319599", "03-01"))
    ]
    put_on_rosters(rosters, namesakes)

    assert client.get(TRANSCRIPT, BY_NPI | {"npi": "1245319599"}).status == 404
    assert client.get(TRANSCRIPT, BY_LICENCE).status == 200


def test_no_id_is_told_that_the_provider_did_not_know(client: ParsClient) -> None:
    by_licence = told(client.get(TRANSCRIPT, BY_LICENCE))["Member"]
    both = told(client.get(TRANSCRIPT, BY_LICENCE | BY_NPI))["Member"]

    assert "NPI" not in by_licence
    assert both == by_licence | {"NPI": "1234567893"}


def test_only_what_the_provider_reported_is_told(client: ParsClient) -> None:
    other = client.new_key(provider_id=OTHER_PROVIDER_ID)
    activity = {"activity_id": "202699009", "provider_id": OTHER_PROVIDER_ID, "provider_activity_id": "O"}
    (stored,) = client.hub.activities.find(["202699001"]).values()
    client.hub.activities.add(stored.model_copy(update=activity), None)
    theirs = example("learner.json").replace(b"202699001", b"202699009").replace(b"0009999", b"0001111")
    assert client.post("/learner-activities", theirs, JSON, key=other).status == 201
    client.hub.deliver_all()

    ours = told(client.get(TRANSCRIPT, BY_LICENCE))["ActivityTranscript"]
    of_other = told(client.call("GET", TRANSCRIPT, key=other, query=BY_LICENCE))["ActivityTranscript"]

    assert [completed["Activity"]["ReportingOrganization"] for completed in ours] == ["Example Medical Society"]
    assert [completed["Activity"]["ReportingOrganization"] for completed in of_other] == ["Other Society"]


@pytest.mark.parametrize(
    ("span", "count"),
    [
        (IN_MAY, 1),
        ({"completionDateRangeStart": "2026-05-06"}, 0),
        ({"completionDateRangeEnd": "2026-05-04"}, 0),
        ({"completionDateRangeStart": "2026-05-05", "completionDateRangeEnd": "2026-05-05"}, 1),
    ],
)
def test_completions_of_the_range_are_told(client: ParsClient, span: dict[str, str], count: int) -> None:
    assert completions(client, BY_LICENCE | span) == count


def test_the_sum_is_of_the_range(client: ParsClient) -> None:
    assert client.get(SUM, BY_LICENCE | IN_MAY).document == {
        "learner": {"GivenName": "Mira", "FamilyName": "Osei"},
        "totalCredits": 6.5,
        "unit": "Point",
    }
    in_june = {"completionDateRangeStart": "2026-06-01", "completionDateRangeEnd": "2026-06-30"}
    assert client.get(SUM, BY_LICENCE | in_june).document["totalCredits"] == 0


def test_the_earlier_schema_is_told_if_asked_for(client: ParsClient) -> None:
    assert told(client.get(TRANSCRIPT, BY_LICENCE | {"schemaVersion": "2025-03-26"}))["Member"]["PersonalInfo"] == {
        "StateOfLicensure": "OH",
        "StateMedicalLicenseID": "35.900001",
    }


@pytest.mark.parametrize(
    ("path", "query", "named"),
    [
        (TRANSCRIPT, MIRA_OSEI, "npi"),
        (TRANSCRIPT, MIRA_OSEI | {"stateOfLicensure": "OH"}, "stateMedicalLicenseID"),
        (TRANSCRIPT, {"firstName": "Mira", "npi": "1234567893"}, "lastName"),
        (TRANSCRIPT, {"lastName": "Osei", "npi": "1234567893"}, "firstName"),
        (TRANSCRIPT, BY_LICENCE | {"stateOfLicensure": "Ohio"}, "stateOfLicensure"),
        (TRANSCRIPT, BY_NPI | {"npi": "123"}, "npi"),
        (TRANSCRIPT, BY_NPI | {"completionDateRangeStart": "May"}, "completionDateRangeStart"),
        (TRANSCRIPT, BY_NPI | {"schemaVersion": "1"}, "schemaVersion"),
        (SUM, BY_NPI, "completionDateRangeStart"),
        (SUM, BY_NPI | {"completionDateRangeStart": "2026-05-01"}, "completionDateRangeEnd"),
    ],
)
@pytest.mark.parametrize("media", [JSON, XML])
def test_what_is_missing_or_wrong_is_named(
    client: ParsClient, path: str, query: dict[str, str], named: str, media: str
) -> None:
    answer = client.get(path, query, accept=media)

    assert answer.status == 400
    message = json.loads(answer.content)["message"] if media == JSON else answer.texts("message")[0]
    assert named in str(message)


def test_a_key_that_may_not_read_gets_no_transcript(client: ParsClient) -> None:
    key = client.new_key(Scope.LEARNERS_WRITE)

    assert client.call("GET", TRANSCRIPT, key=key, query=BY_LICENCE).status == 403
