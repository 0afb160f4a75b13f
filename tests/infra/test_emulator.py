import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable
from pathlib import Path

import pytest

from hub.process_identity import carries
from local.emulator import Emulator
from local.stack import LocalStack
from tests.infra.conftest import REPOSITORY

START = """
import json, sys
from pathlib import Path
from local.emulator import Emulator
emulator = Emulator.start(Path(sys.argv[1]), detached=json.loads(sys.argv[2]))
print(json.dumps([emulator.endpoint, emulator.pid, emulator.token]), flush=True)
sys.stdin.read()
"""


def wait_until(holds: Callable[[], bool], seconds: float = 15.0) -> bool:
    deadline = time.monotonic() + seconds
    while not holds():
        if time.monotonic() > deadline:
            return False
        time.sleep(0.05)
    return True


def answers(endpoint: str) -> bool:
    try:
        with urllib.request.urlopen(f"{endpoint}/_ministack/health", timeout=2):
            return True
    except OSError:
        return False


def start_in_another_process(state_dir: Path, *, detached: bool) -> tuple[subprocess.Popen[str], Emulator]:
    command = [sys.executable, "-c", START, str(state_dir), json.dumps(detached)]
    parent = subprocess.Popen(command, cwd=REPOSITORY, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    assert parent.stdout is not None
    endpoint, pid, token = json.loads(parent.stdout.readline())
    return parent, Emulator(endpoint, pid, token)


def end(parent: subprocess.Popen[str], number: int) -> None:
    parent.send_signal(number)
    parent.communicate()


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGKILL])
def test_the_emulator_ends_with_its_parent_however_that_ends(tmp_path: Path, number: int) -> None:
    parent, emulator = start_in_another_process(tmp_path, detached=False)
    assert answers(emulator.endpoint)
    end(parent, number)
    assert wait_until(lambda: not answers(emulator.endpoint) and not emulator.is_running())


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells a process that its parent was killed")
def test_the_emulator_ends_when_its_guard_is_killed(tmp_path: Path) -> None:
    emulator = Emulator.start(tmp_path, detached=False)
    os.kill(emulator.pid, signal.SIGKILL)
    assert wait_until(lambda: not answers(emulator.endpoint))
    emulator.stop()


def test_a_detached_emulator_outlives_its_parent_until_it_is_stopped(tmp_path: Path) -> None:
    parent, emulator = start_in_another_process(tmp_path, detached=True)
    end(parent, signal.SIGKILL)
    try:
        assert answers(emulator.endpoint)
        (tmp_path / "stack.json").write_text(
            json.dumps({"endpoint": emulator.endpoint, "pid": emulator.pid, "token": emulator.token})
        )
        running = LocalStack.running(tmp_path)
        assert running is not None
        assert running.endpoint == emulator.endpoint
        assert LocalStack.down(tmp_path)
        assert not answers(emulator.endpoint)
        assert not LocalStack.down(tmp_path)
    finally:
        emulator.stop()


@pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")
def test_the_emulator_listens_on_the_loopback_interface_only(tmp_path: Path) -> None:
    before = listening_addresses()
    emulator = Emulator.start(tmp_path, detached=False)
    try:
        port = int(emulator.endpoint.rsplit(":", 1)[1])
        added = {address for address in listening_addresses() - before if belongs_to(emulator.pid, address[2])}
        assert {(host, listened) for host, listened, _ in added} == {("127.0.0.1", port)}
    finally:
        emulator.stop()


@pytest.mark.parametrize("record", ["", "{}", '{"endpoint": "http://127.0.0.1:1", "pid": 999999999, "token": "x"}'])
def test_a_stale_record_counts_as_no_stack_and_goes(tmp_path: Path, record: str) -> None:
    (tmp_path / "stack.json").write_text(record)
    assert LocalStack.running(tmp_path) is None
    assert not LocalStack.down(tmp_path)
    assert not (tmp_path / "stack.json").exists()


def test_a_process_that_is_not_ours_is_left_alone(tmp_path: Path) -> None:
    with subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE) as stranger:
        record = {"endpoint": "http://127.0.0.1:1", "pid": stranger.pid, "token": "0123456789abcdef"}
        (tmp_path / "stack.json").write_text(json.dumps(record))
        assert not carries(stranger.pid, "0123456789abcdef")
        assert not LocalStack.down(tmp_path)
        assert stranger.poll() is None


def listening_addresses() -> set[tuple[str, int, str]]:
    """Host, port and socket number of every TCP socket that listens, IPv6 ones with an empty host."""
    found = set()
    for name in ("tcp", "tcp6"):
        for line in Path(f"/proc/net/{name}").read_text().splitlines()[1:]:
            fields = line.split()
            if fields[3] == "0A":
                host, port = fields[1].split(":")
                dotted = socket.inet_ntoa(bytes.fromhex(host)[::-1]) if name == "tcp" else ""
                found.add((dotted, int(port, 16), fields[9]))
    return found


def belongs_to(session: int, socket_number: str) -> bool:
    for process in Path("/proc").glob("[0-9]*"):
        try:
            if os.getsid(int(process.name)) != session:
                continue
            if any(str(file.readlink()) == f"socket:[{socket_number}]" for file in (process / "fd").iterdir()):
                return True
        except OSError:
            continue
    return False
