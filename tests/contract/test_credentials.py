"""Every route of the API, ours and PARS's, refuses whoever has no good credentials for it."""

import datetime as dt
import json
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from cmehub.accounts.keys import Scope, StateScope, make_state_key
from local.in_memory.hub import MemoryHub
from tests.api_hub import ApiHub, called
from tests.contract.test_pars_routes import CALLS, Driven
from tests.pars_client import JSON, ParsClient
from tests.year_api import SUMMARY

DESCRIPTION = json.loads(
    (Path(__file__).parents[2] / "functions" / "ingest" / "api" / "openapi.json").read_text("utf-8")
)
FILES = {"sendFile", "previewFile"}
BODIES: dict[str, Any] = {
    "saveActivity": {},
    "changeActivity": {},
    "placeReviewDocument": {"size": 1, "sha256": "0" * 64},
    "answerReview": {"words": "All of it."},
    "setMailCopies": {"emails": []},
    "saveLearnerRecords": {"records": [{}]},
    "matchLearners": {"learners": [{}]},
    "correctRows": {"rows": {"2": {}}},
    "checkRows": {"rows": {"2": {}}},
    "answerMissingCredit": {"kind": "wrong_person"},
    "placeParts": {"size": 1, "parts": ["0" * 64]},
    "placeUpload": {"file_name": "a.xml", "size": 1, "sha256": "0" * 64},
    "addWebhook": {"url": "https://lms.example.org/hook"},
    "changeWebhook": {"enabled": True},
    "makeKey": {"scopes": ["read"]},
    "changeHeadings": {"headings": {"Shoe Size": ""}},
    "renewKey": {"overlap_hours": 1},
    "inviteContact": {"email": "rae@cme.example.org", "role": "viewer"},
    "changeContact": {"role": "viewer"},
    "signAgreement": {"version": "1", "name": "Kim Osei"},
    "saveSummary": SUMMARY | {"revision": 0},
    "countLearners": {"physicians": 310, "other_learners": 42},
    "closeActivities": {"activities": ["202612345"]},
    "reopenActivity": {"activity_id": "202612345", "reason": "A supporter was missing."},
    "replayEvents": {"since": "2026-11-20T12:00:00Z"},
}


class Route(NamedTuple):
    """A route that needs a key, the scopes of which it takes any, and a call of it that is well formed."""

    method: str
    path: str
    scopes: frozenset[Scope]
    headers: dict[str, str]
    body: bytes
    takes_keys: bool
    of_state: list[str] | None


def described() -> list[Any]:
    routes = []
    for path, item in DESCRIPTION["paths"].items():
        for method, operation in item.items():
            name = operation["operationId"]
            if name in {"listBoards", "listCodes", "getCode"}:
                assert "security" not in operation
                continue
            if operation["security"] == [{"contact": []}]:  # see tests/unit/functions/ingest/api/account
                continue
            ways = {way: scopes for of in operation["security"] for way, scopes in of.items()}
            if "stateKey" in ways and "key" not in ways:  # see tests/unit/functions/test_who_may_call.py
                continue
            body = b"<x/>" if name in FILES else json.dumps(BODIES[name]).encode() if name in BODIES else b""
            kind = "application/octet-stream" if name in FILES else JSON
            headers = {"Content-Type": kind, "X-File-Name": "a.xml"}
            address = path.replace("{", "").replace("}", "")
            scopes = frozenset(map(Scope, ways["contact"]))
            route = Route(
                method.upper(), address, scopes, headers, body, takes_keys="key" in ways, of_state=ways.get("stateKey")
            )
            routes.append(pytest.param(route, id=name))
    return routes


@pytest.fixture
def api(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ApiHub:
    api = ApiHub(MemoryHub(), tmp_path, monkeypatch)
    api.is_sandbox = True
    return api


@pytest.mark.parametrize("route", described())
def test_a_route_is_for_good_keys_with_its_scope_alone(api: ApiHub, route: Route) -> None:
    def code(key: str | None) -> tuple[int, str]:
        answer = called(route.method, route.path, key, body=route.body, headers=route.headers)
        return answer.status, answer.document["code"]

    good = api.key(*route.scopes)
    expired = api.key(*route.scopes, expires_at=api.hub.now - dt.timedelta(seconds=1))
    revoked = api.key(*route.scopes)
    assert api.keys.revoke(revoked.split("_")[1], at=api.hub.now)

    assert code(None) == (401, "KEY_MISSING")
    assert code(good[:-1] + ("a" if good[-1] != "a" else "b")) == (401, "KEY_UNKNOWN")
    if route.of_state is None:
        assert code(api.state_key()) == (401, "KEY_UNKNOWN"), "of a licensing board"
    else:
        others = {*StateScope} - {*route.of_state}
        assert code(api.state_key(*others)) == (403, "SCOPE_MISSING")
    assert code(expired) == (401, "KEY_EXPIRED")
    assert code(revoked) == (401, "KEY_REVOKED")
    assert code(api.key(*(frozenset(Scope) - route.scopes))) == (403, "SCOPE_MISSING")
    for scope in route.scopes:
        if not route.takes_keys:
            assert code(api.key(scope)) == (403, "CONTACT_NEEDED")
            continue
        answer = called(route.method, route.path, api.key(scope), body=route.body, headers=route.headers)
        assert answer.status not in {401, 403}, answer.text


@pytest.mark.parametrize("driven", CALLS, ids=lambda call: f"{call.method} {call.path}")
def test_a_route_of_pars_is_for_good_keys_alone(monkeypatch: pytest.MonkeyPatch, driven: Driven) -> None:
    client = ParsClient(monkeypatch)

    def status(key: str | None) -> tuple[int, str]:
        answer = client.call(
            driven.method, driven.path, driven.bodies[0], key=key, headers={"Content-Type": JSON}, query=driven.query
        )
        return answer.status, answer.document["message"]

    kept_of_state, of_state = make_state_key("OH", [*StateScope], at=client.hub.now)
    client.hub.state_keys.add(kept_of_state)
    revoked = client.new_key()
    assert client.keys.revoke(revoked.split("_")[1], at=client.hub.now)
    expired = client.new_key()
    kept = client.keys.find(expired.split("_")[1])
    assert kept
    client.keys.add(kept.model_copy(update={"expires_at": client.hub.now}))

    is_of_states = driven.path.startswith("/GetLearnerTranscript")
    of_checks, lacking = make_state_key("OH", [StateScope.CHECKS], at=client.hub.now)
    client.hub.state_keys.add(of_checks)
    for key, said in (
        (None, "no API key"),
        (client.key[:-1], "No API key"),
        (f"{of_state}"[:-1] if is_of_states else str(of_state), "No API key"),
        (revoked, "revoked"),
        (expired, "expired"),
    ):
        found, message = status(key)
        assert (found, said in message) == (401, True), message
    for key in (client.new_key(Scope.ADMIN), *([str(lacking)] if is_of_states else [])):
        found, message = status(key)
        assert (found, "allow" in message) == (403, True), message
