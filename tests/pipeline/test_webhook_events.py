"""Webhooks on the local stack: added over the API, told in signed posts of what becomes of a file."""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import urllib3

from cmehub.submissions.submission import SubmissionStatus
from hub.provider.sending import send
from local.sample_data.sample_files import SAMPLES
from local.sample_load import PROVIDER_ID
from tests.pipeline.conftest import SECONDS, Hub
from tests.webhook_hub import Receiver


@pytest.fixture(scope="module")
def key(hub: Hub) -> str:
    return hub.command("keys", "create", PROVIDER_ID, "--scope", "admin").stdout.strip()


def called(hub: Hub, key: str, method: str, path: str, document: Any = None) -> urllib3.BaseHTTPResponse:
    headers = {"Authorization": f"Bearer {key}"}
    answer = urllib3.request(
        method, hub.stores.connection.api_url + path, headers=headers, json=document, retries=False, timeout=SECONDS
    )
    assert answer.status < 300, answer.data
    return answer


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    """A provider's system that doesn't take the first thing that it is told."""
    with Receiver.started(500, 204) as receiver:
        yield receiver


def test_a_webhook_hears_of_a_file_in_signed_posts_and_again_when_asked(
    hub: Hub, key: str, receiver: Receiver, tmp_path: Path
) -> None:
    webhook = called(hub, key, "POST", "/v1/webhooks", {"url": receiver.url}).json()
    path = f"/v1/webhooks/{webhook['webhook_id']}"
    file = tmp_path / "hooked.xml"
    file.write_bytes((SAMPLES / "learners.xml").read_bytes() + b"<!-- hooked -->")

    submission_id = send(hub.stores, file, PROVIDER_ID).submission_id
    report = hub.finished(submission_id)

    boards = len(hub.stores.submissions.facts(submission_id)[1])
    expected = Counter({"records.validated": 1, "records.decided": boards, "submission.finished": 1})
    statuses = sorted([204] * expected.total() + [500])
    hub.wait_for("every event taken", lambda: statuses_of(called(hub, key, "GET", f"{path}/deliveries")) == statuses)
    first = told(receiver, webhook["secret"])
    assert Counter(event["type"] for event in first.values()) == expected
    (finished,) = [event["data"] for event in first.values() if event["type"] == "submission.finished"]
    assert finished["status"] == SubmissionStatus.FINISHED
    assert finished["counts"] == report.counts.model_dump()

    (event, *_) = called(hub, key, "GET", "/v1/events").json()["events"]
    receiver.received.clear()
    called(hub, key, "POST", f"{path}/replay", {"event_id": event["event_id"]})
    again = hub.wait_for("the event once more", lambda: told(receiver, webhook["secret"]))
    assert again == {event["event_id"]: first[event["event_id"]]}

    receiver.received.clear()
    called(hub, key, "POST", f"{path}/test")
    test = hub.wait_for("the test", lambda: told(receiver, webhook["secret"]))
    assert [event["data"] for event in test.values()] == [{"webhook_id": webhook["webhook_id"]}]

    called(hub, key, "DELETE", path)
    hub.wait_until_idle()


def statuses_of(deliveries: urllib3.BaseHTTPResponse) -> list[int]:
    return sorted(delivery["status"] for delivery in deliveries.json()["deliveries"])


def told(receiver: Receiver, secret: str) -> dict[str, Any]:
    """Return what was posted so far, by its ID; raises if a post isn't signed with the secret."""
    return {received.headers["webhook-id"]: received.verified(secret) for received in [*receiver.received]}
