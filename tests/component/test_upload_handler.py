import hashlib
import io
import json

import pytest

from cmehub.submissions.messages import ChunkMessage
from cmehub.submissions.submission import SubmissionStatus, chunk_key, submission_id
from functions.ingest.uploads import handler as upload_handler
from local.sample_data.sample_files import SAMPLES
from tests.aws import UPLOADS_BUCKET
from tests.aws_events import S3_TEST_EVENT, failed_messages, s3_event
from tests.component.conftest import Cloud
from tests.sample_hub import PROVIDER_ID

LEARNERS = (SAMPLES / "learners.xml").read_bytes()


def id_of(content: bytes, provider_id: str = PROVIDER_ID) -> str:
    return submission_id(provider_id, hashlib.sha256(content).hexdigest())


def test_an_upload_becomes_a_submission_with_staged_chunks(cloud: Cloud) -> None:
    response = cloud.call(upload_handler, cloud.put_upload(f"{PROVIDER_ID}/learners.xml", LEARNERS))

    assert response == {"batchItemFailures": []}
    submission = cloud.submissions.find(id_of(LEARNERS))
    assert submission is not None
    assert (submission.kind, submission.format, submission.chunks, submission.rows) == (
        "learners",
        "learner-xml",
        1,
        29,
    )
    staged = cloud.work()
    key = chunk_key(submission.submission_id, 1)
    assert [*staged] == [key]
    assert cloud.chunk_messages() == [
        ChunkMessage(
            submission_id=submission.submission_id,
            provider_id=PROVIDER_ID,
            chunk=1,
            key=key,
            digest=hashlib.sha256(staged[key]).hexdigest(),
        )
    ]
    assert cloud.notices() == []


@pytest.mark.parametrize(
    "name",
    ["May report.xml", "a+b.xml", "50%20done.xml", "Übersicht für José.xml", "folder/deeper/a&b=c.xml", "no-dot"],
)
def test_a_file_may_have_any_name(cloud: Cloud, name: str) -> None:
    key = f"{PROVIDER_ID}/{name}"

    assert cloud.call(upload_handler, cloud.put_upload(key, LEARNERS)) == {"batchItemFailures": []}

    submission = cloud.submissions.find(id_of(LEARNERS))
    assert submission is not None
    assert submission.upload_key == key


def test_the_event_that_tests_the_queue_is_no_upload(cloud: Cloud) -> None:
    before = cloud.items()

    assert cloud.call(upload_handler, S3_TEST_EVENT) == {"batchItemFailures": []}

    assert cloud.items() == before


def test_a_message_delivered_again_changes_nothing(cloud: Cloud) -> None:
    body = cloud.put_upload(f"{PROVIDER_ID}/learners.xml", LEARNERS)
    cloud.call(upload_handler, body)
    before = cloud.items(), cloud.work()

    assert cloud.call(upload_handler, body, body) == {"batchItemFailures": []}

    assert (cloud.items(), cloud.work()) == before
    assert len(cloud.chunk_messages()) == 1


def test_the_same_bytes_under_another_name_are_the_same_submission(cloud: Cloud) -> None:
    cloud.call(upload_handler, cloud.put_upload(f"{PROVIDER_ID}/learners.xml", LEARNERS))
    before = cloud.items()

    cloud.call(upload_handler, cloud.put_upload(f"{PROVIDER_ID}/again.xml", LEARNERS))

    assert cloud.items() == before


def test_only_the_message_that_fails_comes_back(cloud: Cloud, logs: io.StringIO) -> None:
    other = LEARNERS + b"<!-- other -->"
    bodies = [
        cloud.put_upload(f"{PROVIDER_ID}/one.xml", LEARNERS),
        cloud.put_upload("0000001/unknown.xml", LEARNERS),
        cloud.put_upload(f"{PROVIDER_ID}/two.xml", other),
        "this is no JSON",
    ]

    response = cloud.call(upload_handler, *bodies)

    assert failed_messages(response) == ["message-1", "message-3"]
    assert cloud.submissions.find(id_of(LEARNERS)) is not None
    assert cloud.submissions.find(id_of(other)) is not None
    assert cloud.submissions.find(id_of(LEARNERS, "0000001")) is None
    assert "ProviderUnknownError" in logs.getvalue()


def test_one_message_may_announce_several_uploads(cloud: Cloud) -> None:
    contents = [LEARNERS, LEARNERS + b"\n"]
    announced = [
        json.loads(cloud.put_upload(f"{PROVIDER_ID}/{place}.xml", content))["Records"][0]
        for place, content in enumerate(contents)
    ]

    cloud.call(upload_handler, json.dumps({"Records": announced}))

    assert all(cloud.submissions.find(id_of(content)) for content in contents)


def test_a_file_overwritten_before_its_event_is_read_is_still_taken(cloud: Cloud) -> None:
    key = f"{PROVIDER_ID}/learners.xml"
    later = LEARNERS.replace(b"2026-06-16", b"2026-06-17")
    bodies = [cloud.put_upload(key, LEARNERS), cloud.put_upload(key, later)]

    assert cloud.call(upload_handler, *bodies) == {"batchItemFailures": []}

    assert cloud.submissions.find(id_of(LEARNERS)) is not None
    assert cloud.submissions.find(id_of(later)) is not None


def test_a_file_that_is_gone_is_a_fault(cloud: Cloud) -> None:
    announced = {"key": f"{PROVIDER_ID}/gone.xml", "size": 7, "eTag": "e"}

    response = cloud.call(upload_handler, s3_event(announced, bucket=UPLOADS_BUCKET))

    assert failed_messages(response) == ["message-0"]


def test_a_file_that_nobody_can_read_is_a_finished_submission_and_no_fault(cloud: Cloud) -> None:
    content = b"Good morning.\n"

    response = cloud.call(upload_handler, cloud.put_upload(f"{PROVIDER_ID}/learners.csv", content))

    assert response == {"batchItemFailures": []}
    report = cloud.report(id_of(content))
    assert (report.status, report.kind) == (SubmissionStatus.FINISHED, None)
    assert [issue.code for issue in report.issues] == ["FILE_FORMAT_UNKNOWN"]
    assert [notice.submission_id for notice in cloud.notices()] == [report.submission_id]


def test_an_upload_outside_every_providers_folder_is_a_fault(cloud: Cloud) -> None:
    response = cloud.call(upload_handler, cloud.put_upload("learners.xml", LEARNERS))

    assert failed_messages(response) == ["message-0"]
    assert cloud.items("submissions") == []
