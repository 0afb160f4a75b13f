"""Figures in the table ``submissions``, the months of all providers beside each other."""

import datetime as dt
from collections.abc import Collection, Iterator

from cmehub.figures.comparisons import Comparison
from cmehub.figures.month_figures import MonthFigures
from cmehub.stores.dynamo import DynamoTable, Item, Key, body_of, key_of, text, with_body
from cmehub.stores.figures import KeptFigures, ProviderMonth

_DUE = "figures-due"
_COMPARED = "figures-compared"


class DynamoFigureStore:
    """See `cmehub.stores.figures.FigureStore`."""

    def __init__(self, table: DynamoTable) -> None:
        self._table = table

    def find(self, provider_id: str, months: Collection[str]) -> dict[str, KeptFigures]:
        items = self._table.get_many([_figures_key(provider_id, month) for month in months])
        keys = {month: _figures_key(provider_id, month) for month in months}
        return {month: _kept(items[key]) for month, key in keys.items() if key in items}

    def put(self, provider_id: str, month: str, figures: MonthFigures, at: dt.datetime) -> None:
        key = _figures_key(provider_id, month)
        self._table.put_many([with_body(key, figures.model_dump_json(), at=text(at.isoformat()))])

    def of_month(self, month: str) -> Iterator[MonthFigures]:
        partition, _ = _figures_key("", month)
        return (MonthFigures.model_validate_json(body_of(item)) for item in self._table.query(partition))

    def put_comparison(self, month: str, comparison: Comparison | None) -> None:
        key = _COMPARED, month
        if comparison is None:
            self._table.delete_many([key])
        else:
            self._table.put_many([with_body(key, comparison.model_dump_json())])

    def comparisons(self, months: Collection[str]) -> dict[str, Comparison]:
        items = self._table.get_many([(_COMPARED, month) for month in months])
        return {month: Comparison.model_validate_json(body_of(item)) for (_, month), item in items.items()}

    def mark(self, provider_id: str, month: str) -> None:
        key = _DUE, f"{provider_id}#{month}"
        if self._table.get(key) is None:
            self._table.put_many([key_of(key)])

    def marked(self) -> list[ProviderMonth]:
        return [ProviderMonth(*item["sk"]["S"].split("#")) for item in self._table.query(_DUE)]

    def unmark(self, months: Collection[ProviderMonth]) -> None:
        self._table.delete_many((_DUE, "#".join(month)) for month in months)


def _figures_key(provider_id: str, month: str) -> Key:
    return f"figures#{month}", provider_id


def _kept(item: Item) -> KeptFigures:
    figures = MonthFigures.model_validate_json(body_of(item))
    return KeptFigures(figures, dt.datetime.fromisoformat(item["at"]["S"]))
