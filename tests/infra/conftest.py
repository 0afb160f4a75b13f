import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

REPOSITORY = Path(__file__).resolve().parents[2]
STACK_NAME = "CmeHub"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Let one worker run all these tests, so that the template is synthesized once.

    For the same reason they import the CDK, which takes seconds, only where they use it.
    """
    folder = Path(__file__).parent
    for item in items:
        if item.path.is_relative_to(folder):
            item.add_marker(pytest.mark.xdist_group("infra"))


@pytest.fixture(scope="session")
def context() -> dict[str, Any]:
    return dict(json.loads((REPOSITORY / "cdk.json").read_text())["context"])


@pytest.fixture(scope="session")
def assembly(tmp_path_factory: pytest.TempPathFactory, context: dict[str, Any]) -> Iterator[Path]:
    """The app synthesized for AWS with every check on, but with an empty layer of libraries."""
    from aws_cdk import App
    from aws_cdk import aws_lambda as lambda_

    from infra.app import add_stack

    libraries = tmp_path_factory.mktemp("libraries") / "python"
    libraries.mkdir()
    (libraries / "README").touch()
    folder = tmp_path_factory.mktemp("assembly")
    with pytest.MonkeyPatch.context() as patch:
        patch.delenv("CDK_VALIDATION", raising=False)
        app = App(outdir=str(folder), context=context)
        add_stack(app, lambda_.Code.from_asset(str(libraries.parent)))
        app.synth()
        yield folder


@pytest.fixture(scope="session")
def template(assembly: Path) -> dict[str, Any]:
    return dict(json.loads((assembly / f"{STACK_NAME}.template.json").read_text()))
