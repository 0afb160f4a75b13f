"""A file's way through all four functions, as Lambda calls them."""

import hashlib
import io
import json

import orjson
import pytest

from cmehub.formats import open_file
from cmehub.runtime.json_lines import digest, pack, unpack
from cmehub.submissions.messages import BoardMessage, NoticeMessage
from cmehub.submissions.submission import SubmissionStatus, requests_key, submission_id
from functions.board_dispatch.asking import handler as asking_handler
from functions.ingest.uploads import handler as upload_handler
from functions.notify.mail import handler as notice_handler
from local.sample_data.sample_files import SAMPLES
from tests.aws_events import failed_messages
from tests.component.conftest import Cloud
from tests.sample_hub import PROVIDER_ID, expected_outcomes, outcomes_of, sample_entries


def take(cloud: Cloud, name: str, times: int = 1) -> str:
    content = (SAMPLES / name).read_bytes()
    body = cloud.put_upload(f"{PROVIDER_ID}/{name}", content)
    for _ in range(times):
        assert cloud.call(upload_handler, body) == {"batchItemFailures": []}
    cloud.deliver_all(times)
    return submission_id(PROVIDER_ID, hashlib.sha256(content).hexdigest())


@pytest.mark.parametrize("times", [1, 2])
def test_a_file_comes_to_what_is_expected_and_to_one_mail(cloud: Cloud, times: int) -> None:
    taken = take(cloud, "learners-mistakes.xlsx", times)

    report = cloud.report(taken)
    assert report.status is SubmissionStatus.FINISHED
    assert outcomes_of(report) == expected_outcomes("learners-mistakes")
    (mail,) = cloud.mails()
    assert "paula.sample@cme.example.org" in str(mail.destinations)


def test_a_file_in_which_all_is_well_makes_no_mail(cloud: Cloud) -> None:
    taken = take(cloud, "learners-clean.xlsx")

    assert cloud.report(taken).counts.model_dump() == {"accepted": 63, "rejected": 0, "refused": 0, "pending": 0}
    assert cloud.mails() == []


def test_a_notice_of_an_unknown_submission_is_no_fault(cloud: Cloud) -> None:
    body = NoticeMessage(submission_id="f" * 32, provider_id=PROVIDER_ID).model_dump_json()

    assert cloud.call(notice_handler, body) == {"batchItemFailures": []}
    assert cloud.mails() == []


def people_of(name: str) -> set[str]:
    """Return what a file says of people: names, birth days and numbers."""
    told = set()
    for row in open_file(SAMPLES / name).rows:
        told |= {row.fields.get(field) for field in ("given_name", "family_name", "birth_month_day")}
        told |= {line.get("learner_id") for line in row.fields.get("lines", [])}
    return {text for text in told if text and len(text) > 3}


def fail_with_a_traceback(cloud: Cloud, taken: str) -> None:
    """Ask a board again about a chunk whose requests have since become unreadable."""
    key = requests_key(taken, 1, "ABIM")
    packed = pack(orjson.dumps({**request, "action": "read"}) for request in unpack(cloud.objects.get(key)))
    cloud.objects.put(key, packed)
    message = BoardMessage(
        submission_id=taken, provider_id=PROVIDER_ID, chunk=7, board="ABIM", key=key, digest=digest(packed)
    )
    assert failed_messages(cloud.call(asking_handler, message.model_dump_json())) == ["message-0"]


@pytest.mark.parametrize("name", ["learners-mistakes.xlsx", "learners.xml"])
def test_logs_hold_ids_and_nobodys_name_birth_day_or_number(cloud: Cloud, logs: io.StringIO, name: str) -> None:
    taken = take(cloud, name)
    fail_with_a_traceback(cloud, taken)
    written = logs.getvalue()

    assert taken in written
    assert "Traceback" in written
    roster = {text for entry in sample_entries() for text in (entry.family_name, entry.entry_id) if len(text) > 3}
    assert {text for text in people_of(name) | roster if text in written} == set()
    for line in written.splitlines():
        json.loads(line)
