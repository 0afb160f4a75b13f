"""The API keeps what its description promises: schemathesis calls every route of a hub in memory, over HTTP."""

import subprocess
import sys
from pathlib import Path

import pytest

from cmehub.accounts.keys import Scope, make_key
from cmehub.stores.memory_members import MemoryMembers
from functions.ingest.api import handler
from local.in_memory.hub import MemoryHub
from tests.api_hub import ApiHub
from tests.hub_server import serving
from tests.sample_hub import PROVIDER_ID, sample_providers

CONFIG = Path(__file__).with_name("schemathesis.toml")
SECONDS = 900


@pytest.mark.allow_hosts(["127.0.0.1"])
def test_the_api_keeps_its_description(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    api = ApiHub(MemoryHub(), tmp_path, monkeypatch)
    api.hub.providers.put(sample_providers())
    members = MemoryMembers(api.hub.now)
    monkeypatch.setattr(handler, "members", lambda: members)
    kept, key = make_key(PROVIDER_ID, [*Scope], at=api.hub.now, calls_per_minute=1_000_000, calls_per_day=1_000_000)
    api.keys.add(kept)

    with serving(api) as address:
        done = subprocess.run(
            [
                *(str(Path(sys.executable).with_name("schemathesis")), "--config-file", str(CONFIG)),
                *("run", f"{address}/v1/openapi.json", "--url", address, "--header", f"Authorization: Bearer {key}"),
                *("--checks", "all", "--phases", "examples,coverage,fuzzing,stateful"),
            ],
            cwd=tmp_path,
            capture_output=True,
            text=True,
            timeout=SECONDS,
            check=False,
        )

    assert done.returncode == 0, done.stdout + done.stderr
