"""A board that is down parks its own work, loses none of it, and holds up nobody else."""

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest
import time_machine
from aws_lambda_powertools.utilities.circuit_breaker import base
from hypothesis import given
from hypothesis import strategies as st

from cmehub.boards.asks import Ask
from cmehub.boards.circuits import BoardFaultError
from cmehub.boards.dispatch import AskOutcome
from cmehub.boards.parking import LONGEST, parking_time
from cmehub.submissions.submission import SubmissionStatus
from local.in_memory.hub import NOW, RECOVERY_SECONDS, MemoryHub
from local.sample_data.sample_files import SAMPLES
from tests.outside_boards import OutsideBoard, connected
from tests.replay_2015 import FILE as OF_2015
from tests.replay_2015 import hub_of_2015
from tests.sample_hub import PROVIDER_ID, copy_of
from tests.timed_hub import TimedHub

OUTAGE = dt.timedelta(minutes=10)
COPIES = 12


@pytest.fixture(autouse=True)
def _no_failures_yet() -> None:
    """Forget the failures that the library counts for the life of a process."""
    for counted in (base._LOCAL_FAILURES, base._LOCAL_SUCCESSES, base._LAST_OBSERVED_STATE):
        counted.clear()


@pytest.fixture
def time() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(NOW, tick=False) as coordinates:
        yield coordinates


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """Write the same learners as so many different files."""
    folder = tmp_path_factory.mktemp("files")
    content = (SAMPLES / "learners.xml").read_bytes()
    paths = [folder / f"{place}.xml" for place in range(COPIES)]
    for place, path in enumerate(paths):
        path.write_bytes(content + b"<!-- %d -->" % place)
    return paths


def run(hub: MemoryHub, files: list[Path], time: time_machine.Traveller) -> TimedHub:
    timed = TimedHub(hub, time)
    for file in files:
        hub.upload(file, PROVIDER_ID)
    timed.run()
    return timed


def down_for(board: OutsideBoard, outage: dt.timedelta) -> None:
    board.is_down = lambda: TimedHub.now() < NOW + outage


def test_an_outage_of_ten_minutes_loses_nothing_and_delays_no_other_board(
    stocked: MemoryHub, files: list[Path], time: time_machine.Traveller
) -> None:
    calm, hub = copy_of(stocked), copy_of(stocked)
    connected(calm, "ABIM", "ABP")
    without_outage = run(calm, files, time)
    time.move_to(NOW)
    boards = connected(hub, "ABIM", "ABP")
    down_for(boards["ABIM"], OUTAGE)

    timed = run(hub, files, time)

    assert timed.answered.keys() == without_outage.answered.keys()
    for ask, at in timed.answered.items():
        if ask.board == "ABIM":
            assert OUTAGE <= at - NOW <= OUTAGE + LONGEST
        else:
            assert at == without_outage.answered[ask]
    for submission_id in {ask.submission_id for ask in timed.answered}:
        report = hub.report(submission_id)
        assert report.status is SubmissionStatus.FINISHED
        assert report.counts.pending == 0
        assert report.records == calm.report(submission_id).records
    assert not hub.boards._open
    assert not hub.boards._failures


def test_a_board_that_is_down_is_tried_by_one_ask_at_a_time(
    stocked: MemoryHub, files: list[Path], time: time_machine.Traveller
) -> None:
    hub = copy_of(stocked)
    boards = connected(hub, "ABIM")
    down_for(boards["ABIM"], OUTAGE)

    timed = run(hub, files, time)

    tried_in_vain = boards["ABIM"].asked - COPIES
    assert 3 < tried_in_vain <= 3 + OUTAGE.total_seconds() / RECOVERY_SECONDS
    states = [(transition.from_state.value, transition.to_state.value) for transition in hub.transitions]
    assert states[0] == ("CLOSED", "OPEN")
    assert states[-2:] == [("OPEN", "HALF_OPEN"), ("HALF_OPEN", "CLOSED")]
    assert {transition.circuit_name for transition in hub.transitions} == {"ABIM"}
    parked = [at for at, _, outcome in timed.outcomes if outcome is AskOutcome.PARKED]
    assert len(parked) < COPIES * 10


def test_a_single_ask_comes_through_without_the_circuit_ever_opening(
    stocked: MemoryHub, files: list[Path], time: time_machine.Traveller
) -> None:
    hub = copy_of(stocked)
    boards = connected(hub, "ABIM")
    down_for(boards["ABIM"], dt.timedelta(seconds=20))

    timed = run(hub, files[:1], time)

    assert hub.transitions == []
    assert boards["ABIM"].asked == 2
    (at,) = [at for ask, at in timed.answered.items() if ask.board == "ABIM"]
    assert at - NOW == dt.timedelta(seconds=RECOVERY_SECONDS * 0.75)


def test_a_board_that_answers_nonsense_is_not_down(
    stocked: MemoryHub, files: list[Path], time: time_machine.Traveller
) -> None:
    hub = copy_of(stocked)
    boards = connected(hub, "ABIM")

    def nonsense(ask: Ask, decisions: object) -> list[object]:
        raise BoardFaultError("ABIM refuses the question with status 422")

    boards["ABIM"].now = nonsense  # type: ignore[assignment]
    for file in files[:5]:
        with pytest.raises(BoardFaultError):
            run(hub, [file], time)

    assert hub.transitions == []
    assert boards["ABIM"].asked == 5
    (reason,) = {failure.reason for failure in hub.boards._failures.values()}
    assert reason == "BoardFaultError: ABIM refuses the question with status 422"


def test_a_board_that_comes_back_with_nonsense_is_back(
    stocked: MemoryHub, files: list[Path], time: time_machine.Traveller
) -> None:
    hub = copy_of(stocked)
    boards = connected(hub, "ABIM")
    down_for(boards["ABIM"], dt.timedelta(minutes=1))

    def nonsense(ask: Ask, decisions: object) -> list[object]:
        raise BoardFaultError("ABIM refuses the question with status 422")

    boards["ABIM"].now = nonsense  # type: ignore[assignment]
    with pytest.raises(BoardFaultError):
        run(hub, files[:5], time)

    assert hub.transitions[0].to_state.value == "OPEN"
    assert hub.transitions[-1].to_state.value == "CLOSED"


@given(parked=st.integers(0, 10_000), jitter=st.floats(0, 1))
def test_asks_are_put_off_longer_each_time_but_never_for_long(parked: int, jitter: float) -> None:
    first = dt.timedelta(seconds=RECOVERY_SECONDS)

    time = parking_time(parked, first, jitter)

    assert first / 2 <= time <= LONGEST
    assert parking_time(parked + 1, first, jitter) >= time


def test_what_counts_before_its_board_has_decided_counts_while_that_is_down() -> None:
    hub = hub_of_2015(dt.datetime(2015, 12, 20, tzinfo=dt.UTC))
    board = connected(hub, "ABIM", is_down=lambda: True)["ABIM"]
    hub.upload(OF_2015, PROVIDER_ID)
    while not board.asked:
        hub.deliver(hub.line.popleft())

    assert sum(len(ledger.accepted) for ledger in hub.ledgers._ledgers.values()) == 3
