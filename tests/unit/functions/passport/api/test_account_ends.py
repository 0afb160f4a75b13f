import datetime as dt

import pytest

from cmehub.stores.standings import Ending
from functions.passport.api.account_ends import _WHILE_IT_ENDS
from tests.passport_calls import PERSONS_ROUTES, body_of
from tests.people_access import PassportApi, asked

LAST_DAY = "2026-12-04"


@pytest.fixture
def api(monkeypatch: pytest.MonkeyPatch) -> PassportApi:
    return PassportApi(monkeypatch)


def test_an_account_ends_fourteen_days_later_unless_it_is_kept(api: PassportApi) -> None:
    mira = api.member("mira.osei@example.org")
    assert api.ask("DELETE", "/v1/me", sub=mira).document == {"ends_on": LAST_DAY}
    api.hub.now += dt.timedelta(days=3)
    assert api.ask("DELETE", "/v1/me", sub=mira).document == {"ends_on": LAST_DAY}, "asked again, the same"
    assert api.ask("GET", "/v1/me", sub=mira).document["ends_on"] == LAST_DAY

    for _ in range(2):
        assert api.ask("POST", "/v1/me/stay", sub=mira).status == 204
    assert api.ask("GET", "/v1/me", sub=mira).document["ends_on"] is None
    assert api.ask("GET", "/v1/me/needs", sub=mira).status == 200
    assert [*api.hub.standings.due(dt.date.max)] == []


@pytest.mark.parametrize(("method", "path"), PERSONS_ROUTES)
def test_nothing_else_can_be_done_while_it_is_to_end(api: PassportApi, method: str, path: str) -> None:
    mira = api.member("mira.osei@example.org")
    api.ask("DELETE", "/v1/me", sub=mira)
    answer = api.ask(method, path, sub=mira, body=body_of(method, path))
    if (method, path) in _WHILE_IT_ENDS:
        assert answer.status < 300
    else:
        assert (answer.status, answer.document["code"]) == (409, "ACCOUNT_ENDS")
        assert f"It can be kept until {LAST_DAY}" in answer.document["detail"]


@pytest.mark.parametrize(("method", "path"), PERSONS_ROUTES)
def test_no_token_is_good_from_the_moment_at_which_it_ends(api: PassportApi, method: str, path: str) -> None:
    mira = api.member("mira.osei@example.org")
    ending = Ending(api.hub.now.date(), mira)
    api.hub.standings.let_end(ending)
    api.hub.standings.end(ending, at=api.hub.now)
    for given in (api.hub.now, api.hub.now + dt.timedelta(hours=1)):
        answer = asked(method, path, api.token(mira, at=given))
        assert (answer.status, answer.document["code"]) == (401, "SIGN_IN_OVER")
        assert answer.headers["Cache-Control"] == "no-store"
