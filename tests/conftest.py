"""What all tests share: those in process have no real credentials, and no network but for hosts that they name."""

import gc
import os
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import botocore.session
import pytest
from botocore.loaders import create_loader
from hypothesis import settings
from xdist.scheduler import LoadScopeScheduling

TESTS = Path(__file__).parent
IN_PROCESS = {"unit", "contract", "component", "chaos", "hostile"}

# What the libraries keep for good is looked through for garbage again and again: an eighth of the suite's time.
gc.set_threshold(100_000, 20, 50)

# moto begins a session for each test, and each session would read the descriptions of AWS's services anew.
botocore.session.create_loader = cache(create_loader)

settings.register_profile("bounded", max_examples=60, deadline=None, derandomize=True, database=None)
settings.load_profile("bounded")


def runs_in_process(path: Path) -> bool:
    return path.is_relative_to(TESTS) and path.relative_to(TESTS).parts[0] in IN_PROCESS


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if runs_in_process(item.path) and not item.get_closest_marker("allow_hosts"):
            item.add_marker(pytest.mark.disable_socket)


def pytest_collection_finish() -> None:
    """Keep what was read and collected out of every later look for garbage: it stays to the end."""
    gc.freeze()


class OneWorkerPerStack(LoadScopeScheduling):
    """Tests that share a browser, a stack or an account go to one worker, every other test to whoever is free."""

    def _split_scope(self, nodeid: str) -> str:
        folder = nodeid.split("/")[1]
        return folder if folder in {"browser", "component", "infra", "pipeline"} else nodeid


def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> LoadScopeScheduling:
    return OneWorkerPerStack(config, log)


@pytest.fixture(autouse=True)
def _fake_credentials(request: pytest.FixtureRequest) -> Iterator[None]:
    if not runs_in_process(request.path):
        yield
        return
    with pytest.MonkeyPatch.context() as patch:
        for name in [name for name in os.environ if name.startswith("AWS_")]:
            patch.delenv(name)
        patch.setenv("AWS_ACCESS_KEY_ID", "testing")
        patch.setenv("AWS_SECRET_ACCESS_KEY", "testing")
        patch.setenv("AWS_DEFAULT_REGION", "us-east-1")
        patch.setenv("AWS_CONFIG_FILE", os.devnull)
        patch.setenv("AWS_SHARED_CREDENTIALS_FILE", os.devnull)
        yield
