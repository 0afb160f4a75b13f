"""Who may call the API, what for, and how often."""

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import NamedTuple, Protocol

from cmehub.accounts.keys import ApiKey, Scope
from cmehub.accounts.pools import Pool
from cmehub.accounts.standing import Role
from cmehub.api.credentials import Credentials, Token
from cmehub.api.problems import PROBLEMS, ProblemError
from cmehub.api.rates import rate_headers
from cmehub.stores import KeyStore
from cmehub.stores.standings import StandingStore

SENDING = (Scope.ACTIVITIES_WRITE, Scope.LEARNERS_WRITE)
"""Either allows to send a file: what it holds isn't known before it is read."""
READING = (Scope.READ,)
ADMINISTERING = (Scope.ADMIN,)


class Grant(NamedTuple):
    """What a token of OAuth 2 proves: which client it was given to, and for what."""

    client_id: str
    scopes: frozenset[str]


class Tokens(Protocol):
    """Who can tell whether a token of OAuth 2 is good."""

    def grant(self, token: str) -> Grant | None:
        """Return what a token proves; None if it isn't good."""


class SignIn(NamedTuple):
    """What a person's token proves: who signed in, by which client of the pool, and when the token was given."""

    sub: str
    client_id: str
    at: dt.datetime


class SignIns(Protocol):
    """Who can tell whether a person's token is good."""

    def sign_in(self, token: str) -> SignIn | None:
        """Return what a token proves; None if it isn't good."""


@dataclass(frozen=True)
class Caller:
    """
    A provider's system that is known.

    Attributes
    ----------
    key
        The API key, or what the hub keeps of the client of OAuth 2.
    scopes
        What this call may do.
    rates
        What the answer's headers tell of how often the key may still be used.
    """

    key: ApiKey
    scopes: frozenset[str]
    rates: Mapping[str, str]

    @property
    def provider_id(self) -> str:
        """Whose data the caller may touch; nothing else in a call says so."""
        return self.key.provider_id

    def may(self, scopes: tuple[Scope, ...]) -> str:
        """
        Return the caller's provider.

        Parameters
        ----------
        scopes
            The caller needs one of them.

        Raises
        ------
        ProblemError
            If it has none.
        """
        if not self.scopes & set(scopes):
            raise ProblemError("SCOPE_MISSING", f"Use a key with the scope {' or '.join(scopes)}.")
        return self.provider_id


@dataclass(frozen=True)
class Admission:
    """Everything that admitting a caller needs."""

    keys: KeyStore
    clock: Callable[[], dt.datetime]
    tokens: Tokens | None = None

    def admit(self, credentials: Credentials | None) -> Caller:
        """
        Return who calls, and count the call.

        Raises
        ------
        ProblemError
            If there are no credentials, or they are unknown, revoked, expired or another provider's, or if they were
            used too often.
        """
        now = self.clock()
        key, scopes = self._key(credentials)
        if key.revoked_at is not None:
            raise ProblemError("KEY_REVOKED")
        if key.expires_at is not None and key.expires_at <= now:
            raise ProblemError("KEY_EXPIRED")
        counts = self.keys.count_call(key.key_id, at=now)
        rates = rate_headers(key, counts, now)
        if counts.of_day > key.calls_per_day:
            may = f"It may make {key.calls_per_day:,} calls a day."
            raise ProblemError("QUOTA_EXCEEDED", f"{may} {PROBLEMS['QUOTA_EXCEEDED'].mend}", rates)
        if counts.of_minute > key.calls_per_minute:
            may = f"It may make {key.calls_per_minute:,} calls a minute."
            raise ProblemError("RATE_EXCEEDED", f"{may} {PROBLEMS['RATE_EXCEEDED'].mend}", rates)
        return Caller(key, scopes, rates)

    def _key(self, credentials: Credentials | None) -> tuple[ApiKey, frozenset[str]]:
        if credentials is None:
            raise ProblemError("KEY_MISSING")
        if isinstance(credentials, Token):
            grant = self.tokens.grant(credentials.text) if self.tokens else None
            key = self.keys.of_client(grant.client_id) if grant else None
            if grant is None or key is None:
                raise ProblemError("TOKEN_INVALID")
            return key, grant.scopes & frozenset(key.scopes)
        written, provider_id = credentials
        found = self.keys.find(written.key_id) if written else None
        if written is None or found is None or not found.opens_with(written):
            raise ProblemError("KEY_UNKNOWN")
        if provider_id not in {None, found.provider_id}:
            raise ProblemError("KEY_UNKNOWN", "Give the ID of the provider whose key it is, or none.")
        return found, frozenset(found.scopes)


@dataclass(frozen=True)
class SignedInPerson:
    """
    Somebody who is signed in.

    Attributes
    ----------
    sub
        What the user pool calls the person; the key of everything that is kept of the account.
    roles
        What somebody of the staff is, as our own table says at this moment.
    ends_on
        The last day on which a physician can keep an account that is to end.
    """

    sub: str
    pool: Pool
    roles: tuple[Role, ...]
    ends_on: dt.date | None = None


@dataclass(frozen=True)
class PeopleAdmission:
    """
    Everything that admitting people needs, to the routes of one pool.

    Attributes
    ----------
    client_id
        By which client of the pool people sign in to these routes' pages.
    """

    pool: Pool
    client_id: str
    sign_ins: SignIns
    standings: StandingStore

    def admit(self, credentials: Credentials | None) -> SignedInPerson:
        """
        Return who is signed in.

        Raises
        ------
        ProblemError
            If nobody is, or the token is no access token of this pool and client, or is over: by its time, or because
            its holder signed out everywhere, or the account was ended.
        """
        if credentials is None:
            raise ProblemError("SIGN_IN_MISSING")
        found = self.sign_ins.sign_in(credentials.text) if isinstance(credentials, Token) else None
        if found is None or found.client_id != self.client_id:
            raise ProblemError("SIGN_IN_OVER")
        standing = self.standings.find(found.sub)
        if not standing.takes(found.at):
            raise ProblemError("SIGN_IN_OVER")
        return SignedInPerson(found.sub, self.pool, standing.roles, standing.ends_on)
