"""The hub in memory and the API over it, as unit tests share them."""

from pathlib import Path

import pytest

from local.in_memory.hub import MemoryHub
from tests.api_hub import ApiHub
from tests.sample_hub import copy_of, stocked_hub


@pytest.fixture(scope="session")
def stocked() -> MemoryHub:
    """A hub with the sample data in it, of which each test takes a copy."""
    return stocked_hub()


@pytest.fixture
def api(stocked: MemoryHub, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ApiHub:
    return ApiHub(copy_of(stocked), tmp_path, monkeypatch)
