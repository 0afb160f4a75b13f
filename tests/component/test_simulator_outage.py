"""The board simulator, stopped for ten minutes of simulated time while the hub asks it over HTTP."""

import datetime as dt
import threading
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

import pytest
import time_machine
import urllib3
from aws_lambda_powertools.utilities.circuit_breaker import base

from cmehub.boards.asks import Ask
from cmehub.boards.connections import HttpConnection
from cmehub.boards.ledgers import BoardRequest, Decision
from cmehub.boards.parking import LONGEST
from cmehub.submissions.submission import SubmissionStatus
from functions.board_dispatch.asking.http_board import RETRIES, HttpBoard
from local.board_simulator.behaviour import Behaviour
from local.board_simulator.board import SimulatedBoard
from local.board_simulator.service import BoardService
from local.in_memory.hub import NOW, MemoryHub
from local.sample_data.sample_files import SAMPLES
from tests.sample_hub import PROVIDER_ID, copy_of, stocked_hub
from tests.timed_hub import TimedHub

pytestmark = pytest.mark.allow_hosts(["127.0.0.1"])

SECRET = "whsec_Q01FIEh1YiBzYW1wbGUgc2VjcmV0"
OUTAGE = dt.timedelta(minutes=10)
COPIES = 12


@dataclass
class Simulator:
    """A process's worth of simulator: nothing listens on its port until ``starts``."""

    hub: MemoryHub
    starts: dt.datetime
    refused: int = 0
    service: BoardService = field(init=False)
    thread: threading.Thread | None = None

    def __post_init__(self) -> None:
        self.service = self._service(0)
        self.url = self.service.url
        self.service.server_close()
        self.gateway = HttpBoard(
            connection=HttpConnection(url=self.url, secret_name="cme-hub/boards/abim", timeout_seconds=10),
            pool=urllib3.PoolManager(),
            secret=lambda _: SECRET,
            clock=TimedHub.now,
            retries=RETRIES.new(backoff_factor=0, backoff_jitter=0),
        )
        self.hub.boards.connect("ABIM", self.gateway.connection)
        self.hub.dispatch = replace(self.hub.dispatch, gateways={"http": lambda _: self})

    def decide(self, ask: Ask, requests: Sequence[BoardRequest]) -> list[Decision]:
        if self.thread is None and TimedHub.now() >= self.starts:
            self.service = self._service(self.service.server_port)
            self.thread = threading.Thread(target=self.service.serve_forever, kwargs={"poll_interval": 0.01})
            self.thread.start()
        self.refused += self.thread is None
        return self.gateway.decide(ask, requests)

    def stop(self) -> None:
        if self.thread is not None:
            self.service.shutdown()
            self.service.server_close()
            self.thread.join()

    def _service(self, port: int) -> BoardService:
        board = SimulatedBoard("ABIM", SECRET, "http://127.0.0.1:9/unused", self.hub.rosters)
        return BoardService(board, Behaviour(), lambda _: None, port=port)


@pytest.fixture
def time() -> Iterator[time_machine.Traveller]:
    for counted in (base._LOCAL_FAILURES, base._LOCAL_SUCCESSES, base._LAST_OBSERVED_STATE):
        counted.clear()
    with time_machine.travel(NOW, tick=False) as coordinates:
        yield coordinates


def run(stocked: MemoryHub, folder: Path, time: time_machine.Traveller, starts: dt.datetime) -> tuple[TimedHub, int]:
    """Send many files at once and deliver everything; return that and how often the simulator wasn't there."""
    hub = copy_of(stocked)
    simulator = Simulator(hub, starts)
    timed = TimedHub(hub, time)
    content = (SAMPLES / "learners.xml").read_bytes()
    for place in range(COPIES):
        path = folder / f"{place}.xml"
        path.write_bytes(content + b"<!-- %d -->" % place)
        hub.upload(path, PROVIDER_ID)
    try:
        timed.run()
    finally:
        simulator.stop()
    return timed, simulator.refused


def test_a_stopped_simulator_loses_nothing_and_delays_no_other_board(
    tmp_path: Path, time: time_machine.Traveller
) -> None:
    stocked = stocked_hub()
    calm, _ = run(stocked, tmp_path, time, NOW)
    time.move_to(NOW)

    timed, refused = run(stocked, tmp_path, time, NOW + OUTAGE)

    assert refused > 3
    assert timed.answered.keys() == calm.answered.keys()
    assert {ask.board for ask in timed.answered} > {"ABIM"}
    for ask, at in timed.answered.items():
        if ask.board == "ABIM":
            assert OUTAGE <= at - NOW <= OUTAGE + LONGEST
        else:
            assert at == calm.answered[ask]
    for submission_id in {ask.submission_id for ask in timed.answered}:
        report = timed.hub.report(submission_id)
        assert (report.status, report.counts.pending) == (SubmissionStatus.FINISHED, 0)
        assert report.counts == calm.hub.report(submission_id).counts
    assert not timed.hub.boards._failures
