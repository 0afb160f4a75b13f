"""Providers' figures by month, as they were counted last, and which months have to be counted."""

import datetime as dt
from collections.abc import Collection, Iterator
from typing import NamedTuple, Protocol

from cmehub.figures.comparisons import Comparison
from cmehub.figures.month_figures import MonthFigures


class ProviderMonth(NamedTuple):
    """A month of a provider."""

    provider_id: str
    month: str


class KeptFigures(NamedTuple):
    """The figures of a month, and when it was begun to count them."""

    figures: MonthFigures
    counted_at: dt.datetime


class FigureStore(Protocol):
    """Figures; months are named such as ``2026-10``."""

    def find(self, provider_id: str, months: Collection[str]) -> dict[str, KeptFigures]:
        """Return what is kept of those of the months of which anything is."""

    def put(self, provider_id: str, month: str, figures: MonthFigures, at: dt.datetime) -> None:
        """Keep the figures of a month, in the place of what was kept of it."""

    def of_month(self, month: str) -> Iterator[MonthFigures]:
        """Yield each provider's figures of a month, in no order and without names."""

    def put_comparison(self, month: str, comparison: Comparison | None) -> None:
        """Keep how providers compare in a month, or that they don't."""

    def comparisons(self, months: Collection[str]) -> dict[str, Comparison]:
        """Return how providers compare in those of the months in which they do."""

    def mark(self, provider_id: str, month: str) -> None:
        """Mark that a month has to be counted; it costs no write if that is known."""

    def marked(self) -> list[ProviderMonth]:
        """Return the months that have to be counted."""

    def unmark(self, months: Collection[ProviderMonth]) -> None:
        """Take marks away."""
