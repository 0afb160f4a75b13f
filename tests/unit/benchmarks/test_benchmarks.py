"""The benchmarks at a size at which their figures mean nothing: what they measure is there, and is counted right."""

import gc
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from benchmarks.counting_dynamo import CountingDynamo, item_size, write_units
from benchmarks.ingest_peak import stage
from benchmarks.matching import measure_matching
from benchmarks.measurement import Measurement, cpu_ratio, everything_old
from benchmarks.memory import measure_memory, measure_workbook_memory
from benchmarks.path import measure_path
from benchmarks.printing import measure_printing
from benchmarks.repeated_files import FORMATS, write_repeated
from benchmarks.rosters import measure_rosters
from benchmarks.search_recall import measure_search_recall
from benchmarks.search_relevance import measure_search_relevance
from benchmarks.search_size import measure_search_size
from benchmarks.search_speed import measure_search_speed
from benchmarks.search_swap import measure_search_swap
from benchmarks.stream import measure_stream, read_plainly, run_pipeline
from benchmarks.volume_files import write_cme_xml, write_moc_xml
from benchmarks.workbook import measure_workbook
from benchmarks.write import measure_write
from benchmarks.write_units import RecordsRefusedError, credit_ids, units_per_record
from cmehub.formats import open_file
from cmehub.learners.records import LearnerRow
from local.sample_data.activities import sample_activities
from local.sample_data.matching import KINDS
from local.sample_data.volume import write_volume

ROWS = 60


class RecordedClient:
    """Takes every write and knows one item."""

    def __init__(self, known: dict[str, Any]) -> None:
        self.known = known

    def put_item(self, **_: Any) -> dict[str, Any]:
        return {}

    def batch_write_item(self, **_: Any) -> dict[str, Any]:
        return {}

    def transact_write_items(self, **_: Any) -> dict[str, Any]:
        return {}

    def get_item(self, **_: Any) -> dict[str, Any]:
        return {"Item": self.known}


def an_item(body: int = 0, **more: Any) -> dict[str, Any]:
    return {"pk": {"S": "p"}, "sk": {"S": "s"}, "body": {"S": "x" * body}, **more}


@pytest.fixture
def counting() -> CountingDynamo:
    return CountingDynamo(RecordedClient(an_item(2_000)))


@pytest.mark.parametrize(
    ("item", "size"),
    [
        ({"pk": {"S": "abc"}}, 5),
        ({"é": {"S": "é"}}, 4),
        ({"n": {"N": "1234"}}, 4),
        ({"n": {"N": "-100"}}, 4),
        ({"n": {"N": "0.25"}}, 3),
        ({"b": {"B": b"1234"}}, 5),
        ({"b": {"BOOL": True}}, 2),
        ({"l": {"L": [{"S": "ab"}, {"S": "c"}]}}, 9),
        ({"m": {"M": {"ab": {"S": "c"}}}}, 8),
        ({"s": {"SS": ["ab", "c"]}}, 4),
    ],
)
def test_an_item_is_as_large_as_dynamodb_says(item: dict[str, Any], size: int) -> None:
    assert item_size(item) == size


@pytest.mark.parametrize(("size", "units"), [(1, 1), (1_024, 1), (1_025, 2), (2_049, 3)])
def test_a_write_costs_a_unit_for_each_kilobyte(size: int, units: int) -> None:
    assert write_units(size) == units


def test_a_batch_costs_what_its_items_cost(counting: CountingDynamo) -> None:
    puts = [{"PutRequest": {"Item": an_item(body)}} for body in (1, 1_500)]
    counting.batch_write_item(RequestItems={"records": puts})
    assert counting.units == 3


def test_a_smaller_item_costs_what_the_one_before_did(counting: CountingDynamo) -> None:
    counting.put_item(TableName="records", Item=an_item(3_000))
    counting.units = 0
    counting.put_item(TableName="records", Item=an_item(1))
    assert counting.units == 3


def test_an_index_costs_a_unit_more_where_its_keys_are(counting: CountingDynamo) -> None:
    counting.put_item(TableName="activities", Item=an_item(provider_id={"S": "1"}, start_date={"S": "2026-01-01"}))
    counting.put_item(TableName="activities", Item=an_item(provider_id={"S": "1"}))
    assert counting.units == 3


def test_a_transaction_costs_twice_and_an_update_what_its_item_has_become(counting: CountingDynamo) -> None:
    key = {"pk": {"S": "p"}, "sk": {"S": "s"}}
    put = {"Put": {"TableName": "submissions", "Item": an_item(1)}}
    update = {"Update": {"TableName": "submissions", "Key": key}}
    counting.transact_write_items(TransactItems=[put, update])
    assert counting.units == 2 * (1 + 2)


def test_the_pipeline_takes_every_row_and_finds_the_mistakes(tmp_path: Path) -> None:
    path = tmp_path / "learners.xml"
    write_volume(path, "xml", ROWS, physicians=ROWS, mistake_every=ROWS // 4)
    rows, issues = run_pipeline(path, tmp_path, {activity.activity_id: activity for activity in sample_activities()})
    assert (rows, issues) == (ROWS, 4)
    assert read_plainly(path) == ROWS


@pytest.mark.parametrize("format_name", FORMATS)
def test_repeated_rows_all_differ(tmp_path: Path, format_name: str) -> None:
    path = tmp_path / "learners"
    write_repeated(path, format_name, 10, 3)
    rows = [json.dumps(fields) for _, fields in open_file(path).rows]
    assert len(rows) == len(set(rows)) == 30
    assert stage(path).rows == 30


@pytest.mark.parametrize("write", [write_moc_xml, write_cme_xml])
def test_write_units_count_records_ledgers_and_facts(write: Callable[[Path, int], None], tmp_path: Path) -> None:
    path = tmp_path / "learners.xml"
    write(path, 20)
    rows = [LearnerRow.model_validate(fields) for _, fields in open_file(path).rows]
    activities = {row.activity_id for row in rows}
    ledgers = {(row.activity_id, line.board, line.learner_id) for row in rows for line in row.lines if line.is_moc}
    boards = {board for _, board, _ in ledgers}
    assert credit_ids(path) == sum(bool(line.credit_id) for row in rows for line in row.lines) > 0
    opened, staged, validated, answered = 2, 2, 4, 4
    facts = opened + staged + validated + len(boards) * answered + len(activities)
    assert units_per_record(write, 20) == (20 + len(ledgers) + facts) / 20


def test_units_per_record_need_rows_that_are_accepted() -> None:
    def write(path: Path, rows: int) -> None:
        write_volume(path, "xml", rows, physicians=rows, mistake_every=rows // 2)

    with pytest.raises(RecordsRefusedError, match="ACTIVITY_NOT_FOUND"):
        units_per_record(write, 20)


@pytest.mark.enable_socket
def test_every_benchmark_gives_figures_with_targets() -> None:
    measured = [
        *measure_stream(rows=20, rounds=1),
        *measure_path(rows=20, rounds=1),
        *measure_write(rows=20, rounds=1),
        *measure_workbook({1: 1}),
    ]
    assert {measurement.name: measurement.target for measurement in measured} == {
        "stream": "<= 4.5",
        "path": ">= 5.0",
        "write": ">= 8.0",
        "write-credit-ids": "<= 3.0",
        "workbook-1,000": ">= 6.0",
    }
    assert all(measurement.value > 0 for measurement in measured)


@pytest.mark.enable_socket
def test_matching_is_measured_by_kind_and_for_rows_without_a_number(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    nowhere = tmp_path / "febrl"
    measured = measure_matching(people=400, learners=1_000, cost_rows=20, rounds=1, sharing=500, febrl=nowhere)

    names = [measurement.name for measurement in measured]
    assert names[:4] == [
        f"{name}-{what}" for name in ("matching", "matching-by-name") for what in ("precision", "recall")
    ]
    of_populations = {"precision", "recall with a number", "recall without a number"}
    assert {name.partition(": ")[2] for name in names if ": " in name} == {*KINDS} | of_populations
    assert names[-1] == "matching-cost"
    assert all(measurement.value > 90 for measurement in measured[:4])
    assert "make bench installs them" in capsys.readouterr().err


@pytest.mark.enable_socket
def test_loading_a_roster_is_measured() -> None:
    measured = measure_rosters(entries=500, few=50, rounds=1)

    assert {measurement.name: measurement.target for measurement in measured} == {
        "roster-peak": "<= 400.0",
        "roster-time": "<= 2.0",
        "roster-growth": "<= 1.5",
    }
    assert measured[0].value > 20
    assert all(measurement.value > 0 for measurement in measured)


def test_memory_is_measured_of_each_format() -> None:
    measured = [*measure_memory(bodies=20, times=2), *measure_workbook_memory(bodies=20, times=2)]
    assert {measurement.name: measurement.target for measurement in measured} == {
        "memory-xml": "<= 1.25",
        "memory-xml-peak": "<= 300.0",
        "memory-json": "<= 1.25",
        "memory-json-peak": "<= 300.0",
        "memory-tab": "<= 1.25",
        "memory-tab-peak": "<= 300.0",
        "memory-xlsx-peak": "<= 3008",
        "memory-xlsx-time": "<= 10.0",
    }
    assert all(measurement.value > 20 for measurement in measured if measurement.unit == "MB")


def test_the_ratio_is_that_of_the_median_round_once_warm() -> None:
    loops = [100, 100, 1, 1]
    ratio = cpu_ratio(lambda number: sum(range(loops[number] * 5_000)), lambda _: sum(range(5_000)), rounds=3)
    assert ratio < 20


def test_what_is_there_is_kept_out_of_rounds_and_what_was_before_goes_on_so() -> None:
    frozen_before = gc.get_freeze_count() > 0
    with everything_old():
        with everything_old():
            pass
        assert gc.get_freeze_count() > 0
    assert (gc.get_freeze_count() > 0) is frozen_before


def test_a_target_holds_up_to_its_limit() -> None:
    assert Measurement.at_most("a", 5.0, "x", 5.0).holds
    assert not Measurement.at_most("a", 5.001, "x", 5.0).holds
    assert Measurement.at_least("a", 6.0, "x", 6.0).holds
    assert not Measurement.at_least("a", 5.999, "x", 6.0).holds


@pytest.mark.parametrize(
    "measure",
    [
        lambda: measure_search_recall(size=300, titles=10),
        lambda: measure_search_speed(small=100, large=300, questions=40),
        lambda: measure_search_relevance(size=300),
        lambda: measure_search_size(size=300, changed=10, starts=1),
    ],
)
def test_benchmarks_of_search_measure_something(measure: Callable[[], list[Measurement]]) -> None:
    measured = measure()
    assert len(measured) >= 4
    assert all(measurement.value > 0 or measurement.name.endswith("-zeros") for measurement in measured)


def test_no_answer_is_wrong_while_versions_are_exchanged_and_publishers_killed() -> None:
    measured = {measurement.name: measurement for measurement in measure_search_swap(swaps=6)}
    assert measured["search-swap-versions"].value == measured["search-swap-newest"].value == 6
    assert (measured["search-swap-wrong"].value, measured["search-swap-broken"].value) == (0, 0)
    assert "wrong of 0 answers" not in measured["search-swap-wrong"].unit


def test_printing_tells_a_ratio_and_seconds() -> None:
    ratio, seconds = measure_printing(most=20, few=10, rounds=1)

    assert (ratio.name, seconds.name) == ("printing", "printing-20")
    assert ratio.value > 0
    assert 0 < seconds.value < 5
