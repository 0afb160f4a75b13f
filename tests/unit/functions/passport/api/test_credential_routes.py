import datetime as dt
import json
from typing import Any

import jsonschema_rs
import jwt
import pytest
import time_machine
from openbadgeslib.ob3.verifier import OB3VerificationError, OB3Verifier

from cmehub.credentials.making import MOST_A_DAY
from cmehub.credentials.signing import Signing
from tests.credential_api import KEYS, CredentialApi
from tests.examples import ACTIVITY_ID, PROVIDER_ID, a_record
from tests.people_access import SITE, asked
from tests.physician_mails_hub import MOC, STATE, UNKNOWN
from tests.signing_keys import LocalKey
from tests.site_server import REPOSITORY

W3C = json.loads((REPOSITORY / "tests/w3c/verifiable-credential-schema.json").read_text())
YEAR = {"since": "2026-01-01", "until": "2026-12-31"}


@pytest.fixture
def api(monkeypatch: pytest.MonkeyPatch) -> CredentialApi:
    api = CredentialApi(monkeypatch)
    api.report(MOC, STATE | {"completion_date": "2026-10-05"})
    return api


def test_a_transcript_tells_of_each_credit_that_counts_and_of_whom(api: CredentialApi) -> None:
    made = api.make(**YEAR)
    payload = api.read(made["token"])

    jsonschema_rs.validator_for(W3C).validate(payload)
    assert jwt.get_unverified_header(made["token"]) == {"alg": "ES256", "typ": "vc+jwt", "kid": api.signing.key_id}
    assert payload["type"] == ["VerifiableCredential", "TranscriptCredential"]
    assert payload["issuer"] == {"id": SITE, "type": ["Profile"], "name": "CME Hub", "url": SITE}
    assert payload["id"] == made["verify_url"] == f"{SITE}/verify/?code={made['code']}"
    subject = payload["credentialSubject"]
    assert (subject["firstDay"], subject["lastDay"]) == ("2026-01-01", "2026-12-31")
    assert {known["identityType"]: known["identityHash"] for known in subject["identifier"]} == {
        "ext:fullName": "Zoe Garcia Lopez",
        "ext:ABIM": "123456",
        "ext:OH": "MD1",
        "ext:NPI": "1234567893",
    }
    told = [
        (
            entry["activityEndDate"],
            entry["creditsEarned"],
            entry["achievement"]["achievementType"],
            entry["achievement"]["specialization"],
            entry["source"]["name"],
        )
        for entry in subject["achievements"]
    ]
    assert sorted(told) == [
        ("2026-10-05T00:00:00Z", 1.0, "ext:CME", "AMA PRA Category 1", "Ohio"),
        ("2026-10-31T00:00:00Z", 1.5, "ext:CME", "AMA PRA Category 1", "American Board of Internal Medicine"),
        ("2026-10-31T00:00:00Z", 1.5, "ext:MOC", "Medical Knowledge", "American Board of Internal Medicine"),
    ]
    assert {entry["achievement"]["name"] for entry in subject["achievements"]} == {"Sepsis <at> night"}
    assert {entry["achievement"]["creator"]["name"] for entry in subject["achievements"]} == {"Example Medical Society"}
    assert api.bits(payload) == {"revocation": False, "refresh": False}


def test_a_span_leaves_out_what_lies_beyond_it(api: CredentialApi) -> None:
    days = {
        entry["activityEndDate"][:10]
        for entry in api.read(api.make(since="2026-10-06")["token"])["credentialSubject"]["achievements"]
    }
    assert days == {"2026-10-31"}
    status, problem = api.call("POST", "/v1/me/credentials", {"until": "2026-10-04"})
    assert (status, problem["code"]) == (422, "CREDITS_NONE")


def test_what_waits_for_its_board_or_was_refused_is_not_signed(monkeypatch: pytest.MonkeyPatch) -> None:
    api = CredentialApi(monkeypatch)
    api.report(UNKNOWN | {"lines": UNKNOWN["lines"][:1]})
    api.hub.records.put([a_record(board_ids={"ABIM": "123456"})])
    assert api.call("GET", "/v1/me/credits")[1]["choices"]["statuses"], "there are some"
    assert api.call("POST", "/v1/me/credentials", {})[1]["code"] == "CREDITS_NONE"


@pytest.mark.parametrize(
    ("given", "named"),
    [
        ({"since": "2026-12-31", "until": "2026-01-01"}, "since is later than until"),
        ({"since": "2026-01-01", "credit": {"record": "r", "board": "b", "credit_type": "t"}}, "not both"),
        ({"since": "yesterday"}, "2026-11-26"),
        ({"from": "2026-01-01"}, "from"),
        ({"credit": {"record": "r"}}, "board"),
    ],
)
def test_a_call_that_cannot_be_read_says_what_to_mend(api: CredentialApi, given: Any, named: str) -> None:
    status, problem = api.call("POST", "/v1/me/credentials", given)
    assert (status, problem["code"]) == (422, "REQUEST_INVALID")
    assert named in problem["detail"]


def test_an_open_badge_of_one_credit_is_verified_by_another_library(api: CredentialApi) -> None:
    made = api.badge()
    token = made["token"]
    header, payload = jwt.get_unverified_header(token), api.read(token)

    jsonschema_rs.validator_for(W3C).validate(payload)
    assert header == {"alg": "ES256", "typ": "JWT", "kid": f"{SITE}{KEYS}#{api.signing.key_id}"}
    assert (payload["iss"], payload["jti"], payload["sub"]) == (SITE, payload["id"], payload["credentialSubject"]["id"])
    verifier = OB3Verifier(jwt.PyJWK(api.keys()[api.signing.key_id]).key)

    def verify(token: str) -> Any:
        return verifier.verify(token, check_status=True, download=lambda address: api.status_list(address).encode())

    with time_machine.travel(api.hub.now + dt.timedelta(minutes=2)):
        assert verify(token).issuer.id == SITE
        middle = len(token) // 2
        changed = token[:middle] + ("A" if token[middle] != "A" else "B") + token[middle + 1 :]
        with pytest.raises(OB3VerificationError):
            verify(changed)
        api.report(MOC | {"action": "Delete"})
        api.hub.now += dt.timedelta(minutes=1)
        with pytest.raises(OB3VerificationError, match="revocation"):
            verify(token)


def test_a_badge_is_made_of_a_credit_of_ones_own_that_counts(api: CredentialApi) -> None:
    wrong = {"record": "202612345", "board": "ABIM", "credit_type": "Medical Knowledge"}
    assert api.call("POST", "/v1/me/credentials", {"credit": wrong})[1]["code"] == "CREDITS_NONE"


def test_what_a_board_takes_back_revokes_what_holds_it_and_nothing_else(api: CredentialApi) -> None:
    whole, before = api.make(**YEAR), api.make(until="2026-10-30")
    assert api.states() == ["good", "good"]

    api.report(MOC | {"action": "Delete"}, times=2)
    api.hub.now += dt.timedelta(minutes=1)

    assert {told["code"]: told["state"] for told in api.listed()} == {whole["code"]: "revoked", before["code"]: "good"}
    assert api.bits(api.read(whole["token"])) == {"revocation": True, "refresh": False}
    assert api.bits(api.read(before["token"])) == {"revocation": False, "refresh": False}
    status, told = api.verification(whole["code"])
    assert (status, told["state"]) == (200, "revoked")
    assert api.revoked == 1


def test_a_state_credit_that_its_provider_deletes_is_taken_back(api: CredentialApi) -> None:
    made = api.make(until="2026-10-30")
    api.report(STATE | {"completion_date": "2026-10-05", "action": "Delete"})
    assert api.verification(made["code"])[1]["state"] == "revoked"


def test_the_same_report_again_and_a_dry_run_take_nothing_back(api: CredentialApi) -> None:
    api.make(**YEAR)
    api.report(MOC)
    api.report(MOC | {"action": "Delete"}, dry_run=True)
    assert (api.states(), api.revoked) == (["good"], 0)


def test_what_is_taken_back_while_a_credential_is_made_revokes_it(api: CredentialApi) -> None:
    find = api.hub.activities.find

    def deleted_before_it_is_signed(activity_ids: Any) -> Any:
        api.hub.activities.find = find  # type: ignore[method-assign]
        api.report(MOC | {"action": "Delete"})
        return find(activity_ids)

    api.hub.activities.find = deleted_before_it_is_signed  # type: ignore[method-assign]
    made = api.make(**YEAR)
    assert made["state"] == "revoked"
    assert api.verification(made["code"])[1]["state"] == "revoked"


def test_it_is_revoked_whatever_became_of_the_account(api: CredentialApi) -> None:
    made = api.make(**YEAR)
    api.give_back()
    api.report(MOC | {"action": "Delete"})
    assert api.verification(made["code"])[1]["state"] == "revoked"


def test_a_newer_one_of_the_same_span_supersedes_if_it_says_something_else(api: CredentialApi) -> None:
    first, same, other_span = api.make(**YEAR), api.make(**YEAR), api.make(since="2026-10-01")
    assert api.states() == ["good", "good", "good"]

    api.report(STATE | {"completion_date": "2026-10-07"})
    newer = api.make(**YEAR)
    api.hub.now += dt.timedelta(minutes=1)

    states = {told["code"]: told["state"] for told in api.listed()}
    assert states == {
        first["code"]: "superseded",
        same["code"]: "superseded",
        other_span["code"]: "good",
        newer["code"]: "good",
    }
    assert api.bits(api.read(first["token"])) == {"revocation": False, "refresh": True}


def test_it_expires_after_a_year_and_is_forgotten_after_two(api: CredentialApi) -> None:
    made = api.make(**YEAR)
    payload = api.read(made["token"])
    assert payload["validUntil"] == made["good_until"] == "2027-11-20T12:00:01Z"
    api.hub.now += dt.timedelta(days=365)
    assert api.verification(made["code"])[1]["state"] == "expired"


@pytest.mark.parametrize("needs_confirmed", [True, False])
def test_only_a_confirmed_claim_makes_credentials_unless_the_stack_says_so(
    monkeypatch: pytest.MonkeyPatch, needs_confirmed: bool
) -> None:
    api = CredentialApi(monkeypatch)
    (claim,) = api.hub.accounts.claims(api.zoe)
    api.hub.accounts.change(api.zoe, claim, claim.model_copy(update={"confirmed_at": None}))
    api.settings.credentials_need_confirmed = needs_confirmed
    api.report(MOC)

    status, answered = api.call("POST", "/v1/me/credentials", {})

    assert (status, answered.get("code")) == (409, "CLAIM_NOT_CONFIRMED") if needs_confirmed else status == 201
    assert api.call("POST", "/v1/me/credentials", {}, sub=api.other)[1]["code"] == "CLAIM_NEEDED"


def test_no_more_than_fifty_are_made_on_a_day(api: CredentialApi) -> None:
    made = [api.call("POST", "/v1/me/credentials", {})[0] for _ in range(MOST_A_DAY + 1)]
    assert (made.count(201), made[-1]) == (MOST_A_DAY, 429)


def test_a_code_tells_how_the_document_stands_and_nothing_of_whom_or_what(api: CredentialApi) -> None:
    made = api.make(**YEAR)
    for written in (made["code"], made["code"].lower().replace("-", "")):
        status, told = api.verification(written)
        assert status == 200
    assert told.keys() == {
        "code", "kind", "digest", "state", "issued_at", "good_until", "revoked_at", "superseded_at"
    }  # fmt: skip
    text = json.dumps(told)
    assert [
        secret for secret in ("Zoe", "123456", ACTIVITY_ID, PROVIDER_ID, "2026-01-01", api.zoe) if secret in text
    ] == []
    for unknown in ("AAAAA-AAAAA-AAAAA-AAAAA", "short", "x" * 60):
        status, problem = api.verification(unknown)
        assert (status, problem["code"]) == (404, "NOT_FOUND")


def test_nobody_sees_another_ones_credentials(api: CredentialApi) -> None:
    api.make(**YEAR)
    assert api.listed(api.other) == []


def test_keys_and_lists_are_for_everybody_and_may_be_kept_for_a_while(api: CredentialApi) -> None:
    for path, seconds in ((KEYS, 300), ("/v1/status-lists/revocation-0", 60), ("/v1/status-lists/refresh-0", 60)):
        answer = asked("GET", path, None)
        assert answer.status == 200
        assert answer.headers["Cache-Control"] == f"public, max-age={seconds}"
        assert answer.headers["Access-Control-Allow-Origin"] == "*"
    for name in ("revocation-1", "suspension-0", "revocation-00", "revocation-9999999"):
        answer = asked("GET", f"/v1/status-lists/{name}", None)
        assert (answer.status, answer.headers["Cache-Control"]) == (404, "no-store")


def test_a_list_is_signed_once_a_minute_and_says_until_when_it_is_good(api: CredentialApi) -> None:
    address = f"{SITE}/v1/status-lists/revocation-0"
    first = api.status_list(address)
    assert api.status_list(address) == first
    payload = api.read(first)
    jsonschema_rs.validator_for(W3C).validate(payload)
    assert (payload["validFrom"], payload["validUntil"]) == ("2026-11-20T12:00:00Z", "2026-11-21T12:00:00Z")
    api.hub.now += dt.timedelta(minutes=1)
    assert api.status_list(address) != first


def test_a_credential_is_verified_after_the_key_was_changed(api: CredentialApi) -> None:
    made, old = api.make(**YEAR), api.signing
    api.signing = Signing([LocalKey(), *old._keys])
    assert api.read(made["token"])["id"] == made["verify_url"]
    assert jwt.get_unverified_header(api.make(**YEAR)["token"])["kid"] == api.signing.key_id != old.key_id
