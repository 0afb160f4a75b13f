from itertools import count

from cmehub.runtime.portions import portions


def test_the_last_portion_may_be_smaller() -> None:
    assert [*portions("abcde", 2)] == [("a", "b"), ("c", "d"), ("e",)]


def test_no_more_is_taken_than_the_portion_that_is_asked_for() -> None:
    numbers = count()
    assert next(portions(numbers, 3)) == (0, 1, 2)
    assert next(numbers) == 3


def test_nothing_has_no_portions() -> None:
    assert [*portions([], 2)] == []
