"""A provider's own keys."""

from collections.abc import Sequence
from datetime import datetime

from pydantic import TypeAdapter

from cmehub_client.calls import Calls, address
from cmehub_client.models import KeyInput, KeyView, NewKey, RenewalInput, Scope

_KEYS = TypeAdapter(list[KeyView])


class Keys:
    """The calls about keys."""

    def __init__(self, calls: Calls) -> None:
        self._calls = calls

    def list(self) -> Sequence[KeyView]:
        """Return every key that the provider ever had, the oldest first."""
        return _KEYS.validate_json(self._calls.call("GET", "v1/keys").content)

    def make(self, scopes: Sequence[Scope], expires_at: datetime | None = None) -> NewKey:
        """Make a key; its ``key`` is told this once."""
        wanted = KeyInput(scopes=list(scopes), expires_at=expires_at)
        document = wanted.model_dump(mode="json", exclude_none=True)
        return NewKey.model_validate_json(self._calls.call("POST", "v1/keys", document=document).content)

    def renew(self, key_id: str, overlap_hours: int = 24, expires_at: datetime | None = None) -> NewKey:
        """Make a key with the scopes and limits of another, which is good for some hours more."""
        wanted = RenewalInput(overlap_hours=overlap_hours, expires_at=expires_at)
        document = wanted.model_dump(mode="json", exclude_none=True)
        answer = self._calls.call("POST", address("v1/keys", key_id, "renewal"), document=document)
        return NewKey.model_validate_json(answer.content)

    def revoke(self, key_id: str) -> None:
        """Let a key be refused from now on."""
        self._calls.call("DELETE", address("v1/keys", key_id))
