"""API keys beside their provider in the table ``providers``."""

import datetime as dt
from typing import Any

from cmehub.accounts.keys import ApiKey, CallCounts, provider_of
from cmehub.stores.dynamo import DynamoTable, Item, Key, ThrottledError, body_of, key_of, number, text, with_body

_TRIES = 20
_MOMENTS = ("revoked_at", "last_used_at")


class DynamoKeyStore:
    """See `cmehub.stores.KeyStore`. What changes of a key stands in attributes of its own."""

    def __init__(self, table: DynamoTable) -> None:
        self._table = table

    def find(self, key_id: str) -> ApiKey | None:
        item = self._table.get(_key(key_id))
        return _api_key(item) if item else None

    def of_provider(self, provider_id: str) -> list[ApiKey]:
        found = [_api_key(item) for item in self._table.query(f"prov#{provider_id}", "key#")]
        return sorted(found, key=lambda key: (key.created_at, key.key_id))

    def add(self, key: ApiKey) -> None:
        body = key.model_dump_json(exclude={*_MOMENTS})
        items = [with_body(_key(key.key_id), body)]
        if key.client_id:
            items.append({**key_of((f"client#{key.client_id}", "client")), "key_id": text(key.key_id)})
        self._table.put_many(items)

    def revoke(self, key_id: str, *, at: dt.datetime) -> bool:
        return self._table.update_if(
            _key(key_id),
            "SET revoked_at = :at",
            "attribute_exists(pk) AND attribute_not_exists(revoked_at)",
            at=text(at.isoformat()),
        )

    def of_client(self, client_id: str) -> ApiKey | None:
        pointer = self._table.get((f"client#{client_id}", "client"))
        return self.find(pointer["key_id"]["S"]) if pointer else None

    def count_call(self, key_id: str, *, at: dt.datetime) -> CallCounts:
        """
        Count in the key's own item: one write, whose condition is that the minute is that of the last call.

        Whoever meets another minute begins its count anew, and the day's if that is over; of several who meet it at
        once one does, and the others count on.
        """
        minute, day = f"{at:%Y-%m-%dT%H:%M}", f"{at:%Y-%m-%d}"
        for _ in range(_TRIES):
            counted = self._update(
                key_id,
                "SET last_used_at = :at ADD of_minute :one, of_day :one",
                "call_minute = :minute",
                at=text(at.isoformat()),
                one=number(1),
                minute=text(minute),
            )
            if counted:
                return CallCounts(int(counted["of_minute"]["N"]), int(counted["of_day"]["N"]))
            before = self._table.get(_key(key_id)) or {}
            last = before.get("call_minute")
            same_day = last is not None and last["S"].startswith(day)
            counted = self._update(
                key_id,
                "SET last_used_at = :at, call_minute = :minute, of_minute = :one, of_day = :day",
                "call_minute = :last" if last else "attribute_exists(pk) AND attribute_not_exists(call_minute)",
                at=text(at.isoformat()),
                one=number(1),
                minute=text(minute),
                day=number(int(before["of_day"]["N"]) + 1 if same_day else 1),
                **({"last": last} if last else {}),
            )
            if counted:
                return CallCounts(1, int(counted["of_day"]["N"]))
        raise ThrottledError

    def _update(self, key_id: str, update: str, condition: str, **values: Any) -> Item | None:
        return self._table.updated_if(_key(key_id), update, condition, **values)


def _api_key(item: Item) -> ApiKey:
    moments: dict[str, Any] = {name: dt.datetime.fromisoformat(item[name]["S"]) for name in _MOMENTS if name in item}
    return ApiKey.model_validate_json(body_of(item)).model_copy(update=moments)


def _key(key_id: str) -> Key:
    return f"prov#{provider_of(key_id)}", f"key#{key_id}"
