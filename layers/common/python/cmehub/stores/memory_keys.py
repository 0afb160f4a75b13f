"""API keys in memory, for tests."""

import datetime as dt
from collections import Counter

from cmehub.accounts.keys import ApiKey, CallCounts


class MemoryKeyStore:
    """See `cmehub.stores.KeyStore`."""

    def __init__(self) -> None:
        self._keys: dict[str, ApiKey] = {}
        self._calls = Counter[tuple[str, str]]()

    def find(self, key_id: str) -> ApiKey | None:
        return self._keys.get(key_id)

    def of_provider(self, provider_id: str) -> list[ApiKey]:
        found = [key for key in self._keys.values() if key.provider_id == provider_id]
        return sorted(found, key=lambda key: (key.created_at, key.key_id))

    def add(self, key: ApiKey) -> None:
        self._keys[key.key_id] = key

    def revoke(self, key_id: str, *, at: dt.datetime) -> bool:
        key = self._keys.get(key_id)
        if key is None or key.revoked_at:
            return False
        self._keys[key_id] = key.model_copy(update={"revoked_at": at})
        return True

    def end(self, key_id: str, *, at: dt.datetime) -> bool:
        key = self._keys.get(key_id)
        if key is None or key.revoked_at:
            return False
        self._keys[key_id] = key.model_copy(update={"expires_at": at})
        return True

    def of_client(self, client_id: str) -> ApiKey | None:
        return next((key for key in self._keys.values() if key.client_id == client_id), None)

    def count_call(self, key_id: str, *, at: dt.datetime) -> CallCounts:
        minute, day = f"{at:%Y-%m-%dT%H:%M}", f"{at:%Y-%m-%d}"
        for window in (minute, day):
            self._calls[key_id, window] += 1
        self._keys[key_id] = self._keys[key_id].model_copy(update={"last_used_at": at})
        return CallCounts(self._calls[key_id, minute], self._calls[key_id, day])
