"""The route ``/v1/figures``: what a provider sent, month by month."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from functools import reduce
from operator import add
from typing import Annotated

from aws_lambda_powertools.event_handler.openapi.params import Query
from pydantic import BaseModel

from cmehub.api.access import READING
from cmehub.api.contract import answers, needs
from cmehub.api.problems import ProblemError
from cmehub.api.resolver import HubApi
from cmehub.figures.comparisons import Comparison
from cmehub.figures.month_figures import MonthFigures
from cmehub.figures.months import month_of, months_between, year_until
from cmehub.figures.quality import Quality, quality, span_of_share
from cmehub.stores.figures import FigureStore

MOST_MONTHS = 24
_NAMED = r"^2\d{3}-(0[1-9]|1[0-2])$"
_First = Annotated[
    str | None,
    Query(alias="from", pattern=_NAMED, description="The first month, such as 2026-01; eleven before the last."),
]
_Last = Annotated[
    str | None, Query(alias="to", pattern=_NAMED, description="The last month (UTC); the one that it is now.")
]


class AnswerTimes(BaseModel):
    """
    Within which span boards answered, counted from the arrival of what was sent; null if none has.

    Attributes
    ----------
    median, ninetieth
        The shortest span within which half of the answers came, and nine of ten: an hour, a day, three days, a week,
        two weeks, a month or more than a month.
    """

    median: str | None
    ninetieth: str | None


class FiguresView(BaseModel):
    """What a provider sent, its quality, and how soon boards answered, by their codes."""

    figures: MonthFigures
    quality: Quality
    answer_times: dict[str, AnswerTimes]


class MonthView(FiguresView):
    """
    What a provider sent in a month.

    Attributes
    ----------
    counted_at
        When the month was counted; null if nothing has been counted of it.
    comparison
        The medians of all providers; null if fewer than ten sent anything.
    """

    month: str
    counted_at: dt.datetime | None
    comparison: Comparison | None


class PeriodView(BaseModel):
    """What a provider sent, by month, and in all of the months together."""

    months: list[MonthView]
    total: FiguresView


@dataclass(frozen=True)
class ProviderFigures:
    """Everything that telling figures needs."""

    figures: FigureStore
    clock: Callable[[], dt.datetime]

    def tell(self, provider_id: str, first: str | None, last: str | None) -> PeriodView:
        """Tell what was counted of the months from one to another."""
        last = last or month_of(self.clock())
        months = [*months_between(first or year_until(last), last)]
        if not months:
            raise ProblemError("REQUEST_INVALID", f"from: give a month that isn't after {last}")
        if len(months) > MOST_MONTHS:
            raise ProblemError("REQUEST_INVALID", f"from: ask for at most {MOST_MONTHS} months")
        kept, compared = self.figures.find(provider_id, months), self.figures.comparisons(months)
        known = {month: kept[month].figures if month in kept else MonthFigures() for month in months}
        return PeriodView(
            months=[
                MonthView(
                    **_told(known[month]),
                    month=month,
                    counted_at=kept[month].counted_at if month in kept else None,
                    comparison=compared.get(month),
                )
                for month in months
            ],
            total=FiguresView(**_told(reduce(add, known.values(), MonthFigures()))),
        )


def _told(figures: MonthFigures) -> dict[str, object]:
    times = {
        board: AnswerTimes(median=span_of_share(of.answers, 0.5), ninetieth=span_of_share(of.answers, 0.9))
        for board, of in figures.boards.items()
        if of.answers
    }
    return {"figures": figures, "quality": quality(figures), "answer_times": times}


def add_figure_routes(app: HubApi, figures: Callable[[], ProviderFigures]) -> None:
    """Add the route to the API of a function, which makes what it needs once per process."""

    @app.get(
        "/v1/figures",
        summary="See figures by month",
        responses=answers(200, "What you sent, by month.", "REQUEST_INVALID"),
        tags=["Figures"],
        operation_id="getFigures",
        security=needs(READING),
    )
    def get_figures(*, first: _First = None, last: _Last = None) -> PeriodView:
        """
        Tell what you sent by month, how good it was, and how soon boards answered.

        Each night the months are counted to which something was added. At most 24 months are told at once.
        """
        return figures().tell(app.caller.may(READING), first, last)
