"""The routes ``/v1/keys``: a provider's own keys."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from typing import Annotated

from aws_lambda_powertools.event_handler import Response
from aws_lambda_powertools.event_handler.openapi.params import Path
from pydantic import AwareDatetime, BaseModel, ConfigDict, Field

from cmehub.accounts.keys import ApiKey, Quota, Scope, holder_of, make_key
from cmehub.api.access import ADMINISTERING, Caller
from cmehub.api.contract import answers, needs
from cmehub.api.problems import ProblemError
from cmehub.api.resolver import HubApi
from cmehub.stores import KeyStore

_TAGS = ["Keys"]
LONGEST_OVERLAP = 30 * 24
"""Hours."""
KeyId = Annotated[str, Path(description="What the key is called: the part of it between cmeh_ and the secret.")]


class KeyInput(BaseModel):
    """A key to be made; without ``expires_at`` it is good until it is revoked."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [{"scopes": ["learners:write", "read"]}]})

    scopes: Annotated[tuple[Scope, ...], Field(min_length=1, max_length=len(Scope))]
    expires_at: AwareDatetime | None = None


class RenewalInput(BaseModel):
    """For how long the key until now is still good, and from when on the new one isn't: never, if nothing is said."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [{"overlap_hours": 24}]})

    overlap_hours: Annotated[int, Field(ge=0, le=LONGEST_OVERLAP)] = 24
    expires_at: AwareDatetime | None = None


class KeyView(BaseModel):
    """A key, without its secret; ``client_id`` is that of the client of OAuth 2 that it stands for, if it does."""

    key_id: str
    scopes: tuple[Scope, ...]
    client_id: str | None
    calls_per_minute: int
    calls_per_day: int
    created_at: dt.datetime
    expires_at: dt.datetime | None
    revoked_at: dt.datetime | None
    last_used_at: dt.datetime | None


class NewKey(KeyView):
    """A key that was just made: ``key`` is what calls send, and is told this once."""

    key: str


@dataclass(frozen=True)
class KeyRing:
    """Everything that looking after keys needs."""

    keys: KeyStore
    clock: Callable[[], dt.datetime]

    def make(self, caller: Caller, wanted: KeyInput) -> NewKey:
        """
        Make a key for the caller's provider, which may be used as often as the one that calls, if one does.

        Raises
        ------
        ProblemError
            If it would have expired already.
        """
        quota = caller.quota if caller.role is None else Quota()
        return self._made(caller.provider_id, wanted.scopes, wanted.expires_at, quota)

    def renew(self, provider_id: str, key_id: str, wanted: RenewalInput) -> NewKey:
        """
        Make a key that may do what another may, and let that one expire a while later.

        Raises
        ------
        ProblemError
            If the provider has no such key, or it is refused already or stands for a client of OAuth 2.
        """
        now = self.clock()
        key = self._own(provider_id, key_id)
        if key.client_id or key.revoked_at or (key.expires_at and key.expires_at <= now):
            raise ProblemError("REQUEST_INVALID", f"{key_id} is no key that is still good; make a new one")
        made = self._made(provider_id, key.scopes, wanted.expires_at, key.quota)
        ends = now + dt.timedelta(hours=wanted.overlap_hours)
        self.keys.end(key_id, at=min(ends, key.expires_at or ends))
        return made

    def _made(
        self, provider_id: str, scopes: tuple[Scope, ...], expires_at: dt.datetime | None, quota: Quota
    ) -> NewKey:
        now = self.clock()
        if expires_at and expires_at <= now:
            raise ProblemError("REQUEST_INVALID", "expires_at: give a moment that is to come, or leave it out")
        kept, written = make_key(provider_id, scopes, at=now, expires_at=expires_at, **quota._asdict())
        self.keys.add(kept)
        return NewKey(**_told(kept).model_dump(), key=str(written))

    def revoke(self, provider_id: str, key_id: str) -> None:
        """
        Let a key be refused from now on; one that is revoked stays as it is.

        Raises
        ------
        ProblemError
            If the provider has no such key.
        """
        self._own(provider_id, key_id)
        self.keys.revoke(key_id, at=self.clock())

    def _own(self, provider_id: str, key_id: str) -> ApiKey:
        key = self.keys.find(key_id) if holder_of(key_id) == provider_id else None
        if key is None:
            raise ProblemError("NOT_FOUND")
        return key


def add_key_routes(app: HubApi, ring: Callable[[], KeyRing]) -> None:
    """Add the routes to the API of a function, which makes what they need once per process."""

    @app.get(
        "/v1/keys",
        summary="List keys",
        responses=answers(200, "The keys that the provider ever had, the oldest first."),
        tags=_TAGS,
        operation_id="listKeys",
        security=needs(ADMINISTERING),
    )
    def list_keys() -> list[KeyView]:
        """Tell of your keys: what they allow, when they were used last, and which are refused by now."""
        return [*map(_told, ring().keys.of_provider(app.caller.may(ADMINISTERING)))]

    @app.post(
        "/v1/keys",
        summary="Make a key",
        status_code=201,
        responses=answers(201, "The key, told this once."),
        tags=_TAGS,
        operation_id="makeKey",
        security=needs(ADMINISTERING),
    )
    def make(given: KeyInput) -> Response[NewKey]:
        """Make a key; another one is renewed by ``/v1/keys/{key_id}/renewal``."""
        app.caller.may(ADMINISTERING)
        return Response(201, "application/json", ring().make(app.caller, given))

    @app.post(
        "/v1/keys/<key_id>/renewal",
        summary="Renew a key",
        status_code=201,
        responses=answers(201, "The new key, told this once.", "NOT_FOUND"),
        tags=_TAGS,
        operation_id="renewKey",
        security=needs(ADMINISTERING),
    )
    def renew(key_id: KeyId, given: RenewalInput) -> Response[NewKey]:
        """Make a key that may do what another may, which is good for some hours more: take the new one into use."""
        return Response(201, "application/json", ring().renew(app.caller.may(ADMINISTERING), key_id, given))

    @app.delete(
        "/v1/keys/<key_id>",
        summary="Revoke a key",
        status_code=204,
        responses=answers(204, "It is refused from now on.", "NOT_FOUND"),
        tags=_TAGS,
        operation_id="revokeKey",
        security=needs(ADMINISTERING),
    )
    def revoke(key_id: KeyId) -> Response[None]:
        """Let a key be refused from now on, the one that calls among them."""
        ring().revoke(app.caller.may(ADMINISTERING), key_id)
        return Response(204)


def _told(key: ApiKey) -> KeyView:
    return KeyView.model_validate(key.model_dump())
