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
def questions(cloud: Cloud) -> list[BoardMessage]:
    """Questions to four boards about one chunk."""
    content = (SAMPLES / "learners.xml").read_bytes()
    cloud.call(upload_handler, cloud.put_upload(f"{PROVIDER_ID}/learners.xml", content))
    cloud.call(chunk_handler, *cloud.received("chunks"))
    return cloud.board_messages()


def test_a_board_answers_about_a_chunk(cloud: Cloud, questions: list[BoardMessage]) -> None:
    question = questions[0]

    assert cloud.call(asking_handler, question.model_dump_json()) == {"batchItemFailures": []}

    assert cloud.submissions.answered(question.submission_id, AnswerFact(chunk=1, board=question.board))
    assert decisions_key(question.submission_id, 1, question.board) in cloud.work()
    assert cloud.report(question.submission_id).status is SubmissionStatus.AWAITING_BOARDS
    assert cloud.notices() == []


def test_the_last_answer_finishes_the_submission(cloud: Cloud, questions: list[BoardMessage]) -> None:
    bodies = [question.model_dump_json() for question in reversed(questions)]

    assert cloud.call(asking_handler, *bodies) == {"batchItemFailures": []}

    report = cloud.report(questions[0].submission_id)
    assert outcomes_of(report) == expected_outcomes("learners")
    assert report.status is SubmissionStatus.FINISHED
    assert [notice.submission_id for notice in cloud.notices()] == [report.submission_id]


def test_a_message_delivered_again_changes_nothing(cloud: Cloud, questions: list[BoardMessage]) -> None:
    bodies = [question.model_dump_json() for question in questions]
    cloud.call(asking_handler, *bodies)
    before = cloud.items(), cloud.work()

    assert cloud.call(asking_handler, *bodies, *bodies) == {"batchItemFailures": []}

    assert (cloud.items(), cloud.work()) == before


def test_only_the_message_that_fails_comes_back(cloud: Cloud, questions: list[BoardMessage]) -> None:
    changed = questions[1].model_copy(update={"digest": "0" * 64})
    lost = questions[2].model_copy(update={"key": "requests/nowhere"})
    bodies = [question.model_dump_json() for question in (questions[0], changed, lost, questions[3])]

    response = cloud.call(asking_handler, *bodies)

    assert failed_messages(response) == ["message-1", "message-2"]
    _, answers = cloud.submissions.facts(questions[0].submission_id)
    assert answers == {AnswerFact(chunk=1, board=question.board) for question in (questions[0], questions[3])}
