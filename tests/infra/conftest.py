import json
from pathlib import Path
from typing import Any

import pytest

REPOSITORY = Path(__file__).resolve().parents[2]
STACK_NAME = "CmeHub"
SANDBOX_STACK_NAME = "CmeHubSandbox"


@pytest.fixture(scope="session")
def context() -> dict[str, Any]:
    """What stands in `cdk.json`, with a sandbox whose address is known."""
    context = json.loads((REPOSITORY / "cdk.json").read_text())["context"]
    return {**context, "sandbox_url": "https://sandbox.example.org"}


def synthesized(folder: Path, context: dict[str, Any]) -> Path:
    """Synthesize the app for AWS with every check on, but with an empty layer of libraries; return where it lies."""
    from aws_cdk import App
    from aws_cdk import aws_lambda as lambda_

    from infra.app import add_stacks

    libraries = folder / "libraries" / "python"
    libraries.mkdir(parents=True)
    (libraries / "README").touch()
    assembly = folder / "assembly"
    with pytest.MonkeyPatch.context() as patch:
        patch.delenv("CDK_VALIDATION", raising=False)
        app = App(outdir=str(assembly), context=context)
        add_stacks(app, lambda: lambda_.Code.from_asset(str(libraries.parent)))
        app.synth()
    return assembly


@pytest.fixture(scope="session")
def assembly(tmp_path_factory: pytest.TempPathFactory, context: dict[str, Any]) -> Path:
    """The app without names of its own."""
    return synthesized(tmp_path_factory.mktemp("app"), context)


@pytest.fixture(scope="session")
def template(assembly: Path) -> dict[str, Any]:
    return dict(json.loads((assembly / f"{STACK_NAME}.template.json").read_text()))


@pytest.fixture(scope="session")
def sandbox(assembly: Path) -> dict[str, Any]:
    return dict(json.loads((assembly / f"{SANDBOX_STACK_NAME}.template.json").read_text()))
