"""Every fixture of the sandbox brings about its code, for every provider and on any day."""

import datetime as dt
from collections.abc import Sequence
from pathlib import Path

import pytest

from cmehub.accounts.keys import Scope
from cmehub.accounts.providers import Provider
from cmehub.api.problems import PROBLEMS
from cmehub.issues.catalogue import BOARD_REASONS, CATALOGUE
from cmehub.sandbox.fixtures import LEFT_OUT, RECIPES
from cmehub.sandbox.people import LICENSEE, ROSTERS, STATE
from cmehub.sandbox.refused_keys import RefusedKey, refused_key
from cmehub.sandbox.steps import Fixture, Step
from hub.provider.fixture_run import Answer, FixtureRun, StepOutcome
from hub.provider.sandbox import OF_THE_LICENSEE, SandboxStores, open_sandbox
from local.in_memory.hub import NOW, MemoryHub
from tests.api_hub import ApiHub, called
from tests.sample_hub import sample_entries

PROVIDER, OTHER = "0009999", "0008888"
DAYS = [NOW, dt.datetime(2027, 1, 1, tzinfo=dt.UTC), dt.datetime(2028, 2, 29, 23, 59, tzinfo=dt.UTC)]


class Sandbox:
    """A sandbox in memory, and the way to it of one of its providers."""

    def __init__(self, api: ApiHub) -> None:
        self.api = api
        self.api.is_sandbox = True
        self.key = self.open(PROVIDER)
        self.run = FixtureRun(self.call, lambda _submission: self.api.read_all())

    def open(self, provider_id: str) -> str:
        hub = self.api.hub
        stores = SandboxStores(hub.providers, hub.rosters, hub.activities, self.api.keys)
        return str(open_sandbox(stores, provider_id, at=hub.now))

    def call(self, step: Step) -> Answer:
        path, _, query = step.path.partition("?")
        asked = dict(pair.split("=") for pair in query.split("&")) if query else {}
        key = self.key if step.with_key else None
        answer = called(step.method, path, key, body=step.body, headers=step.headers, query=asked)
        return Answer(answer.status, answer.headers, answer.text.encode())

    def made(self, code: str, key: str | None = None) -> Fixture:
        answer = called("GET", f"/v1/sandbox/fixtures/{code}", key or self.key)
        assert answer.status == 200, answer.text
        return Fixture.model_validate_json(answer.text)

    def tried(self, code: str) -> list[StepOutcome]:
        return [*self.run.tell(self.made(code))]


def sandbox_at(now: dt.datetime, folder: Path, patch: pytest.MonkeyPatch) -> Sandbox:
    return Sandbox(ApiHub(MemoryHub(now), folder, patch))


@pytest.fixture
def sandbox(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Sandbox:
    return sandbox_at(NOW, tmp_path, monkeypatch)


def brought_about(told: Sequence[StepOutcome]) -> bool:
    return any(answer.found for answer in told)


@pytest.mark.parametrize("code", RECIPES)
def test_a_fixture_brings_about_its_code_and_does_so_again(sandbox: Sandbox, code: str) -> None:
    for _ in range(1 if code == "RECORD_LIMIT" else 2):
        told = sandbox.tried(code)
        assert brought_about(told), [(answer.answer.status, answer.answer.body.decode()) for answer in told]
        assert all(answer.answer.status < 300 for answer in told[:-1])
        assert all(answer.answer.status != 500 for answer in told)


def test_no_code_is_forgotten() -> None:
    assert RECIPES.keys() | LEFT_OUT.keys() == CATALOGUE.keys() | BOARD_REASONS | PROBLEMS.keys()
    assert not RECIPES.keys() & LEFT_OUT.keys()


@pytest.mark.parametrize("now", DAYS, ids=str)
def test_fixtures_do_not_rot(now: dt.datetime, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    sandbox = sandbox_at(now, tmp_path, monkeypatch)

    failing = [code for code in RECIPES if code != "RECORD_LIMIT" and not brought_about(sandbox.tried(code))]

    assert failing == []


def test_each_provider_has_fixtures_of_its_own(sandbox: Sandbox) -> None:
    first = sandbox.made("REQUEST_INVALID")
    (saved, *_) = sandbox.tried("ACTIVITY_HAS_LEARNERS")
    path = f"/v1/activities/{saved.answer.document['activity']['activity_id']}"
    assert called("GET", path, sandbox.key).status == 200

    sandbox.key = sandbox.open(OTHER)

    assert called("GET", path, sandbox.key).status == 404
    assert sandbox.made("REQUEST_INVALID") != first
    assert OTHER in sandbox.made("KEY_REVOKED").steps[0].headers["Authorization"]
    assert all(brought_about(sandbox.tried(code)) for code in ("ACTIVITY_HAS_LEARNERS", "NOT_YOURS", "KEY_REVOKED"))


def test_the_credit_of_a_licensee_by_which_webhooks_of_states_are_tried_is_another_each_time(sandbox: Sandbox) -> None:
    for _ in range(2):
        sandbox.tried(OF_THE_LICENSEE)

    stored = sandbox.api.hub.records.of_learner(LICENSEE.learner_key)
    assert len({record.row.activity_id for record in stored}) == 2


def test_the_fixtures_are_listed(sandbox: Sandbox) -> None:
    listed = called("GET", "/v1/sandbox/fixtures", sandbox.key).document

    assert [fixture["code"] for fixture in listed] == [*RECIPES]
    assert {fixture["code"]: fixture["kind"] for fixture in listed}.items() >= {
        "KEY_MISSING": "problem", "FILE_EMPTY": "issue", "MAX_POINTS_REACHED": "reason"
    }.items()  # fmt: skip
    assert all(fixture["title"] for fixture in listed)


@pytest.mark.parametrize("path", ["/v1/sandbox/fixtures", "/v1/sandbox/fixtures/KEY_MISSING"])
def test_fixtures_are_for_readers_in_a_sandbox(sandbox: Sandbox, path: str) -> None:
    assert called("GET", path, sandbox.api.key(Scope.LEARNERS_WRITE)).document["code"] == "SCOPE_MISSING"
    sandbox.api.is_sandbox = False
    assert called("GET", path, sandbox.key).document["code"] == "NOT_FOUND"


@pytest.mark.parametrize("code", ["HUB_FAULT", "NONE"])
def test_what_no_fixture_brings_about_is_not_found(sandbox: Sandbox, code: str) -> None:
    assert called("GET", f"/v1/sandbox/fixtures/{code}", sandbox.key).status == 404


def test_the_keys_that_everybody_may_know_open_nothing(sandbox: Sandbox) -> None:
    known = [str(refused_key(PROVIDER, which)) for which in RefusedKey]
    for method, path in (("GET", "/v1/activities"), ("GET", "/v1/sandbox/fixtures"), ("POST", "/v1/submissions")):
        assert all(called(method, path, key).status in {401, 403, 429} for key in known)


def test_nobody_of_the_sandbox_is_somebody_of_the_samples() -> None:
    of_samples = {entry.key for entry in sample_entries()}
    of_sandbox = {entry.key for entries in ROSTERS.values() for entry in entries}

    assert not of_sandbox & of_samples
    assert STATE not in {key.authority for key in of_samples}


def test_a_sandbox_is_opened_again_over_what_is_there(sandbox: Sandbox) -> None:
    hub = sandbox.api.hub
    named = Provider(provider_id=PROVIDER, name="A provider with a name")
    hub.providers.put([named])

    again = sandbox.open(PROVIDER)

    assert again != sandbox.key
    assert hub.providers.find(PROVIDER) == named
    assert all(brought_about(sandbox.tried(code)) for code in ("KEY_REVOKED", "LICENSEE_AMBIGUOUS", "NOT_YOURS"))
