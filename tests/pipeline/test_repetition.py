import hashlib
from collections.abc import Iterator
from typing import Any

import pytest
from pydantic import BaseModel

from cmehub.runtime.json_lines import digest
from cmehub.runtime.queues import SqsQueue
from cmehub.submissions.messages import BoardMessage, ChunkMessage, NoticeMessage
from cmehub.submissions.submission import chunk_key, requests_key, submission_id
from hub.provider.sending import send
from local.expectations import differences, expected_of
from local.sample_data.sample_files import SAMPLES
from local.sample_load import PROVIDER_ID
from tests.pipeline.conftest import LEARNER_FILES, Hub


def end_state(hub: Hub) -> dict[str, Any]:
    """Everything that must not change when something comes again."""
    return {
        **{table: hub.items(table) for table in ("records", "submissions", "activities")},
        "reports": {name: hub.report(name).model_dump() for name in LEARNER_FILES},
        "mails": [(mail.message_id, mail.subject) for mail in hub.stack.sent_mails()],
    }


def messages_about(hub: Hub, submission: str) -> Iterator[tuple[str, BaseModel]]:
    """Yield every message after the upload's, with its queue, as the steps sent it."""
    about = {"submission_id": submission, "provider_id": PROVIDER_ID}
    objects = hub.stores.objects
    for fact in hub.stores.submissions.facts(submission)[0]:
        key = chunk_key(submission, fact.chunk)
        yield "chunks", ChunkMessage(**about, chunk=fact.chunk, key=key, digest=digest(objects.get(key)))
        for board in fact.boards:
            key = requests_key(submission, fact.chunk, board)
            message = BoardMessage(**about, chunk=fact.chunk, board=board, key=key, digest=digest(objects.get(key)))
            yield f"board-{board.lower()}", message
    yield "notices", NoticeMessage(**about)


@pytest.mark.parametrize("name", LEARNER_FILES)
def test_the_same_file_again_changes_nothing(hub: Hub, name: str) -> None:
    hub.wait_until_idle()  # what other tests left under way is no repetition
    before = end_state(hub)
    again = send(hub.stores, SAMPLES / name, PROVIDER_ID)
    assert (again.submission_id, again.duplicate) == (hub.ids[name], True)
    hub.wait_until_idle()
    assert end_state(hub) == before


def test_every_message_delivered_twice_more_changes_nothing(hub: Hub) -> None:
    hub.wait_until_idle()  # what other tests left under way is no repetition
    before = end_state(hub)
    connection = hub.stores.connection
    for name in LEARNER_FILES:
        for queue, message in messages_about(hub, hub.ids[name]):
            SqsQueue(connection.sqs, connection.queue_url(queue)).send([message, message])
    hub.wait_until_idle()
    assert end_state(hub) == before
    assert not any(hub.messages(queue, dead=True) for queue in connection.queue_names)


def test_an_upload_announced_three_times_at_once_is_taken_once(hub: Hub) -> None:
    content = (SAMPLES / "learners.xml").read_bytes() + b"<!-- announced three times -->"
    for _ in range(3):
        hub.put(f"{PROVIDER_ID}/at-once.xml", content)
    taken = submission_id(PROVIDER_ID, hashlib.sha256(content).hexdigest())
    report = hub.finished(taken)
    hub.wait_until_idle()
    assert differences(report, expected_of(SAMPLES / "learners.xml")) == []
    assert len(hub.mails_about(taken)) == 1
