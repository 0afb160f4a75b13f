"""API keys beside their provider in the table ``providers``."""

import datetime as dt
from typing import Any

from cmehub.api_keys import ApiKey, provider_of
from cmehub.stores.dynamo import DynamoTable, Item, Key, body_of, text, with_body

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
        return sorted(found, key=lambda one: (one.created_at, one.key_id))

    def add(self, key: ApiKey) -> None:
        body = key.model_dump_json(exclude={*_MOMENTS})
        self._table.put_many([with_body(_key(key.key_id), body)])

    def revoke(self, key_id: str, *, at: dt.datetime) -> bool:
        return self._table.update_if(
            _key(key_id),
            "SET revoked_at = :at",
            "attribute_exists(pk) AND attribute_not_exists(revoked_at)",
            at=text(at.isoformat()),
        )

    def note_use(self, key_id: str, *, at: dt.datetime, unless_since: dt.datetime) -> None:
        self._table.update_if(
            _key(key_id),
            "SET last_used_at = :at",
            "attribute_exists(pk) AND (attribute_not_exists(last_used_at) OR last_used_at <= :since)",
            at=text(at.isoformat()),
            since=text(unless_since.isoformat()),
        )


def _api_key(item: Item) -> ApiKey:
    moments: dict[str, Any] = {name: dt.datetime.fromisoformat(item[name]["S"]) for name in _MOMENTS if name in item}
    return ApiKey.model_validate_json(body_of(item)).model_copy(update=moments)


def _key(key_id: str) -> Key:
    return f"prov#{provider_of(key_id)}", f"key#{key_id}"
