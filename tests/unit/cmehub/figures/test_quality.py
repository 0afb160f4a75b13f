import pytest

from cmehub.figures.month_figures import BoardFigures, MonthFigures
from cmehub.figures.quality import Quality, quality, span_of_share


def test_the_score_is_the_mean_of_the_shares() -> None:
    figures = MonthFigures(
        first_rows=10,
        right_rows=9,
        dated_rows=8,
        timely_rows=4,
        boards={
            "ABIM": BoardFigures(accepted=3, rejected=1),
            "ABP": BoardFigures(rejected=1),
            "CME": BoardFigures(accepted=99),
        },
    )
    told = quality(figures)
    assert (told.right_first, told.accepted, told.timely) == (0.9, 0.6, 0.5)
    assert told.score == pytest.approx(200 / 3)


def test_a_share_of_nothing_is_left_out() -> None:
    assert quality(MonthFigures(first_rows=2, right_rows=1)) == Quality(
        right_first=0.5, accepted=None, timely=None, score=50
    )
    assert quality(MonthFigures()).score is None


@pytest.mark.parametrize(
    ("answers", "median", "ninetieth"),
    [
        ({}, None, None),
        ({"a day": 1}, "a day", "a day"),
        ({"an hour": 5, "a week": 5}, "an hour", "a week"),
        ({"an hour": 4, "a day": 5, "more than a month": 1}, "a day", "a day"),
        ({"an hour": 8, "more than a month": 2}, "an hour", "more than a month"),
    ],
)
def test_within_which_span_a_share_of_answers_came(
    answers: dict[str, int], median: str | None, ninetieth: str | None
) -> None:
    assert (span_of_share(answers, 0.5), span_of_share(answers, 0.9)) == (median, ninetieth)
