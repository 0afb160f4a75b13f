"""Many providers side by side: medians among so many that none can be told from the others."""

from collections.abc import Iterable
from statistics import median

from pydantic import BaseModel, ConfigDict

from cmehub.figures.month_figures import MonthFigures
from cmehub.figures.quality import Quality, quality

LEAST_PROVIDERS = 10


class Comparison(BaseModel):
    """
    The medians of a month, each None if fewer than ten providers have such a share.

    Attributes
    ----------
    providers
        How many providers sent anything in the month.
    """

    model_config = ConfigDict(frozen=True)

    providers: int
    medians: Quality


def compared(figures: Iterable[MonthFigures]) -> Comparison | None:
    """Compare what providers sent in a month, the figures of each; None if fewer than ten sent anything."""
    qualities = [quality(of_provider) for of_provider in figures if of_provider.submissions]
    if len(qualities) < LEAST_PROVIDERS:
        return None
    shares = {name: [getattr(found, name) for found in qualities] for name in Quality.model_fields}
    return Comparison(providers=len(qualities), medians=Quality(**{name: _median(of) for name, of in shares.items()}))


def _median(shares: list[float | None]) -> float | None:
    there = [share for share in shares if share is not None]
    return median(there) if len(there) >= LEAST_PROVIDERS else None
