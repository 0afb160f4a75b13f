"""Who may call the API, and what for."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass

from cmehub.api_keys import ApiKey, Scope, WrittenKey
from cmehub.stores import KeyStore
from functions.ingest.problems import ProblemError

SENDING = (Scope.ACTIVITIES_WRITE, Scope.LEARNERS_WRITE)
"""Either allows to send a file: what it holds isn't known before it is read."""
READING = (Scope.READ,)
_USE_NOTED_EACH = dt.timedelta(hours=1)


@dataclass(frozen=True)
class Access:
    """Everything that admitting a caller needs."""

    keys: KeyStore
    clock: Callable[[], dt.datetime]

    def admit(self, authorization: str | None, scopes: tuple[Scope, ...]) -> str:
        """
        Return the ID of the provider whose key it is; nothing else in a call says who calls.

        Parameters
        ----------
        authorization
            The header of that name.
        scopes
            The key needs one of them.

        Raises
        ------
        ProblemError
            If the key is missing, unknown, revoked or expired, or has none of the scopes.
        """
        now = self.clock()
        key = self._key(authorization)
        if key.revoked_at is not None:
            raise ProblemError("KEY_REVOKED")
        if key.expires_at is not None and key.expires_at <= now:
            raise ProblemError("KEY_EXPIRED")
        if not set(scopes) & set(key.scopes):
            raise ProblemError("SCOPE_MISSING", f"Use a key with the scope {' or '.join(scopes)}.")
        if key.last_used_at is None or key.last_used_at <= now - _USE_NOTED_EACH:
            self.keys.note_use(key.key_id, at=now, unless_since=now - _USE_NOTED_EACH)
        return key.provider_id

    def _key(self, authorization: str | None) -> ApiKey:
        if not authorization:
            raise ProblemError("KEY_MISSING")
        kind, _, presented = authorization.partition(" ")
        written = WrittenKey.read(presented.strip()) if kind.lower() == "bearer" else None
        key = self.keys.find(written.key_id) if written else None
        if written is None or key is None or not key.opens_with(written):
            raise ProblemError("KEY_UNKNOWN")
        return key
