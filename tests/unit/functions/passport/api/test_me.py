import datetime as dt

import pytest

from local.in_memory.hub import NOW
from tests.people_access import CLIENT, GivenTokens, PassportApi, asked

EMAIL = "mira.osei@example.org"
LATER = dt.timedelta(minutes=5)


@pytest.fixture
def api(monkeypatch: pytest.MonkeyPatch) -> PassportApi:
    return PassportApi(monkeypatch)


def test_whoever_is_signed_in_is_told_who_that_is_and_nobody_keeps_it(api: PassportApi) -> None:
    mira = api.member(EMAIL)
    answer = api.ask("GET", "/v1/me", sub=mira)
    nothing: dict[str, object] = {"claims": [], "boards": [], "states": [], "ends_on": None}
    told: dict[str, object] = {"account": mira, "email": EMAIL, **nothing}
    assert (answer.status, answer.document) == (200, told)
    assert answer.headers["Cache-Control"] == "no-store"


def test_signing_out_everywhere_ends_every_token_that_was_given_until_then(api: PassportApi) -> None:
    mira, other = api.member(EMAIL), api.member("other@example.org")
    on_a_lost_phone, at_the_desk = api.token(mira), api.token(mira)

    assert asked("POST", "/v1/me/sign-out", at_the_desk).status == 204

    for token in (on_a_lost_phone, at_the_desk):
        assert asked("GET", "/v1/me", token).document["code"] == "SIGN_IN_OVER"
    assert api.members.signed_out == [mira], "its refresh tokens would give new ones"
    assert asked("GET", "/v1/me", api.token(mira, at=NOW + LATER)).status == 200
    assert api.ask("GET", "/v1/me", sub=other).status == 200


def test_an_account_that_was_ended_is_told_nothing_at_once(api: PassportApi) -> None:
    mira = api.member(EMAIL)
    api.members.end(mira)
    answer = api.ask("GET", "/v1/me", sub=mira)
    assert (answer.status, answer.document["code"]) == (401, "SIGN_IN_OVER")
    assert answer.headers["WWW-Authenticate"] == "Bearer", "a browser would ask for a password"


def test_nobody_else_is_told_anything(api: PassportApi) -> None:
    mira = api.member(EMAIL)
    of_staff = GivenTokens().give(mira, CLIENT, NOW)
    of_another_client = api.tokens.give(mira, "client of an LMS", NOW)
    for token, code in (
        (None, "SIGN_IN_MISSING"),
        (of_staff, "SIGN_IN_OVER"),
        (of_another_client, "SIGN_IN_OVER"),
        ("cmeh_0009999-7f3a9c21_" + "A" * 43, "SIGN_IN_OVER"),
    ):
        answer = asked("GET", "/v1/me", token)
        assert (answer.status, answer.document["code"]) == (401, code)
        assert answer.headers["Cache-Control"] == "no-store"
        assert answer.headers["WWW-Authenticate"] == "Bearer", "a browser would ask for a password"
    assert asked("GET", "/v1/me/no-such-route", None).document["code"] == "SIGN_IN_MISSING"
