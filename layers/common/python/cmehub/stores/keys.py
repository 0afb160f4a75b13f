"""The providers' API keys."""

import datetime as dt
from typing import Protocol

from cmehub.accounts.keys import ApiKey, CallCounts


class KeyStore(Protocol):
    """The providers' API keys."""

    def find(self, key_id: str) -> ApiKey | None:
        """Return a key."""

    def of_provider(self, provider_id: str) -> list[ApiKey]:
        """Return all keys that a provider ever had, the oldest first."""

    def add(self, key: ApiKey) -> None:
        """Store a new key."""

    def revoke(self, key_id: str, *, at: dt.datetime) -> bool:
        """Let a key be refused from now on; False if there is none, or it was revoked before."""

    def end(self, key_id: str, *, at: dt.datetime) -> bool:
        """Let a key expire at a moment; False if there is none, or it was revoked before."""

    def of_client(self, client_id: str) -> ApiKey | None:
        """Return the key that stands for a client of OAuth 2."""

    def count_call(self, key_id: str, *, at: dt.datetime) -> CallCounts:
        """Count a call with a key that is there, and return how many that makes."""
