import json
import time
from dataclasses import dataclass

import pytest

from cmehub.accounts.signing_up import SigningUp
from cmehub.stores.memory_members import MemoryMembers
from local.in_memory.hub import NOW
from tests.api_hub import Answer
from tests.people_access import PassportApi, asked

EMAIL = "mira.osei@example.org"


@dataclass
class Timer:
    """A clock that a slow pool and pauses move on."""

    now: float = 100.0

    def elapsed(self) -> float:
        return self.now

    def pause(self, seconds: float) -> None:
        self.now += seconds


class SlowMembers(MemoryMembers):
    """A pool that takes its time to make an account, and little to find that there is one."""

    def __init__(self, timer: Timer) -> None:
        super().__init__(NOW)
        self.timer = timer

    def add(self, email: str) -> bool:
        added = super().add(email)
        self.timer.now += 0.9 if added else 0.05
        return added


@pytest.fixture
def api(monkeypatch: pytest.MonkeyPatch) -> PassportApi:
    api = PassportApi(monkeypatch)
    monkeypatch.setattr(time, "sleep", lambda _seconds: None)
    return api


def signed_up(email: object) -> Answer:
    return asked("POST", "/v1/sign-ups", None, json.dumps({"email": email}).encode())


def test_whoever_signs_up_can_sign_in_and_sees_nothing_of_anybody(api: PassportApi) -> None:
    answer = signed_up(f" {EMAIL} ")
    assert (answer.status, answer.text, answer.headers["Cache-Control"]) == (202, "", "no-store")
    member = api.members.find(EMAIL)
    assert member is not None
    assert api.ask("GET", "/v1/me", sub=member.sub).document == {
        "account": member.sub,
        "email": EMAIL,
        "claims": [],
        "ends_on": None,
        "boards": [],
        "states": [],
    }


def test_an_address_that_has_an_account_is_answered_the_same_and_keeps_it(api: PassportApi) -> None:
    first, before = signed_up(EMAIL), api.members.find(EMAIL)
    again = signed_up(EMAIL)
    ids = {"X-Request-Id"}
    assert (first.status, first.text) == (again.status, again.text)
    assert {**first.headers, **dict.fromkeys(ids)} == {**again.headers, **dict.fromkeys(ids)}
    assert api.members.all() == [before]


def test_an_account_that_was_ended_stays_ended_and_is_told_to_nobody(api: PassportApi) -> None:
    mira = api.member(EMAIL)
    api.members.end(mira)
    assert signed_up(EMAIL).status == 202
    found = api.members.find(EMAIL)
    assert found is not None
    assert not found.enabled


def test_the_time_of_an_answer_does_not_tell_whether_there_was_an_account() -> None:
    timer = Timer()
    signing_up = SigningUp(SlowMembers(timer), timer.elapsed, timer.pause)
    took = []
    for _ in range(3):
        begun = timer.now
        signing_up.sign_up(EMAIL)
        took.append(round(timer.now - begun, 6))
    assert took == [2.0, 2.0, 2.0]


@pytest.mark.parametrize("email", ["", "mira", "mira@", "a@b.org, c@d.org", "Mira <mira@example.org>", "a b@c.org", 7])
def test_what_is_no_address_is_told_without_repeating_it(api: PassportApi, email: object) -> None:
    answer = signed_up(email)
    assert (answer.status, answer.document["code"]) == (422, "REQUEST_INVALID")
    assert "email" in answer.document["detail"]
    assert not api.members.all()
