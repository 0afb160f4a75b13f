"""Large files of the same kinds as the samples."""

import tracemalloc
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

from local.sample_data.activities import sample_activities
from local.sample_data.completions import Completion
from local.sample_data.physicians import SAMPLE_PHYSICIANS
from local.sample_data.volume import volume_rows, write_volume
from tests.unit.local.sample_data.test_sample_data import sheet_rows


def test_volume_rows_all_differ_and_mistakes_are_counted() -> None:
    rows = list(volume_rows(6_000, mistake_every=50))

    assert len({_content(row.completion) for row in rows}) == 6_000
    assert sum(row.code is not None for row in rows) == 6_000 // 50
    assert all(row.code is None for row in volume_rows(500, mistake_every=0))


def test_volume_rows_keep_under_the_ceilings_with_a_fifth_as_many_physicians() -> None:
    points: Counter[tuple[Any, ...]] = Counter()
    maxima = {
        (activity.activity_id, registration.board): registration.points
        for activity in sample_activities()
        for registration in activity.registrations
    }
    for row in volume_rows(10_000, physicians=2_000, mistake_every=0):
        done = row.completion
        if done.board:
            points[done.activity_id, done.board, done.board_id] += done.board_total  # type: ignore[assignment, operator]

    assert all(total <= maxima[key[0], key[1]] for key, total in points.items())


def test_too_few_physicians_for_so_many_rows_is_an_error() -> None:
    with pytest.raises(ValueError, match="physicians"):
        next(volume_rows(10_000, physicians=1))


@pytest.mark.parametrize("seed", [1, 2026])
def test_big_files_hold_so_many_rows_and_are_the_same_each_time(tmp_path: Path, seed: int) -> None:
    first, second = tmp_path / "first", tmp_path / "second"
    for folder in (first, second):
        folder.mkdir()
        assert write_volume(folder / "learners.xlsx", "xlsx", 700, seed) == 700
        assert write_volume(folder / "learners.xml", "xml", 700, seed) == 700

    assert len(sheet_rows(first / "learners.xlsx")) == 700 + 2
    assert len(list(etree.parse(first / "learners.xml").getroot().iter("{*}ActivityReport"))) == 700
    for name in ("learners.xlsx", "learners.xml"):
        assert (first / name).read_bytes() == (second / name).read_bytes()


def test_memory_stays_far_below_the_size_of_the_file(tmp_path: Path) -> None:
    path = tmp_path / "learners.xml"
    write_volume(path, "xml", SAMPLE_PHYSICIANS)
    tracemalloc.start()
    write_volume(path, "xml", 5_000)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()

    assert peak < path.stat().st_size / 10


def _content(completion: Completion) -> tuple[Any, ...]:
    who = (completion.given_name, completion.family_name, completion.licence, completion.board_id, completion.birth_day)
    return (*who, completion.activity_id, completion.completed_on, completion.cme_credits, completion.lines)
