from hypothesis import given
from hypothesis import strategies as st

from cmehub.submissions.row_ranges import read, written


def test_rows_that_follow_each_other_are_one_range() -> None:
    assert written([3, 2, 4, 9, 3, 11, 12]) == "2-4 9 11-12"


def test_no_rows_are_no_text() -> None:
    assert (written([]), read("")) == ("", set())


@given(st.sets(st.integers(1, 2_000)))
def test_what_is_written_is_read(rows: set[int]) -> None:
    assert read(written(rows)) == rows
