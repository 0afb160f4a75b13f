"""The wheel of the client, installed into an environment that has nothing else."""

import subprocess
import sys
from importlib.metadata import PathDistribution
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]
UV = ROOT / ".tools" / "uv"
USE = """
import sys, cmehub_client, cmehub_client.models
assert "cmehub" not in sys.modules
with cmehub_client.CmeHub("http://127.0.0.1:1", key="cmeh_x", tries=1) as hub:
    try:
        hub.codes.explain("KEY_MISSING")
    except Exception as error:
        print(type(error).__module__, type(error).__name__)
"""


def run(*command: str | Path, check: bool = True) -> subprocess.CompletedProcess[str]:
    done = subprocess.run([*map(str, command)], capture_output=True, text=True, check=False)
    assert done.returncode == 0 or not check, done.stderr
    return done


@pytest.fixture(scope="module")
def environment(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("client")
    run(UV, "build", "--wheel", "--offline", "--no-build-isolation", "--python", sys.executable, "--out-dir", folder,
        ROOT / "clients" / "python")  # fmt: skip
    (wheel,) = folder.glob("cme_hub_client-*.whl")
    made = folder / "environment"
    run(UV, "venv", "--python", sys.executable, made)
    lock = ROOT / "requirements" / "dev.txt"
    install = (UV, "pip", "install", "--python", made / "bin" / "python", "--constraint", lock, f"{wheel}[webhooks]")
    if run(*install, "--offline", check=False).returncode:
        run(*install)
    return made


def test_it_calls_a_hub_with_nothing_else_installed(environment: Path) -> None:
    assert run(environment / "bin" / "python", "-c", USE).stdout == "httpx ConnectError\n"


def test_it_has_its_types_and_what_an_index_shows(environment: Path) -> None:
    (packages,) = environment.glob("lib/python*/site-packages")
    (metadata,) = packages.glob("cme_hub_client-*.dist-info")
    told = PathDistribution(metadata).metadata
    assert (packages / "cmehub_client" / "py.typed").exists()
    assert [*metadata.rglob("LICENSE")]
    assert (told["Name"], told["License-Expression"]) == ("cme-hub-client", "Apache-2.0")
    assert "pip install" in (metadata / "METADATA").read_text("utf-8").partition("\n\n")[2]
