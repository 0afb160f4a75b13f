import json
from typing import Any

import pytest

from local.in_memory.rosters import put_on_rosters
from tests.examples import a_diplomate
from tests.people_access import PassportApi

NPI = "1234567893"
GIVEN = {
    "given_name": "Zoe",
    "family_name": "Garcia Lopez",
    "birth_month_day": "2/29",
    "authority": "ABIM",
    "number": "123456",
}
NUMBERS = ("123456", "35900001", NPI, "654321")


class ClaimApi(PassportApi):
    """The routes, with one physician on two rosters and two accounts."""

    def __init__(self, patch: pytest.MonkeyPatch) -> None:
        super().__init__(patch)
        entries = [
            a_diplomate(npi=NPI),
            a_diplomate(authority="OH", entry_id="35900001", npi=NPI, email="zoe@example.org"),
        ]
        put_on_rosters(self.hub.rosters, entries)
        self.zoe, self.other = self.member("zoe@example.org"), self.member("other@example.org")

    def call(self, method: str, path: str, body: object = None, *, sub: str | None = None) -> tuple[int, Any]:
        assert not any(number in path for number in NUMBERS)
        sent = b"" if body is None else json.dumps(body).encode()
        answer = self.ask(method, path, sub=sub or self.zoe, body=sent)
        assert answer.headers["Cache-Control"] == "no-store"
        return answer.status, answer.document if answer.text else None

    def claim(self, sub: str | None = None, **changes: str) -> tuple[int, Any]:
        return self.call("POST", "/v1/me/claims", GIVEN | changes, sub=sub)

    def send_code(self, code: str) -> None:
        asked = self.hub.accounts.find_code(self.zoe)
        assert asked
        sent = asked.model_copy(update={"digest": asked.digest_of(code), "sent_at": self.hub.now})
        self.hub.accounts.change_code(self.zoe, asked, sent)


@pytest.fixture
def api(monkeypatch: pytest.MonkeyPatch) -> ClaimApi:
    return ClaimApi(monkeypatch)


def test_a_claim_is_told_with_names_and_stands_under_me(api: ClaimApi) -> None:
    status, entries = api.claim()

    assert status == 201
    assert [(entry["authority"], entry["name"], entry["id"]) for entry in entries] == [
        ("ABIM", "American Board of Internal Medicine", "123456"),
        ("OH", "Ohio", "35900001"),
    ]
    assert {entry["sureness"] for entry in entries} == {"stated"}
    assert {entry["claim"] for entry in entries} == {entries[0]["claim"]}
    assert api.call("GET", "/v1/me")[1]["claims"] == entries


def test_every_refusal_is_the_same_to_the_letter(api: ClaimApi) -> None:
    api.claim(api.other)

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


def test_whoever_has_no_tries_left_is_told_when_there_are_again(api: ClaimApi) -> None:
    for _ in range(5):
        api.claim(number="654321")

    answer = api.ask("POST", "/v1/me/claims", sub=api.zoe, body=json.dumps(GIVEN).encode())

    assert (answer.status, answer.document["code"]) == (429, "CLAIM_TRIES_SPENT")
    assert answer.headers["Retry-After"] == str(12 * 3600 + 1)


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
def test_what_nobody_can_be_is_told_and_costs_no_try(api: ClaimApi, changes: dict[str, str], detail: str) -> None:
    for _ in range(6):
        status, answer = api.claim(**changes)

    assert (status, answer["code"]) == (422, "REQUEST_INVALID")
    assert answer["detail"].startswith(detail)
    assert api.claim()[0] == 201


def test_what_is_given_back_is_gone(api: ClaimApi) -> None:
    (_, (entry, *_)) = api.claim()

    assert api.call("DELETE", f"/v1/me/claims/{entry['claim']}", sub=api.other)[0] == 404
    assert api.call("DELETE", f"/v1/me/claims/{entry['claim']}") == (204, None)
    assert api.call("DELETE", f"/v1/me/claims/{entry['claim']}")[0] == 404

    assert api.call("GET", "/v1/me")[1]["claims"] == []
    assert api.claim(api.other)[0] == 201


def test_a_mailed_code_confirms(api: ClaimApi) -> None:
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


def test_without_an_address_an_operator_is_asked_and_the_word_is_told(api: ClaimApi) -> None:
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
def test_nobody_reaches_anothers_claim(api: ClaimApi, method: str, below: str) -> None:
    (_, (entry, *_)) = api.claim()

    body = {"code": "041592"} if below == "/confirm" else None
    status, problem = api.call(method, f"/v1/me/claims/{entry['claim']}{below}", body, sub=api.other)

    assert (status, problem["code"]) == (404, "NOT_FOUND")
