"""Whatever stops, comes twice, late or in another order: in the end all is as if nothing had happened."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import Phase, event, given, settings
from hypothesis import strategies as st

from cmehub.boards import outside_decisions, roster_board
from cmehub.chunks import known_records, staging
from cmehub.people import match_budgets
from tests.chaos.at_once import AtOnce
from tests.chaos.faults import FAULTS, SENDS_A_MAIL, Fault, Place
from tests.chaos.world import Schedule, World

SCHEDULES = int(os.environ.get("CHAOS_SCHEDULES", "60"))
"""How many schedules are tried; ``make chaos`` tries 10,000."""
_SCHEDULE = st.builds(
    Schedule,
    faults=st.lists(st.tuples(st.integers(0, 80), st.sampled_from(FAULTS)), max_size=12),
    picks=st.lists(st.integers(0, 30), max_size=80),
    repeats=st.lists(st.integers(0, 20), max_size=8),
    jumps=st.lists(st.tuples(st.integers(0, 20), st.sampled_from([-30, 1, 59, 61, 3600])), max_size=5),
)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Where the files lie, which make chunks of two rows meanwhile, and no threads."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(staging, "CHUNK_ROWS", 2)
        for module in (staging, known_records, match_budgets, outside_decisions, roster_board):
            patch.setattr(module, "ThreadPoolExecutor", AtOnce)
        yield tmp_path_factory.mktemp("files")


@pytest.fixture(scope="module")
def calm(folder: Path) -> World:
    """What comes of the files where nothing happens."""
    world = World(Schedule(), folder)
    world.run()
    return world


def test_a_calm_hub_comes_to_rows_of_every_outcome_and_to_one_mail(calm: World) -> None:
    counts = [report["counts"] for report in calm.outcome()["reports"].values()]

    assert {"accepted": 4, "rejected": 2, "refused": 1, "pending": 0} in counts
    assert [*calm.mails().values()] == [1] * 7
    assert len(calm.outcome()["files told"]) == 1
    assert len(calm.outcome()["told physicians"]) == 7
    assert calm.outcome()["open asks"] == []
    assert calm.outcome()["asks answered"] == 5


@settings(max_examples=SCHEDULES, deadline=None, phases=[Phase.generate, Phase.shrink], derandomize=True)
@given(_SCHEDULE)
def test_nothing_is_lost_or_doubled_and_each_mail_is_one(folder: Path, calm: World, schedule: Schedule) -> None:
    world = World(schedule, folder)

    world.run()

    assert world.outcome() == calm.outcome()
    twice = world.mails().total() - len(world.mails())
    assert twice <= world.faults.unnoted_mails
    event("stopped between a mail and its note", world.faults.unnoted_mails)
    event("mails sent twice", twice)


@pytest.mark.parametrize("stops", [True, False])
def test_a_stop_between_a_mail_and_its_note_sends_it_twice_and_loses_nothing(
    folder: Path, calm: World, stops: bool
) -> None:
    sending = calm.faults.calls.index(SENDS_A_MAIL)
    world = World(Schedule(faults=[(sending, Fault(Place.AFTER, stops))]), folder)

    world.run()

    assert world.faults.unnoted_mails == 1
    assert sorted(world.mails().values()) == [1] * 6 + [2]
    assert world.outcome() == calm.outcome()


@pytest.mark.parametrize("place", Place)
def test_every_call_may_be_the_last_of_its_process(folder: Path, calm: World, place: Place) -> None:
    for gap in range(0, len(calm.faults.calls), 1 if SCHEDULES > 1_000 else 29):
        world = World(Schedule(faults=[(gap, Fault(place, stops=True))]), folder)

        world.run()

        assert world.outcome() == calm.outcome(), world.faults.met
