from cmehub.figures.comparisons import compared
from cmehub.figures.month_figures import BoardFigures, MonthFigures


def of_provider(right: int, *, asks: bool = False) -> MonthFigures:
    boards = {"ABIM": BoardFigures(accepted=1)} if asks else {}
    return MonthFigures(submissions=1, first_rows=10, right_rows=right, boards=boards)


def test_of_ten_providers_the_medians_are_told() -> None:
    comparison = compared(of_provider(right) for right in range(10))
    assert comparison
    assert (comparison.providers, comparison.medians.right_first) == (10, 0.45)


def test_of_nine_nothing_is_told_and_who_sent_nothing_is_none_of_them() -> None:
    assert compared([*(of_provider(right) for right in range(9)), MonthFigures()]) is None


def test_a_share_that_nine_of_them_have_is_not_told() -> None:
    comparison = compared(of_provider(right, asks=right != 0) for right in range(10))
    assert comparison
    assert (comparison.medians.accepted, comparison.medians.right_first) == (None, 0.45)
    assert compared(of_provider(right, asks=True) for right in range(10)).medians.accepted == 1  # type: ignore[union-attr]
