"""The examples for clients, on the local stack."""

import json
import os
import re
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from cmehub_client import CmeHub
from cmehub_client.models import RecordInput
from local.sample_data.sample_files import SAMPLES
from local.sample_load import PROVIDER_ID
from tests.pipeline.conftest import SECONDS, Hub

EXAMPLES = Path(__file__).parents[2] / "examples"
RECORD = json.loads((EXAMPLES / "records.json").read_text("utf-8"))[0]


@pytest.fixture(scope="module")
def key(hub: Hub) -> str:
    scopes = ("--scope", "learners:write", "--scope", "read", "--scope", "admin")
    return hub.command("keys", "create", PROVIDER_ID, *scopes).stdout.strip()


@pytest.fixture(scope="module")
def variables(hub: Hub, key: str) -> dict[str, str]:
    return {"PATH": os.environ["PATH"], "API": hub.stores.connection.api_url, "KEY": key}


def run(variables: dict[str, str], example: str, *arguments: object, code: int = 0) -> str:
    """Run an example, and return what it printed."""
    interpreter = "/bin/sh" if example.endswith(".sh") else sys.executable
    command = [interpreter, str(EXAMPLES / example), *map(str, arguments)]
    done = subprocess.run(command, env=variables, capture_output=True, text=True, timeout=SECONDS, check=False)
    assert done.returncode == code, done.stdout + done.stderr
    return done.stdout


@pytest.mark.parametrize(("example", "code"), [("python/send_file.py", 1), ("curl/send_file.sh", 0)])
def test_a_file_is_sent_and_what_has_to_be_mended_is_printed(
    hub: Hub, variables: dict[str, str], tmp_path: Path, example: str, code: int
) -> None:
    file = tmp_path / "learners.xml"
    file.write_bytes((SAMPLES / "learners.xml").read_bytes() + f"<!-- {example} -->".encode())

    printed = run(variables, example, file, code=code)

    report = hub.report("learners.xml")
    assert f"{report.counts.refused}" in printed
    errors = [issue for issue in report.issues if issue.severity == "error"]
    assert errors
    assert all(error.message in printed and error.fix in printed for error in errors)


@pytest.fixture
def activity_id(hub: Hub) -> str:
    """One of the sample activities that records were added to."""
    report = hub.report("learners-clean.xlsx")
    return next(record.activity_id for record in report.records if record.activity_id)


@pytest.mark.parametrize("example", ["python/save_records.py", "curl/save_records.sh"])
def test_records_are_saved_and_what_has_to_be_mended_is_printed(
    hub: Hub, variables: dict[str, str], tmp_path: Path, activity_id: str, example: str
) -> None:
    line = {"board": "WY", "learner_id": "77", "credit_type": "AMA PRA Category 1", "amount": 1}
    (told,) = (record for record in hub.report("learners-clean.xlsx").records[:1])
    good = RECORD | {"activity_id": activity_id, "completion_date": str(told.completion_date), "credit_lines": [line]}
    bad = good | {"birth_month_day": "13-40"}
    file = tmp_path / "records.json"
    file.write_text(json.dumps([good, bad]), "utf-8")
    is_python = example.endswith(".py")

    printed = run(variables, example, file, code=1 if is_python else 0)

    assert "accepted" in printed
    assert "refused" in printed
    assert "birth_month_day" in printed
    names = re.findall(r"[0-9a-f]{32}-\d{5}-\d+", printed)
    with CmeHub(variables["API"], key=variables["KEY"]) as client:
        assert client.records.get(names[0]).family_name == RecordInput.model_validate(good).family_name
        assert run(variables, example, file, code=1 if is_python else 0) == printed


@pytest.fixture
def port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


@pytest.fixture
def client(variables: dict[str, str]) -> Iterator[CmeHub]:
    with CmeHub(variables["API"], key=variables["KEY"]) as client:
        yield client


def test_a_webhook_is_added_and_its_test_is_received(
    hub: Hub, client: CmeHub, variables: dict[str, str], port: int, tmp_path: Path
) -> None:
    added = run(variables, "curl/add_webhook.sh", f"http://127.0.0.1:{port}/")
    (secret,) = re.findall(r'"secret": ?"([^"]+)"', added)
    (webhook_id,) = set(re.findall(r"wh_[0-9a-f]+", added))
    output = tmp_path / "output"
    command = [sys.executable, str(EXAMPLES / "python" / "receive_webhooks.py"), str(port)]
    with output.open("w") as log, subprocess.Popen(command, stdout=log, env=variables | {"SECRET": secret}) as receiver:
        try:
            hub.wait_for("the receiver", lambda: _is_listening(port))
            client.webhooks.test(webhook_id)

            # A test that the script asked for comes too, if nothing was delivered before the receiver listened.
            hub.wait_for("the test", lambda: set(output.read_text("utf-8").splitlines()) == {"webhook.test"})
        finally:
            receiver.terminate()
            client.webhooks.delete(webhook_id)


def _is_listening(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0
