"""What goes into each deployed archive, and nothing else.

The function and layer archives name what they hold by a Git ignore list (`IgnoreMode.GIT`): the other modes let
dotfiles or sibling functions through. `tests/infra/test_assets.py` lists the files of each archive.
"""

from pathlib import Path

from aws_cdk import IgnoreMode
from aws_cdk import aws_lambda as lambda_

REPOSITORY = Path(__file__).resolve().parent.parent
_COMPILED = ["**/__pycache__", "**/*.pyc"]


def function_code(name: str) -> lambda_.Code:
    """Return the code of one function, importable as ``functions.<name>``."""
    folder = f"functions/{name}"
    return lambda_.Code.from_asset(
        str(REPOSITORY),
        ignore_mode=IgnoreMode.GIT,
        exclude=["/*", "!/functions", "/functions/*", f"!/{folder}", *_COMPILED],
    )


def common_layer_code() -> lambda_.Code:
    """Return the domain package that all functions share."""
    return lambda_.Code.from_asset(
        str(REPOSITORY / "layers" / "common"),
        ignore_mode=IgnoreMode.GIT,
        exclude=["/*", "!/python", "/python/*", "!/python/cmehub", *_COMPILED],
    )


def dependency_layer_code(build: str) -> lambda_.Code:
    """Return the third-party libraries as `make build` made them: ``aws``, or ``linked`` to this machine's."""
    folder = REPOSITORY / ".build" / "dependencies" / build
    if not (folder / "python").is_dir():
        raise FileNotFoundError(f"{folder.relative_to(REPOSITORY)} is missing. Make it with: make build")
    return lambda_.Code.from_asset(str(folder))
