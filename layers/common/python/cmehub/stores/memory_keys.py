"""API keys in memory, for tests."""

import datetime as dt
from collections import Counter
from typing import Generic

from cmehub.accounts.keys import ApiKey, CallCounts, StateKey, holder_of
from cmehub.stores.keys import HeldKeyT


class _MemoryKeys(Generic[HeldKeyT]):
    """See `cmehub.stores.keys.HeldKeyStore`."""

    def __init__(self) -> None:
        self._keys: dict[str, HeldKeyT] = {}
        self._calls = Counter[tuple[str, str]]()

    def find(self, key_id: str) -> HeldKeyT | None:
        return self._keys.get(key_id)

    def add(self, key: HeldKeyT) -> None:
        self._keys[key.key_id] = key

    def revoke(self, key_id: str, *, at: dt.datetime) -> bool:
        return self._set_unless_revoked(key_id, "revoked_at", at)

    def end(self, key_id: str, *, at: dt.datetime) -> bool:
        return self._set_unless_revoked(key_id, "expires_at", at)

    def count_call(self, key_id: str, *, at: dt.datetime) -> CallCounts:
        minute, day = f"{at:%Y-%m-%dT%H:%M}", f"{at:%Y-%m-%d}"
        for window in (minute, day):
            self._calls[key_id, window] += 1
        self._keys[key_id] = self._keys[key_id].model_copy(update={"last_used_at": at})
        return CallCounts(self._calls[key_id, minute], self._calls[key_id, day])

    def _of_holder(self, holder: str) -> list[HeldKeyT]:
        found = [key for key in self._keys.values() if holder_of(key.key_id) == holder]
        return sorted(found, key=lambda key: (key.created_at, key.key_id))

    def _set_unless_revoked(self, key_id: str, moment: str, at: dt.datetime) -> bool:
        key = self._keys.get(key_id)
        if key is None or key.revoked_at:
            return False
        self._keys[key_id] = key.model_copy(update={moment: at})
        return True


class MemoryKeyStore(_MemoryKeys[ApiKey]):
    """See `cmehub.stores.KeyStore`."""

    def of_provider(self, provider_id: str) -> list[ApiKey]:
        return self._of_holder(provider_id)

    def of_client(self, client_id: str) -> ApiKey | None:
        return next((key for key in self._keys.values() if key.client_id == client_id), None)


class MemoryStateKeyStore(_MemoryKeys[StateKey]):
    """See `cmehub.stores.keys.StateKeyStore`."""

    def of_state(self, state: str) -> list[StateKey]:
        return self._of_holder(state)
