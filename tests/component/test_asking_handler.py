import pytest

from cmehub.submissions.messages import BoardMessage
from cmehub.submissions.submission import AnswerFact, SubmissionStatus, decisions_key
from functions.board_dispatch.asking import handler as asking_handler
from functions.ingest.uploads import handler as upload_handler
from functions.validate.chunks import handler as chunk_handler
from local.sample_data.sample_files import SAMPLES
from tests.aws_events import failed_messages
from tests.component.conftest import Cloud
from tests.sample_hub import PROVIDER_ID, expected_outcomes, outcomes_of


@pytest.fixture
def asks(cloud: Cloud) -> list[BoardMessage]:
    """Asks to four boards about one chunk."""
    content = (SAMPLES / "learners.xml").read_bytes()
    cloud.call(upload_handler, cloud.put_upload(f"{PROVIDER_ID}/learners.xml", content))
    cloud.call(chunk_handler, *cloud.received("chunks"))
    return cloud.board_messages()


def test_a_board_answers_about_a_chunk(cloud: Cloud, asks: list[BoardMessage]) -> None:
    ask = asks[0]

    assert cloud.call(asking_handler, ask.model_dump_json()) == {"batchItemFailures": []}

    assert cloud.submissions.answered(ask.submission_id, AnswerFact(chunk=1, board=ask.board))
    assert decisions_key(ask.submission_id, 1, ask.board) in cloud.work()
    assert cloud.report(ask.submission_id).status is SubmissionStatus.AWAITING_BOARDS
    assert cloud.notices() == []


def test_the_last_answer_finishes_the_submission(cloud: Cloud, asks: list[BoardMessage]) -> None:
    bodies = [ask.model_dump_json() for ask in reversed(asks)]

    assert cloud.call(asking_handler, *bodies) == {"batchItemFailures": []}

    report = cloud.report(asks[0].submission_id)
    assert outcomes_of(report) == expected_outcomes("learners")
    assert report.status is SubmissionStatus.FINISHED
    assert [notice.submission_id for notice in cloud.notices()] == [report.submission_id]


def test_a_message_delivered_again_changes_nothing(cloud: Cloud, asks: list[BoardMessage]) -> None:
    bodies = [ask.model_dump_json() for ask in asks]
    cloud.call(asking_handler, *bodies)
    before = cloud.items(), cloud.work()

    assert cloud.call(asking_handler, *bodies, *bodies) == {"batchItemFailures": []}

    assert (cloud.items(), cloud.work()) == before


def test_only_the_message_that_fails_comes_back(cloud: Cloud, asks: list[BoardMessage]) -> None:
    changed = asks[1].model_copy(update={"digest": "0" * 64})
    lost = asks[2].model_copy(update={"key": "requests/nowhere"})
    bodies = [ask.model_dump_json() for ask in (asks[0], changed, lost, asks[3])]

    response = cloud.call(asking_handler, *bodies)

    assert failed_messages(response) == ["message-1", "message-2"]
    _, answers = cloud.submissions.facts(asks[0].submission_id)
    assert answers.keys() == {AnswerFact(chunk=1, board=ask.board) for ask in (asks[0], asks[3])}
