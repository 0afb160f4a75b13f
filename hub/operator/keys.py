"""The commands about the keys with which providers' systems call the API."""

import datetime as dt
import json
from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated, NamedTuple, Protocol

import typer
from pydantic import TypeAdapter

from cmehub.accounts.keys import (
    CALLS_PER_DAY,
    CALLS_PER_MINUTE,
    FAILED_MATCHES_PER_DAY,
    ApiKey,
    Scope,
    StateKey,
    WrittenKey,
    make_key,
)
from cmehub.api.tokens import RESOURCE_SERVER
from cmehub.stores import KeyStore, ProviderStore
from hub import screen
from hub.errors import UserError
from hub.operator.lookups import add_lookups
from hub.options import AsJson, Stack
from hub.stack import StackConnection
from hub.stores import HubStores

if TYPE_CHECKING:
    from mypy_boto3_cognito_idp import CognitoIdentityProviderClient

app = typer.Typer(
    no_args_is_help=True,
    help="Make and revoke the keys with which providers' systems call the API.",
    epilog="Example: hub keys create 0009999 --scope learners:write --scope read",
)
Provider = Annotated[str, typer.Argument(metavar="PROVIDER", help="The provider, 7 digits.")]
LastDay = Annotated[
    dt.datetime | None,
    typer.Option(formats=["%Y-%m-%d"], metavar="DATE", help="The last day (UTC) on which it is taken."),
]
PerMinute = Annotated[int, typer.Option(min=1, help="How many calls it may make in a minute.")]
PerDay = Annotated[int, typer.Option(min=1, help="How many calls it may make on a day (UTC).")]
_KEYS = TypeAdapter(list[ApiKey])


@app.command(epilog="Example: hub keys create 0009999 --scope learners:write --scope read --expires 2027-12-31")
def create(
    provider: Provider,
    *,
    scope: Annotated[list[Scope], typer.Option(help="What it allows; give it once for each.")],
    expires: LastDay = None,
    per_minute: PerMinute = CALLS_PER_MINUTE,
    per_day: PerDay = CALLS_PER_DAY,
    in_vain: Annotated[
        int, typer.Option(min=1, help="How many people it may look up in vain on a day (UTC).")
    ] = FAILED_MATCHES_PER_DAY,
    oauth: Annotated[bool, typer.Option("--oauth", help="Make a client of OAuth 2 instead.")] = False,
    stack: Stack = None,
) -> None:
    """
    Make a key and print it, this once: the hub keeps no more of it than it needs to know it again.

    To change keys without a pause, make the new one, let the provider take it into use, then revoke the old one.
    """
    connection = StackConnection.named(stack)
    stores = HubStores(connection)
    last_day = expires.date() if expires else None
    wanted = KeyWanted(provider, tuple(scope), last_day, per_minute, per_day, in_vain)
    now = dt.datetime.now(dt.UTC)
    if oauth:
        pool = UserPool(connection.cognito, connection.token_pool)
        client = create_client(stores.providers, stores.keys, pool, wanted, at=now)
        screen.notes().print(f"Client of provider {provider}. Copy its secret now; it is not shown again.")
        typer.echo(json.dumps({**client._asdict(), "token_url": connection.token_url}, indent=2))
        return
    key = create_key(stores.providers, stores.keys, wanted, at=now)
    screen.notes().print(f"Key {key.key_id} of provider {provider}. Copy it now; it is not shown again:")
    typer.echo(str(key))


@app.command("list", epilog="Example: hub keys list 0009999")
def show(
    provider: Provider,
    as_json: AsJson = False,
    stack: Stack = None,
) -> None:
    """List the keys of a provider, those that are refused by now included."""
    found = HubStores(StackConnection.named(stack)).keys.of_provider(provider)
    if as_json:
        typer.echo(_KEYS.dump_json(found, exclude={"__all__": {"digest"}}, indent=2).decode())
        return
    print_keys(found, f"Provider {provider} has no keys. Make one with: hub keys create")


@app.command(epilog="Example: hub keys revoke 0009999-7f3a9c21")
def revoke(key: Annotated[str, typer.Argument(help="Its ID, as hub keys list shows it.")], stack: Stack = None) -> None:
    """Let a key be refused from now on."""
    revoke_key(HubStores(StackConnection.named(stack)).keys, key, at=dt.datetime.now(dt.UTC))
    screen.output().print(f"Key {key} is revoked.")


add_lookups(app)


def print_keys(keys: Sequence[ApiKey | StateKey], without: str) -> None:
    """Show keys in a table, or say what is said where there are none."""
    listing = screen.table("Keys", "key", "scopes", "last day", "last used", "revoked")
    for key in keys:
        last_moment = key.expires_at - dt.timedelta.resolution if key.expires_at else None
        moments = (last_moment, key.last_used_at, key.revoked_at)
        listing.add_row(key.key_id, "\n".join(key.scopes), *(f"{at:%Y-%m-%d}" if at else "" for at in moments))
    listing.columns[0].no_wrap = True
    screen.output().print(listing if keys else without)


class KeyWanted(NamedTuple):
    """A key to be made."""

    provider_id: str
    scopes: tuple[Scope, ...]
    last_day: dt.date | None = None
    per_minute: int = CALLS_PER_MINUTE
    per_day: int = CALLS_PER_DAY
    in_vain: int = FAILED_MATCHES_PER_DAY


def create_key(providers: ProviderStore, keys: KeyStore, wanted: KeyWanted, *, at: dt.datetime) -> WrittenKey:
    """
    Make and store a key.

    Raises
    ------
    UserError
        If there is no such provider, or the key would have expired already.
    """
    kept, written = _made(providers, wanted, at)
    keys.add(kept)
    return written


class OauthClient(NamedTuple):
    """What a client of OAuth 2 gets its tokens with; its ``key_id`` is what `hub keys revoke` takes."""

    key_id: str
    client_id: str
    client_secret: str


class ClientPool(Protocol):
    """Where clients of OAuth 2 are made."""

    def add(self, name: str, scopes: Sequence[Scope]) -> tuple[str, str]:
        """Make a client that may have these scopes, and return its ID and secret."""


class UserPool:
    """A user pool of Cognito."""

    def __init__(self, client: "CognitoIdentityProviderClient", pool_id: str) -> None:
        self._client = client
        self._pool_id = pool_id

    def add(self, name: str, scopes: Sequence[Scope]) -> tuple[str, str]:
        """Make a client that may have these scopes, and return its ID and secret."""
        made = self._client.create_user_pool_client(
            UserPoolId=self._pool_id,
            ClientName=name,
            GenerateSecret=True,
            AllowedOAuthFlowsUserPoolClient=True,
            AllowedOAuthFlows=["client_credentials"],
            AllowedOAuthScopes=[f"{RESOURCE_SERVER}/{scope}" for scope in scopes],
        )["UserPoolClient"]
        return made["ClientId"], made["ClientSecret"]


def create_client(
    providers: ProviderStore, keys: KeyStore, pool: ClientPool, wanted: KeyWanted, *, at: dt.datetime
) -> OauthClient:
    """
    Make a client of OAuth 2, and store the key that stands for it.

    Raises
    ------
    UserError
        As `create_key` does.
    """
    kept, _ = _made(providers, wanted, at)
    client_id, secret = pool.add(kept.key_id, kept.scopes)
    keys.add(kept.model_copy(update={"digest": None, "client_id": client_id}))
    return OauthClient(kept.key_id, client_id, secret)


def _made(providers: ProviderStore, wanted: KeyWanted, at: dt.datetime) -> tuple[ApiKey, WrittenKey]:
    if providers.find(wanted.provider_id) is None:
        raise UserError(
            f"No provider has the ID {wanted.provider_id} (7 digits, leading zeroes kept). "
            "Load it with: hub load-providers FILE"
        )
    return make_key(
        wanted.provider_id,
        wanted.scopes,
        at=at,
        expires_at=end_of(wanted.last_day, at),
        calls_per_minute=wanted.per_minute,
        calls_per_day=wanted.per_day,
        failed_matches_per_day=wanted.in_vain,
    )


def end_of(last_day: dt.date | None, at: dt.datetime) -> dt.datetime | None:
    """
    Return when a key expires that is taken to the end of a day (UTC); None if it never does.

    Raises
    ------
    UserError
        If the day is over.
    """
    if last_day is None:
        return None
    midnight = dt.datetime.combine(last_day + dt.timedelta(days=1), dt.time(), dt.UTC)
    if midnight <= at:
        raise UserError(f"{last_day} is over. Give a day on which the key may still be used.")
    return midnight


def revoke_key(keys: KeyStore, key_id: str, *, at: dt.datetime) -> None:
    """
    Let a key be refused from now on; one that is revoked stays as it is.

    Raises
    ------
    UserError
        If there is no such key.
    """
    if not keys.revoke(key_id, at=at) and keys.find(key_id) is None:
        raise UserError(f"No key has the ID {key_id}. List a provider's keys with: hub keys list PROVIDER")
