"""A DynamoDB client that counts the write units that DynamoDB would bill."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from threading import Lock
from typing import Any

from cmehub.stores.tables import TABLES, Index, Table

_UNIT = 1024
_TRANSACTION = 2
_NESTED = 3
_ENTRY = 1
_MOVED = 2

Place = tuple[str, str, str]


def item_size(item: Mapping[str, Any]) -> int:
    """Return an item's size in bytes, by DynamoDB's rules: the names and the values of its attributes."""
    return sum(len(name.encode()) + _value_size(value) for name, value in item.items())


def write_units(size: int) -> int:
    """Return the units of a write of so many bytes."""
    return max(-(-size // _UNIT), 1)


def _value_size(value: Mapping[str, Any]) -> int:
    ((kind, content),) = value.items()
    if kind in _SETS:
        return sum(_value_size({kind[0]: value}) for value in content)
    return _SIZES[kind](content)


def _number_size(number: str) -> int:
    """Return one byte for two significant digits and one more, and one for a minus sign."""
    digits = number.lstrip("-").replace(".", "").strip("0")
    return -(-len(digits) // 2) + 1 + number.startswith("-")


_SIZES: dict[str, Callable[[Any], int]] = {
    "S": lambda text: len(text.encode()),
    "N": _number_size,
    "B": len,
    "L": lambda some: _NESTED + sum(_ENTRY + _value_size(value) for value in some),
    "M": lambda some: _NESTED + item_size(some) + _ENTRY * len(some),
    "BOOL": lambda _: 1,
    "NULL": lambda _: 1,
}
_SETS = ("SS", "NS", "BS")


@dataclass
class CountingDynamo:
    """
    Wraps a client; everything but writes goes straight through.

    A write is billed by the larger of the item before and after, also when its condition fails, twice in a
    transaction, and once more in each index in which the item is new; indexes hold keys only, so that a write that
    leaves those as they are costs nothing there, and one that changes them takes out an entry and puts another.
    """

    client: Any
    tables: Mapping[str, Table] = field(default_factory=lambda: {table.name: table for table in TABLES})
    units: int = 0
    _sizes: dict[Place, int] = field(default_factory=dict)
    _entries: dict[tuple[Place, str], tuple[Any, Any]] = field(default_factory=dict)
    _lock: Lock = field(default_factory=Lock)

    def __getattr__(self, name: str) -> Any:
        return getattr(self.client, name)

    def put_item(self, **request: Any) -> Any:
        """Put one item."""
        self._count([(request["TableName"], request["Item"])])
        return self.client.put_item(**request)

    def batch_write_item(self, **request: Any) -> Any:
        """Put several items."""
        puts = [(table, put["PutRequest"]["Item"]) for table, some in request["RequestItems"].items() for put in some]
        self._count(puts)
        return self.client.batch_write_item(**request)

    def transact_write_items(self, **request: Any) -> Any:
        """Put and update several items or none."""
        try:
            return self.client.transact_write_items(**request)
        finally:
            self._count(self._items_of(request["TransactItems"]), times=_TRANSACTION)

    def _items_of(self, actions: Sequence[Mapping[str, Any]]) -> Iterable[tuple[str, Mapping[str, Any]]]:
        for action in actions:
            ((kind, write),) = action.items()
            if kind == "Put":
                yield write["TableName"], write["Item"]
            else:
                found = self.client.get_item(TableName=write["TableName"], Key=write["Key"], ConsistentRead=True)
                yield write["TableName"], found.get("Item", write["Key"])

    def _count(self, writes: Iterable[tuple[str, Mapping[str, Any]]], times: int = 1) -> None:
        for table, item in writes:
            place = (table, item["pk"]["S"], item["sk"]["S"])
            size = item_size(item)
            with self._lock:
                self.units += times * write_units(max(size, self._sizes.get(place, 0)))
                self.units += sum(self._index_units(place, item, index) for index in self.tables[table].indexes)
                self._sizes[place] = size

    def _index_units(self, place: Place, item: Mapping[str, Any], index: Index) -> int:
        if index.partition_key not in item or index.sort_key not in item:
            return 0
        entry = (item[index.partition_key], item[index.sort_key])
        before = self._entries.get((place, index.name))
        self._entries[place, index.name] = entry
        if before is None:
            return 1
        return 0 if before == entry else _MOVED
