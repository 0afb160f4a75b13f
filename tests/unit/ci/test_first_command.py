"""What `make` needs at first, with other machines' programs on PATH."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).parents[3]
TOOLS = ("sh", "dirname", "grep", "ln", "mkdir", "rm", "sleep")
NEW_UV = "#!/bin/sh\necho aarch64-manylinux_2_28\n"
FAILS = "#!/bin/sh\nexit 1\n"


class Machine:
    """A machine that has a few tools, and the programs that a test gives it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.programs = folder / "bin"
        self.programs.mkdir()
        for tool in TOOLS:
            (self.programs / tool).symlink_to(str(shutil.which(tool)))

    def has(self, name: str, script: str) -> Path:
        program = self.programs / name
        program.write_text(script)
        program.chmod(0o755)
        return program

    def has_python(self, minor: int, name: str) -> Path:
        """One that knows its version and where it is, and nothing else."""
        program = self.programs / name
        return self.has(
            name, f'#!/bin/sh\ncase "$2" in *"(3, {minor})"*) ;; *executable*) echo {program};; *) exit 1;; esac\n'
        )

    def runs(self, script: str, *arguments: str, **variables: str) -> subprocess.CompletedProcess[str]:
        environment = {"PATH": str(self.programs), "HOME": str(self.folder), **variables}
        return subprocess.run(
            [str(REPOSITORY / ".ci" / script), *arguments],
            cwd=REPOSITORY,
            env=environment,
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )


@pytest.fixture
def machine(tmp_path: Path) -> Machine:
    return Machine(tmp_path)


def one_sentence(said: str) -> bool:
    return said.count("\n") == 1 and said.endswith(", then run make again.\n")


@pytest.mark.parametrize("minor", [11, 12, 13])
def test_the_systems_own_python_is_taken(machine: Machine, minor: int) -> None:
    python = machine.has_python(minor, "python3")
    assert machine.runs("find-python", "uv").stdout == f"{python}\n"


def test_the_newest_python_is_taken(machine: Machine) -> None:
    machine.has_python(11, "python3")
    newest = machine.has_python(13, "python3.13")
    machine.has_python(12, "python3.12")
    assert machine.runs("find-python", "uv").stdout == f"{newest}\n"


def test_a_python_can_be_asked_for(machine: Machine) -> None:
    machine.has_python(13, "python3")
    uv = machine.has("uv", '#!/bin/sh\necho "$@"\n')
    assert machine.runs("find-python", str(uv), UV_PYTHON="3.11").stdout == "python find 3.11\n"


def test_without_a_python_that_will_do_uv_fetches_one(machine: Machine) -> None:
    machine.has_python(9, "python3")
    uv = machine.has("uv", '#!/bin/sh\n[ "$2" = install ] || echo "$@"\n')
    assert machine.runs("find-python", str(uv)).stdout == "python find 3.13\n"


def test_when_uv_can_fetch_none_a_sentence_says_what_to_type(machine: Machine) -> None:
    machine.has_python(9, "python3")
    found = machine.runs("find-python", str(machine.has("uv", FAILS)))
    assert found.returncode == 1
    assert one_sentence(found.stderr.splitlines(keepends=True)[-1])
    assert "apt install python3" in found.stderr


def test_a_uv_on_path_is_taken_and_no_python_is_needed(machine: Machine, tmp_path: Path) -> None:
    uv = machine.has("uv", NEW_UV)
    assert machine.runs("fetch-uv", str(tmp_path / "tools" / "uv")).returncode == 0
    assert (tmp_path / "tools" / "uv").readlink() == uv


@pytest.mark.parametrize("python_brings", ["pip", "venv"])
def test_pip_or_venv_bring_uv_with_its_digest_checked(machine: Machine, tmp_path: Path, python_brings: str) -> None:
    installed = tmp_path / "tools" / "uv-install" / "bin"
    pip = f'case "$*" in *" install "*--require-hashes*) mkdir -p {installed}; echo > {installed}/uv;; esac\n'
    with_pip = machine.has("with-pip", f"#!/bin/sh\n{pip}")
    venv = f'[ "$2" = venv ] && mkdir -p {installed} && ln -s {with_pip} {installed}/python\n'
    machine.has("python3", with_pip.read_text() if python_brings == "pip" else f"#!/bin/sh\n{venv}")
    machine.has("uv", "#!/bin/sh\necho too old\n")
    fetched = machine.runs("fetch-uv", str(tmp_path / "tools" / "uv"))
    assert fetched.returncode == 0, fetched.stderr
    assert fetched.stdout.startswith("fetching uv")
    assert (tmp_path / "tools" / "uv").resolve() == installed / "uv"


@pytest.mark.parametrize("python", [None, FAILS])
def test_without_python_or_with_one_that_can_install_nothing_a_sentence_says_what_to_type(
    machine: Machine, tmp_path: Path, python: str | None
) -> None:
    if python:
        machine.has("python3", python)
    fetched = machine.runs("fetch-uv", str(tmp_path / "uv"))
    assert fetched.returncode == 1
    assert one_sentence(fetched.stderr)
    assert "apt install python3-venv" in fetched.stderr


def test_when_pip_can_fetch_nothing_a_sentence_says_so(machine: Machine, tmp_path: Path) -> None:
    machine.has("python3", '#!/bin/sh\ncase "$*" in *install*) exit 1;; esac\n')
    fetched = machine.runs("fetch-uv", str(tmp_path / "uv"))
    assert fetched.returncode == 1
    assert one_sentence(fetched.stderr)


def test_what_takes_long_moves_on_a_terminal(machine: Machine) -> None:
    terminal, its_end = os.openpty()
    command = [str(REPOSITORY / ".ci" / "moving"), "sh", "-c", "read line; echo $line; exit 3"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=its_end, stderr=its_end) as process:
        os.close(its_end)
        shown = os.read(terminal, 100)
        assert process.stdin is not None
        process.stdin.write(b"done\n")
        process.stdin.close()
        assert process.wait(60) == 3
        os.close(terminal)
    assert shown.strip() == b"1 s"


def test_where_there_is_no_terminal_nothing_moves(machine: Machine) -> None:
    ended = machine.runs("moving", "sh", "-c", "echo installing")
    assert (ended.returncode, ended.stdout, ended.stderr) == (0, "installing\n", "")
