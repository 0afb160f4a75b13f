"""The commands that connect boards and look at what failed for them, on a stack in moto."""

from collections.abc import Iterator

import boto3
import pytest
from moto import mock_aws
from typer.testing import CliRunner, Result

from cmehub.boards.asks import Ask, AskFailure
from cmehub.boards.connections import HttpConnection, RosterConnection
from cmehub.stores.tables import TABLES
from cmehub.submissions.messages import BoardMessage, ChunkMessage
from hub.cli import app
from hub.operator import dead_letters
from hub.stack import StackConnection
from hub.stores import HubStores
from local.in_memory.tables import make_tables
from tests.examples import NOW, PROVIDER_ID

SECRET = "cme-hub/boards/abim"
URL = "https://board.example.org/asks"
CALLBACKS = "https://api.example.org"
SUBMISSION = "5d41402abc4b2a76b9719d911017c592"


def run(*arguments: str) -> Result:
    return CliRunner().invoke(app, arguments, env={"COLUMNS": "200"})


def said(result: Result) -> str:
    """What an error says, on whatever lines."""
    assert result.exit_code == 1
    return " ".join(result.stderr.split())


@pytest.fixture
def stores(monkeypatch: pytest.MonkeyPatch) -> Iterator[HubStores]:
    with mock_aws():
        make_tables()
        sqs = boto3.client("sqs")
        outputs = {f"{table.name.capitalize()}Table": table.name for table in TABLES}
        for queue in ("BoardAbim", "Chunks"):
            for kind in ("Queue", "DeadLetterQueue"):
                outputs[f"{queue}{kind}"] = sqs.create_queue(QueueName=f"{queue}{kind}")["QueueUrl"]
        connection = StackConnection(boto3.Session(), outputs | {"BoardCallbacksUrl": CALLBACKS})
        monkeypatch.setattr(StackConnection, "to_local", lambda: connection)
        monkeypatch.setattr(dead_letters, "_LOOK_SECONDS", 0)
        yield HubStores(connection)


def test_a_board_is_connected_over_http_and_back_to_its_roster(stores: HubStores) -> None:
    boto3.client("secretsmanager").create_secret(Name=SECRET, SecretString="whsec_c2FtcGxl")

    done = run("boards", "connect", "abim", "--http", URL, "--secret", SECRET, "--timeout", "5")

    assert done.stdout == (
        f"ABIM is asked at {URL}.\nIt calls in later decisions at {CALLBACKS}/boards/abim/decisions\n"
    )
    assert stores.boards.connection("ABIM") == HttpConnection(url=URL, secret_name=SECRET, timeout_seconds=5)
    assert run("boards", "connect", "ABIM", "--roster").stdout == "ABIM is decided for by its roster.\n"
    assert stores.boards.connection("ABIM") == RosterConnection()


def test_a_board_that_is_asked_by_files(stores: HubStores) -> None:
    assert run("boards", "connect", "ABIM", "--files").stdout == "ABIM is asked by a file a day.\n"
    assert stores.boards.connection("ABIM").kind == "files"


@pytest.mark.parametrize(
    ("arguments", "mend"),
    [
        (("ABC", "--roster"), "There is no board ABC. Name one of: ABA, ABIM"),
        (("ABIM",), "Give --roster, --files, or --http URL and --secret NAME."),
        (("ABIM", "--http", URL), "Give --roster, --files, or --http URL and --secret NAME."),
        (("ABIM", "--secret", SECRET), "Give --roster, --files, or --http URL and --secret NAME."),
        (
            ("ABIM", "--roster", "--http", URL, "--secret", SECRET),
            "Give --roster, --files, or --http URL and --secret NAME.",
        ),
        (("ABIM", "--http", "http://board.example.org/", "--secret", SECRET), "an address that starts with https://"),
        (("ABIM", "--http", URL, "--secret", "mine"), "Name it cme-hub/boards/..."),
        (("ABIM", "--http", URL, "--secret", SECRET), f"aws secretsmanager create-secret --name {SECRET}"),
    ],
)
def test_what_does_not_connect_a_board_is_said_with_how_to_mend_it(
    stores: HubStores, arguments: tuple[str, ...], mend: str
) -> None:
    assert mend in said(run("boards", "connect", *arguments))
    assert stores.boards.connection("ABIM") == RosterConnection()


def put_dead(stores: HubStores, queue: str, message: BoardMessage | ChunkMessage) -> None:
    url = stores.connection.dead_letter_queue_url(queue)
    stores.connection.sqs.send_message(QueueUrl=url, MessageBody=message.model_dump_json())


def an_ask(chunk: int) -> BoardMessage:
    return BoardMessage(
        submission_id=SUBMISSION, provider_id=PROVIDER_ID, chunk=chunk, board="ABIM", key="key", digest="digest"
    )


def test_dead_letters_of_a_board_are_shown_with_their_reasons_and_stay(stores: HubStores) -> None:
    failed, unknown = Ask(SUBMISSION, 1, "ABIM"), Ask(SUBMISSION, 2, "ABIM")
    reason = "BoardFaultError: ABIM refuses the question with status 422"
    stores.boards.note_failure(failed, AskFailure(reason=reason, at=NOW, tries=5))
    for ask in (failed, unknown):
        put_dead(stores, "board-abim", an_ask(ask.chunk))

    for _ in range(2):
        shown = run("redrive", "board-abim", "--look").stdout
        assert f"{SUBMISSION}      1  {reason} (2026-11-20 12:00, try 5)" in shown
        assert f"{SUBMISSION}      2  not noted" in shown
        assert shown.endswith("2 dead letters of board-abim.\n")
    assert stores.boards.failure(failed) is not None


def test_a_redriven_ask_has_no_failure_any_more(stores: HubStores) -> None:
    ask = Ask(SUBMISSION, 1, "ABIM")
    stores.boards.note_failure(ask, AskFailure(reason="Fault: it.", at=NOW, tries=5))
    put_dead(stores, "board-abim", an_ask(1))

    shown = run("redrive", "board-abim").stdout

    assert "Fault: it." in shown
    assert shown.endswith("Moved 1 messages back to board-abim.\n")
    assert stores.boards.failure(ask) is None
    (message,) = stores.connection.sqs.receive_message(QueueUrl=stores.connection.queue_url("board-abim"))["Messages"]
    assert BoardMessage.model_validate_json(message["Body"]) == an_ask(1)
    assert run("redrive", "board-abim", "--look").stdout == "0 dead letters of board-abim.\n"


def test_dead_letters_of_another_queue_are_shown_as_far_as_they_tell(
    stores: HubStores, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(dead_letters, "_MOST_SHOWN", 10)
    for chunk in range(1, 13):
        message = ChunkMessage(
            submission_id=SUBMISSION, provider_id=PROVIDER_ID, chunk=chunk, key="key", digest="digest"
        )
        put_dead(stores, "chunks", message)

    shown = run("redrive", "chunks", "--look").stdout

    assert shown.count(SUBMISSION) == 10
    assert shown.endswith("and 2 more; --all lists them\n12 dead letters of chunks.\n")
    assert run("redrive", "chunks", "--look", "--all").stdout.count(SUBMISSION) == 12


def test_boards_of_a_sandbox_are_connected_to_nothing(stores: HubStores, monkeypatch: pytest.MonkeyPatch) -> None:
    outputs = {**stores.connection.outputs, "Sandbox": "true"}
    sandbox = StackConnection(stores.connection.session, outputs)
    monkeypatch.setattr(StackConnection, "to_local", lambda: sandbox)

    assert "nothing reaches a board" in said(run("boards", "connect", "ABIM", "--files"))
    assert "nothing reaches a board" in said(run("boards", "connect", "ABIM", "--http", URL, "--secret", SECRET))
    assert stores.boards.connection("ABIM") == RosterConnection()
