"""Functions whose processes are ended in mid-work, over and over: everything arrives, and nothing twice."""

import hashlib
import os
import signal
import sys
from collections import Counter
from contextlib import suppress
from pathlib import Path

import pytest

from cmehub.learners.credits import credits_of
from cmehub.rules.packs import is_board
from cmehub.stores import RecordKey
from cmehub.submissions.submission import LineStatus, SubmissionStatus, submission_id
from local.sample_data.learner_xml import write_reports
from local.sample_data.volume import volume_rows
from local.sample_load import PROVIDER_ID
from tests.pipeline.conftest import Hub

pytestmark = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="finds processes below /proc")

ROWS = 2_000
KILLED = ("Ingestion", "Validation", "Boards", "Events")
MOST_OF_EACH = 4
"""A message that fails five times is a dead letter."""


def running(hub: Hub) -> dict[int, str]:
    """Return the processes in which functions of the stack run now, and of which function each is."""
    session = os.getsid(hub.stack.emulator.pid)
    found = {}
    for folder in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):
            variables = dict(part.partition(b"=")[::2] for part in (folder / "environ").read_bytes().split(b"\0"))
            function = variables.get(b"AWS_LAMBDA_FUNCTION_NAME", b"").decode()
            if function and os.getsid(int(folder.name)) == session:
                found[int(folder.name)] = function
    return found


def kill_one(hub: Hub, killed: Counter[str]) -> None:
    """End the process of a function that was ended less often than the others."""
    may_go = {
        pid: kind
        for pid, function in running(hub).items()
        for kind in KILLED
        if function.startswith(f"CmeHub-{kind}Function") and killed[kind] < MOST_OF_EACH
    }
    if may_go:
        pid = min(may_go, key=lambda pid: (killed[may_go[pid]], pid))
        with suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)
            killed[may_go[pid]] += 1


def test_functions_that_are_killed_in_mid_work_lose_and_double_nothing(hub: Hub, tmp_path: Path) -> None:
    hub.wait_until_idle()
    reported = [*volume_rows(ROWS, mistake_every=50)]
    path = tmp_path / "killed.xml"
    write_reports(path, (row.completion for row in reported))
    content = path.read_bytes()
    sent = submission_id(PROVIDER_ID, hashlib.sha256(content).hexdigest())
    killed: Counter[str] = Counter()

    def is_finished() -> bool:
        kill_one(hub, killed)
        found = hub.stores.submissions.find(sent)
        return found is not None and found.status is SubmissionStatus.FINISHED

    hub.put(f"{PROVIDER_ID}/killed.xml", content)
    hub.wait_for("the file, whose functions are killed", is_finished)
    hub.wait_until_idle()

    assert {"Validation", "Boards"} <= killed.keys(), "no process was found to be killed"
    report = hub.finished(sent)
    assert [record.row for record in report.records] == [*range(1, ROWS + 1)]
    assert report.counts.pending == 0
    refused = Counter(row.code for row in reported if row.outcome == "refused")
    told = Counter(issue.code for issue in report.issues if issue.severity == "error")
    assert told == refused
    stored = [record for record in hub.stores.records.all() if record.origin.submission_id == sent]
    assert len({RecordKey.of(record) for record in stored}) == len(stored) == ROWS - report.counts.refused
    held = (credit for record in stored for credit in credits_of([record], hub.stores.ledgers))
    in_ledgers = Counter(credit.status.value for credit in held if is_board(credit.board) and not credit.derived)
    lines = (line for record in report.records for line in record.credit_lines if is_board(line.board))
    assert in_ledgers == Counter(line.status.value for line in lines if line.status is not LineStatus.REFUSED)
    assert in_ledgers["accepted"] > ROWS // 4
    assert len(hub.mails_about(sent)) == 1
    assert not any(hub.messages(queue, dead=True) for queue in hub.stores.connection.queue_names)
