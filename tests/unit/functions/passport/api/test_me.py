import json
from typing import Any, cast

import pytest
from aws_lambda_powertools.utilities.typing import LambdaContext

from cmehub.accounts.pools import Pool
from cmehub.api.access import PeopleAccess
from functions.passport.api import handler
from local.in_memory.hub import NOW
from tests.aws_events import Context, api_event
from tests.people_access import GivenTokens

CLIENT, SUB = "passport-client", "f1deb11a-74ed-4216-bccd-a9bc63c22b72"


@pytest.fixture
def physicians(monkeypatch: pytest.MonkeyPatch) -> GivenTokens:
    tokens = GivenTokens()
    monkeypatch.setattr(handler, "access", lambda: PeopleAccess(Pool.PHYSICIANS, CLIENT, tokens))
    monkeypatch.setattr(handler.app, "_access", handler.access)
    return tokens


def asked(headers: dict[str, str], path: str = "/v1/me") -> tuple[int, dict[str, str], Any]:
    answer = handler.handle(api_event("GET", path, headers=headers), cast("LambdaContext", Context()))
    return answer["statusCode"], answer["headers"], json.loads(answer["body"])


def test_whoever_is_signed_in_is_told_who_that_is_and_nobody_keeps_it(physicians: GivenTokens) -> None:
    status, headers, document = asked({"Authorization": f"Bearer {physicians.give(SUB, CLIENT, NOW)}"})
    assert (status, document) == (200, {"account": SUB, "claims": []})
    assert headers["Cache-Control"] == "no-store"


def test_nobody_else_is_told_anything(physicians: GivenTokens) -> None:
    of_staff = GivenTokens().give(SUB, CLIENT, NOW)
    of_another_client = physicians.give(SUB, "client of an LMS", NOW)
    for sent, code in (
        ({}, "SIGN_IN_MISSING"),
        ({"Authorization": f"Bearer {of_staff}"}, "SIGN_IN_OVER"),
        ({"Authorization": f"Bearer {of_another_client}"}, "SIGN_IN_OVER"),
        ({"Authorization": "Bearer cmeh_0009999-7f3a9c21_" + "A" * 43}, "SIGN_IN_OVER"),
        ({"Authorization": "Basic bWU6bWU="}, "SIGN_IN_OVER"),
    ):
        status, headers, document = asked(sent)
        assert (status, document["code"]) == (401, code)
        assert headers["Cache-Control"] == "no-store"
        assert headers["WWW-Authenticate"] == "Bearer", "a browser would ask for a password"
    assert asked({}, "/v1/me/no-such-route")[2]["code"] == "SIGN_IN_MISSING"
