import datetime as dt

import pytest

from cmehub.figures.month_figures import MonthFigures
from cmehub.stores.figures import ProviderMonth
from cmehub.submissions.submission import LineStatus
from local.in_memory.hub import NOW, MemoryHub
from local.sample_data.sample_files import SAMPLES
from tests.sample_hub import OTHER_PROVIDER_ID, PROVIDER_ID, stocked_hub

MONTH = "2026-11"
LEARNERS = SAMPLES / "learners-mistakes.xlsx"


def counted(hub: MemoryHub, month: str = MONTH) -> MonthFigures:
    return hub.counting.rebuild(PROVIDER_ID, month)


@pytest.fixture
def hub() -> MemoryHub:
    return stocked_hub()


def test_figures_say_what_reports_say(hub: MemoryHub) -> None:
    activities = counted(hub)
    report = hub.submit(LEARNERS, PROVIDER_ID)
    figures = counted(hub)

    told = report.counts
    assert figures.submissions == activities.submissions + 1
    assert figures.first_rows - activities.first_rows == told.accepted + told.rejected + told.refused
    assert figures.right_rows - activities.right_rows == told.accepted
    taken = [
        record
        for record in report.records
        if any(line.status is LineStatus.ACCEPTED for line in record.credit_lines) and record.action == "add"
    ]
    assert sum(of.records for of in figures.formats.values()) == len(taken) > 0
    assert sum(of.activities for of in activities.formats.values()) == sum(
        1 for activity in hub.activities.all() if activity.provider_id == PROVIDER_ID
    )


def test_what_a_month_has_follows_from_what_arrived_in_it(hub: MemoryHub) -> None:
    before = counted(hub)
    hub.now = dt.datetime(2026, 12, 1, tzinfo=dt.UTC)
    hub.submit(LEARNERS, PROVIDER_ID)

    assert counted(hub) == before
    assert counted(hub, "2026-12").submissions == 1


def test_a_file_that_is_sent_again_or_only_judged_counts_for_nothing(hub: MemoryHub) -> None:
    hub.submit(LEARNERS, PROVIDER_ID)
    before = counted(hub)
    hub.submit(LEARNERS, PROVIDER_ID)
    hub.submit(SAMPLES / "learners-clean.xlsx", PROVIDER_ID, "dry-run/", "1")

    assert counted(hub) == before


def test_no_figure_drifts_whatever_is_sent_deleted_and_answered(hub: MemoryHub) -> None:
    for name in ("learners-mistakes.xlsx", "learners.xml", "learners-clean.xlsx", "learners-delete.xlsx"):
        hub.submit(SAMPLES / name, PROVIDER_ID)
        hub.now += dt.timedelta(days=8)
    for message in hub.event_messages:
        hub.counting.note(message.submission_id)
    marked = hub.figures.marked()
    assert {month.month for month in marked if month.provider_id == PROVIDER_ID} == {MONTH, "2026-12"}
    for month in marked:
        hub.counting.rebuild(*month)

    assert counted(hub, "2026-12").deleted_records > 0
    for provider_id in (PROVIDER_ID, OTHER_PROVIDER_ID):
        for name in (MONTH, "2026-12"):
            assert hub.counting.drifted(provider_id, name) == []


def test_what_was_tampered_with_is_named(hub: MemoryHub) -> None:
    kept = counted(hub)
    hub.figures.put(PROVIDER_ID, MONTH, kept.model_copy(update={"right_rows": kept.right_rows + 1}), NOW)
    assert hub.counting.drifted(PROVIDER_ID, MONTH) == ["right_rows"]

    counted(hub)
    assert hub.counting.drifted(PROVIDER_ID, MONTH) == []


def test_a_month_that_was_never_counted_has_drifted(hub: MemoryHub) -> None:
    assert "submissions" in hub.counting.drifted(PROVIDER_ID, MONTH)


def test_what_is_only_judged_marks_no_month(hub: MemoryHub) -> None:
    submission_id = hub.upload(LEARNERS, PROVIDER_ID, "dry-run/", "1")
    hub.counting.note(submission_id)
    hub.counting.note("nobody's")
    assert hub.figures.marked() == []
    hub.counting.note(hub.upload(LEARNERS, PROVIDER_ID))
    assert hub.figures.marked() == [ProviderMonth(PROVIDER_ID, MONTH)]
