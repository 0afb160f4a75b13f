import json
import platform
from pathlib import Path
from typing import Any

import pytest

from tests.infra.conftest import REPOSITORY, STACK_NAME

FUNCTIONS = ("board_dispatch", "figures", "ingest", "licensing", "notify", "passport", "search_api", "validate")
ELF_MACHINES = {"x86_64": 0x3E, "aarch64": 0xB7}


def files_under(folder: Path) -> set[str]:
    return {str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file()}


def sources(*folders: str, below: Path = REPOSITORY) -> set[str]:
    found = {path for folder in folders for path in (below / folder).rglob("*") if path.is_file()}
    return {str(path.relative_to(below)) for path in found if path.suffix != ".pyc"}


def asset(assembly: Path, template: dict[str, Any], content: dict[str, Any]) -> Path:
    manifest = json.loads((assembly / f"{STACK_NAME}.assets.json").read_text())
    digest = content["S3Key"].removesuffix(".zip")
    return assembly / str(manifest["files"][digest]["source"]["path"])


@pytest.mark.parametrize("name", FUNCTIONS)
def test_a_function_holds_its_own_code_and_nothing_else(assembly: Path, template: dict[str, Any], name: str) -> None:
    codes = [
        resource["Properties"]["Code"]
        for resource in template["Resources"].values()
        if resource["Type"] == "AWS::Lambda::Function"
        and resource["Properties"]["Handler"].startswith(f"functions.{name}.")
    ]
    assert codes
    for code in codes:
        assert files_under(asset(assembly, template, code)) == sources(f"functions/{name}")


def test_handlers_of_the_functions_exist(template: dict[str, Any]) -> None:
    for resource in template["Resources"].values():
        if resource["Type"] == "AWS::Lambda::Function":
            module = resource["Properties"]["Handler"].removesuffix(".handle").replace(".", "/")
            assert (REPOSITORY / f"{module}.py").is_file()


def test_the_common_layer_holds_the_domain_package_with_its_rule_packs(
    assembly: Path, template: dict[str, Any]
) -> None:
    (content,) = [
        resource["Properties"]["Content"]
        for logical_id, resource in template["Resources"].items()
        if resource["Type"] == "AWS::Lambda::LayerVersion" and "CommonLayer" in logical_id
    ]
    files = files_under(asset(assembly, template, content))
    assert files == sources("python/cmehub", below=REPOSITORY / "layers" / "common")
    assert "python/cmehub/py.typed" in files
    assert "python/cmehub/rules/packs/abim.json" in files


@pytest.mark.parametrize("build", ["host", "aws"])
def test_compiled_libraries_are_for_the_machine_that_runs_them(build: str) -> None:
    folder = REPOSITORY / ".build" / "dependencies" / build / "python"
    if build == "aws" and not folder.exists():
        pytest.skip("made by `make build`; `make test` needs only the libraries for this machine")
    library = next(iter((folder / "lxml").glob("etree.*.so")))
    header = library.read_bytes()[:20]
    if header.startswith(b"\x7fELF"):
        machine = "aarch64" if build == "aws" else platform.machine().replace("arm64", "aarch64")
        assert int.from_bytes(header[18:20], "little") == ELF_MACHINES[machine]
    # A function takes 250 MB with its own code and the domain's, which have 5.
    assert sum(path.stat().st_size for path in folder.rglob("*") if path.is_file()) < 240 * 1024 * 1024
