import subprocess
from collections.abc import Iterator
from pathlib import Path

import boto3
import pytest
from moto import mock_aws
from typer.testing import CliRunner, Result

from cmehub.credentials.signing import Signing
from cmehub.licensing.nightly_states import NightlyStates
from cmehub.stores.memory_objects import MemoryWorkObjects
from cmehub.stores.memory_rosters import MemoryRosterStore
from hub.cli import app
from hub.errors import UserError
from hub.operator.nightly_files import pem_of, start_files, stop_files
from hub.stack import StackConnection
from hub.stores import HubStores
from local.in_memory.rosters import put_on_rosters
from local.in_memory.tables import make_tables
from tests.examples import a_licensee
from tests.signing_keys import LocalKey


@pytest.fixture
def states() -> NightlyStates:
    return NightlyStates(MemoryWorkObjects())


def test_a_state_with_a_roster_gets_files_until_they_are_stopped(states: NightlyStates) -> None:
    rosters = MemoryRosterStore()
    put_on_rosters(rosters, [a_licensee()])
    for _ in range(2):
        assert start_files(states, rosters, "OH").entries == 1
        assert states.all() == ["OH"]
    stop_files(states, "OH")
    assert states.all() == []
    with pytest.raises(UserError, match="OH gets no files"):
        stop_files(states, "OH")


@pytest.mark.parametrize(
    ("state", "problem"),
    [("XX", "XX is no state. Give its two letters"), ("TX", "hub load-roster FILE --state TX")],
)
def test_no_other_gets_files(states: NightlyStates, state: str, problem: str) -> None:
    with pytest.raises(UserError, match=problem):
        start_files(states, MemoryRosterStore(), state)
    assert states.all() == []


def test_openssl_takes_the_printed_key(tmp_path: Path) -> None:
    new, old = LocalKey(), LocalKey()
    signing = Signing([new, old])
    (tmp_path / "keys.pem").write_text(pem_of({"keys": signing.public_keys}))
    (tmp_path / "about").write_bytes(b"{}")
    (tmp_path / "about.sig").write_bytes(signing.signature(b"{}"))
    command = ["openssl", "dgst", "-sha256", "-verify", "keys.pem", "-signature", "about.sig", "about"]
    assert subprocess.run(command, cwd=tmp_path, capture_output=True, check=False).stdout == b"Verified OK\n"


@pytest.fixture
def _stack(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    with mock_aws():
        make_tables()
        boto3.client("s3").create_bucket(Bucket="work")
        connection = StackConnection(boto3.Session(), {"RostersTable": "rosters", "WorkBucket": "work"})
        put_on_rosters(HubStores(connection).rosters, [a_licensee()])
        monkeypatch.setattr(StackConnection, "to_local", lambda: connection)
        yield


def run(*arguments: str) -> Result:
    return CliRunner().invoke(app, ["nightly-files", *arguments])


@pytest.mark.usefixtures("_stack")
def test_the_commands_start_list_and_stop() -> None:
    assert "Licensees on its roster: 1." in run("start", "OH").stdout
    assert run("list").stdout == "OH\n"
    assert "OH gets no more files" in run("stop", "OH").stdout
    assert run("list").stdout == ""
