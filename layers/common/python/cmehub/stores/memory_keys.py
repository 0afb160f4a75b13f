"""API keys in memory, for tests."""

import datetime as dt

from cmehub.api_keys import ApiKey


class MemoryKeyStore:
    """See `cmehub.stores.KeyStore`."""

    def __init__(self) -> None:
        self._keys: dict[str, ApiKey] = {}

    def find(self, key_id: str) -> ApiKey | None:
        return self._keys.get(key_id)

    def of_provider(self, provider_id: str) -> list[ApiKey]:
        found = [one for one in self._keys.values() if one.provider_id == provider_id]
        return sorted(found, key=lambda one: (one.created_at, one.key_id))

    def add(self, key: ApiKey) -> None:
        self._keys[key.key_id] = key

    def revoke(self, key_id: str, *, at: dt.datetime) -> bool:
        key = self._keys.get(key_id)
        if key is None or key.revoked_at:
            return False
        self._keys[key_id] = key.model_copy(update={"revoked_at": at})
        return True

    def note_use(self, key_id: str, *, at: dt.datetime, unless_since: dt.datetime) -> None:
        key = self._keys.get(key_id)
        if key and (key.last_used_at is None or key.last_used_at <= unless_since):
            self._keys[key_id] = key.model_copy(update={"last_used_at": at})
