"""Figures in memory, for tests."""

import datetime as dt
from collections.abc import Collection, Iterator

from cmehub.figures.comparisons import Comparison
from cmehub.figures.month_figures import MonthFigures
from cmehub.stores.figures import KeptFigures, ProviderMonth


class MemoryFigureStore:
    """See `cmehub.stores.figures.FigureStore`."""

    def __init__(self) -> None:
        self._figures: dict[ProviderMonth, KeptFigures] = {}
        self._comparisons: dict[str, Comparison] = {}
        self._marked: set[ProviderMonth] = set()

    def find(self, provider_id: str, months: Collection[str]) -> dict[str, KeptFigures]:
        keys = {month: ProviderMonth(provider_id, month) for month in months}
        return {month: self._figures[key] for month, key in keys.items() if key in self._figures}

    def put(self, provider_id: str, month: str, figures: MonthFigures, at: dt.datetime) -> None:
        self._figures[ProviderMonth(provider_id, month)] = KeptFigures(figures, at)

    def of_month(self, month: str) -> Iterator[MonthFigures]:
        return (kept.figures for key, kept in self._figures.items() if key.month == month)

    def put_comparison(self, month: str, comparison: Comparison | None) -> None:
        self._comparisons.pop(month, None)
        if comparison:
            self._comparisons[month] = comparison

    def comparisons(self, months: Collection[str]) -> dict[str, Comparison]:
        return {month: self._comparisons[month] for month in months if month in self._comparisons}

    def mark(self, provider_id: str, month: str) -> None:
        self._marked.add(ProviderMonth(provider_id, month))

    def marked(self) -> list[ProviderMonth]:
        return sorted(self._marked)

    def unmark(self, months: Collection[ProviderMonth]) -> None:
        self._marked -= {*months}
