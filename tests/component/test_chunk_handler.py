import hashlib

import pytest

from cmehub.submissions.messages import BoardMessage, ChunkMessage
from cmehub.submissions.submission import SubmissionStatus, requests_key, results_key
from functions.ingest.uploads import handler as upload_handler
from functions.validate.chunks import handler as chunk_handler
from local.sample_data.sample_files import SAMPLES
from tests.aws_events import failed_messages
from tests.component.conftest import Cloud
from tests.sample_hub import PROVIDER_ID


@pytest.fixture
def staged(cloud: Cloud) -> ChunkMessage:
    """A chunk of learners that waits to be validated."""
    content = (SAMPLES / "learners.xml").read_bytes()
    cloud.call(upload_handler, cloud.put_upload(f"{PROVIDER_ID}/learners.xml", content))
    (message,) = cloud.chunk_messages()
    return message


def test_a_chunk_becomes_records_results_and_requests(cloud: Cloud, staged: ChunkMessage) -> None:
    assert cloud.call(chunk_handler, staged.model_dump_json()) == {"batchItemFailures": []}

    work = cloud.work()
    assert results_key(staged.submission_id, 1) in work
    boards = {}
    for message in cloud.board_messages():
        boards[message.board] = message
        assert message == BoardMessage(
            submission_id=staged.submission_id,
            provider_id=PROVIDER_ID,
            chunk=1,
            board=message.board,
            key=requests_key(staged.submission_id, 1, message.board),
            digest=hashlib.sha256(work[message.key]).hexdigest(),
        )
    assert sorted(boards) == ["ABA", "ABIM", "ABP", "ABS"]
    report = cloud.report(staged.submission_id)
    assert report.status is SubmissionStatus.AWAITING_BOARDS
    assert report.counts.model_dump() == {"accepted": 3, "rejected": 0, "refused": 3, "pending": 23}
    stored = [item for item in cloud.items("records") if item["sk"]["S"].startswith("rec#")]
    assert len(stored) == 26
    assert cloud.notices() == []


def test_a_message_delivered_again_changes_nothing_but_asks_again(cloud: Cloud, staged: ChunkMessage) -> None:
    cloud.call(chunk_handler, staged.model_dump_json())
    before, asked = (cloud.items(), cloud.work()), cloud.board_messages()

    assert cloud.call(chunk_handler, staged.model_dump_json()) == {"batchItemFailures": []}

    assert (cloud.items(), cloud.work()) == before
    assert cloud.board_messages() == asked


def test_only_the_message_that_fails_comes_back(cloud: Cloud, staged: ChunkMessage) -> None:
    changed = staged.model_copy(update={"digest": "0" * 64})
    unknown = staged.model_copy(update={"submission_id": "f" * 32})
    bodies = [message.model_dump_json() for message in (changed, staged, unknown)]

    response = cloud.call(chunk_handler, *bodies, '{"type": "something else"}', "no JSON")

    assert failed_messages(response) == ["message-0", "message-2", "message-3", "message-4"]
    assert len(cloud.board_messages()) == 4


def test_a_chunk_of_activities_is_finished_without_any_board(cloud: Cloud) -> None:
    content = (SAMPLES / "activities.xml").read_bytes()
    cloud.call(upload_handler, cloud.put_upload(f"{PROVIDER_ID}/activities.xml", content))
    (message,) = cloud.chunk_messages()

    assert cloud.call(chunk_handler, message.model_dump_json()) == {"batchItemFailures": []}

    report = cloud.report(message.submission_id)
    assert (report.status, report.counts.accepted) == (SubmissionStatus.FINISHED, 12)
    assert cloud.board_messages() == []
    assert [notice.submission_id for notice in cloud.notices()] == [message.submission_id]
