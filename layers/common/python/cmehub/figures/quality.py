"""How good what a provider sends is: shares from 0 to 1, and a score that is their mean."""

from collections.abc import Mapping
from statistics import fmean

from pydantic import BaseModel, ConfigDict

from cmehub.boards.answer_times import LONGER, SPANS
from cmehub.figures.month_figures import CME, MonthFigures


class Quality(BaseModel):
    """
    Shares of what was counted, each None if nothing of its kind was.

    Attributes
    ----------
    right_first
        Rows that were right at the first try, of those that are decided.
    accepted
        Rows that boards accepted, of those that they decided.
    timely
        Records that came within 30 days of the completion.
    score
        The mean of the shares that are there, from 0 to 100.
    """

    model_config = ConfigDict(frozen=True)

    right_first: float | None
    accepted: float | None
    timely: float | None
    score: float | None


def quality(figures: MonthFigures) -> Quality:
    """Return the quality of what was counted."""
    asked = [counted for board, counted in figures.boards.items() if board != CME]
    accepted = sum(counted.accepted for counted in asked)
    shares = {
        "right_first": _share(figures.right_rows, figures.first_rows),
        "accepted": _share(accepted, accepted + sum(counted.rejected for counted in asked)),
        "timely": _share(figures.timely_rows, figures.dated_rows),
    }
    there = [share for share in shares.values() if share is not None]
    return Quality(**shares, score=100 * fmean(there) if there else None)


def span_of_share(answers: Mapping[str, int], share: float) -> str | None:
    """Return the shortest span within which this share of answers came: no more exact time is counted; None of none."""
    needed, within = share * sum(answers.values()), 0
    for name in (*SPANS, LONGER):
        within += answers.get(name, 0)
        if within and within >= needed:
            return name
    return None


def _share(some: int, of_all: int) -> float | None:
    return some / of_all if of_all else None
