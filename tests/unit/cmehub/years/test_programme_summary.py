from hypothesis import given
from hypothesis import strategies as st

from cmehub.years.programme_summary import ProgrammeSummary, wrong_support, wrong_total
from tests.year_api import SUMMARY

KINDS = [name for name in SUMMARY if name not in {"total_income", "expenses"}]


def summary(**changes: int) -> ProgrammeSummary:
    return ProgrammeSummary.model_validate(SUMMARY | changes)


@given(st.fixed_dictionaries({name: st.integers(0, 10**9) for name in KINDS}), st.integers(1, 10**6))
def test_a_total_is_right_only_if_it_is_what_the_kinds_come_to(kinds: dict[str, int], off: int) -> None:
    come_to = sum(kinds.values())

    assert wrong_total(summary(**kinds, total_income=come_to)) is None
    wrong = wrong_total(summary(**kinds, total_income=come_to + off))
    assert wrong is not None
    assert (wrong.field, wrong.value) == ("total_income", come_to + off)
    assert f"{come_to:,}" in wrong.mend


def test_the_support_is_that_of_the_activities() -> None:
    assert wrong_support(summary(), 5_000) is None
    wrong = wrong_support(summary(), 4_000)
    assert wrong is not None
    assert (wrong.field, wrong.value) == ("commercial_support", 5_000)
    assert "4,000" in wrong.mend
