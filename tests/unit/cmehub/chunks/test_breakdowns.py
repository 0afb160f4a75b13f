"""A function that ends anywhere between its reads, writes and sends and gets its message again changes nothing."""

from collections.abc import Callable
from itertools import count
from pathlib import Path

import pytest

from cmehub.boards.asks import Ask, AskFailure
from cmehub.boards.dispatch import RequestsChangedError
from cmehub.chunks.validation import ChunkChangedError
from cmehub.submissions.messages import BoardMessage
from local.in_memory.hub import MemoryHub
from local.sample_data.learner_workbook import write_workbook
from local.sample_data.mistaken_rows import mistaken_rows
from local.sample_data.physicians import DEFAULT_SEED, Cast
from local.sample_data.sample_files import FIRST_DATA_ROW, SAMPLES
from tests.breakdowns import Breakdown, BrokeDownError, make_unreliable
from tests.sample_hub import PROVIDER_ID, copy_of, stocked_hub, stored

FUNCTIONS = ("ingest", "validate", "board_dispatch")
TELLING_ROWS = (3, 17, 28, *range(48, 76))


@pytest.fixture(scope="module")
def hub_with_records() -> MemoryHub:
    hub = stocked_hub()
    hub.submit(SAMPLES / "learners-clean.xlsx", PROVIDER_ID)
    hub.notices.clear()
    return hub


@pytest.fixture(scope="module")
def telling_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Write a workbook of the sample's mistakes that leave traces: deletes, duplicates, ceilings and same-day rules."""
    rows = dict(enumerate(mistaken_rows(Cast(range(200, 360), DEFAULT_SEED)), start=FIRST_DATA_ROW))
    chosen = [rows[number] for number in TELLING_ROWS]
    path = tmp_path_factory.mktemp("telling") / "telling.xlsx"
    write_workbook(path, [report.completion if report else None for report in chosen], compressed=True)
    return path


def submit_with_breakdown(hub: MemoryHub, breakdown: Breakdown, file: Path) -> str:
    """Take a file; whatever breaks down is delivered again at the end of the line."""
    try:
        submission_id = hub.upload(file, PROVIDER_ID)
    except BrokeDownError:
        submission_id = hub.upload(file, PROVIDER_ID)
    while hub.line:
        message = hub.line.popleft()
        try:
            hub.deliver(message)
        except BrokeDownError:
            hub.line.append(message)
    return submission_id


@pytest.mark.parametrize("lost_answer", [False, True], ids=["call-fails", "answer-is-lost"])
@pytest.mark.parametrize("function", FUNCTIONS)
def test_a_function_that_breaks_down_once_at_any_call(
    hub_with_records: MemoryHub, telling_file: Path, function: str, lost_answer: bool
) -> None:
    undisturbed = copy_of(hub_with_records)
    report = undisturbed.submit(telling_file, PROVIDER_ID)
    assert min(report.counts.accepted, report.counts.rejected, report.counts.refused) > 0

    breakdown = Breakdown(lost_answer=lost_answer)
    call = 0
    while breakdown.happened or call == 0:
        call += 1
        hub = copy_of(hub_with_records)
        make_unreliable(hub, function, breakdown)
        breakdown.plan(call)

        submission_id = submit_with_breakdown(hub, breakdown, telling_file)

        assert hub.report(submission_id) == report, call
        assert stored(hub) == stored(undisturbed), call
        assert {notice.submission_id for notice in hub.notices} == {submission_id}, call
        assert set(hub.event_messages) == set(undisturbed.event_messages), call
    assert call > 5


def deliver_until_it_passes(hub: MemoryHub, breakdown: Breakdown, file: Path) -> str:
    """Take a file, each message breaking down at its first call, then at its second, and so on."""

    def until_it_passes(step: Callable[[], object]) -> None:
        for call in count(1):
            breakdown.plan(call)
            try:
                step()
            except BrokeDownError:
                continue
            return

    until_it_passes(lambda: hub.upload(file, PROVIDER_ID))
    while hub.line:
        message = hub.line.popleft()
        until_it_passes(lambda message=message: hub.deliver(message))  # type: ignore[misc]
    breakdown.plan(0)
    return hub.upload(file, PROVIDER_ID)


@pytest.mark.parametrize("lost_answer", [False, True], ids=["call-fails", "answer-is-lost"])
@pytest.mark.parametrize("file", ["activities.xml", "learners.xml", "learners-delete.xlsx"])
def test_functions_that_break_down_at_every_call_one_after_another(
    hub_with_records: MemoryHub, file: str, lost_answer: bool
) -> None:
    undisturbed = copy_of(hub_with_records)
    report = undisturbed.submit(SAMPLES / file, PROVIDER_ID)
    hub = copy_of(hub_with_records)
    breakdown = Breakdown(lost_answer=lost_answer)
    for function in FUNCTIONS:
        make_unreliable(hub, function, breakdown)

    submission_id = deliver_until_it_passes(hub, breakdown, SAMPLES / file)

    assert hub.report(submission_id) == report
    assert stored(hub) == stored(undisturbed)


def test_a_chunk_that_is_not_what_was_announced_is_a_fault() -> None:
    hub = stocked_hub()
    hub.upload(SAMPLES / "learners.xml", PROVIDER_ID)
    message = hub.line[0]
    before = stored(hub)

    with pytest.raises(ChunkChangedError):
        hub.deliver(message.model_copy(update={"digest": "another"}))

    assert stored(hub) == before


def test_requests_that_are_not_what_was_announced_are_a_fault() -> None:
    hub = stocked_hub()
    hub.upload(SAMPLES / "learners.xml", PROVIDER_ID)
    hub.deliver(hub.line.popleft())
    message = hub.line[0]
    assert isinstance(message, BoardMessage)
    before = stored(hub)

    with pytest.raises(RequestsChangedError):
        hub.deliver(message.model_copy(update={"digest": "another"}))

    ask = Ask(message.submission_id, message.chunk, message.board)
    assert hub.boards.failure(ask) == AskFailure(reason=f"RequestsChangedError: {message.key}", at=hub.now, tries=1)
    hub.boards.forget_failure(ask)
    assert stored(hub) == before
