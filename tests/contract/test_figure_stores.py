import datetime as dt

from cmehub.figures.comparisons import Comparison
from cmehub.figures.month_figures import BoardFigures, FormatFigures, MonthFigures
from cmehub.figures.quality import Quality
from cmehub.stores.figures import KeptFigures, ProviderMonth
from tests.contract.conftest import Stores
from tests.examples import NOW, PROVIDER_ID

OTHER = "0008888"
FIGURES = MonthFigures(
    submissions=2,
    right_rows=1,
    formats={"Live Course": FormatFigures(records=3, credits=4.25)},
    boards={"ABIM": BoardFigures(accepted=3, credits=4.25, answers={"a day": 3})},
    refusals={"DUPLICATE_ROW": 1},
)


def test_of_a_month_the_figures_are_kept_that_were_put_last(stores: Stores) -> None:
    later = NOW + dt.timedelta(days=1)
    stores.figures.put(PROVIDER_ID, "2026-10", MonthFigures(submissions=1), NOW)
    stores.figures.put(PROVIDER_ID, "2026-10", FIGURES, later)
    stores.figures.put(OTHER, "2026-11", MonthFigures(), NOW)

    assert stores.figures.find(PROVIDER_ID, ["2026-10", "2026-11"]) == {"2026-10": KeptFigures(FIGURES, later)}
    assert stores.figures.find(PROVIDER_ID, []) == {}


def test_a_month_has_the_figures_of_every_provider(stores: Stores) -> None:
    for provider_id, figures in ((PROVIDER_ID, FIGURES), (OTHER, MonthFigures(submissions=7))):
        stores.figures.put(provider_id, "2026-10", figures, NOW)
    stores.figures.put(OTHER, "2026-09", MonthFigures(submissions=9), NOW)

    assert sorted(figures.submissions for figures in stores.figures.of_month("2026-10")) == [2, 7]


def test_a_comparison_is_kept_until_there_is_none(stores: Stores) -> None:
    comparison = Comparison(providers=12, medians=Quality(right_first=0.5, accepted=None, timely=1, score=75))
    stores.figures.put_comparison("2026-10", comparison)
    stores.figures.put_comparison("2026-11", comparison)
    stores.figures.put_comparison("2026-11", None)

    assert stores.figures.comparisons(["2026-10", "2026-11"]) == {"2026-10": comparison}


def test_marks_stay_until_they_are_taken_away(stores: Stores) -> None:
    for provider_id, month in ((PROVIDER_ID, "2026-10"), (PROVIDER_ID, "2026-10"), (OTHER, "2026-11")):
        stores.figures.mark(provider_id, month)
    assert stores.figures.marked() == [ProviderMonth(OTHER, "2026-11"), ProviderMonth(PROVIDER_ID, "2026-10")]

    stores.figures.unmark([ProviderMonth(OTHER, "2026-11")])
    stores.figures.mark(OTHER, "2026-12")
    assert stores.figures.marked() == [ProviderMonth(OTHER, "2026-12"), ProviderMonth(PROVIDER_ID, "2026-10")]
