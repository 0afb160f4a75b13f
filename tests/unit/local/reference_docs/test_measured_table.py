import json
from pathlib import Path
from typing import Any

import pytest

from local.reference_docs.measured_table import measured_table

MEASURED = Path(__file__).parents[4] / "benchmarks" / "measured.json"


@pytest.fixture
def figures() -> list[dict[str, Any]]:
    figures: list[dict[str, Any]] = json.loads(MEASURED.read_text("utf-8"))
    return [figure | {"commit": "abc1234"} for figure in figures]


def test_a_row_tells_the_spread_and_the_target(figures: list[dict[str, Any]]) -> None:
    seen = {"lowest": 6.5, "median": 1350.4, "highest": 7.0, "runs": 3, "target": ">= 6.0"}
    table = measured_table([figure | seen if figure["name"] == "path" else figure for figure in figures])

    assert "workbook to records, CPU | 6.5 | 1,350 | 7 | ≥ 6 |" in table


def test_what_was_measured_once_has_no_spread(figures: list[dict[str, Any]]) -> None:
    seen = {"lowest": 6.5, "median": 6.5, "highest": 6.5, "runs": 1}
    table = measured_table([figure | seen if figure["name"] == "path" else figure for figure in figures])

    assert "workbook to records, CPU |  | 6.5 |  |" in table


def test_every_commit_that_was_measured_is_told_once(figures: list[dict[str, Any]]) -> None:
    first, *others = figures

    assert "Measured at abc1234.\n" in measured_table(figures)
    assert "Measured at def5678, abc1234.\n" in measured_table([first | {"commit": "def5678"}, *others])


def test_a_figure_is_shown_once_it_is_measured(figures: list[dict[str, Any]]) -> None:
    name = "mending-alike"
    seen = {"name": name, "lowest": 70.0, "median": 70.0, "highest": 70.0, "runs": 1, "target": "<= 100.0"}
    others = [figure for figure in figures if figure["name"] != name]

    assert "taking a value in all 20,000 |  | 70 |  | ≤ 100 |" in measured_table([*others, {**figures[0], **seen}])
    assert "taking a value in all" not in measured_table(others)
