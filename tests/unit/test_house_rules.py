"""The rules of CONTRIBUTING.md that no linter knows."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
FOLDERS = ("layers", "functions", "hub", "infra", "local", "tests", "benchmarks", "clients")
MOST_LINES = 300
GENERATED = {
    ROOT / "clients" / "python" / "src" / "cmehub_client" / "models.py",
    ROOT / "site" / "src" / "hub-api.d.ts",
    ROOT / "site" / "src" / "passport-api.d.ts",
    ROOT / "site" / "src" / "search-api.d.ts",
}
NO_NOUNS = {"utils", "helpers", "manager", "misc", "base", "constants"}

MODULES = [path for folder in FOLDERS for path in (ROOT / folder).rglob("*.py")]
SITE = [path for kind in ("ts", "tsx", "scss") for path in (ROOT / "site" / "src").rglob(f"*.{kind}")]


def bound_names(source: str) -> Iterator[tuple[int, str]]:
    """Yield the line and name of each variable and parameter."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.arg):
            yield node.lineno, node.arg
        elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            yield node.lineno, node.id


def called_one(source: str) -> list[int]:
    """Return the lines that bind a name which says nothing of what it holds."""
    return [line for line, name in bound_names(source) if name == "one"]


def is_too_long(path: Path) -> bool:
    """Tell whether somebody wrote more lines into a module than one noun needs."""
    return path not in GENERATED and len(path.read_text("utf-8").splitlines()) > MOST_LINES


@pytest.mark.parametrize(
    "source",
    [
        "for one in rows: pass",
        "first = [one for one in rows]",
        "sorted(rows, key=lambda one: one.row)",
        "def told(one: str) -> str: return one",
        "if one := rows: pass",
    ],
)
def test_a_name_that_says_nothing_is_found(source: str) -> None:
    assert called_one(source) == [1]
    assert called_one(source.replace("one", "row")) == []


def test_names_say_what_they_hold() -> None:
    found = {str(path.relative_to(ROOT)): called_one(path.read_text("utf-8")) for path in MODULES}
    assert {path: lines for path, lines in found.items() if lines} == {}


def test_modules_are_short_and_named_for_what_they_hold() -> None:
    assert len(MODULES) > 500
    assert len(SITE) > 30
    assert [str(path.relative_to(ROOT)) for path in [*MODULES, *SITE] if is_too_long(path)] == []
    assert [str(path.relative_to(ROOT)) for path in MODULES if path.stem.strip("_") in NO_NOUNS] == []
