"""A board outside on the stack: ABIM as a simulator of its own, which goes down and comes back."""

import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from cmehub.submissions.submission import AnswerFact, SubmissionStatus
from hub.provider.sending import report, send
from hub.running_stack import STACK_NAME
from local.sample_data.sample_files import SAMPLES
from local.sample_load import PROVIDER_ID
from tests.pipeline.conftest import Hub

SAMPLE = SAMPLES / "learners.xml"


@contextmanager
def simulator(hub: Hub, *options: str) -> Iterator[int]:
    """Run ABIM until the block ends, and yield its port."""
    command = [str(Path(sys.executable).parent / "hub"), "boards", "simulate", "ABIM", *options, "--stack", STACK_NAME]
    with subprocess.Popen(command, env=hub.environment(), stdout=subprocess.PIPE, text=True) as process:
        try:
            assert process.stdout is not None
            said = process.stdout.readline()
            yield int(re.findall(r"http://127.0.0.1:(\d+)/asks", said)[0])
        finally:
            process.terminate()


@pytest.fixture(autouse=True)
def _by_its_roster_afterwards(hub: Hub) -> Iterator[None]:
    yield
    done = hub.command("boards", "connect", "ABIM", "--roster")
    assert done.stdout == "ABIM is decided for by its roster.\n"


def sent_anew(hub: Hub, folder: Path, name: str) -> str:
    """Send the sample file as another whose credits are new."""
    file = folder / f"{name}.xml"
    file.write_bytes(SAMPLE.read_bytes().replace(b"ccid:cme.example.org:", f"ccid:{name}.example.org:".encode()))
    return send(hub.stores, file, PROVIDER_ID).submission_id


def parked(hub: Hub) -> bool:
    attributes = hub.queue_attributes("board-abim")
    return int(attributes["ApproximateNumberOfMessagesDelayed"]) > 0


def test_a_board_that_goes_down_and_comes_back_loses_nothing_and_delays_nobody(hub: Hub, tmp_path: Path) -> None:
    with simulator(hub) as port:
        before = hub.finished(sent_anew(hub, tmp_path, "before"))
    down = sent_anew(hub, tmp_path, "down")

    hub.wait_for("every other board's answer", lambda: len(hub.stores.submissions.facts(down)[1]) == 3)
    assert AnswerFact(chunk=1, board="ABIM") not in hub.stores.submissions.facts(down)[1]
    hub.wait_for("the parked ask", lambda: parked(hub))
    assert report(hub.stores, down).status is SubmissionStatus.AWAITING_BOARDS
    assert hub.messages("board-abim", dead=True) == 0

    with simulator(hub, "--port", str(port)):
        after = hub.finished(down)

    assert after.counts.pending == before.counts.pending == 0
    assert after.counts == before.counts
    assert hub.messages("board-abim", dead=True) == 0


def test_a_board_calls_in_what_it_decides_later(hub: Hub, tmp_path: Path) -> None:
    with simulator(hub, "--callback", "0.5"):
        found = hub.finished(sent_anew(hub, tmp_path, "later"))

    assert found.counts.pending == 0
    assert {line.board for record in found.records for line in record.credit_lines if line.status == "accepted"} >= {
        "ABIM"
    }
    assert [key for key in hub.items("boards") if key[0].startswith("ask#ABIM#")]
    assert not [key for key in hub.items("boards") if key[1].startswith("open#")]
