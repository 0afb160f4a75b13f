"""The benchmarks' command: what it prints, and what becomes of the figures if one of them breaks."""

import json
import os
from itertools import count

import pytest

from benchmarks import __main__ as command
from benchmarks.measurement import Figure, Measurement


@pytest.fixture
def invented(monkeypatch: pytest.MonkeyPatch) -> None:
    values = count(9)
    measures = {
        "fast": command.Benchmark("invented", lambda: [Measurement.at_most("fast", next(values), "x", 5.0)]),
        "lean": command.Benchmark(
            "invented", lambda: [Measurement.at_least("lean", next(values), "x", 5.0)], once=True
        ),
    }
    monkeypatch.setattr(command, "BENCHMARKS", measures)
    monkeypatch.setattr(command, "alone", lambda work: work())


@pytest.mark.usefixtures("invented")
def test_json_is_one_list_and_a_missed_target_no_error(capsys: pytest.CaptureFixture[str]) -> None:
    assert command.main(["--json", "--runs", "3"]) == 0
    fast, lean = json.loads(capsys.readouterr().out)
    assert fast.pop("commit") == lean.pop("commit") != ""
    assert fast == {
        "name": "fast",
        "unit": "x",
        "target": "<= 5.0",
        "lowest": 9,
        "median": 10,
        "highest": 11,
        "runs": 3,
        "holds": False,
    }
    assert (lean["lowest"], lean["median"], lean["highest"], lean["runs"], lean["holds"]) == (12, 12, 12, 1, True)


def test_each_benchmark_has_a_process_of_its_own() -> None:
    assert len({os.getpid(), command.alone(os.getpid), command.alone(os.getpid)}) == 3


def test_a_figure_holds_if_its_median_does() -> None:
    runs = [Measurement.at_most("fast", value, "x", 5.0) for value in (7.0, 3.0, 4.0)]
    figure = Figure.of(runs, "abc1234")
    assert (figure.lowest, figure.median, figure.highest, figure.holds) == (3.0, 4.0, 7.0, True)
    assert not Figure.of([*runs, *runs[:1], *runs[:1]], "abc1234").holds


@pytest.mark.usefixtures("invented")
def test_the_table_names_the_targets_that_do_not_hold(capsys: pytest.CaptureFixture[str]) -> None:
    assert command.main(["fast", "lean"]) == 0
    assert "Targets that don't hold: fast." in capsys.readouterr().out
    assert command.main(["lean"]) == 0
    assert "Every target holds." in capsys.readouterr().out


@pytest.mark.usefixtures("invented")
def test_an_unknown_name_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        command.main(["fats"])
    assert stopped.value.code == 2
    assert "fast, lean" in capsys.readouterr().err


@pytest.mark.usefixtures("invented")
def test_a_benchmark_that_breaks_loses_no_figure(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def broken() -> list[Measurement]:
        raise TimeoutError("the page never came")

    monkeypatch.setitem(command.BENCHMARKS, "slow", command.Benchmark("invented", broken))
    assert command.main(["--json", "fast", "slow", "lean"]) == 1
    printed = capsys.readouterr()
    assert [figure["name"] for figure in json.loads(printed.out)] == ["fast", "lean"]
    assert "Not measured, since it broke: slow." in printed.err
