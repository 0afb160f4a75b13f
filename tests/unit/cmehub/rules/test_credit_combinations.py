"""What holds of combinations of credit types whatever their amounts, for the boards of today."""

import datetime as dt

from hypothesis import given
from hypothesis import strategies as st

from cmehub.rules.credit_combinations import misfits
from cmehub.rules.packs import RulePack, board_codes, rule_pack

ON = dt.date(2020, 6, 1)
PACKS = st.sampled_from([rule_pack(board, ON) for board in board_codes()])
AMOUNTS = st.integers(1, 40).map(lambda quarters: quarters / 4)


@st.composite
def records(draw: st.DrawFn) -> tuple[RulePack, dict[str, float]]:
    pack = draw(PACKS)
    names = st.sampled_from([credit_type.name for credit_type in pack.credit_types])
    return pack, draw(st.dictionaries(names, AMOUNTS, min_size=1))


@given(records())
def test_a_misfit_is_a_type_of_the_record_and_says_why(record: tuple[RulePack, dict[str, float]]) -> None:
    pack, amounts = record

    for misfit in misfits(pack, amounts):
        assert misfit.credit_type in amounts
        assert misfit.why
        assert misfit.most is None or misfit.most < amounts[misfit.credit_type]


@given(records())
def test_taken_at_the_suggested_amounts_only_types_that_stand_wrong_are_left(
    record: tuple[RulePack, dict[str, float]],
) -> None:
    pack, amounts = record
    mended = amounts | {misfit.credit_type: misfit.most for misfit in misfits(pack, amounts) if misfit.most is not None}

    assert all(misfit.most is None for misfit in misfits(pack, mended))


@given(records(), AMOUNTS)
def test_scaling_all_amounts_changes_nothing(record: tuple[RulePack, dict[str, float]], factor: float) -> None:
    pack, amounts = record
    scaled = {name: amount * factor for name, amount in amounts.items()}

    assert [misfit.credit_type for misfit in misfits(pack, scaled)] == [
        misfit.credit_type for misfit in misfits(pack, amounts)
    ]


@given(records())
def test_without_the_misfits_the_rest_fits_unless_one_needs_what_is_gone(
    record: tuple[RulePack, dict[str, float]],
) -> None:
    pack, amounts = record
    for _ in amounts:
        wrong = {misfit.credit_type for misfit in misfits(pack, amounts)}
        amounts = {name: amount for name, amount in amounts.items() if name not in wrong}

    assert [*misfits(pack, amounts)] == []
