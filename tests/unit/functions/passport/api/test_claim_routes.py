import json
from dataclasses import dataclass
from typing import Any, cast

import pytest
from aws_lambda_powertools.utilities.typing import LambdaContext

from cmehub.accounts.pools import Pool
from cmehub.api.access import PeopleAccess
from functions.passport.api import handler
from local.in_memory.hub import NOW, MemoryHub
from local.in_memory.rosters import put_on_rosters
from tests.aws_events import Context, api_event
from tests.examples import a_diplomate
from tests.people_access import GivenTokens

CLIENT = "passport-client"
ZOE, OTHER = "f1deb11a-74ed-4216-bccd-a9bc63c22b72", "0c9a7d55-other"
NPI = "1234567893"
GIVEN = {
    "given_name": "Zoe",
    "family_name": "Garcia Lopez",
    "birth_month_day": "2/29",
    "authority": "ABIM",
    "number": "123456",
}
NUMBERS = ("123456", "35900001", NPI, "654321")


@dataclass
class PassportApi:
    hub: MemoryHub
    tokens: GivenTokens

    def call(self, method: str, path: str, body: object = None, *, sub: str = ZOE) -> tuple[int, Any]:
        headers = {
            "Authorization": f"Bearer {self.tokens.give(sub, CLIENT, NOW)}",
            "Content-Type": "application/json",
        }
        sent = b"" if body is None else json.dumps(body).encode()
        event = api_event(method, path, body=sent, headers=headers)
        answer = handler.handle(event, cast("LambdaContext", Context()))
        assert answer["headers"]["Cache-Control"] == "no-store"
        assert not any(number in path for number in NUMBERS)
        return answer["statusCode"], json.loads(answer["body"]) if answer["body"] else None

    def claim(self, sub: str = ZOE, **changes: str) -> tuple[int, Any]:
        return self.call("POST", "/v1/me/claims", GIVEN | changes, sub=sub)

    def send_code(self, code: str) -> None:
        asked = self.hub.accounts.find_code(ZOE)
        assert asked
        sent = asked.model_copy(update={"digest": asked.digest_of(code), "sent_at": self.hub.now})
        self.hub.accounts.change_code(ZOE, asked, sent)


@pytest.fixture
def api(monkeypatch: pytest.MonkeyPatch) -> PassportApi:
    hub, tokens = MemoryHub(), GivenTokens()
    put_on_rosters(
        hub.rosters,
        [a_diplomate(npi=NPI), a_diplomate(authority="OH", entry_id="35900001", npi=NPI, email="zoe@example.org")],
    )
    monkeypatch.setattr(handler, "hub", lambda: hub)
    monkeypatch.setattr(handler.app, "_access", lambda: PeopleAccess(Pool.PHYSICIANS, CLIENT, tokens))
    return PassportApi(hub, tokens)


def test_a_claim_is_told_with_names_and_stands_under_me(api: PassportApi) -> None:
    status, entries = api.claim()

    assert status == 201
    assert [(entry["authority"], entry["name"], entry["id"]) for entry in entries] == [
        ("ABIM", "American Board of Internal Medicine", "123456"),
        ("OH", "Ohio", "35900001"),
    ]
    assert {entry["sureness"] for entry in entries} == {"stated"}
    assert {entry["claim"] for entry in entries} == {entries[0]["claim"]}
    assert api.call("GET", "/v1/me") == (200, {"account": ZOE, "claims": entries})


def test_every_refusal_is_the_same_to_the_letter(api: PassportApi) -> None:
    api.claim(OTHER)

    answers = [
        api.claim(),
        api.claim(number="654321"),
        api.claim(given_name="Ana"),
        api.claim(authority="NPI", number=NPI),
        api.claim(authority="TX", number="1"),
    ]

    assert {(status, answer["code"]) for status, answer in answers} == {(422, "CLAIM_REFUSED")}
    told = [json.dumps(answer | {"instance": ""}) for _, answer in answers]
    assert set(told) == {told[0]}
    assert api.call("GET", "/v1/me")[1]["claims"] == []


def test_whoever_has_no_tries_left_is_told_when_there_are_again(api: PassportApi) -> None:
    for _ in range(5):
        api.claim(number="654321")

    headers = {"Authorization": f"Bearer {api.tokens.give(ZOE, CLIENT, NOW)}", "Content-Type": "application/json"}
    event = api_event("POST", "/v1/me/claims", body=json.dumps(GIVEN).encode(), headers=headers)
    answer = handler.handle(event, cast("LambdaContext", Context()))

    assert (answer["statusCode"], json.loads(answer["body"])["code"]) == (429, "CLAIM_TRIES_SPENT")
    assert answer["headers"]["Retry-After"] == str(12 * 3600 + 1)


@pytest.mark.parametrize(
    ("changes", "detail"),
    [
        ({"birth_month_day": "02-30"}, "birth_month_day: give a month and a day"),
        ({"authority": "ABXX"}, "authority: give one of ABA, "),
        ({"authority": "NPI"}, "number: give an NPI, 10 digits of which the last is a check digit"),
        ({"number": "1234567"}, "number: give up to 6 digits"),
        ({"given_name": " "}, "given_name: give a text of at most "),
    ],
)
def test_what_nobody_can_be_is_told_and_costs_no_try(api: PassportApi, changes: dict[str, str], detail: str) -> None:
    for _ in range(6):
        status, answer = api.claim(**changes)

    assert (status, answer["code"]) == (422, "REQUEST_INVALID")
    assert answer["detail"].startswith(detail)
    assert api.claim()[0] == 201


def test_what_is_given_back_is_gone(api: PassportApi) -> None:
    (_, (entry, *_)) = api.claim()

    assert api.call("DELETE", f"/v1/me/claims/{entry['claim']}", sub=OTHER)[0] == 404
    assert api.call("DELETE", f"/v1/me/claims/{entry['claim']}") == (204, None)
    assert api.call("DELETE", f"/v1/me/claims/{entry['claim']}")[0] == 404

    assert api.call("GET", "/v1/me")[1]["claims"] == []
    assert api.claim(OTHER)[0] == 201


def test_a_mailed_code_confirms(api: PassportApi) -> None:
    (_, (entry, *_)) = api.claim()
    path = f"/v1/me/claims/{entry['claim']}"

    assert api.call("POST", f"{path}/code") == (202, {"by": "mail", "name": "Ohio"})
    api.send_code("041592")
    status, problem = api.call("POST", f"{path}/confirm", {"code": "041593"})
    assert (status, problem["code"]) == (422, "CODE_WRONG")
    status, entries = api.call("POST", f"{path}/confirm", {"code": " 041592 "})

    assert (status, {told["sureness"] for told in entries}) == (200, {"confirmed"})
    assert api.call("POST", f"{path}/code")[1]["code"] == "CLAIM_CONFIRMED"
    assert api.call("POST", f"{path}/confirm", {"code": "041592"})[1]["code"] == "CLAIM_CONFIRMED"


def test_without_an_address_an_operator_is_asked_and_the_word_is_told(api: PassportApi) -> None:
    put_on_rosters(api.hub.rosters, [a_diplomate(authority="OH", entry_id="35900001", npi=NPI)])
    (_, (entry, *_)) = api.claim()

    assert api.call("POST", f"/v1/me/claims/{entry['claim']}/code") == (202, {"by": "operator", "name": None})
    (asked, *_) = api.call("GET", "/v1/me")[1]["claims"]
    assert asked["asked_at"] == "2026-11-20T12:00:00Z"
    (case,) = api.hub.accounts.cases()
    api.hub.cases.refuse(case, "Send a copy of the licence.")

    (told, *_) = api.call("GET", "/v1/me")[1]["claims"]
    assert told["refused"] == "Send a copy of the licence."


@pytest.mark.parametrize(("method", "below"), [("DELETE", ""), ("POST", "/code"), ("POST", "/confirm")])
def test_nobody_reaches_anothers_claim(api: PassportApi, method: str, below: str) -> None:
    (_, (entry, *_)) = api.claim()

    body = {"code": "041592"} if below == "/confirm" else None
    status, problem = api.call(method, f"/v1/me/claims/{entry['claim']}{below}", body, sub=OTHER)

    assert (status, problem["code"]) == (404, "NOT_FOUND")
