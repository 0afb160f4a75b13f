"""The sandbox on the local stack, by the commands that open and try it."""

import pytest

from tests.pipeline.conftest import Hub
from tests.pipeline.test_api_calls import called

PROVIDER = "0007777"


@pytest.fixture(scope="module")
def key(hub: Hub) -> str:
    opened = hub.command("sandbox", "open", PROVIDER)
    assert opened.returncode == 0, opened.stderr
    return next(line.split()[1] for line in opened.stdout.splitlines() if line.startswith("Key:"))


@pytest.mark.parametrize(
    ("code", "shown"),
    [
        ("COMPLETION_IN_FUTURE", "POST /v1/learner-records  422"),
        ("FILE_TWO_SHEETS", "/report  200"),
        ("FILE_NOT_BINARY", "POST /v1/submissions  415"),
        ("LICENSEE_AMBIGUOUS", "POST /v1/learner-records  422"),
        ("MAX_POINTS_REACHED", "/report  200"),
        ("ADD_NOT_ALLOWED_PENDING", "POST /v1/learner-records  409"),
        ("KEY_REVOKED", "GET /v1/submissions/none  401"),
        ("QUOTA_EXCEEDED", "GET /v1/submissions/none  429"),
    ],
)
def test_a_code_is_tried(hub: Hub, key: str, code: str, shown: str) -> None:
    assert key
    done = hub.command("sandbox", "try", code, "--provider", PROVIDER)

    assert done.returncode == 0, done.stdout + done.stderr
    assert shown in done.stdout
    assert f"  {code}\n" in done.stdout


def test_a_key_that_was_made_to_try_a_code_is_revoked(hub: Hub, key: str) -> None:
    assert hub.command("sandbox", "try", "KEY_MISSING", "--provider", PROVIDER).returncode == 0

    alive = {key.key_id for key in hub.stores.keys.of_provider(PROVIDER) if key.scopes and not key.revoked_at}
    assert alive == {key.removeprefix("cmeh_").split("_")[0]}


def test_fixtures_are_listed_and_what_has_none_is_said(hub: Hub, key: str) -> None:
    listed = called(hub, "GET", "/v1/sandbox/fixtures", key).json()
    assert "RECORD_LIMIT" in {entry["code"] for entry in listed}

    without = hub.command("sandbox", "try", "FILE_TOO_LARGE", "--provider", PROVIDER)

    assert without.returncode == 1
    assert "It takes more than 2 GB." in without.stderr
