<<<<<<< HEAD
"""The commands about boards' rules, on a stack in moto."""

import json
from pathlib import Path
from typing import Any

import pytest

from cmehub.rule_packs import board_codes, rule_pack
from hub.stores import HubStores
from tests.examples import COMPLETED_ON, a_diplomate, a_line, a_record, a_row, an_activity
from tests.rosters import put_on_rosters
from tests.unit.test_hub_activities import name_of, stores
from tests.unit.test_hub_commands import run

__all__ = ["stores"]


def test_all_boards_are_shown_and_which_take_activities() -> None:
    done = run("boards", "show", "--on", "2026-05-01")

    lines = {line.split()[0]: line.split()[-1] for line in done.stdout.splitlines() if line.startswith("AB")}
    assert lines == {code: "no" if code == "ABO" else "yes" for code in board_codes()}


@pytest.mark.parametrize(
    ("code", "on", "said"),
    [
        ("aba", "2026-05-01", "Patient Safety is reported only together with Lifelong Learning."),
        ("ABP", "2018-05-01", "They change on 2020-01-01"),
        ("ABP", "2026-05-01", "in force since 2020-01-01"),
        ("ABTS", "2026-05-01", "no text found"),
    ],
)
def test_every_rule_of_a_board_is_shown_with_its_source(
    monkeypatch: pytest.MonkeyPatch, code: str, on: str, said: str
) -> None:
    monkeypatch.setenv("COLUMNS", "300")

    assert said in run("boards", "show", code, "--on", on).stdout


def test_rules_as_json() -> None:
    one = json.loads(run("boards", "show", "ABPath", "--on", "2026-05-01", "--json").stdout)
    every = json.loads(run("boards", "show", "--on", "2026-05-01", "--json").stdout)

    assert one == next(pack for pack in every if pack["board"] == "ABPath")
    assert [pack["board"] for pack in every] == [*board_codes()]
    assert all({"source", "confidence"} <= pack["id_format"].keys() for pack in every)


def test_a_board_that_is_not_there() -> None:
    done = run("boards", "show", "ABX")

    assert (done.exit_code, done.stdout) == (1, "")
    assert "There is no board ABX. Name one of: ABA, ABIM, ABO, ABOHNS" in done.stderr


def pack_file(folder: Path, board: str = "ABIM", **changes: Any) -> Path:
    pack = rule_pack(board, COMPLETED_ON).model_dump(mode="json", exclude_none=True, exclude={"board", "name"})
    path = folder / "pack.json"
    path.write_text(json.dumps({"board": board, "name": "A board", "packs": [pack | changes]}))
    return path


def stock(stores: HubStores) -> None:
    activity = an_activity()
    stores.activities.add(activity, name_of(activity))
    put_on_rosters(stores.rosters, [a_diplomate()])
    stores.records.put(
        [
            a_record(a_row(a_line(amount=amount)), board_ids={"ABIM": "123456"}, record_id=f"record-{amount}")
            for amount in ("1", "1.5")
        ]
        + [a_record(a_row(a_line(board="ABA", learner_id="30000001")), board_ids={"ABA": "30000001"})]
    )


WHOLE: dict[str, Any] = {"increment": {"step": 1, "source": "a notice", "confidence": "H"}}


def test_what_a_changed_pack_would_change_is_told_and_nothing_is_written(stores: HubStores, tmp_path: Path) -> None:
    stock(stores)
    before = [*stores.records.all()]

    done = run("boards", "replay", "abim", "--pack", str(pack_file(tmp_path, **WHOLE)))

    assert done.exit_code == 0, done.output
    assert "2 records report to ABIM; 1 would come out otherwise." in done.stdout
    assert "1 accepted -> refused" in done.stdout
    assert "CREDIT_INCREMENT" in done.stdout
    assert [*stores.records.all()] == before


def test_what_would_change_as_json_and_for_one_provider(stores: HubStores, tmp_path: Path) -> None:
    stock(stores)
    pack = str(pack_file(tmp_path, **WHOLE))

    found = json.loads(run("boards", "replay", "ABIM", "--pack", pack, "--json").stdout)
    others = json.loads(run("boards", "replay", "ABIM", "--pack", pack, "--provider", "0000001", "--json").stdout)

    assert (found["records"], found["counts"]) == (2, {"accepted -> refused": 1})
    assert [one["record_id"] for one in found["changes"]] == ["record-1.5"]
    assert (others["records"], others["changes"]) == (2, [])


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("{}", "is no file of rule packs: board: Field required. Start from cmehub/rule_packs/abim.json"),
        ("[", "is no file of rule packs"),
        ('{"board": "ABIM", "name": "A board", "packs": []}', "holds none, not the rule packs of ABIM"),
        (None, "can't be read: No such file or directory. Check the path."),
    ],
)
def test_a_pack_file_that_cannot_be_used(tmp_path: Path, content: str | None, said: str) -> None:
    path = tmp_path / "pack.json"
    if content is not None:
        path.write_text(content)

    done = run("boards", "replay", "ABIM", "--pack", str(path))

    assert (done.exit_code, done.stdout) == (1, "")
    assert said in done.stderr.replace("\n", "")


def test_the_file_of_another_board(tmp_path: Path) -> None:
    done = run("boards", "replay", "ABIM", "--pack", str(pack_file(tmp_path, "ABA")))

    assert "holds those of ABA, not the rule packs of ABIM. Name the file of ABIM." in done.stderr.replace("\n", "")
=======
"""The commands that connect boards and look at what failed for them, on a stack in moto."""

import base64
from collections.abc import Iterator

import boto3
import pytest
from moto import mock_aws
from typer.testing import CliRunner, Result

from cmehub.asks import Ask, AskFailure
from cmehub.board_connections import HttpConnection, RosterConnection
from cmehub.messages import BoardMessage, ChunkMessage
from cmehub.tables import TABLES
from hub import board_connections, dead_letters
from hub.cli import app
from hub.stack import StackConnection
from hub.stores import HubStores
from tests.aws import make_tables
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


@pytest.mark.parametrize(
    ("arguments", "mend"),
    [
        (("ABC", "--roster"), "There is no board ABC. Name one of: ABA, ABIM"),
        (("ABIM",), "Give --roster, or --http URL and --secret NAME."),
        (("ABIM", "--http", URL), "Give --roster, or --http URL and --secret NAME."),
        (("ABIM", "--secret", SECRET), "Give --roster, or --http URL and --secret NAME."),
        (("ABIM", "--roster", "--http", URL, "--secret", SECRET), "Give --roster, or --http URL and --secret NAME."),
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


def test_a_simulator_is_of_no_use_to_a_stack_on_aws(stores: HubStores) -> None:
    assert "A stack on AWS can't reach this machine." in said(run("boards", "simulate", "ABIM"))


def test_the_secret_of_a_simulated_board_is_made_once(stores: HubStores) -> None:
    made = board_connections._made_secret(stores, SECRET)

    assert len(base64.b64decode(made.removeprefix("whsec_"))) == 32
    assert board_connections._made_secret(stores, SECRET) == made


def put_dead(stores: HubStores, queue: str, message: BoardMessage | ChunkMessage) -> None:
    url = stores.connection.dead_letter_queue_url(queue)
    stores.connection.sqs.send_message(QueueUrl=url, MessageBody=message.model_dump_json())


def a_question(chunk: int) -> BoardMessage:
    return BoardMessage(
        submission_id=SUBMISSION, provider_id=PROVIDER_ID, chunk=chunk, board="ABIM", key="key", digest="digest"
    )


def test_dead_letters_of_a_board_are_shown_with_their_reasons_and_stay(stores: HubStores) -> None:
    failed, unknown = Ask(SUBMISSION, 1, "ABIM"), Ask(SUBMISSION, 2, "ABIM")
    reason = "BoardFaultError: ABIM refuses the question with status 422"
    stores.boards.note_failure(failed, AskFailure(reason=reason, at=NOW, tries=5))
    for ask in (failed, unknown):
        put_dead(stores, "board-abim", a_question(ask.chunk))

    for _ in range(2):
        shown = run("redrive", "board-abim", "--look").stdout
        assert f"{SUBMISSION}      1  {reason} (2026-11-20 12:00, try 5)" in shown
        assert f"{SUBMISSION}      2  not noted" in shown
        assert shown.endswith("2 dead letters of board-abim.\n")
    assert stores.boards.failure(failed) is not None


def test_a_redriven_question_has_no_failure_any_more(stores: HubStores) -> None:
    ask = Ask(SUBMISSION, 1, "ABIM")
    stores.boards.note_failure(ask, AskFailure(reason="Fault: it.", at=NOW, tries=5))
    put_dead(stores, "board-abim", a_question(1))

    shown = run("redrive", "board-abim").stdout

    assert "Fault: it." in shown
    assert shown.endswith("Moved 1 messages back to board-abim.\n")
    assert stores.boards.failure(ask) is None
    (message,) = stores.connection.sqs.receive_message(QueueUrl=stores.connection.queue_url("board-abim"))["Messages"]
    assert BoardMessage.model_validate_json(message["Body"]) == a_question(1)
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
    assert shown.endswith("and 2 more\n12 dead letters of chunks.\n")
>>>>>>> de7d6e0 (hub boards connect and simulate; hub redrive shows why a message failed)
