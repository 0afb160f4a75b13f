"""The keys of a sandbox that are refused, each for its reason; as they open nothing, everybody may know them."""

import datetime as dt
from enum import IntEnum
from typing import Any

from cmehub.accounts.keys import ApiKey, WrittenKey
from cmehub.stores import KeyStore

_SECRET = "r" * 43


class RefusedKey(IntEnum):
    """Why a key is refused."""

    REVOKED = 1
    EXPIRED = 2
    WITHOUT_SCOPES = 3
    OUT_OF_MINUTE = 4
    OUT_OF_DAY = 5


def refused_key(provider_id: str, which: RefusedKey) -> WrittenKey:
    """Return a provider's key as a caller presents it."""
    return WrittenKey(f"{provider_id}-{which:08x}", _SECRET)


def add_refused_keys(keys: KeyStore, provider_id: str, *, at: dt.datetime) -> None:
    """Store a provider's keys; none has a scope."""
    limits: dict[RefusedKey, dict[str, Any]] = {
        RefusedKey.REVOKED: {},
        RefusedKey.EXPIRED: {"expires_at": at},
        RefusedKey.WITHOUT_SCOPES: {},
        RefusedKey.OUT_OF_MINUTE: {"calls_per_minute": 0},
        RefusedKey.OUT_OF_DAY: {"calls_per_day": 0},
    }
    for which, limit in limits.items():
        written = refused_key(provider_id, which)
        kept = {"key_id": written.key_id, "provider_id": provider_id, "digest": written.digest, "created_at": at}
        keys.add(ApiKey(scopes=(), **kept, **limit))
    keys.revoke(refused_key(provider_id, RefusedKey.REVOKED).key_id, at=at)
