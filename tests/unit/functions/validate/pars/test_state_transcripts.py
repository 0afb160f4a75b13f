"""Transcripts for a licensing board's own system: of its own licensees, with what the state may see."""

import json
from typing import Any

import pytest

from cmehub.accounts.claims import Claim
from cmehub.accounts.keys import StateScope, make_state_key
from cmehub.licensing.withholdings import Withholding
from cmehub.people.rosters import EntryKey, RosterEntry
from local.in_memory.rosters import put_on_rosters
from tests.pars_client import JSON, MIRA, Answer, ParsClient, example
from tests.unit.functions.validate.pars.test_transcripts import BY_LICENCE, BY_NPI, IN_MAY, PDF, SUM, TRANSCRIPT, told

OHIOAN = EntryKey("OH", "35900001")


class StateClient(ParsClient):
    """A provider's client, and the keys of a state's system."""

    def __init__(self, patch: pytest.MonkeyPatch) -> None:
        super().__init__(patch)
        self.report()
        self.state_key = self.new_state_key()

    def new_state_key(self, *scopes: StateScope, state: str = "OH") -> str:
        kept, written = make_state_key(state, scopes or (StateScope.LICENSEES,), at=self.hub.now)
        self.hub.state_keys.add(kept)
        return str(written)

    def ask(self, path: str, query: dict[str, str], key: str | None = None) -> Answer:
        return self.call("GET", path, key=key or self.state_key, query=query)


@pytest.fixture
def client(monkeypatch: pytest.MonkeyPatch) -> StateClient:
    return StateClient(monkeypatch)


def completions(client: StateClient, query: dict[str, str]) -> list[Any]:
    found: list[Any] = told(client.ask(TRANSCRIPT, query))["ActivityTranscript"]
    return found


@pytest.mark.parametrize("query", [BY_LICENCE, BY_NPI, BY_LICENCE | BY_NPI])
def test_a_licensee_has_one_cme_credit_for_a_completion_and_no_points(
    client: StateClient, query: dict[str, str]
) -> None:
    transcript = told(client.ask(TRANSCRIPT, query))

    (completed,) = transcript["ActivityTranscript"]
    (credit,) = completed["Activity"]["Module"]["CreditCertificate"]
    assert credit == {
        "CreditID": "202699001-20260505",
        "CreditReceived": {
            "activityCertification": "AMA PRA Category 1",
            "creditUnit": "Point",
            "numberOfCredits": 6.5,
        },
    }
    assert completed["Activity"]["ReportingOrganization"] == "Example Medical Society"
    assert "ABA" not in json.dumps(transcript)
    (licence,) = transcript["Member"]["PersonalInfo"]["Licensure"]
    assert (licence["StateOfLicensure"], licence["StateMedicalLicenseID"]) == OHIOAN
    assert transcript["Member"]["NPI"] == MIRA["npi"]


def test_the_range_the_sum_and_the_print_are_those_of_a_provider(client: StateClient) -> None:
    assert completions(client, BY_LICENCE | {"completionDateRangeStart": "2026-05-06"}) == []
    assert client.ask(SUM, BY_LICENCE | IN_MAY).document["totalCredits"] == 6.5
    answer = client.ask(PDF, BY_LICENCE)
    assert (answer.status, answer.content[:5]) == (200, b"%PDF-")


def test_it_stands_in_the_states_log_and_the_physician_sees_it(client: StateClient) -> None:
    client.ask(TRANSCRIPT, BY_LICENCE | IN_MAY)

    (look,) = client.hub.state_logs.latest("OH", limit=9)
    assert (look.kind, look.reader_id, look.licences) == (
        "transcript", f"system {client.state_key.split('_')[1]}", (OHIOAN.entry_id,),
    )  # fmt: skip
    (access,) = client.hub.accesses.of_learner([OHIOAN.learner_key], limit=9)
    assert (access.reader, str(access.since), str(access.until)) == ("system", "2026-05-01", "2026-05-31")
    assert access.what == "A transcript that their own system asked of their licensee: CME credits"


def test_what_is_withheld_looks_like_what_was_never_reported(client: StateClient) -> None:
    claim = Claim(
        claim_id="c1",
        authority="OH",
        entry_id=OHIOAN.entry_id,
        linked=(OHIOAN,),
        since=client.hub.now,
        linked_at=client.hub.now,
    )
    client.hub.accounts.change("mira", None, claim)
    client.hub.withholdings.put("mira", Withholding(state="OH", since=client.hub.now))
    assert completions(client, BY_LICENCE) == []
    assert client.ask(SUM, BY_LICENCE | IN_MAY).document["totalCredits"] == 0


def test_whoever_is_not_the_states_own_licensee_is_answered_alike(client: StateClient) -> None:
    texan = MIRA | {"given_name": "Ann", "npi": "1245319599", "authority": "TX", "entry_id": "T1"}
    put_on_rosters(client.hub.rosters, [RosterEntry.model_validate(texan)])
    queries = [
        BY_LICENCE | {"lastName": "Somebody"},
        BY_LICENCE | {"stateMedicalLicenseID": "35.900002"},
        BY_LICENCE | {"stateOfLicensure": "TX"},
        BY_LICENCE | {"npi": "1245319599"},
        BY_NPI | {"firstName": "Ann", "npi": "1245319599"},
        {"firstName": "Ann", "lastName": "Osei", "stateOfLicensure": "TX", "stateMedicalLicenseID": "T1"},
    ]
    answers = [client.ask(TRANSCRIPT, query) for query in queries]
    answers.append(client.ask(TRANSCRIPT, BY_LICENCE, client.new_state_key(state="TX")))

    assert {(answer.status, answer.content) for answer in answers} == {(404, answers[0].content)}
    assert client.hub.state_logs.latest("OH", limit=9) == []
    assert client.hub.state_logs.latest("TX", limit=9) == []


def test_a_key_needs_the_scope_and_reads_nothing_else_of_pars(client: StateClient) -> None:
    refused = client.ask(TRANSCRIPT, BY_LICENCE, client.new_state_key(StateScope.CHECKS))
    assert refused.status == 403
    assert "Use a key with the scope licensees." in refused.document["message"]

    sent = client.post("/learner-activities", example("learner.json"), JSON, key=client.state_key)
    assert sent.status == 401
    stranger = client.state_key[:-43] + "A" * 43
    assert client.ask(TRANSCRIPT, BY_LICENCE, stranger).status == 401
