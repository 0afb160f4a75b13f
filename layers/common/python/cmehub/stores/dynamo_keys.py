"""API keys beside their provider in the table ``providers``."""

import datetime as dt
from typing import Any

from cmehub.accounts.keys import ApiKey, CallCounts, provider_of
from cmehub.stores.call_counter import CallCounter
from cmehub.stores.dynamo import DynamoTable, Item, Key, body_of, key_of, text, with_body

_MOMENTS = ("revoked_at", "last_used_at")
_ENDS = "expires_at"
"""In the body as the key was made, and in an attribute if that was changed."""


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
        return self._set_unless_revoked(key_id, "revoked_at", at)

    def end(self, key_id: str, *, at: dt.datetime) -> bool:
        return self._set_unless_revoked(key_id, _ENDS, at)

    def _set_unless_revoked(self, key_id: str, moment: str, at: dt.datetime) -> bool:
        return self._table.update_if(
            _key(key_id),
            f"SET {moment} = :at",
            "attribute_exists(pk) AND attribute_not_exists(revoked_at)",
            at=text(at.isoformat()),
        )

    def of_client(self, client_id: str) -> ApiKey | None:
        pointer = self._table.get((f"client#{client_id}", "client"))
        return self.find(pointer["key_id"]["S"]) if pointer else None

    def count_call(self, key_id: str, *, at: dt.datetime) -> CallCounts:
        note, values = "last_used_at = :at", {"at": text(at.isoformat())}
        return CallCounter(self._table, _key(key_id), note, values, is_there=True).count(at)


def _api_key(item: Item) -> ApiKey:
    moments: dict[str, Any] = {
        name: dt.datetime.fromisoformat(item[name]["S"]) for name in (*_MOMENTS, _ENDS) if name in item
    }
    return ApiKey.model_validate_json(body_of(item)).model_copy(update=moments)


def _key(key_id: str) -> Key:
    return f"prov#{provider_of(key_id)}", f"key#{key_id}"
