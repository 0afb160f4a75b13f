"""``hub urls``: the addresses of a stack, for people, programs and shells."""

import json
import shutil
import subprocess
from typing import Any

import boto3
import pytest

from hub.stack import StackConnection
from tests.unit.hub.test_cli import run

EMULATOR = "http://127.0.0.1:4566"
OUTPUTS = {"ApiId": "a1", "SearchId": "s1", "BoardCallbacksApi": "b1", "SiteDomain": "d1.cloudfront.net"}
ADDRESSES = {
    "API": f"{EMULATOR}/_aws/execute-api/a1/$default",
    "SEARCH": f"{EMULATOR}/_aws/execute-api/s1/$default",
    "SITE": "http://d1.cloudfront.localhost:4566",
    "BOARD_CALLBACKS": f"{EMULATOR}/_aws/execute-api/b1/$default",
    "TOKEN_URL": f"{EMULATOR}/oauth2/token",
}


@pytest.fixture(autouse=True)
def stack(monkeypatch: pytest.MonkeyPatch) -> Any:
    connection = StackConnection(boto3.Session(region_name="us-east-1"), OUTPUTS, EMULATOR)
    monkeypatch.setattr(StackConnection, "to_local", lambda: connection)


def test_they_are_shown_whole() -> None:
    assert [line.split() for line in run("urls").stdout.splitlines()] == [[*pair] for pair in ADDRESSES.items()]
    assert json.loads(run("urls", "--json").stdout) == ADDRESSES


def test_a_shell_takes_them_as_they_are() -> None:
    shell = shutil.which("sh")
    assert shell
    script = run("urls", "--export").stdout + "".join(f'echo "${name}"\n' for name in ADDRESSES)
    done = subprocess.run([shell, "-eu"], input=script, capture_output=True, text=True, check=True)
    assert done.stdout.splitlines() == [*ADDRESSES.values()]


def test_lines_for_a_shell_are_no_json() -> None:
    done = run("urls", "--export", "--json")
    assert (done.exit_code, done.stdout) == (1, "")
    assert "not both" in done.stderr
