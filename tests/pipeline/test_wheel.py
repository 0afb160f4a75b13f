"""What ``uv build`` makes, installed into an environment that has nothing else."""

import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest
from openpyxl import load_workbook

from hub.running_stack import STACK_NAME
from tests.pipeline.conftest import Hub

REPOSITORY = Path(__file__).resolve().parents[2]
UV = REPOSITORY / ".tools" / "uv"


def run(*command: str | Path, check: bool = True) -> subprocess.CompletedProcess[str]:
    done = subprocess.run([*map(str, command)], capture_output=True, text=True, check=False)
    assert done.returncode == 0 or not check, done.stderr
    return done


@pytest.fixture(scope="session")
def wheel_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An environment into which the wheel was installed with what it says it needs, in the versions of the lock."""
    folder = tmp_path_factory.mktemp("wheel")
    run(UV, "build", "--wheel", "--offline", "--no-build-isolation", "--python", sys.executable, "--out-dir", folder,
        REPOSITORY)  # fmt: skip
    (wheel,) = folder.glob("*.whl")
    environment = folder / "environment"
    run(UV, "venv", "--python", sys.executable, environment)
    python, lock = environment / "bin" / "python", REPOSITORY / "requirements" / "dev.txt"
    install = (UV, "pip", "install", "--python", python, "--constraint", lock, wheel)
    if run(*install, "--offline", check=False).returncode:
        run(*install)
    return environment


@pytest.fixture
def installed(wheel_folder: Path, tmp_path: Path) -> "InstalledHub":
    return InstalledHub(wheel_folder / "bin" / "hub", tmp_path)


class InstalledHub:
    """The command line of the wheel, run outside of the checkout."""

    def __init__(self, hub: Path, folder: Path) -> None:
        self._hub = hub
        self.folder = folder

    def __call__(
        self, *arguments: str, environment: Mapping[str, str] = os.environ
    ) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [str(self._hub), *arguments],
            cwd=self.folder, env=environment, capture_output=True, text=True, timeout=120, check=False,
        )  # fmt: skip


def test_it_lists_the_commands(installed: InstalledHub) -> None:
    shown = installed("--help")
    assert shown.returncode == 0, shown.stderr
    assert {"submit", "boards", "up", "demo", "load-catalogue"} <= {*shown.stdout.split()}


def test_it_has_the_rule_packs(installed: InstalledHub) -> None:
    shown = installed("boards", "show", "ABIM")
    assert shown.returncode == 0, shown.stderr
    assert "American Board of Internal Medicine" in shown.stdout


def test_it_writes_templates(installed: InstalledHub) -> None:
    saved = installed("template", "learners")
    assert saved.returncode == 0, saved.stderr
    assert load_workbook(installed.folder / "learners.xlsx").sheetnames


@pytest.mark.parametrize("command", ["up", "boards simulate ABIM --delay 1"])
def test_what_needs_a_checkout_says_so_in_a_sentence(installed: InstalledHub, command: str) -> None:
    done = installed(*command.split())
    assert (done.returncode, done.stdout) == (1, "")
    assert "Clone CME Hub and run make setup there" in done.stderr
    assert "Traceback" not in done.stderr


def test_without_a_stack_it_says_how_to_name_one(installed: InstalledHub) -> None:
    done = installed("status", "nothing")
    assert (done.returncode, done.stdout) == (1, "")
    assert "--stack NAME" in done.stderr


def test_it_talks_to_a_deployed_stack(installed: InstalledHub, hub: Hub) -> None:
    submission = hub.ids["learners.xml"]
    shown = installed("status", submission, "--json", "--stack", STACK_NAME, environment=hub.environment())
    assert shown.returncode == 0, shown.stderr
    assert hub.report("learners.xml").model_validate_json(shown.stdout) == hub.report("learners.xml")
