"""A delete and what follows it in the same file, wherever the two come to lie."""

import random
from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cmehub.chunks import staging as chunks
from cmehub.chunks.deletes import Deletes
from cmehub.chunks.staging import ChunkStage
from cmehub.runtime.queues import MemoryQueue
from cmehub.stores import LedgerKey
from cmehub.stores.memory_objects import MemoryWorkObjects
from cmehub.submissions.messages import ChunkMessage
from cmehub.submissions.reports import SubmissionReport
from cmehub.submissions.rows import Row
from cmehub.submissions.submission import SubmissionStatus
from local.in_memory.hub import MemoryHub
from local.in_memory.rosters import put_on_rosters
from tests.breakdowns import Breakdown, BrokeDownError, make_unreliable
from tests.examples import ACTIVITY_ID, a_diplomate, a_submission, an_activity
from tests.sample_hub import PROVIDER_ID, copy_of, sample_providers, stored

HEADINGS = (
    "Record Action,ACCME Activity ID,Completion Date,First Name,Last Name,Date of Birth,"
    "Certifying Board,Certifying Board ID,Total Board Credits,Credit Type,Credits Awarded for Credit Type"
)
ROWS_OF_CHUNK = 3


def line(action: str, learner: int, amount: float) -> str:
    name = "Zoe,Garcia Lopez,02/29" if learner == 0 else f"Mira,Learner {chr(64 + learner)},03/0{learner}"
    board_id = "123456" if learner == 0 else str(learner)
    return f"{action},{ACTIVITY_ID},2026-10-31,{name},ABIM,{board_id},{amount},Medical Knowledge,{amount}"


@pytest.fixture(autouse=True)
def small_chunks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(chunks, "CHUNK_ROWS", ROWS_OF_CHUNK)


@pytest.fixture
def hub() -> MemoryHub:
    hub = MemoryHub()
    hub.providers.put(sample_providers())
    hub.activities.add(an_activity(), None)
    learners = [
        a_diplomate(
            entry_id=str(learner),
            given_name="Mira",
            family_name=f"Learner {chr(64 + learner)}",
            birth_month_day=f"03-0{learner}",
        )
        for learner in range(1, 7)
    ]
    put_on_rosters(hub.rosters, [a_diplomate(), *learners])
    return hub


def written(folder: Path, name: str, lines: Sequence[str]) -> Path:
    path = folder / name
    path.write_text("\n".join([HEADINGS, *lines]) + "\n", "utf-8")
    return path


def points(hub: MemoryHub, learner: int = 0) -> float:
    key = LedgerKey("ABIM", "123456" if learner == 0 else str(learner), ACTIVITY_ID)
    return sum(entry.points for entry in hub.ledgers.find([key])[key].accepted)


OTHERS = [line("Add", learner, 1) for learner in range(1, 7)]
CORRECTION = [line("Delete", 0, 4), *OTHERS[:4], line("Add", 0, 3), *OTHERS[4:], line("Add", 0, 1)]


@pytest.fixture
def corrected(hub: MemoryHub, tmp_path: Path) -> MemoryHub:
    """Return a hub in which the learner has all of the activity's points."""
    report = hub.submit(written(tmp_path, "first.csv", [line("Add", 0, 4)]), PROVIDER_ID)
    assert report.counts.accepted == 1
    return hub


def expect_correction(hub: MemoryHub, report: SubmissionReport) -> None:
    assert report.status is SubmissionStatus.FINISHED
    assert (report.issues, report.counts.accepted) == ([], 9)
    assert [record.row for record in report.records] == [*range(2, 11)]
    assert [points(hub, learner) for learner in range(7)] == [4, *[1] * 6]


@pytest.mark.parametrize("seed", range(12))
def test_a_delete_is_decided_before_the_rows_after_it_in_whatever_order_chunks_are_taken(
    corrected: MemoryHub, tmp_path: Path, seed: int
) -> None:
    pick = random.Random(seed).randrange  # noqa: S311
    submission_id = corrected.upload(written(tmp_path, "correction.csv", CORRECTION), PROVIDER_ID)

    corrected.deliver_all(times=1 + seed % 2, pick=pick)

    expect_correction(corrected, corrected.report(submission_id))


def test_held_chunks_wait_until_boards_have_answered(corrected: MemoryHub, tmp_path: Path) -> None:
    submission_id = corrected.upload(written(tmp_path, "correction.csv", CORRECTION), PROVIDER_ID)
    submission = corrected.submissions.find(submission_id)
    assert submission is not None
    assert len(submission.held) == 1

    def waiting() -> list[int]:
        return [message.chunk for message in corrected.line if isinstance(message, ChunkMessage)]

    while waiting():
        corrected.deliver(corrected.line.popleft())
    assert {fact.chunk for fact in corrected.submissions.facts(submission_id)[0]}.isdisjoint(submission.held)
    while corrected.line and not waiting():
        corrected.deliver(corrected.line.popleft())

    assert set(waiting()) == set(submission.held)
    assert points(corrected) == 0


def test_a_held_chunk_that_is_validated_is_not_sent_again_beside_one_that_waits(hub: MemoryHub, tmp_path: Path) -> None:
    refused = [line("Delete", 0, 4), *[line("Add", 0, 0)] * (3 * ROWS_OF_CHUNK - 1)]
    submission_id = hub.upload(written(tmp_path, "refused.csv", refused), PROVIDER_ID)
    delivered: list[int] = []

    while hub.line:
        message = hub.line.popleft()
        delivered += [message.chunk] if isinstance(message, ChunkMessage) else []
        hub.deliver(message)

    submission = hub.submissions.find(submission_id)
    assert submission is not None
    first, last = submission.held
    assert (submission.status, delivered.count(first)) == (SubmissionStatus.FINISHED, 1)
    assert last in delivered


@pytest.mark.parametrize("lost_answer", [False, True], ids=["call-fails", "answer-is-lost"])
@pytest.mark.parametrize("function", ["validate", "board_dispatch"])
def test_held_chunks_come_after_a_breakdown_at_any_call(
    corrected: MemoryHub, tmp_path: Path, function: str, lost_answer: bool
) -> None:
    path = written(tmp_path, "correction.csv", CORRECTION)
    undisturbed = copy_of(corrected)
    undisturbed.submit(path, PROVIDER_ID)
    breakdown = Breakdown(lost_answer=lost_answer)
    call = 0
    while breakdown.happened or call == 0:
        call += 1
        hub = copy_of(corrected)
        make_unreliable(hub, function, breakdown)
        submission_id = hub.upload(path, PROVIDER_ID)
        breakdown.plan(call)
        while hub.line:
            message = hub.line.popleft()
            try:
                hub.deliver(message)
            except BrokeDownError:
                hub.line.append(message)
        expect_correction(hub, hub.report(submission_id))
        assert stored(hub)["records"] == stored(undisturbed)["records"]


def fields(action: str, name: str) -> dict[str, str]:
    return {"action": action, "activity_id": ACTIVITY_ID, "family_name": name}


@pytest.mark.parametrize(("kind", "held"), [("learners", 2), ("activities", 0), ("matches", 0)])
def test_rows_of_learners_are_held_in_chunks_of_their_own(tmp_path: Path, kind: str, held: int) -> None:
    queue = MemoryQueue()
    rows = (Row(number, fields("Delete" if number == 1 else "Add", "A")) for number in range(1, 10))

    staged = ChunkStage(a_submission(kind=kind), MemoryWorkObjects(), queue, tmp_path).stage(rows)

    announced = [message.chunk for message in queue.messages if isinstance(message, ChunkMessage)]
    assert (staged.rows, len(staged.held)) == (9, held)
    assert sorted([*announced, *staged.held]) == [*range(1, staged.chunks + 1)]


@given(st.lists(st.tuples(st.sampled_from(["Add", "delete ", "Delete"]), st.sampled_from("ABC"), st.integers(0, 1))))
def test_a_row_waits_exactly_if_a_delete_of_its_learner_lies_in_an_earlier_batch(
    rows: list[tuple[str, str, int]],
) -> None:
    deletes = Deletes()
    batch = 0
    deleted: dict[str, int] = {}
    for action, name, step in rows:
        batch += step
        waits = deletes.must_wait(fields(action, name), batch)
        assert waits == (deleted.get(name, batch) < batch)
        if waits:
            deleted[name] = -1
        elif action != "Add":
            deleted.setdefault(name, batch)


def test_learners_are_told_apart_by_activity_and_family_name() -> None:
    deletes = Deletes()
    assert not deletes.must_wait(fields("Delete", "García-López"), 0)

    assert deletes.must_wait(
        fields("Add", "GARCIA LOPEZ") | {"activity_id": f" {ACTIVITY_ID[:3]}-{ACTIVITY_ID[3:]}"}, 1
    )
    assert not deletes.must_wait(fields("Add", "García-López") | {"activity_id": "300000000"}, 1)
    assert not deletes.must_wait({}, 1)
