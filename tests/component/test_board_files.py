import io

import pytest

from cmehub.boards.asks import OpenAsk
from cmehub.boards.connections import FilesConnection
from cmehub.stores.dynamo import ThrottledError
from cmehub.stores.dynamo_boards import DynamoBoardStore
from cmehub.submissions.submission import SubmissionStatus
from functions.board_dispatch.files import asks_handler as ask_files_handler
from functions.board_dispatch.files import decisions_handler as decision_files_handler
from functions.ingest.uploads import handler as upload_handler
from local.sample_data.sample_files import SAMPLES
from tests.aws_events import S3_TEST_EVENT, failed_messages
from tests.board_files import csv_of, rows_of
from tests.component.conftest import Cloud
from tests.sample_hub import PROVIDER_ID

KEY = "boards/ABIM/in/the week's ü+1.csv"
OUT = "boards/ABIM/out/2026-11-20-1.csv"


@pytest.fixture
def boards(cloud: Cloud) -> DynamoBoardStore:
    """A file waits for ABIM, and for ABP."""
    boards = DynamoBoardStore(cloud.tables["boards"])
    for board in ("ABIM", "ABP"):
        boards.connect(board, FilesConnection())
    content = (SAMPLES / "learners.xml").read_bytes()
    cloud.call(upload_handler, cloud.put_upload(f"{PROVIDER_ID}/learners.xml", content))
    cloud.deliver_all()
    return boards


def accepted(cloud: Cloud, key: str) -> list[dict[str, str]]:
    return [{**line, "decision": "accept"} for line in rows_of(cloud.exchange.get(key))]


def test_asks_go_out_and_decisions_come_in(cloud: Cloud, boards: DynamoBoardStore, logs: io.StringIO) -> None:
    assert cloud.call(ask_files_handler, "{}") == {"batchItemFailures": []}
    assert cloud.exchange.keys("") == [OUT, OUT.replace("ABIM", "ABP")]
    lines = {board: accepted(cloud, OUT.replace("ABIM", board)) for board in ("ABIM", "ABP")}
    submission_id = lines["ABIM"][0]["ask"][:32]
    assert cloud.report(submission_id).status is SubmissionStatus.AWAITING_BOARDS

    strange = {**lines["ABIM"][0], "row": "9999"}
    bodies = [
        cloud.put_decisions(KEY, csv_of([*lines["ABIM"], strange])),
        cloud.put_decisions("boards/ABP/in/a.csv", csv_of(lines["ABP"])),
    ]
    assert cloud.call(decision_files_handler, *bodies, S3_TEST_EVENT) == {"batchItemFailures": []}

    assert cloud.report(submission_id).status is SubmissionStatus.FINISHED
    assert {notice.submission_id for notice in cloud.notices()} == {submission_id}
    (problem,) = rows_of(cloud.exchange.get(KEY.replace("/in/", "/in-reports/")))
    assert problem["code"] == "ROW_NOT_ASKED"
    assert rows_of(cloud.exchange.get("boards/ABP/in-reports/a.csv")) == []
    named = {line[column] for line in lines["ABIM"] for column in ("given_name", "family_name", "board_id")}
    assert not [name for name in named if name in logs.getvalue()]


def test_a_call_or_a_file_that_comes_again_changes_nothing(cloud: Cloud, boards: DynamoBoardStore) -> None:
    cloud.call(ask_files_handler, "{}")
    body = cloud.put_decisions(KEY, csv_of(accepted(cloud, OUT)[:2]))
    cloud.call(decision_files_handler, body)
    before = cloud.items(), cloud.work(), cloud.exchange.keys("")

    cloud.call(ask_files_handler, "{}", "{}")
    cloud.call(decision_files_handler, body, body)

    assert (cloud.items(), cloud.work(), cloud.exchange.keys("")) == before


def test_each_of_two_files_under_one_name_is_taken(cloud: Cloud, boards: DynamoBoardStore) -> None:
    cloud.call(ask_files_handler, "{}")
    first, second, *_ = accepted(cloud, OUT)
    bodies = [cloud.put_decisions(KEY, csv_of([line])) for line in (first, second)]

    cloud.call(decision_files_handler, *bodies)

    (waiting,) = boards.open_asks("ABIM")
    assert [str(decision.decision.row) for decision in boards.decisions(waiting.ask)] == [first["row"], second["row"]]


def test_the_files_of_the_other_boards_are_put_when_one_cannot_be(
    cloud: Cloud, boards: DynamoBoardStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    open_asks = DynamoBoardStore.open_asks

    def broken(store: DynamoBoardStore, board: str) -> list[OpenAsk]:
        if board == "ABIM":
            raise ThrottledError
        return open_asks(store, board)

    with monkeypatch.context() as patch:
        patch.setattr(DynamoBoardStore, "open_asks", broken)
        assert failed_messages(cloud.call(ask_files_handler, "{}")) == ["message-0"]
        assert cloud.exchange.keys("") == [OUT.replace("ABIM", "ABP")]

    assert cloud.call(ask_files_handler, "{}") == {"batchItemFailures": []}
    assert cloud.exchange.keys("") == [OUT, OUT.replace("ABIM", "ABP")]
