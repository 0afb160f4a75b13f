"""A board outside, asked by one function and calling in at another, in an account of moto's."""

import datetime as dt
import io
import json
from collections.abc import Iterator
from typing import Any, cast

import boto3
import pytest
import time_machine
from aws_lambda_powertools.utilities.circuit_breaker import base
from aws_lambda_powertools.utilities.typing import LambdaContext
from standardwebhooks import Webhook

from cmehub.boards.asks import Ask, AskFailure
from cmehub.boards.connections import CIRCUIT_METRIC, HttpConnection
from cmehub.boards.interface import AnswerDocument
from cmehub.runtime import secrets as board_secrets
from cmehub.stores.dynamo_boards import DynamoBoardStore
from cmehub.stores.memory_rosters import MemoryRosterStore
from cmehub.submissions.messages import BoardMessage
from cmehub.submissions.submission import SubmissionStatus
from functions.board_dispatch.asking import handler as asking_handler
from functions.board_dispatch.callbacks import handler as callback_handler
from functions.ingest.uploads import handler as upload_handler
from functions.validate.chunks import handler as chunk_handler
from local.board_simulator.behaviour import Behaviour
from local.board_simulator.board import SimulatedBoard
from local.board_simulator.service import BoardService
from local.in_memory.rosters import put_on_rosters
from local.sample_data.sample_files import SAMPLES
from tests.aws_events import Context, failed_messages, http_event, sqs_event
from tests.component.conftest import NOW, Cloud
from tests.component.test_http_board import served
from tests.sample_hub import PROVIDER_ID, expected_outcomes, outcomes_of, sample_entries

pytestmark = pytest.mark.allow_hosts(["127.0.0.1"])

SECRET = "whsec_Q01FIEh1YiBzYW1wbGUgc2VjcmV0"
SECRET_NAME = "cme-hub/boards/abim"


class Patient(SimulatedBoard):
    """A board that keeps what it has to call in until the test calls."""

    kept: list[AnswerDocument]

    def call_in(self, answer: AnswerDocument, after: float) -> None:  # noqa: ARG002
        self.kept.append(answer)


@pytest.fixture(autouse=True)
def _nothing_remembered() -> None:
    """Forget what the library counts, and the secrets that were read."""
    for counted in (base._LOCAL_FAILURES, base._LOCAL_SUCCESSES, base._LAST_OBSERVED_STATE):
        counted.clear()
    board_secrets._provider.cache_clear()


@pytest.fixture
def service(cloud: Cloud) -> Iterator[BoardService]:
    """ABIM as a simulator that the hub is connected to."""
    secrets = boto3.client("secretsmanager")
    secrets.create_secret(Name=SECRET_NAME, SecretString=SECRET)
    rosters = MemoryRosterStore()
    put_on_rosters(rosters, sample_entries())
    board = Patient("ABIM", SECRET, "http://127.0.0.1:9/", rosters)
    board.kept = []
    service = BoardService(board, Behaviour(), lambda _: None)
    connection = HttpConnection(url=service.url, secret_name=SECRET_NAME)
    boards_of(cloud).connect("ABIM", connection)
    with served(service):
        yield service
    secrets.delete_secret(SecretId=SECRET_NAME, ForceDeleteWithoutRecovery=True)


@pytest.fixture
def ask(cloud: Cloud, service: BoardService) -> BoardMessage:
    """The ask to ABIM, after all other boards have answered."""
    content = (SAMPLES / "learners.xml").read_bytes()
    cloud.call(upload_handler, cloud.put_upload(f"{PROVIDER_ID}/learners.xml", content))
    cloud.call(chunk_handler, *cloud.received("chunks"))
    asks = cloud.board_messages()
    others = [message.model_dump_json() for message in asks if message.board != "ABIM"]
    assert cloud.call(asking_handler, *others) == {"batchItemFailures": []}
    return next(message for message in asks if message.board == "ABIM")


def boards_of(cloud: Cloud) -> DynamoBoardStore:
    return DynamoBoardStore(cloud.tables["boards"])


def the_ask(ask: BoardMessage) -> Ask:
    return Ask(ask.submission_id, ask.chunk, ask.board)


def signed(body: str, *, secret: str = SECRET, age: dt.timedelta = dt.timedelta(0)) -> dict[str, str]:
    at = dt.datetime.now(dt.UTC) - age
    return {
        "webhook-id": "call-1",
        "webhook-timestamp": str(int(at.timestamp())),
        "webhook-signature": Webhook(secret).sign("call-1", at, body),
    }


def call_in(body: str, headers: dict[str, str], board: str = "abim") -> tuple[int, dict[str, Any]]:
    event = http_event("POST", f"/boards/{board}/decisions", body, headers)
    answer = callback_handler.handle(event, cast("LambdaContext", Context()))
    kind = "application/json" if answer["statusCode"] == 200 else "application/problem+json"
    assert answer["headers"]["Content-Type"] == kind
    return answer["statusCode"], json.loads(answer["body"])


@pytest.fixture
def kept(cloud: Cloud, service: BoardService, ask: BoardMessage) -> AnswerDocument:
    """What the board has to call in, after it took the ask and said nothing."""
    service.behaviour = Behaviour(callback=0)
    assert cloud.call(asking_handler, ask.model_dump_json()) == {"batchItemFailures": []}
    assert isinstance(service.board, Patient)
    (answer,) = service.board.kept
    return answer


def assert_all_is_well(cloud: Cloud, submission_id: str) -> None:
    report = cloud.report(submission_id)
    assert report.status is SubmissionStatus.FINISHED
    assert outcomes_of(report) == expected_outcomes("learners")
    assert cloud.notices()
    assert boards_of(cloud).waiting(Ask(submission_id, 1, "ABIM")) is None


def test_a_board_outside_answers_at_once(cloud: Cloud, ask: BoardMessage) -> None:
    assert cloud.call(asking_handler, ask.model_dump_json()) == {"batchItemFailures": []}

    assert_all_is_well(cloud, ask.submission_id)


def test_a_board_outside_calls_in_part_by_part_and_some_of_it_twice(
    cloud: Cloud, ask: BoardMessage, kept: AnswerDocument
) -> None:
    assert boards_of(cloud).waiting(the_ask(ask)) is not None
    assert cloud.report(ask.submission_id).status is SubmissionStatus.AWAITING_BOARDS
    part = kept.model_copy(update={"decisions": kept.decisions[:2]}).model_dump_json()
    whole = kept.model_dump_json()

    assert call_in(part, signed(part)) == (200, {"ask": kept.ask, "waiting": len(kept.decisions) - 2})
    assert call_in(whole, signed(whole)) == (200, {"ask": kept.ask, "waiting": 0})

    assert_all_is_well(cloud, ask.submission_id)
    before = cloud.items(), cloud.work()
    assert call_in(whole, signed(whole)) == (200, {"ask": kept.ask, "waiting": 0})
    assert cloud.call(asking_handler, ask.model_dump_json()) == {"batchItemFailures": []}
    assert (cloud.items(), cloud.work()) == before


def test_a_call_that_nobody_signed_is_refused(cloud: Cloud, kept: AnswerDocument) -> None:
    body = kept.model_dump_json()
    other = Webhook(b"another secret").sign("call-1", dt.datetime.now(dt.UTC), body)
    old, new = dt.timedelta(minutes=6), dt.timedelta(minutes=-6)
    before = cloud.items(), cloud.work()

    for headers in (
        {},
        signed(body) | {"webhook-signature": other},
        signed(body) | {"webhook-signature": "v1"},
        signed(body) | {"webhook-signature": "v1,é"},
        signed(body) | {"webhook-timestamp": "yesterday"},
        signed(body, age=old),
        signed(body, age=new),
        signed(body + " "),
    ):
        status, problem = call_in(body, headers)
        assert (status, problem["title"]) == (401, "Unauthorized")
        assert "Sign with the secret of this board." in problem["detail"]

    assert (cloud.items(), cloud.work()) == before


@pytest.mark.parametrize(
    ("change", "status", "said"),
    [
        ({"ask": "0" * 32 + "-00001-ABIM"}, 404, "ABIM was not asked a question of this name."),
        ({"ask": "something"}, 404, "ABIM was not asked a question of this name."),
        ({"decisions": [{"row": 9999, "accepted": True}]}, 422, "none of the decisions was taken"),
        ({"decisions": [{"row": 3, "accepted": False}]}, 422, "decisions.0: Value error, a rejection needs a reason"),
        ({"decisions": "yes"}, 422, "decisions: Input should be a valid"),
        ({"schema_version": 2}, 422, "schema_version"),
    ],
)
def test_a_call_that_says_what_cannot_be_taken_is_told_why(
    cloud: Cloud, kept: AnswerDocument, change: dict[str, Any], status: int, said: str
) -> None:
    body = json.dumps(kept.model_dump() | change)
    before = cloud.items(), cloud.work()

    answered, problem = call_in(body, signed(body))

    assert (answered, problem["status"], problem["type"]) == (status, status, "about:blank")
    assert said in problem["detail"]
    assert (cloud.items(), cloud.work()) == before


@pytest.mark.parametrize("board", ["ABA", "nobody"])
def test_a_board_that_is_not_connected_cannot_call_in(kept: AnswerDocument, board: str) -> None:
    body = kept.model_dump_json()

    status, problem = call_in(body, signed(body), board)

    assert (status, problem["detail"]) == (404, "No board of this name is connected over HTTP.")


def test_a_board_cannot_answer_for_another(cloud: Cloud, kept: AnswerDocument) -> None:
    connection = boards_of(cloud).connection("ABIM")
    boards_of(cloud).connect("ABA", connection)
    body = kept.model_dump_json()

    assert call_in(body, signed(body), "ABA")[0] == 404


def test_a_board_that_is_down_parks_its_asks_and_opens_its_circuit(
    cloud: Cloud,
    service: BoardService,
    ask: BoardMessage,
    logs: io.StringIO,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("POWERTOOLS_SERVICE_NAME", "board_dispatch")
    service.behaviour = Behaviour(error_rate=1)
    for _ in range(4):
        assert cloud.call(asking_handler, ask.model_dump_json()) == {"batchItemFailures": []}

    queue = cloud.sqs.get_queue_attributes(QueueUrl=cloud.urls["board-ABIM"], AttributeNames=["All"])["Attributes"]
    assert queue["ApproximateNumberOfMessagesDelayed"] == "4"
    (circuit,) = [item for item in cloud.items("boards") if item["pk"]["S"] == "circuits"]
    assert (circuit["sk"]["S"], circuit["state"]["S"]) == ("ABIM", "OPEN")
    assert '"message":"circuit changed"' in logs.getvalue().replace('": "', '":"')
    metrics = [json.loads(line) for line in capsys.readouterr().out.splitlines() if CIRCUIT_METRIC in line]
    assert [(metric["board"], metric["service"], metric[CIRCUIT_METRIC]) for metric in metrics] == [
        ("ABIM", "board_dispatch", [1.0])
    ]
    assert metrics[0]["_aws"]["CloudWatchMetrics"][0]["Dimensions"] == [["board", "service"]]
    assert boards_of(cloud).failure(the_ask(ask)) is None

    service.behaviour = Behaviour()
    recovery = dt.timedelta(seconds=asking_handler.dispatch().circuits.recovery_seconds + 1)
    with time_machine.travel(dt.datetime.now(dt.UTC) + recovery):
        assert cloud.call(asking_handler, ask.model_dump_json()) == {"batchItemFailures": []}
    assert_all_is_well(cloud, ask.submission_id)
    (circuit,) = [item for item in cloud.items("boards") if item["pk"]["S"] == "circuits"]
    assert circuit["state"]["S"] == "CLOSED"


def test_an_answer_of_no_use_is_a_failure_whose_reason_is_kept_until_it_is_mended(
    cloud: Cloud, service: BoardService, ask: BoardMessage
) -> None:
    service.behaviour = Behaviour(malformed_rate=1)

    assert failed_messages(cloud.call(asking_handler, ask.model_dump_json())) == ["message-0"]

    reason = "BoardFaultError: The answer of ABIM can't be read: ask: Field required"
    assert boards_of(cloud).failure(the_ask(ask)) == AskFailure(reason=reason, at=NOW, tries=1)
    service.behaviour = Behaviour()
    assert cloud.call(asking_handler, ask.model_dump_json()) == {"batchItemFailures": []}
    assert_all_is_well(cloud, ask.submission_id)


def test_an_ask_whose_answer_is_of_no_use_is_put_again_soon(
    cloud: Cloud, service: BoardService, ask: BoardMessage
) -> None:
    """Five tries come to a dead letter in a minute, not in five times the queue's own pause."""
    service.behaviour = Behaviour(malformed_rate=1)
    url = cloud.urls["board-ABIM"]
    cloud.sqs.set_queue_attributes(QueueUrl=url, Attributes={"VisibilityTimeout": "180"})
    cloud.sqs.send_message(QueueUrl=url, MessageBody=ask.model_dump_json())
    (message,) = cloud.sqs.receive_message(QueueUrl=url)["Messages"]
    event = sqs_event([message["Body"]])
    event["Records"][0]["receiptHandle"] = message["ReceiptHandle"]

    response = asking_handler.handle(event, cast("LambdaContext", Context()))

    assert failed_messages(response) == ["message-0"]
    assert "Messages" not in cloud.sqs.receive_message(QueueUrl=url)
    with time_machine.travel(dt.datetime.now(dt.UTC) + dt.timedelta(seconds=16)):
        assert len(cloud.sqs.receive_message(QueueUrl=url)["Messages"]) == 1
