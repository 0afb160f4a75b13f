"""Most rows are known to repeat nothing by the traces of chunks before, and nothing changes by it."""

import datetime as dt
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cmehub.chunks import known_records
from cmehub.learners.records import LearnerRecord
from cmehub.learners.traces import LENGTH, joined, parted, trace
from local.in_memory.hub import MemoryHub
from local.sample_data.sample_files import SAMPLES
from tests.sample_hub import PROVIDER_ID, stocked_hub, stored

FILES = ("learners-clean.xlsx", "learners-mistakes.xlsx", "learners-clean.xlsx", "learners-delete.xlsx")


def asked_for(hub: MemoryHub, patch: pytest.MonkeyPatch) -> list[tuple[Any, ...]]:
    """Note which completions are looked for."""
    asked: list[tuple[Any, ...]] = []
    find = hub.records.of_completion

    def of_completion(learner_key: str, activity_id: str, day: dt.date) -> list[LearnerRecord]:
        asked.append((learner_key, activity_id, day))
        return find(learner_key, activity_id, day)

    patch.setattr(hub.records, "of_completion", of_completion)
    return asked


def test_of_a_first_report_nothing_is_looked_for_and_of_a_repetition_what_is_there(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(known_records, "_FEW", 0)
    hub = stocked_hub()
    asked = asked_for(hub, monkeypatch)
    hub.submit(SAMPLES / "learners-clean.xlsx", PROVIDER_ID)
    assert asked == []

    hub.submit(SAMPLES / "learners-mistakes.xlsx", PROVIDER_ID)
    lying = {(record.learner_key, record.row.activity_id, record.row.completion_date) for record in hub.records.all()}
    assert set(asked) <= lying


def test_traces_change_nothing_but_the_work(monkeypatch: pytest.MonkeyPatch) -> None:
    held = []
    for few in (0, 10**9):
        monkeypatch.setattr(known_records, "_FEW", few)
        hub = stocked_hub()
        reports = []
        for file in FILES:
            hub.now += dt.timedelta(hours=1)
            reports.append(hub.submit(SAMPLES / file, PROVIDER_ID))
        held.append((stored(hub), reports))
    assert held[0] == held[1]


def test_what_was_laid_under_a_physician_is_looked_for_though_its_trace_is_elsewhere(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(known_records, "_FEW", 0)
    hub = stocked_hub()
    hub.submit(SAMPLES / "learners-clean.xlsx", PROVIDER_ID)
    record = next(record for record in hub.records.all() if record.board_ids)
    elsewhere = record.model_copy(update={"learner_key": record.row.learner_hash})
    hub.records.move([elsewhere], record.learner_key)
    asked = asked_for(hub, monkeypatch)
    hub.submit(SAMPLES / "learners-mistakes.xlsx", PROVIDER_ID)
    assert hub.records.receivers([record.learner_key, "nobody"]) == {record.learner_key}
    assert all(learner_key != "nobody" for learner_key, *_ in asked)


@given(st.sets(st.tuples(st.text(max_size=20), st.dates())))
def test_traces_come_apart_as_they_were_joined(completions: set[tuple[str, dt.date]]) -> None:
    traces = {trace(*completion) for completion in completions}
    assert parted(joined(traces)) == traces
    assert all(len(some) == LENGTH for some in traces)
