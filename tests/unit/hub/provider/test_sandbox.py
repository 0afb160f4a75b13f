"""The commands that open and try a sandbox, on a stack in moto; the pipeline tests try codes."""

from collections.abc import Iterator

import boto3
import pytest
from moto import mock_aws
from typer.testing import CliRunner, Result

from cmehub.accounts.keys import Scope, StateScope
from cmehub.sandbox.other_provider import ACTIVITY
from cmehub.sandbox.people import INTERNIST, LICENSEE, STATE
from cmehub.sandbox.steps import Fixture, Shown, Step
from cmehub.stores.tables import TABLES
from hub.cli import app
from hub.errors import UserError
from hub.provider.fixture_run import Answer, FixtureRun
from hub.provider.sandbox import OF_THE_LICENSEE
from hub.stack import StackConnection
from hub.stores import HubStores
from local.in_memory.tables import make_tables
from tests.examples import PROVIDER_ID

URL = "https://api.example.org"


def run(*arguments: str) -> Result:
    return CliRunner().invoke(app, arguments, env={"COLUMNS": "200"})


def connected(patch: pytest.MonkeyPatch, **outputs: str) -> HubStores:
    named = {f"{table.name.capitalize()}Table": table.name for table in TABLES}
    connection = StackConnection(boto3.Session(), named | {"ApiUrl": URL} | outputs)
    patch.setattr(StackConnection, "to_local", lambda: connection)
    return HubStores(connection)


@pytest.fixture(autouse=True)
def _tables() -> Iterator[None]:
    with mock_aws():
        make_tables()
        yield


def test_a_sandbox_is_opened_twice(monkeypatch: pytest.MonkeyPatch) -> None:
    stores = connected(monkeypatch, Sandbox="true")

    opened, again = (run("sandbox", "open", PROVIDER_ID) for _ in range(2))

    assert opened.exit_code == again.exit_code == 0
    assert URL in opened.stdout
    keys = stores.keys.of_provider(PROVIDER_ID)
    alive = [key for key in keys if key.scopes]
    assert [set(key.scopes) for key in alive] == [{*Scope}, {*Scope}]
    assert all(f"cmeh_{key.key_id}_" in opened.stdout + again.stdout for key in alive)
    assert [bool(key.revoked_at) for key in keys if not key.scopes].count(True) == 1
    assert stores.providers.find(PROVIDER_ID) is not None
    assert stores.activities.find([ACTIVITY.activity_id]) == {ACTIVITY.activity_id: ACTIVITY}
    assert stores.rosters.find([INTERNIST.key]) == {INTERNIST.key: INTERNIST}
    assert stores.rosters.rosters([STATE, "ABIM"]).keys() == {STATE}


def test_a_sandbox_is_opened_for_the_system_of_a_licensing_board(monkeypatch: pytest.MonkeyPatch) -> None:
    stores = connected(monkeypatch, Sandbox="true")

    opened = run("sandbox", "open-state")

    assert opened.exit_code == 0
    (key,) = stores.state_keys.of_state(STATE)
    assert {*key.scopes} == {*StateScope}
    assert f"cmeh_{key.key_id}_" in opened.stdout
    assert stores.rosters.find([LICENSEE.key]) == {LICENSEE.key: LICENSEE}
    assert OF_THE_LICENSEE in opened.stdout


@pytest.mark.parametrize(
    "arguments", [("open-state",), ("open", PROVIDER_ID), ("try", "FILE_EMPTY", "--provider", PROVIDER_ID)]
)
def test_a_stack_in_which_things_count_is_left_alone(
    monkeypatch: pytest.MonkeyPatch, arguments: tuple[str, ...]
) -> None:
    stores = connected(monkeypatch)

    refused = run("sandbox", *arguments)

    assert refused.exit_code == 1
    assert "is no sandbox" in refused.stderr
    assert stores.keys.of_provider(PROVIDER_ID) == []
    assert stores.rosters.find([INTERNIST.key]) == {}


def test_a_code_is_looked_for_on_every_page_of_a_report() -> None:
    fixture = Fixture(
        code="FILE_EMPTY", title="A file", kind="issue", shown=Shown.REPORT, steps=(Step(path="/v1/submissions"),)
    )
    answers = {
        "/v1/submissions": Answer(202, {"Location": "submissions/ab"}, b"{}"),
        "/v1/submissions/ab/report": Answer(200, {"Link": '<?after=1&limit=1>; rel="next"'}, b'{"issues": []}'),
        "/v1/submissions/ab/report?after=1&limit=1": Answer(200, {}, b'{"issues": [{"code": "FILE_EMPTY"}]}'),
    }
    waited: list[str] = []

    told = [*FixtureRun(lambda step: answers[step.path], waited.append).tell(fixture)]

    assert [answer.found for answer in told] == [(), (), ({"code": "FILE_EMPTY"},)]
    assert waited == ["ab"]


def test_a_submission_that_was_not_made_is_said() -> None:
    fixture = Fixture(
        code="FILE_EMPTY", title="A file", kind="issue", shown=Shown.REPORT, steps=(Step(path="/v1/submissions"),)
    )
    refused = Answer(401, {}, b'{"code": "KEY_MISSING"}')

    with pytest.raises(UserError, match=r"answered 401 .*KEY_MISSING"):
        [*FixtureRun(lambda _step: refused, lambda _: None).tell(fixture)]
