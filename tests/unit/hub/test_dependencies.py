"""What the wheel says it needs is what its code imports."""

import ast
import sys
from collections.abc import Iterator
from importlib.metadata import packages_distributions, requires
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

REPOSITORY = Path(__file__).resolve().parents[3]
PACKAGES = (REPOSITORY / "layers" / "common" / "python" / "cmehub", REPOSITORY / "hub")
BROUGHT_ALONG = {"botocore": "boto3", "pydantic-core": "pydantic"}
OUR_OWN = {"cmehub", "hub"}
READ_UNASKED = {"tzdata"}
"""Time zones, which `zoneinfo` reads where the machine has none, as in AWS Lambda."""


def imported(folder: Path) -> Iterator[str]:
    """The top-level packages that the code below a folder imports; those for type checkers are never installed."""
    for path in folder.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Import):
                yield from (alias.name.partition(".")[0] for alias in node.names)
            elif isinstance(node, ast.ImportFrom) and node.module:
                yield node.module.partition(".")[0]


def test_the_wheel_needs_what_its_code_imports() -> None:
    distributions = packages_distributions()
    packages = {name for folder in PACKAGES for name in imported(folder)} - OUR_OWN - sys.stdlib_module_names
    found = {canonicalize_name(distributions[name][0]) for name in packages if not name.startswith("mypy_boto3_")}
    declared = {canonicalize_name(Requirement(line).name) for line in requires("cme-hub") or ()}

    assert {BROUGHT_ALONG.get(name, name) for name in found} | READ_UNASKED == declared
