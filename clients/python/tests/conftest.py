"""A hub in memory, and the client that calls it; no test has a network."""

from pathlib import Path

import pytest

from clients.python.tests.memory_transport import KEY_URL, MemoryTransport
from cmehub_client import CmeHub
from local.in_memory.hub import MemoryHub
from tests.api_hub import ApiHub
from tests.sample_hub import copy_of, stocked_hub


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    folder = Path(__file__).parent
    for item in items:
        if item.path.is_relative_to(folder) and not item.get_closest_marker("allow_hosts"):
            item.add_marker(pytest.mark.disable_socket)


@pytest.fixture(scope="session")
def stocked() -> MemoryHub:
    return stocked_hub()


@pytest.fixture
def transport(stocked: MemoryHub, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> MemoryTransport:
    return MemoryTransport(ApiHub(copy_of(stocked), tmp_path, monkeypatch))


@pytest.fixture
def hub(transport: MemoryTransport) -> CmeHub:
    return CmeHub(KEY_URL, key=transport.api.key(), transport=transport, pause=transport.pause)
