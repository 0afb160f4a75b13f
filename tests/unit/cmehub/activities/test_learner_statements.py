"""What announcements of an activity tell learners of its boards."""

import datetime as dt

import pytest

from cmehub.activities.learner_statements import LearnerStatement, learner_statements
from cmehub.activities.registrations import MocRegistration
from cmehub.rules.packs import RulePack, board_codes, packs_of, rule_pack
from tests.examples import an_activity


def statements(*registrations: MocRegistration, on: dt.date = dt.date(2026, 1, 1)) -> list[LearnerStatement]:
    return [*learner_statements(an_activity(start_date=on, registrations=registrations))]


def test_a_statement_has_the_points_and_credit_types_of_its_registration() -> None:
    abim = MocRegistration(board="ABIM", points=6.5, credit_types=("Medical Knowledge", "Patient Safety"))
    abs_ = MocRegistration(board="ABS", points=1, credit_types=("Accredited CME",))

    first, second = statements(abim, abs_)

    assert first == LearnerStatement(
        board="ABIM",
        text="This activity offers up to 6.5 points of Medical Knowledge, Patient Safety for continuing certification "
        "by the American Board of Internal Medicine (ABIM). It counts once the learner has completed its evaluation "
        "too. With the learner's permission, the provider reports the completion so that ABIM can count it.",
        prescribed=True,
    )
    assert "up to 1 point of Accredited CME" in second.text
    assert (second.board, second.prescribed, "evaluation" in second.text) == ("ABS", False, False)


def test_what_goes_for_a_credit_type_is_told_where_that_is_offered() -> None:
    types = ("Lifelong Learning",), ("Lifelong Learning", "Patient Safety")
    without, with_it = (
        statements(MocRegistration(board="ABA", points=2, credit_types=credit_types))[0] for credit_types in types
    )

    assert (without.prescribed, with_it.prescribed) == (False, True)
    assert "Its Patient Safety content" in with_it.text
    assert "Its Patient Safety content" not in without.text


@pytest.mark.parametrize("board", board_codes())
def test_every_board_has_a_statement_on_every_date(board: str) -> None:
    for pack in packs_of(board):
        credit_types = tuple(credit_type.name for credit_type in pack.credit_types)
        registration = MocRegistration(board=board, points=2, credit_types=credit_types)

        (statement,) = statements(registration, on=max(pack.effective_from, dt.date(2000, 1, 1)))

        assert all(told in statement.text for told in ("2 points", pack.name, *credit_types))
        assert not {"{", "}"} & {*statement.text}


def test_an_activity_without_registrations_has_none() -> None:
    assert statements() == []


def test_a_statement_is_that_of_the_day_on_which_the_activity_starts(monkeypatch: pytest.MonkeyPatch) -> None:
    def named(board: str, on: dt.date) -> RulePack:
        """A pack whose name tells its day: no board's statement has changed yet."""
        return rule_pack(board, on).model_copy(update={"name": f"Board of {on}"})

    monkeypatch.setattr("cmehub.activities.learner_statements.rule_pack", named)
    abs_ = MocRegistration(board="ABS", points=1, credit_types=("Accredited CME",))
    days = {"start_date": dt.date(2026, 1, 1), "end_date": dt.date(2028, 1, 1)}

    (statement,) = learner_statements(an_activity(**days, registrations=(abs_,)))

    assert "Board of 2026-01-01" in statement.text
