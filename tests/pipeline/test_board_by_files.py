import json
from typing import Any

import pytest

from cmehub.boards.connections import FilesConnection, RosterConnection
from cmehub.submissions.reports import SubmissionReport
from cmehub.submissions.submission import LineResult, SubmissionStatus
from cmehub.submissions.upload_folders import AGAIN
from hub.provider.sending import send
from local.sample_data.sample_files import SAMPLES
from local.sample_load import PROVIDER_ID
from tests.board_files import csv_of, rows_of
from tests.pipeline.conftest import Hub

BOARD = "ABIM"
REASON = "The certificate lapsed <b>before</b> this date"


@pytest.fixture
def by_files(hub: Hub) -> Any:
    hub.stores.boards.connect(BOARD, FilesConnection())
    yield
    hub.stores.boards.connect(BOARD, RosterConnection())


def waiting(hub: Hub) -> list[dict[str, Any]]:
    return list(json.loads(hub.command("boards", "queue", BOARD, "--json").stdout)["waiting"])


def send_and_wait_for_the_board(hub: Hub, name: str) -> str:
    """Send a sample once more and wait until nothing but the board's answer is missing."""
    sent = send(hub.stores, SAMPLES / name, PROVIDER_ID, AGAIN)
    hub.wait_for("nothing but the board's answer missing", lambda: awaits_one_answer(hub, sent.submission_id))
    hub.wait_for("the open ask", lambda: hub.stores.boards.open_asks(BOARD))
    return sent.submission_id


def awaits_one_answer(hub: Hub, submission_id: str) -> bool:
    found = hub.stores.submissions.find(submission_id)
    if found is None or found.status is not SubmissionStatus.AWAITING_BOARDS:
        return False
    return found.requests_made - found.requests_answered == 1


def put_decisions(hub: Hub, name: str, content: bytes) -> list[dict[str, str]]:
    """Put a file as the board does and return the report about it."""
    connection = hub.stores.connection
    connection.s3.put_object(Bucket=connection.exchange_bucket, Key=f"boards/{BOARD}/in/{name}", Body=content)
    key = f"boards/{BOARD}/in-reports/{name}"
    hub.wait_for("the report about the file", lambda: key in hub.stores.exchange.keys(key))
    return rows_of(hub.stores.exchange.get(key))


@pytest.mark.usefixtures("by_files")
def test_a_board_is_asked_by_a_file_and_answers_by_one_and_an_operator_decides_deletes(hub: Hub) -> None:
    added = send_and_wait_for_the_board(hub, "learners-clean.xlsx")
    rows = waiting(hub)
    assert {row["submission_id"] for row in rows} == {added}

    put = hub.command("boards", "send-files")
    assert put.returncode == 0, put.stderr
    lines = rows_of(hub.stores.exchange.get(put.stdout.partition(": ")[0]))
    assert [int(line["row"]) for line in lines] == [row["row"] for row in rows]
    first, *others = [{**line, "decision": "accept", "reason": ""} for line in lines]
    rejected = {**first, "decision": "reject", "reason": REASON}
    (problem,) = put_decisions(hub, "answers.csv", csv_of([rejected, {**first, "row": "9999"}, *others]))
    assert (problem["line"], problem["code"]) == ("3", "ROW_NOT_ASKED")

    report = hub.finished(added)
    assert {line.reason for line in report_lines(report, "rejected")} == {f"{BOARD} rejects it and says: “{REASON}”."}
    (mail,) = hub.wait_for("the mail", lambda: hub.mails_about(added))
    assert REASON in " ".join(mail.text.split())
    assert "<b>before" not in str(mail.html)

    deleted = send_and_wait_for_the_board(hub, "learners-delete.xlsx")
    rows = waiting(hub)
    assert {row["action"] for row in rows} == {"delete"}
    ask, numbers = rows[0]["ask"], [str(row["row"]) for row in rows]
    done = hub.command("boards", "decide", BOARD, ask, *numbers, "--accept")
    assert done.returncode == 0, done.stderr

    assert hub.finished(deleted).counts.pending == 0
    past = json.loads(hub.command("boards", "history", BOARD, deleted, "--json").stdout)
    assert {(decision["way"], decision["accepted"]) for decision in past} == {("by hand", True)}
    assert all(decision["by"].startswith("arn:aws:") for decision in past)
    assert hub.command("boards", "decide", BOARD, ask, numbers[0], "--accept").returncode == 1


def report_lines(report: SubmissionReport, status: str) -> list[LineResult]:
    return [line for record in report.records for line in record.credit_lines if line.status == status]
