"""Who may call the API, what for, and how often."""

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import NamedTuple, Protocol

from cmehub.accounts.contacts import QUOTA, SCOPES, contact_id, contact_roles
from cmehub.accounts.keys import ApiKey, HeldKey, Quota, Scope, StateScope, holder_of
from cmehub.accounts.pools import Pool
from cmehub.accounts.standing import Role, RoleKind
from cmehub.api.credentials import Credentials, Presented, Token
from cmehub.api.problems import ProblemError
from cmehub.api.rates import counted_rates
from cmehub.people.states import STATES
from cmehub.stores import KeyStore
from cmehub.stores.keys import HeldKeyStore, HeldKeyT, StateKeyStore
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

    def issued(self, token: str) -> bool:
        """Tell whether a token says that it is this pool's, be it good or not."""

    def sign_in(self, token: str) -> SignIn | None:
        """Return what a token proves; None if it isn't good."""


@dataclass(frozen=True)
class Caller:
    """
    Who calls for a provider: a system of the provider's, or one of its contacts.

    Attributes
    ----------
    caller_id
        What is written down of who called: a key's ID, or a contact's by `cmehub.accounts.contacts.contact_id`.
    provider_id
        Whose data the caller may touch; nothing else in a call says so.
    scopes
        What this call may do.
    quota
        How often the caller may call, and look people up in vain.
    rates
        What the answer's headers tell of how often the caller may still call.
    role
        What a contact is at the provider; None of a system.
    """

    caller_id: str
    provider_id: str
    scopes: frozenset[str]
    quota: Quota
    rates: Mapping[str, str]
    role: RoleKind | None = None

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
        if self.scopes & set(scopes):
            return self.provider_id
        if self.role is None:
            raise ProblemError("SCOPE_MISSING", f"Use a key with the scope {' or '.join(scopes)}.")
        allowed = " or ".join(kind for kind, its in SCOPES.items() if {*its} & {*scopes})
        raise ProblemError("ROLE_TOO_LOW", f"Ask the provider's primary contact: it takes the role {allowed}.")


@dataclass(frozen=True)
class StateSystem:
    """
    A licensing board's own system, which calls with a key of its state.

    Attributes
    ----------
    rates
        What the answer's headers tell of how often it may still call.
    """

    key_id: str
    state: str
    scopes: frozenset[StateScope]
    rates: Mapping[str, str]


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


@dataclass(frozen=True)
class Admission:
    """
    Everything that admitting callers for providers and for states needs.

    Attributes
    ----------
    tokens
        Of clients of OAuth 2; without it, systems need keys.
    staff
        Of providers' contacts; without it, nobody who signed in is admitted.
    state_keys
        Of licensing boards' own systems; without it, none of them is admitted.
    """

    keys: KeyStore
    clock: Callable[[], dt.datetime]
    tokens: Tokens | None = None
    staff: PeopleAdmission | None = None
    state_keys: StateKeyStore | None = None

    def admit(self, credentials: Credentials | None) -> Caller:
        """
        Return who calls, and count the call.

        Raises
        ------
        ProblemError
            If there are no credentials, or they are unknown, revoked, expired or another provider's, or whoever has
            them called too often.
        """
        if self.staff and isinstance(credentials, Token) and self.staff.sign_ins.issued(credentials.text):
            return self._contact(self.staff, credentials)
        key, scopes = self._key(credentials)
        rates = _counted(self.keys, key, self.clock())
        return Caller(key.key_id, key.provider_id, scopes, key.quota, rates)

    def admit_for_state(self, credentials: Credentials | None) -> SignedInPerson | StateSystem:
        """
        Return who calls for a licensing board: its own system with a key of its state, else who of the staff signed in.

        A provider's key is unknown here, as a state's is to `admit`.
        """
        if credentials is None:
            raise ProblemError(
                "SIGN_IN_MISSING", "Sign in; a board's own system sends Authorization: Bearer and its key."
            )
        if self.state_keys is None or not isinstance(credentials, Presented):
            return self.admit_person(credentials)
        return _state_system(self.state_keys, credentials, self.clock())

    def admit_system(self, credentials: Credentials | None) -> Caller | StateSystem:
        """Return which system calls, a provider's or a licensing board's own; raises as `admit` does."""
        presented = credentials if isinstance(credentials, Presented) else None
        if self.state_keys and presented and presented.key and holder_of(presented.key.key_id) in STATES:
            return _state_system(self.state_keys, presented, self.clock())
        return self.admit(credentials)

    def admit_person(self, credentials: Credentials | None) -> SignedInPerson:
        """Return who of the staff is signed in, whatever their roles; raises as `PeopleAdmission.admit` does."""
        if self.staff is None:
            raise ProblemError("SIGN_IN_MISSING")
        return self.staff.admit(credentials)

    def _contact(self, staff: PeopleAdmission, token: Token) -> Caller:
        person, now = staff.admit(token), self.clock()
        role = _role(person, token.provider_id)
        rates = counted_rates(QUOTA, staff.standings.count_call(person.sub, role.at, at=now), now)
        return Caller(contact_id(person.sub), role.at, frozenset(SCOPES[role.kind]), QUOTA, rates, role.kind)

    def _key(self, credentials: Credentials | None) -> tuple[ApiKey, frozenset[str]]:
        if credentials is None:
            raise ProblemError("KEY_MISSING")
        if isinstance(credentials, Token):
            grant = self.tokens.grant(credentials.text) if self.tokens else None
            key = self.keys.of_client(grant.client_id) if grant else None
            if grant is None or key is None:
                raise ProblemError("TOKEN_INVALID")
            return key, grant.scopes & frozenset(key.scopes)
        found = _opened(self.keys, credentials)
        return found, frozenset(found.scopes)


def _state_system(keys: StateKeyStore, presented: Presented, now: dt.datetime) -> StateSystem:
    key = _opened(keys, presented)
    return StateSystem(key.key_id, key.state, frozenset(key.scopes), _counted(keys, key, now))


def _opened(keys: HeldKeyStore[HeldKeyT], presented: Presented) -> HeldKeyT:
    written, provider_id = presented
    found = keys.find(written.key_id) if written else None
    if written is None or found is None or not found.opens_with(written):
        raise ProblemError("KEY_UNKNOWN")
    if provider_id not in {None, holder_of(found.key_id)}:
        raise ProblemError("KEY_UNKNOWN", "Give the ID of the provider whose key it is, or none.")
    return found


def _counted(keys: HeldKeyStore[HeldKeyT], key: HeldKey, now: dt.datetime) -> Mapping[str, str]:
    """Count a call with a key that is still good, and return what its headers tell."""
    if key.revoked_at is not None:
        raise ProblemError("KEY_REVOKED")
    if key.expires_at is not None and key.expires_at <= now:
        raise ProblemError("KEY_EXPIRED")
    return counted_rates(key.quota, keys.count_call(key.key_id, at=now), now)


def _role(person: SignedInPerson, provider_id: str | None) -> Role:
    """Return the role by which somebody calls; it's the same whether another provider is there or not."""
    roles = contact_roles(person.roles)
    if provider_id is None and len(roles) > 1:
        raise ProblemError("PROVIDER_NOT_CHOSEN")
    for role in roles:
        if provider_id in {None, role.at}:
            return role
    raise ProblemError("CONTACT_UNKNOWN")
