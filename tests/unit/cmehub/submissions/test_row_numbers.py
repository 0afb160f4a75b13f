import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cmehub.submissions.row_numbers import RowNumbers


def of(*rows: int) -> RowNumbers:
    numbers = RowNumbers()
    for row in rows:
        numbers.add(row)
    return numbers


def listed(text: str) -> tuple[list[int], int]:
    """Read a list as a person would: the rows it names, and how many more there are."""
    rows: list[int] = []
    more = 0
    for part in re.split(r", | and ", text):
        if part.endswith(" more"):
            more = int(part.removesuffix(" more").replace(",", ""))
        else:
            first, _, last = part.partition("\u2013")
            rows.extend(range(int(first), int(last or first) + 1))
    return rows, more


@pytest.mark.parametrize(
    ("rows", "text"),
    [
        ([12], "12"),
        ([3, 4], "3 and 4"),
        ([3, 4, 5, 6, 7, 12], "3\u20137 and 12"),
        ([3, 4, 9, 11, 12, 13], "3, 4, 9 and 11\u201313"),
        ([3, 3, 3], "3"),
    ],
)
def test_rows_are_listed_as_a_person_would(rows: list[int], text: str) -> None:
    assert str(of(*rows)) == text


def test_a_long_list_is_cut_but_its_count_is_not() -> None:
    rows = of(*range(3, 3 + 2 * 1223, 2))
    assert str(rows).endswith(", 41 and 1,203 more")
    assert rows.count == 1223


def test_rows_after_the_cut_never_join_the_last_range() -> None:
    scattered = [*range(1, 41, 2)]
    rows, more = listed(str(of(*scattered, 50, 51, 52)))
    assert rows == scattered
    assert more == 3


@given(st.lists(st.integers(1, 400), min_size=1).map(sorted))
def test_the_list_names_the_first_rows_and_counts_all(rows: list[int]) -> None:
    distinct = sorted(set(rows))
    numbers = of(*rows)
    named, more = listed(str(numbers))
    assert named == distinct[: len(named)]
    assert len(named) + more == numbers.count == len(distinct)
    assert numbers.first == distinct[0]


@given(st.sets(st.integers(1, 10_000_000), min_size=1))
def test_the_list_stays_short(rows: set[int]) -> None:
    assert len(str(of(*sorted(rows)))) < 500
