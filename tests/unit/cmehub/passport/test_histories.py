"""What a physician reads about one report's way."""

import datetime as dt

import pytest

from cmehub.api.problems import ProblemError
from cmehub.learners.credits import credits_of
from cmehub.passport.histories import Histories, History
from local.in_memory.hub import MemoryHub
from local.sample_data.sample_files import SAMPLES
from tests.outside_boards import OutsideBoard, call_back, connected, later
from tests.sample_hub import PROVIDER_ID, sample_providers, stocked_hub


@pytest.fixture
def hub() -> MemoryHub:
    return stocked_hub()


def history(hub: MemoryHub, learner_key: str, record_id: str) -> History:
    histories = Histories(hub.records, hub.ledgers, hub.submissions, hub.boards, hub.providers)
    return histories.of_record([learner_key], record_id, hub.clock())


def reported_to_abim(hub: MemoryHub, board: OutsideBoard | None = None) -> tuple[str, str]:
    """Return the learner key and the record ID of a learner whom a sample file reports to ABIM."""
    hub.submit(SAMPLES / "learners-clean.xlsx", PROVIDER_ID)
    record = next(record for record in hub.records.all() if "ABIM" in record.board_ids)
    return record.learner_key, record.record_id


def test_a_report_waits_for_its_board_and_is_then_accepted(hub: MemoryHub) -> None:
    boards = connected(hub, "ABIM", now=later)
    learner_key, record_id = reported_to_abim(hub)

    reported, waiting = history(hub, learner_key, record_id).steps
    assert (reported.at, reported.who) == (hub.clock(), sample_providers()[0].name)
    assert reported.told.startswith("Reported ABIM ")
    assert (waiting.at, waiting.who) == (None, "American Board of Internal Medicine")
    assert waiting.told == "Hasn't answered yet."

    for ask, decisions in boards["ABIM"].decided.items():
        call_back(hub, ask, decisions)
    hub.deliver_all()
    accepted = history(hub, learner_key, record_id).steps[-1]
    assert (accepted.at, accepted.told) == (hub.clock(), "Accepted.")


def test_a_rejection_says_why_and_what_can_be_done(hub: MemoryHub) -> None:
    hub.submit(SAMPLES / "learners-mistakes.xlsx", PROVIDER_ID)
    rejected = [
        (key, credit)
        for key in {record.learner_key for record in hub.records.all()}
        for credit in credits_of(hub.records.of_learner(key), hub.ledgers)
        if credit.reason_code
    ]
    assert rejected
    for key, credit in rejected:
        told = [step for step in history(hub, key, credit.record_id).steps if step.told.startswith("Rejected: ")]
        assert [(step.told, bool(step.can_do), step.at) for step in told] == [
            (f"Rejected: {credit.reason}", True, hub.clock())
        ]


def test_a_deleted_report_keeps_its_steps(hub: MemoryHub) -> None:
    hub.submit(SAMPLES / "learners-clean.xlsx", PROVIDER_ID)
    hub.now += dt.timedelta(days=1)
    hub.submit(SAMPLES / "learners-delete.xlsx", PROVIDER_ID)
    record = next(record for record in hub.records.all() if record.deleted and record.board_ids)
    told = [step.told for step in history(hub, record.learner_key, record.record_id).steps]
    assert told[0].startswith("Reported ")
    assert "Asked to delete the credit." in told
    assert "Agreed to the delete." in told


def test_nobody_elses_report_is_told(hub: MemoryHub) -> None:
    learner_key, record_id = reported_to_abim(hub)
    other = next(record for record in hub.records.all() if record.learner_key != learner_key)
    with pytest.raises(ProblemError):
        history(hub, other.learner_key, record_id)
    with pytest.raises(ProblemError):
        history(hub, learner_key, "0" * 24)
