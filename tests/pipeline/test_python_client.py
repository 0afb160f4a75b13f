"""The Python client on the local stack: through its gateway, to its bucket, and with its tokens."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from cmehub_client import CmeHub, HubProblem
from cmehub_client.models import LearnerInput
from local.sample_data.sample_files import SAMPLES
from local.sample_load import PROVIDER_ID
from tests.pipeline.conftest import SECONDS, Hub

PADDING = b"<!--" + b" " * 4_000_000 + b"-->"


@pytest.fixture(scope="module")
def client(hub: Hub) -> Iterator[CmeHub]:
    scopes = ("--scope", "learners:write", "--scope", "read")
    key = hub.command("keys", "create", PROVIDER_ID, *scopes).stdout.strip()
    with CmeHub(hub.stores.connection.api_url, key=key) as client:
        yield client


@pytest.mark.parametrize("dry_run", [False, True])
def test_a_file_too_large_to_be_posted_is_put_whole_or_in_parts(client: CmeHub, tmp_path: Path, dry_run: bool) -> None:
    file = tmp_path / "large.xml"
    file.write_bytes((SAMPLES / "learners.xml").read_bytes() + PADDING)
    told: list[tuple[int, int]] = []

    sent = client.submissions.upload(file, dry_run=dry_run, progress=lambda *step: told.append(step))

    state = client.submissions.wait(sent.submission_id, timeout=SECONDS)
    assert (state.status, state.rows, state.dry_run) == ("finished", 29, dry_run)
    assert told[-1] == (file.stat().st_size, file.stat().st_size)
    assert len([*client.submissions.report(sent.submission_id)]) == state.rows


def test_a_packed_file_arrives_as_it_was(client: CmeHub) -> None:
    content = (SAMPLES / "learners.xml").read_bytes() + b"<!-- packed -->"

    sent = client.submissions.send(content, name="packed.xml", wait=False)

    assert client.submissions.wait(sent.submission_id, timeout=SECONDS).rows == 29


def test_a_client_of_oauth_fetches_its_tokens(hub: Hub) -> None:
    made = json.loads(hub.command("keys", "create", PROVIDER_ID, "--scope", "read", "--oauth").stdout)
    credentials = {name: made[name] for name in ("client_id", "client_secret", "token_url")}

    with CmeHub(hub.stores.connection.api_url, **credentials) as client:
        assert client.submissions.get(hub.ids["learners.xml"]).status == "finished"
        with pytest.raises(HubProblem, match="SCOPE_MISSING"):
            client.matches.find([LearnerInput(family_name="Osei")])
