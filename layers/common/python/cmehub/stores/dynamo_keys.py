"""API keys in the table ``providers``: a provider's beside it, a state's by themselves."""

import datetime as dt
from typing import Any, Generic

from cmehub.accounts.keys import ApiKey, CallCounts, StateKey, holder_of
from cmehub.stores.call_counter import CallCounter
from cmehub.stores.dynamo import DynamoTable, Item, Key, body_of, key_of, text, with_body
from cmehub.stores.keys import HeldKeyT

_MOMENTS = ("revoked_at", "last_used_at")
_ENDS = "expires_at"
"""In the body as the key was made, and in an attribute if that was changed."""


class _DynamoKeys(Generic[HeldKeyT]):
    """See `cmehub.stores.keys.HeldKeyStore`. What changes of a key stands in attributes of its own."""

    def __init__(self, table: DynamoTable, model: type[HeldKeyT], holders: str) -> None:
        self._table = table
        self._model = model
        self._holders = holders

    def find(self, key_id: str) -> HeldKeyT | None:
        item = self._table.get(self._key(key_id))
        return self._read(item) if item else None

    def add(self, key: HeldKeyT) -> None:
        self._table.put_many([self._item(key)])

    def revoke(self, key_id: str, *, at: dt.datetime) -> bool:
        return self._set_unless_revoked(key_id, "revoked_at", at)

    def end(self, key_id: str, *, at: dt.datetime) -> bool:
        return self._set_unless_revoked(key_id, _ENDS, at)

    def count_call(self, key_id: str, *, at: dt.datetime) -> CallCounts:
        note, values = "last_used_at = :at", {"at": text(at.isoformat())}
        return CallCounter(self._table, self._key(key_id), note, values, is_there=True).count(at)

    def _set_unless_revoked(self, key_id: str, moment: str, at: dt.datetime) -> bool:
        return self._table.update_if(
            self._key(key_id),
            f"SET {moment} = :at",
            "attribute_exists(pk) AND attribute_not_exists(revoked_at)",
            at=text(at.isoformat()),
        )

    def _of_holder(self, holder: str) -> list[HeldKeyT]:
        found = [self._read(item) for item in self._table.query(f"{self._holders}#{holder}", "key#")]
        return sorted(found, key=lambda key: (key.created_at, key.key_id))

    def _item(self, key: HeldKeyT) -> Item:
        return with_body(self._key(key.key_id), key.model_dump_json(exclude={*_MOMENTS}))

    def _read(self, item: Item) -> HeldKeyT:
        moments: dict[str, Any] = {
            name: dt.datetime.fromisoformat(item[name]["S"]) for name in (*_MOMENTS, _ENDS) if name in item
        }
        return self._model.model_validate_json(body_of(item)).model_copy(update=moments)

    def _key(self, key_id: str) -> Key:
        return f"{self._holders}#{holder_of(key_id)}", f"key#{key_id}"


class DynamoKeyStore(_DynamoKeys[ApiKey]):
    """See `cmehub.stores.KeyStore`."""

    def __init__(self, table: DynamoTable) -> None:
        super().__init__(table, ApiKey, "prov")

    def of_provider(self, provider_id: str) -> list[ApiKey]:
        return self._of_holder(provider_id)

    def add(self, key: ApiKey) -> None:
        items = [self._item(key)]
        if key.client_id:
            items.append({**key_of((f"client#{key.client_id}", "client")), "key_id": text(key.key_id)})
        self._table.put_many(items)

    def of_client(self, client_id: str) -> ApiKey | None:
        pointer = self._table.get((f"client#{client_id}", "client"))
        return self.find(pointer["key_id"]["S"]) if pointer else None


class DynamoStateKeyStore(_DynamoKeys[StateKey]):
    """See `cmehub.stores.keys.StateKeyStore`."""

    def __init__(self, table: DynamoTable) -> None:
        super().__init__(table, StateKey, "state")

    def of_state(self, state: str) -> list[StateKey]:
        return self._of_holder(state)
