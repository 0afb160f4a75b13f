"""The API keys of providers, and of states' licensing boards."""

import datetime as dt
from typing import Protocol, TypeVar

from cmehub.accounts.keys import ApiKey, CallCounts, HeldKey, StateKey

HeldKeyT = TypeVar("HeldKeyT", bound=HeldKey)


class HeldKeyStore(Protocol[HeldKeyT]):
    """The API keys of one kind of holders."""

    def find(self, key_id: str) -> HeldKeyT | None:
        """Return a key."""

    def add(self, key: HeldKeyT) -> None:
        """Store a new key."""

    def revoke(self, key_id: str, *, at: dt.datetime) -> bool:
        """Let a key be refused from now on; False if there is none, or it was revoked before."""

    def end(self, key_id: str, *, at: dt.datetime) -> bool:
        """Let a key expire at a moment; False if there is none, or it was revoked before."""

    def count_call(self, key_id: str, *, at: dt.datetime) -> CallCounts:
        """Count a call with a key that is there, and return how many that makes."""


class KeyStore(HeldKeyStore[ApiKey], Protocol):
    """The providers' API keys."""

    def of_provider(self, provider_id: str) -> list[ApiKey]:
        """Return all keys that a provider ever had, the oldest first."""

    def of_client(self, client_id: str) -> ApiKey | None:
        """Return the key that stands for a client of OAuth 2."""


class StateKeyStore(HeldKeyStore[StateKey], Protocol):
    """The API keys of states' licensing boards; none of them is found among providers'."""

    def of_state(self, state: str) -> list[StateKey]:
        """Return all keys that a state ever had, the oldest first."""
