from hypothesis import given
from hypothesis import strategies as st

from cmehub.rules.suggestions import in_steps, meant_type


def test_the_only_credit_type_that_there_is_was_meant() -> None:
    assert meant_type("Part 2", ("Lifelong Learning and Self-Assessment",)) == "Lifelong Learning and Self-Assessment"
    assert meant_type("medical knowlege", ("Medical Knowledge", "Patient Safety")) == "Medical Knowledge"
    assert meant_type("x", ()) is None


@given(st.floats(0.01, 1000))
def test_an_amount_in_steps(amount: float) -> None:
    suggested = float(in_steps(amount))

    assert suggested % 0.25 == 0
    assert suggested <= amount or suggested == 0.25
    assert amount - suggested < 0.25
