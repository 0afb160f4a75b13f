import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from cmehub.licensing.samples import Sample, drawn

ROSTER = [f"{number:08}" for number in range(1000)]


def test_a_sample_can_be_drawn_by_hand() -> None:
    """``printf 'audit 7\\n00000001' | sha256sum`` gives the first of these digests, and so on."""
    roster = ["00000001", "00000002", "00000003", "00000004"]
    by_hand = {number: hashlib.sha256(b"audit 7\n" + number.encode()).hexdigest() for number in roster}
    assert by_hand["00000001"][:8] == "f654c99f"
    assert by_hand["00000002"][:8] == "52ee6d09"
    assert by_hand["00000003"][:8] == "3422407c"
    assert by_hand["00000004"][:8] == "4c169fd5"
    assert drawn(Sample(seed="audit 7", size=2), roster) == ["00000003", "00000004"]


def test_the_same_seed_draws_the_same_whatever_the_order_and_another_one_others() -> None:
    sample = Sample(seed="a", size=50)
    assert drawn(sample, ROSTER) == drawn(sample, ROSTER[::-1])
    others = drawn(Sample(seed="b", size=50), ROSTER)
    assert len({*drawn(sample, ROSTER)} & {*others}) < 10


def test_a_larger_sample_holds_the_smaller_one() -> None:
    assert drawn(Sample(seed="a", size=50), ROSTER)[:20] == drawn(Sample(seed="a", size=20), ROSTER)


@pytest.mark.parametrize(("percent", "count"), [(0.1, 1), (0.11, 2), (5, 50), (0.7, 7), (100, 1000)])
def test_a_percentage_is_rounded_up(percent: float, count: int) -> None:
    assert len(drawn(Sample(seed="a", percent=percent), ROSTER)) == count


@given(st.integers(1, 50), st.integers(0, 20))
def test_no_more_are_drawn_than_there_are_and_nobody_twice(size: int, licensees: int) -> None:
    numbers = drawn(Sample(seed="a", size=size), ROSTER[:licensees])
    assert len({*numbers}) == len(numbers) == min(size, licensees)
    assert {*numbers} <= {*ROSTER[:licensees]}


@pytest.mark.parametrize("given_", [{}, {"size": 1, "percent": 1}, {"size": 0}, {"percent": 0}, {"percent": 100.1}])
def test_a_sample_has_a_size_or_a_percentage(given_: dict[str, float]) -> None:
    with pytest.raises(ValidationError):
        Sample.model_validate({"seed": "a"} | given_)
