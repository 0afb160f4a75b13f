"""The operator's view of the boards: what waits, deciding by hand, who decided what."""

import datetime as dt
import json

import boto3
import pytest
from typer.main import get_group
from typer.testing import CliRunner, Result

from cmehub.boards.asks import Ask, OpenAsk
from cmehub.rules.packs import board_codes
from cmehub.submissions.submission import SubmissionStatus
from hub.boards.commands import app as boards_app
from hub.cli import app
from hub.stack import StackConnection
from hub.stores import HubStores
from local.in_memory.hub import MemoryHub
from local.sample_data.sample_files import SAMPLES
from tests.board_files import by_files, csv_of, rows_of
from tests.sample_hub import PROVIDER_ID, notice_count, stocked_hub

REASON = "The certificate lapsed"


@pytest.fixture
def hub(monkeypatch: pytest.MonkeyPatch) -> MemoryHub:
    """A hub in memory that the command line takes for the local stack; two files wait for ABIM."""
    hub = by_files(stocked_hub(), "ABIM")
    hub.submit(SAMPLES / "learners-mistakes.xlsx", PROVIDER_ID)
    hub.now += dt.timedelta(days=2)
    hub.submit(SAMPLES / "learners-clean.xlsx", PROVIDER_ID)
    connection = StackConnection(boto3.Session(), {})
    monkeypatch.setattr(StackConnection, "to_local", lambda: connection)
    monkeypatch.setattr(StackConnection, "user", "ada@desk")
    for name in ("boards", "objects", "submissions", "ledgers", "exchange"):
        monkeypatch.setattr(HubStores, name, getattr(hub, name))
    monkeypatch.setattr(HubStores, "chunks_queue", hub.chunks_queue)
    monkeypatch.setattr(HubStores, "notices_queue", hub.notices_queue)
    monkeypatch.setattr(HubStores, "events_queue", hub.events_queue)
    return hub


def run(*arguments: object, width: int = 160) -> Result:
    return CliRunner(env={"COLUMNS": str(width)}).invoke(app, ["boards", *map(str, arguments)])


def oldest(hub: MemoryHub) -> OpenAsk:
    return hub.boards.open_asks("ABIM")[0]


def waiting(*arguments: str) -> list[dict[str, object]]:
    return list(json.loads(run("queue", "ABIM", "--json", *arguments).stdout)["waiting"])


def rows_waiting(ask: Ask) -> list[int]:
    return [int(str(row["row"])) for row in waiting() if row["ask"] == ask.name]


def test_each_board_has_a_line_that_says_how_much_waits_and_since_when(hub: MemoryHub) -> None:
    lines = {line["board"]: line for line in json.loads(run("queue", "--json").stdout)}

    assert lines.keys() == set(board_codes())
    assert lines["ABIM"] == {
        "board": "ABIM",
        "reached": "files",
        "asks": 2,
        "rows": sum(ask.rows for ask in hub.boards.open_asks("ABIM")),
        "oldest": "2026-11-20T12:00:00Z",
    }
    assert lines["ABA"] == {"board": "ABA", "reached": "roster", "asks": 0, "rows": 0, "oldest": None}
    assert "2026-11-20 12:00 UTC" in run("queue").stdout


def test_the_rows_that_wait_come_with_the_oldest_first_and_name_nobody(hub: MemoryHub) -> None:
    ask = oldest(hub).ask
    rows = waiting()

    assert len(rows) == sum(open_ask.rows for open_ask in hub.boards.open_asks("ABIM"))
    assert [row["waiting_since"] for row in rows] == sorted(str(row["waiting_since"]) for row in rows)
    first = rows[0]
    assert (first["ask"], first["submission_id"], first["provider_id"]) == (ask.name, ask.submission_id, PROVIDER_ID)
    assert first.keys() >= {"row", "action", "activity_id", "completion_date", "points", "credit_types", "board_id"}
    assert {row["learner"] for row in rows} == {None}


def test_names_are_shown_only_when_they_are_wanted(hub: MemoryHub) -> None:
    named = waiting("--names")[0]["learner"]
    assert isinstance(named, dict)

    assert named["family_name"] not in run("queue", "abim").stdout
    assert named["family_name"] in run("queue", "ABIM", "--names").stdout


def test_the_list_says_how_many_wait_and_what_to_decide_them_by(
    hub: MemoryHub, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("hub.boards.desk._MOST_ROWS", 5)
    count = len(waiting())

    said = run("queue", "ABIM").stdout

    assert f"Waiting for ABIM: {count} rows of 2 questions, the oldest since 2026-11-20 12:00 UTC." in said
    assert oldest(hub).ask.name in said
    assert f"and {count - 5} more: use --all" in said
    whole = run("queue", "ABIM", "--all").stdout
    assert "more: use" not in whole
    assert all(f"{row['activity_id']}" in whole for row in waiting())
    assert "Nothing waits for ABA." in run("queue", "ABA").stdout


def test_rows_are_accepted_by_hand_and_the_submission_ends_with_its_mail(hub: MemoryHub) -> None:
    ask = oldest(hub).ask
    first, *rest = rows_waiting(ask)

    done = run("decide", "ABIM", ask.name, first, "--accept")
    assert done.stdout == f"Accepted 1 row, by ada@desk. Of the question, {len(rest)} rows still to decide.\n"
    assert rows_waiting(ask) == rest
    last = run("decide", "abim", ask.name, *rest, "--reject", REASON, "--by", "Bo\nExample")

    assert last.stdout == f"Rejected {len(rest)} rows, by Bo Example. Every row of it is decided.\n"
    hub.deliver_all()
    report = hub.report(ask.submission_id)
    assert report.status is SubmissionStatus.FINISHED
    assert notice_count(hub, ask.submission_id) >= 1
    lines = {record.row: line for record in report.records for line in record.credit_lines if line.board == "ABIM"}
    assert lines[first].status == "accepted"
    assert {lines[row].reason for row in rest} == {f"ABIM rejects it and says: “{REASON}”."}


def test_the_history_tells_who_decided_what_when_and_how(hub: MemoryHub) -> None:
    ask = oldest(hub).ask
    first, second, *rest = rows_waiting(ask)
    run("decide", "ABIM", ask.name, first, "--accept")
    line = {"ask": ask.name, "row": second, "decision": "reject", "reason": REASON}
    hub.put_decisions("boards/ABIM/in/a.csv", csv_of([line]))

    past = json.loads(run("history", "ABIM", ask.submission_id, "--json").stdout)

    assert [(decision["row"], decision["accepted"], decision["way"], decision["by"]) for decision in past] == [
        (first, True, "by hand", "ada@desk"),
        (second, False, "file", "ABIM"),
    ]
    assert past[1]["at"] == "2026-11-22T12:00:00Z"
    assert dt.datetime.fromisoformat(past[0]["at"]) > hub.now - dt.timedelta(days=3650)
    said = run("history", "ABIM", ask.submission_id).stdout
    assert "ada@desk" in said
    assert REASON in said
    (of_aba,) = {decision["way"] for decision in json.loads(run("history", "ABA", ask.submission_id, "--json").stdout)}
    assert of_aba == "answer"
    assert rest


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("queue", "ABX"), "There is no board ABX"),
        (("decide", "ABIM", "nothing", "1", "--accept"), "nothing names no question to ABIM. List what waits"),
        (("decide", "ABA", "{ask}", "1", "--accept"), "names no question to ABA"),
        (("decide", "ABIM", "{other}", "1", "--accept"), "was not asked"),
        (("decide", "ABIM", "{ask}", "9999", "{row}", "--accept"), "The question has no row 9999."),
        (("decide", "ABIM", "{ask}", "{row}"), "--accept, or --reject"),
        (("decide", "ABIM", "{ask}", "{row}", "--accept", "--reject", "x"), "--accept, or --reject"),
        (("decide", "ABIM", "{ask}", "{row}", "--reject", " "), "needs a reason"),
        (("history", "ABIM", "nothing"), "No submission has the ID nothing"),
        (("history", "ABP", "{submission}"), "ABP was not asked about submission"),
        (("send-files", "ABA"), "ABA is not asked by files."),
    ],
)
def test_what_an_operator_can_mend_is_said(hub: MemoryHub, arguments: tuple[str, ...], said: str) -> None:
    ask = hub.boards.open_asks("ABIM")[1].ask
    names = {
        "ask": ask.name,
        "other": ask._replace(chunk=77).name,
        "row": str(rows_waiting(ask)[0]),
        "submission": hub.upload(SAMPLES / "activities.xml", PROVIDER_ID) if "ABP" in arguments else "",
    }
    count = len(waiting())

    done = run(*(argument.format(**names) for argument in arguments))

    assert (done.exit_code, done.stdout) == (1, "")
    assert said in done.stderr
    assert len(waiting()) == count


def test_a_row_that_is_decided_is_not_decided_again(hub: MemoryHub) -> None:
    ask = oldest(hub).ask
    first, second, *_ = rows_waiting(ask)
    run("decide", "ABIM", ask.name, first, "--reject", REASON)
    before = hub.boards.decisions(ask)

    done = run("decide", "ABIM", ask.name, first, second, "--accept", "--by", "bo")

    assert done.exit_code == 1
    assert f"Decided already: row {first} was rejected by ada@desk (by hand) at 2" in done.stderr
    assert hub.boards.decisions(ask) == before


def test_a_row_that_somebody_else_decides_at_the_same_moment_is_told(
    hub: MemoryHub, monkeypatch: pytest.MonkeyPatch
) -> None:
    ask = oldest(hub).ask
    first, *_ = rows_waiting(ask)
    line = {"ask": ask.name, "row": first, "decision": "reject", "reason": REASON}
    add_decisions = hub.boards.add_decisions

    def too_late(*arguments: object) -> None:
        monkeypatch.setattr(hub.boards, "add_decisions", add_decisions)
        hub.put_decisions("boards/ABIM/in/a.csv", csv_of([line]))
        add_decisions(*arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(hub.boards, "add_decisions", too_late)
    done = run("decide", "ABIM", ask.name, first, "--accept")

    assert done.exit_code == 1
    assert f"row {first} was rejected by ABIM (file)" in done.stderr


def test_files_are_put_when_asked_for(hub: MemoryHub) -> None:
    count = len(waiting())

    done = run("send-files")

    (key,) = hub.exchange.keys("")
    assert done.stdout == f"{key}: {count} rows\n"
    assert len(rows_of(hub.exchange.get(key))) == count
    assert run("send-files", "ABIM").stdout == "Nothing waits that no file holds yet.\n"


def test_every_command_has_an_example() -> None:
    for name, command in get_group(boards_app).commands.items():
        assert f"Example: hub boards {name}" in f"{command.help} {command.epilog}"
