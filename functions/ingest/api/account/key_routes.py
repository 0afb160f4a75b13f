"""The routes ``/v1/keys``: a provider's own keys."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from typing import Annotated

from aws_lambda_powertools.event_handler import Response
from aws_lambda_powertools.event_handler.openapi.params import Path
from pydantic import AwareDatetime, BaseModel, ConfigDict, Field

from cmehub.accounts.keys import ApiKey, Quota, Scope, make_key, provider_of
from cmehub.api.access import ADMINISTERING, Caller
from cmehub.api.contract import answers, needs
from cmehub.api.problems import ProblemError
from cmehub.api.resolver import HubApi
from cmehub.stores import KeyStore

_TAGS = ["Keys"]
KeyId = Annotated[str, Path(description="What the key is called: the part of it between cmeh_ and the secret.")]


class KeyInput(BaseModel):
    """A key to be made; without ``expires_at`` it is good until it is revoked."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [{"scopes": ["learners:write", "read"]}]})

    scopes: Annotated[tuple[Scope, ...], Field(min_length=1, max_length=len(Scope))]
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
        now = self.clock()
        if wanted.expires_at and wanted.expires_at <= now:
            raise ProblemError("REQUEST_INVALID", "expires_at: give a moment that is to come, or leave it out")
        kept, written = make_key(
            caller.provider_id,
            wanted.scopes,
            at=now,
            expires_at=wanted.expires_at,
            **(caller.quota if caller.role is None else Quota())._asdict(),
        )
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
        if provider_of(key_id) != provider_id or self.keys.find(key_id) is None:
            raise ProblemError("NOT_FOUND")
        self.keys.revoke(key_id, at=self.clock())


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
        """Make a key. To change keys without a pause: make the new one, take it into use, revoke the old one."""
        app.caller.may(ADMINISTERING)
        return Response(201, "application/json", ring().make(app.caller, given))

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
