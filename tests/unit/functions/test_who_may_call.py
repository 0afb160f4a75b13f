"""Who may call which route: each route that any description tells of, and everybody who has no right to it."""

import json
import re
from pathlib import Path
from typing import Any

import pytest

from cmehub.accounts.keys import StateScope, make_state_key
from cmehub.accounts.pools import Pool
from cmehub.accounts.standing import Role, RoleKind
from cmehub.api.access import PeopleAdmission
from functions.passport.api import handler
from local.in_memory.hub import NOW
from tests.api_hub import ApiHub, called, called_json
from tests.contact_api import said
from tests.contract.test_audit_stores import an_audit, an_audited
from tests.licensing_api import LICENSEE, OF_CALIFORNIA, LicensingApi
from tests.own_credit_api import PDF, OwnCreditApi
from tests.pars_client import OTHER_PROVIDER_ID, ParsClient
from tests.people_access import CLIENT, GivenTokens, asked

_ROOT = Path(__file__).parents[3]
_METHODS = {"get", "post", "put", "patch", "delete"}
_A_PART = re.compile(r"\{\w+\}")
STAFF_ROLES = (
    *(Role(kind=kind, at="0009999") for kind in (RoleKind.VIEWER, RoleKind.REPORTER, RoleKind.PRIMARY)),
    Role(kind=RoleKind.OFFICER, at="OH"),
    Role(kind=RoleKind.ACCREDITOR, at="EXMS"),
    Role(kind=RoleKind.OPERATOR),
)


def guarded_routes(description: str) -> list[tuple[str, str]]:
    """Return the methods and paths that need a caller who is known, each part of a path filled in."""
    document = json.loads((_ROOT / description).read_text("utf-8"))
    return [
        (method.upper(), _A_PART.sub("202612345", path))
        for path, methods in document["paths"].items()
        for method, route in methods.items()
        if method in _METHODS and route.get("security", document.get("security"))
    ]


OF_PHYSICIANS = guarded_routes("docs/openapi-passport.json")
OF_SYSTEMS = guarded_routes("functions/ingest/api/openapi.json")
OF_LICENSING = [route for route in OF_SYSTEMS if route[1].startswith("/v1/licensing")]
OF_STATE_KEYS = {
    ("GET", "/v1/licensing/202612345/licensees/202612345/credits"): StateScope.LICENSEES,
    ("GET", "/v1/licensing/202612345/checks"): StateScope.CHECKS,
    ("POST", "/v1/licensing/202612345/checks"): StateScope.CHECKS,
    ("GET", "/v1/licensing/202612345/checks/202612345"): StateScope.CHECKS,
}
"""What a licensing board's own system may call, by its key's scope; nothing else."""
OF_PARS = guarded_routes("docs/openapi-pars.json")


@pytest.fixture
def licensing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> LicensingApi:
    return LicensingApi(tmp_path, monkeypatch)


@pytest.fixture
def passport(monkeypatch: pytest.MonkeyPatch) -> OwnCreditApi:
    return OwnCreditApi(monkeypatch)


def test_the_descriptions_guard_all_but_what_is_for_everybody() -> None:
    everybodys = set()
    for description in ("docs/openapi-passport.json", "functions/ingest/api/openapi.json", "docs/openapi-pars.json"):
        paths = json.loads((_ROOT / description).read_text("utf-8"))["paths"]
        guarded = {path for _, path in guarded_routes(description)}
        everybodys |= {path for path in paths if _A_PART.sub("202612345", path) not in guarded}
    assert everybodys == {
        "/v1/sign-ups", "/v1/boards", "/v1/codes", "/v1/codes/{code}",
        "/v1/shares/read", "/v1/shares/file", "/v1/shares/code",
        "/v1/verifications/{code}", "/v1/status-lists/{name}", "/.well-known/jwks.json",
    }  # fmt: skip


@pytest.mark.parametrize(("method", "path"), OF_PHYSICIANS, ids=str)
def test_routes_of_physicians_answer_no_provider_no_staff_and_nobody(
    passport: OwnCreditApi, method: str, path: str
) -> None:
    staff = GivenTokens()
    strangers = [None, passport.tokens.give(passport.zoe, "another client", NOW), "cmeh_0009999-7f3a9c21_" + "A" * 43]
    for number, role in enumerate(STAFF_ROLES):
        passport.hub.standings.give(f"staff-{number}", role)
        strangers.append(staff.give(f"staff-{number}", CLIENT, NOW))

    answers = [asked(method, path, token, b"{}") for token in strangers]

    assert {(answer.status, answer.headers["Cache-Control"]) for answer in answers} == {(401, "no-store")}
    assert {answer.document["code"] for answer in answers} == {"SIGN_IN_MISSING", "SIGN_IN_OVER"}


@pytest.mark.parametrize(("method", "path"), OF_SYSTEMS, ids=str)
def test_routes_of_systems_answer_no_person(api: ApiHub, passport: OwnCreditApi, method: str, path: str) -> None:
    assert api.keys, "the same handlers answer who has a key"
    token = passport.token(passport.zoe)
    assert [called(method, path, key).status for key in (None, token, f"eyJhbGciOi.{token}.x")] == [401, 401, 401]


@pytest.mark.parametrize(("method", "path"), OF_LICENSING, ids=str)
def test_a_licensing_board_s_own_system_is_answered_of_its_state_where_its_scope_allows_alone(
    licensing: LicensingApi, method: str, path: str
) -> None:
    api, own = licensing.contacts.api, path.replace("202612345", "OH", 1)
    scope = OF_STATE_KEYS.get((method, path))
    asked_of: dict[str, object] = {"licence": "none"}
    if path.endswith("/checks"):
        asked_of = {"roster": True}
    elif path.endswith("/rosters"):
        asked_of = {"name": "roster.csv", "size": 1, "sha256": "0" * 64}
    elif path.endswith("/audit"):
        asked_of = {"until": "2027-01-29"}
    elif method == "PATCH":
        asked_of = {"status": "checking"}
    body = None if method == "GET" else asked_of

    def answer(key: str, at: str = own) -> tuple[int, str]:
        return said(called_json(method, at, key, body, query={"since": "2026-01-01"}))

    assert answer(api.key()) == (401, "KEY_UNKNOWN"), "a provider's"
    for other in (api.state_key(state="CA"), api.state_key(state="TX")):
        assert answer(other) == answer(other, path), "as if there were no such state"
        assert answer(other) == ((404, "NOT_FOUND") if scope else (401, "SIGN_IN_MISSING"))
    for key_scope in StateScope:
        found = answer(api.state_key(key_scope))
        if scope is None:
            assert found == (401, "SIGN_IN_MISSING")
        elif key_scope is not scope:
            assert found == (403, "SCOPE_MISSING")
        else:
            assert found[0] not in {401, 403}
    assert licensing.hub.accesses.of_learner([LICENSEE.learner_key], limit=1) == []


def test_credits_by_address_are_for_systems_and_no_person(licensing: LicensingApi) -> None:
    path = "/v1/licensing/OH/licensees/35900001/credits"
    assert ("GET", "/v1/licensing/202612345/licensees/202612345/credits") in OF_LICENSING
    for role in (*STAFF_ROLES, OF_CALIFORNIA):
        token = licensing.contacts.token(licensing.contacts.person(role))
        answer = called("GET", path, token, query={"since": "2026-01-01"})
        assert said(answer) == (401, "KEY_MISSING"), role
    assert said(called("GET", path, None)) == (401, "SIGN_IN_MISSING")
    assert licensing.hub.state_logs.latest("OH", limit=1) == []


@pytest.mark.parametrize(("method", "path"), OF_PHYSICIANS, ids=str)
def test_routes_of_physicians_answer_no_licensing_board_s_system(
    api: ApiHub, passport: OwnCreditApi, method: str, path: str
) -> None:
    key = api.state_key()
    assert passport.hub
    assert asked(method, path, key, b"{}").document["code"] == "SIGN_IN_OVER"


@pytest.mark.parametrize(("method", "path"), OF_PARS, ids=str)
def test_routes_of_pars_answer_no_person(
    method: str, path: str, monkeypatch: pytest.MonkeyPatch, passport: OwnCreditApi
) -> None:
    client = ParsClient(monkeypatch)
    token = passport.token(passport.zoe)
    assert [client.call(method, path, key=key).status for key in (None, token)] == [401, 401]


@pytest.mark.parametrize(("method", "path"), OF_PARS, ids=str)
def test_routes_of_pars_answer_a_licensing_board_s_system_where_their_description_says_so(
    method: str, path: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = ParsClient(monkeypatch)
    kept, written = make_state_key("OH", [*StateScope], at=client.hub.now)
    client.hub.state_keys.add(kept)
    routes = json.loads((_ROOT / "docs/openapi-pars.json").read_text("utf-8"))["paths"]
    (described,) = {
        any("stateKey" in way for way in route[method.lower()]["security"])
        for told, route in routes.items()
        if _A_PART.sub("202612345", told) == path
    }
    assert (client.call(method, path, key=str(written)).status != 401) == described


def test_nothing_of_an_account_is_there_for_another_one(passport: OwnCreditApi) -> None:
    claims = passport.call("GET", "/v1/me")[1]["claims"]
    missing = passport.miss()[1]["missing_credit"]
    passport.report()
    own = passport.entered()
    passport.put(own, PDF)
    need = passport.call(
        "POST", "/v1/me/needs", {"authority": "OH", "starts": "2026-01-01", "ends": "2027-12-31", "amount": 50}
    )[1]["need"]
    record = passport.credits()["credits"][0]["record"]
    passport.settings.credentials_need_confirmed = False
    share = passport.call("POST", "/v1/me/shares", {"reader": "Mercy Hospital"})[1]["share"]
    passport.hub.audits.open(an_audit())
    passport.hub.audits.put(an_audit(), [an_audited()])
    of_zoe = {
        "audit": an_audited().audit_id,
        "claim_id": claims[0]["claim"],
        "missing_credit": missing,
        "own_credit": own,
        "need": need,
        "share": share,
        "state": "CA",
    }
    before = [passport.call("GET", path) for path in _LISTS]

    document = json.loads((_ROOT / "docs/openapi-passport.json").read_text("utf-8"))
    told: dict[tuple[str, str], tuple[Any, ...]] = {}
    for path, methods in document["paths"].items():
        if not path.startswith("/v1/me/"):
            continue
        (name,) = re.findall(r"\{(\w+)\}", path) or [""]
        for method in _METHODS & methods.keys() if name else ():
            body = _BODIES.get((method, path), {})
            told[method, path] = tuple(
                passport.call(method.upper(), path.replace(f"{{{name}}}", thing), body, sub=passport.other)
                for thing in ((of_zoe | {"record": record})[name], "f" * 16)
            )

    assert told, "there are such routes"
    for route, (of_another, of_nobody) in told.items():
        assert of_another[0] == 404, route
        assert {**of_another[1], "instance": ""} == {**of_nobody[1], "instance": ""}, route
    assert [passport.call("GET", path) for path in _LISTS] == before
    assert passport.call("GET", "/v1/me/credits", sub=passport.other)[1]["credits"] == []


_LISTS = ("/v1/me", "/v1/me/credits", "/v1/me/own-credits", "/v1/me/needs", "/v1/me/missing-credits", "/v1/me/shares")
_BODIES: dict[tuple[str, str], Any] = {
    ("put", "/v1/me/needs/{need}"): {"authority": "OH", "starts": "2026-01-01", "ends": "2027-12-31", "amount": 1},
    ("put", "/v1/me/own-credits/{own_credit}"): {
        "title": "Mine now",
        "completed_on": "2026-10-03",
        "amount": 1,
        "kind": "Other",
    },
    ("post", "/v1/me/claims/{claim_id}/confirm"): {"code": "123456"},
    ("put", "/v1/me/audits/{audit}/answer"): {"words": "Mine now."},
}


def test_a_provider_is_told_of_what_it_reported_itself_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    client = ParsClient(monkeypatch)
    client.report()
    other = client.new_key(provider_id=OTHER_PROVIDER_ID)

    def told(key: str, learner_id: str) -> tuple[int, bytes]:
        headers, query = {"Accept": "application/json"}, {"domain": "ABA"}
        answer = client.call("GET", f"/learner-activities/{learner_id}", key=key, headers=headers, query=query)
        return answer.status, answer.content.replace(learner_id.encode(), b"")

    assert told(client.key, "35550001")[0] == 200
    assert told(other, "35550001") == told(other, "35550009")
    assert told(other, "35550001")[0] != 200


def test_who_signs_in_to_another_pool_is_nobody_here_whatever_their_role(passport: OwnCreditApi) -> None:
    """An operator's token of the right client, but of the other pool: it takes the other pool's own check."""
    staff = GivenTokens()
    token = staff.give("otto", CLIENT, NOW)
    access = PeopleAdmission(Pool.STAFF, CLIENT, staff, passport.hub.standings)
    assert asked("GET", "/v1/me", token).status == 401
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(handler.app, "_access", lambda: access)
        assert asked("GET", "/v1/me", passport.token(passport.zoe)).status == 401
