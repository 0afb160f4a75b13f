import pytest
from hypothesis import given
from hypothesis import strategies as st

from cmehub.rules.suggestions import in_steps, nearest


@pytest.mark.parametrize(
    ("written", "offered", "suggested"),
    [
        ("medical knowlege", ("Medical Knowledge", "Patient Safety"), "Medical Knowledge"),
        ("anything", ("Accredited CME",), "Accredited CME"),
        ("Nursing", ("Medical Knowledge", "Patient Safety"), None),
        ("x", (), None),
    ],
)
def test_the_likeliest_of_what_is_offered(written: str, offered: tuple[str, ...], suggested: str | None) -> None:
    assert nearest(written, offered) == suggested


@given(st.floats(0.01, 1000))
def test_an_amount_in_steps(amount: float) -> None:
    suggested = float(in_steps(amount))

    assert suggested % 0.25 == 0
    assert suggested <= amount or suggested == 0.25
    assert amount - suggested < 0.25
