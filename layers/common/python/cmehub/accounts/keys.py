"""Keys with which systems call the API: a provider's, or those of a state's licensing board."""

import datetime as dt
import hashlib
import hmac
import re
import secrets
from collections.abc import Collection
from enum import StrEnum
from typing import NamedTuple, Self

from pydantic import BaseModel, ConfigDict

_WRITTEN = re.compile(r"cmeh_(?P<key_id>(?:[0-9]{7}|[A-Z]{2})-[0-9a-f]{8})_(?P<secret>[A-Za-z0-9_-]{43})")
_SECRET_BYTES = 32
CALLS_PER_MINUTE = 600
CALLS_PER_DAY = 200_000
FAILED_MATCHES_PER_DAY = 1_000
"""A tenth of what a system with 10,000 learners a day asks; about so many tries find three birth days."""


class Scope(StrEnum):
    """
    What a provider's key allows.

    To send activities or learners, to read what is stored of them and what became of them, to ask whether a learner is
    known, and to look after the provider's own keys and webhooks.
    """

    ACTIVITIES_WRITE = "activities:write"
    LEARNERS_WRITE = "learners:write"
    READ = "read"
    MATCH = "match"
    ADMIN = "admin"


class StateScope(StrEnum):
    """What a state's key allows: to read credits of a licensee, to have many checked, or to keep webhooks."""

    LICENSEES = "licensees"
    CHECKS = "checks"
    WEBHOOKS = "webhooks"


class Quota(NamedTuple):
    """How often somebody may call, and how many people a caller may look up in vain on a day."""

    calls_per_minute: int = CALLS_PER_MINUTE
    calls_per_day: int = CALLS_PER_DAY
    failed_matches_per_day: int = FAILED_MATCHES_PER_DAY


class CallCounts(NamedTuple):
    """How often a caller called in one minute and on one day, both of UTC."""

    of_minute: int
    of_day: int


class HeldKey(BaseModel):
    """
    A key as the hub keeps it.

    Attributes
    ----------
    key_id
        Its holder's ID and 8 hexadecimal digits.
    digest
        SHA-256 of the secret. The secret is 256 random bits, so that nobody can guess it however fast they try: a slow
        hash, as passwords need, would only make every call slower.
        None of a client of OAuth 2, whose secret Cognito keeps.
    calls_per_minute, calls_per_day
        How often it may be used.
    expires_at, revoked_at
        From when on it is refused; None if it isn't.
    """

    model_config = ConfigDict(frozen=True)

    key_id: str
    digest: str | None = None
    calls_per_minute: int = CALLS_PER_MINUTE
    calls_per_day: int = CALLS_PER_DAY
    created_at: dt.datetime
    expires_at: dt.datetime | None = None
    revoked_at: dt.datetime | None = None
    last_used_at: dt.datetime | None = None

    @property
    def quota(self) -> Quota:
        """How often it may be used."""
        return Quota(self.calls_per_minute, self.calls_per_day)

    def is_taken_at(self, now: dt.datetime) -> bool:
        """Tell whether it is neither revoked nor expired."""
        return self.revoked_at is None and (self.expires_at is None or now < self.expires_at)

    def opens_with(self, written: "WrittenKey") -> bool:
        """Tell whether this is the secret of the key."""
        return self.digest is not None and hmac.compare_digest(self.digest, written.digest)


class ApiKey(HeldKey):
    """
    A provider's key.

    Attributes
    ----------
    client_id
        The client of OAuth 2 that it stands for, if it isn't a key that is sent itself.
    failed_matches_per_day
        How many people it may look up in vain.
    """

    provider_id: str
    scopes: tuple[Scope, ...]
    client_id: str | None = None
    failed_matches_per_day: int = FAILED_MATCHES_PER_DAY

    @property
    def quota(self) -> Quota:
        """How often it may be used, and how much in vain."""
        return Quota(self.calls_per_minute, self.calls_per_day, self.failed_matches_per_day)


class StateKey(HeldKey):
    """The key of a state's licensing board, whose own system calls; ``state`` is its letters."""

    state: str
    scopes: tuple[StateScope, ...]


class WrittenKey(NamedTuple):
    """A key as its holder has it: its prefix lets scanners of source code find one that leaked."""

    key_id: str
    secret: str

    def __str__(self) -> str:
        """Return the text that the holder keeps."""
        return f"cmeh_{self.key_id}_{self.secret}"

    @classmethod
    def read(cls, text: str) -> Self | None:
        """Read what a caller presents; None if it isn't written like a key."""
        found = _WRITTEN.fullmatch(text)
        return cls(**found.groupdict()) if found else None

    @property
    def digest(self) -> str:
        """What the hub keeps of the secret."""
        return hashlib.sha256(self.secret.encode()).hexdigest()


def make_key(
    provider_id: str,
    scopes: Collection[Scope],
    *,
    at: dt.datetime,
    expires_at: dt.datetime | None = None,
    calls_per_minute: int = CALLS_PER_MINUTE,
    calls_per_day: int = CALLS_PER_DAY,
    failed_matches_per_day: int = FAILED_MATCHES_PER_DAY,
) -> tuple[ApiKey, WrittenKey]:
    """Make a key; only the second of the two can be used to call, and it can't be made from the first."""
    written = _new_key(provider_id)
    kept = ApiKey(
        key_id=written.key_id,
        provider_id=provider_id,
        scopes=tuple(sorted(set(scopes))),
        digest=written.digest,
        calls_per_minute=calls_per_minute,
        calls_per_day=calls_per_day,
        failed_matches_per_day=failed_matches_per_day,
        created_at=at,
        expires_at=expires_at,
    )
    return kept, written


def make_state_key(
    state: str,
    scopes: Collection[StateScope],
    *,
    at: dt.datetime,
    expires_at: dt.datetime | None = None,
    calls_per_minute: int = CALLS_PER_MINUTE,
    calls_per_day: int = CALLS_PER_DAY,
) -> tuple[StateKey, WrittenKey]:
    """Make a state's key, as `make_key` makes a provider's."""
    written = _new_key(state)
    kept = StateKey(
        key_id=written.key_id,
        state=state,
        scopes=tuple(sorted(set(scopes))),
        digest=written.digest,
        calls_per_minute=calls_per_minute,
        calls_per_day=calls_per_day,
        created_at=at,
        expires_at=expires_at,
    )
    return kept, written


def _new_key(holder: str) -> WrittenKey:
    return WrittenKey(f"{holder}-{secrets.token_hex(4)}", secrets.token_urlsafe(_SECRET_BYTES))


def holder_of(key_id: str) -> str:
    """Return the provider's ID or the state's letters whose key has this ID."""
    return key_id.partition("-")[0]
