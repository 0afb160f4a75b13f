import pytest

from cmehub.figures.figure_messages import ComparisonsDueMessage, MonthMessage, MonthsDueMessage
from cmehub.figures.month_figures import MonthFigures
from cmehub.runtime.queues import MemoryQueue
from cmehub.stores.figures import ProviderMonth
from functions.figures.months.nights import Nights
from local.in_memory.hub import MemoryHub
from local.sample_data.sample_files import SAMPLES
from tests.sample_hub import OTHER_PROVIDER_ID, PROVIDER_ID, stocked_hub

MONTH = "2026-11"


@pytest.fixture
def hub() -> MemoryHub:
    return stocked_hub()


@pytest.fixture
def queue() -> MemoryQueue:
    return MemoryQueue()


@pytest.fixture
def nights(hub: MemoryHub, queue: MemoryQueue) -> Nights:
    return Nights(hub.counting, hub.figures, queue, hub.clock)


def test_at_night_the_months_are_counted_to_which_something_was_added(
    hub: MemoryHub, queue: MemoryQueue, nights: Nights
) -> None:
    hub.submit(SAMPLES / "learners-mistakes.xlsx", PROVIDER_ID)
    for event in hub.event_messages:
        hub.counting.note(event.submission_id)

    nights.take(MonthsDueMessage())
    due = [MonthMessage(provider_id=provider_id, month=MONTH) for provider_id in (OTHER_PROVIDER_ID, PROVIDER_ID)]
    assert queue.messages == due
    assert hub.figures.marked() == []
    for message in [*due, *due]:
        nights.take(message)
    assert hub.figures.find(PROVIDER_ID, [MONTH])[MONTH].figures.submissions == 2
    assert hub.counting.drifted(OTHER_PROVIDER_ID, MONTH) == []

    assert nights.take(MonthsDueMessage()) == 0


def test_marks_stay_if_the_queue_takes_nothing(hub: MemoryHub, nights: Nights, monkeypatch: pytest.MonkeyPatch) -> None:
    hub.figures.mark(PROVIDER_ID, MONTH)
    monkeypatch.delattr(MemoryQueue, "send")
    with pytest.raises(AttributeError):
        nights.take(MonthsDueMessage())
    assert hub.figures.marked() == [ProviderMonth(PROVIDER_ID, MONTH)]


def test_providers_are_compared_month_by_month_for_a_year(hub: MemoryHub, nights: Nights) -> None:
    for month, providers in (("2025-11", 10), ("2025-12", 10), (MONTH, 9)):
        for number in range(providers):
            figures = MonthFigures(submissions=1, first_rows=2, right_rows=1)
            hub.figures.put(f"{number:07}", month, figures, hub.now)
    nights.take(ComparisonsDueMessage())

    compared = hub.figures.comparisons(["2025-11", "2025-12", MONTH])
    assert {month: comparison.medians.right_first for month, comparison in compared.items()} == {"2025-12": 0.5}
