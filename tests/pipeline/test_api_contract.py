"""The API on the local stack keeps what its description promises: schemathesis calls every route."""

import subprocess
import sys
from pathlib import Path

from cmehub.accounts.keys import Scope
from cmehub.accounts.providers import Provider
from tests.pipeline.conftest import Hub

CONFIG = Path(__file__).with_name("schemathesis.toml")
PROVIDER = Provider(provider_id="0005555", name="Society of Many Calls")
SECONDS = 900


def test_the_api_keeps_its_description(hub: Hub, tmp_path: Path) -> None:
    hub.stores.providers.put([PROVIDER])
    scopes = [part for scope in Scope for part in ("--scope", scope)]
    limits = ("--per-minute", "1000000", "--per-day", "1000000")
    key = hub.command("keys", "create", PROVIDER.provider_id, *scopes, *limits).stdout.strip()
    api = hub.stores.connection.api_url

    done = subprocess.run(
        [
            *(str(Path(sys.executable).with_name("schemathesis")), "--config-file", str(CONFIG)),
            *("run", f"{api}/v1/openapi.json", "--url", api, "--header", f"Authorization: Bearer {key}"),
            *("--checks", "all", "--phases", "examples,coverage,fuzzing,stateful"),
        ],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        timeout=SECONDS,
        check=False,
    )

    assert done.returncode == 0, done.stdout + done.stderr
