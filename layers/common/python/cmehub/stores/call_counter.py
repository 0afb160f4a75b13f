"""How often somebody calls, counted in one item of DynamoDB."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from cmehub.accounts.keys import CallCounts
from cmehub.stores.dynamo import DynamoTable, Item, Key, ThrottledError, number, text

_TRIES = 20


@dataclass(frozen=True)
class CallCounter:
    """
    Counts the calls of a minute and a day, both of UTC.

    Attributes
    ----------
    note, values
        What else is set with each call, and the values that this names.
    is_there
        Whether the item has to be there; else the first call makes it.
    """

    table: DynamoTable
    place: Key
    note: str
    values: Mapping[str, dict[str, str]]
    is_there: bool = False

    def count(self, at: dt.datetime) -> CallCounts:
        """
        Count a call: one write, whose condition is that the minute is that of the last call.

        Whoever meets another minute begins its count anew, and the day's if that is over; of several who meet it at
        once one does, and the others count on.
        """
        minute, day = f"{at:%Y-%m-%dT%H:%M}", f"{at:%Y-%m-%d}"
        for _ in range(_TRIES):
            counted = self._update(
                f"SET {self.note} ADD of_minute :one, of_day :one",
                "call_minute = :minute",
                one=number(1),
                minute=text(minute),
            )
            if counted:
                return CallCounts(int(counted["of_minute"]["N"]), int(counted["of_day"]["N"]))
            before = self.table.get(self.place) or {}
            last = before.get("call_minute")
            same_day = last is not None and last["S"].startswith(day)
            is_first = "attribute_not_exists(call_minute)" + (" AND attribute_exists(pk)" if self.is_there else "")
            counted = self._update(
                f"SET {self.note}, call_minute = :minute, of_minute = :one, of_day = :day",
                "call_minute = :last" if last else is_first,
                one=number(1),
                minute=text(minute),
                day=number(int(before["of_day"]["N"]) + 1 if same_day else 1),
                **({"last": last} if last else {}),
            )
            if counted:
                return CallCounts(1, int(counted["of_day"]["N"]))
        raise ThrottledError

    def _update(self, update: str, condition: str, **values: dict[str, str]) -> Item | None:
        return self.table.updated_if(self.place, update, condition, **self.values, **values)
