"""The commands about the keys with which licensing boards' own systems call the API."""

import datetime as dt
from typing import Annotated, NamedTuple

import typer
from pydantic import TypeAdapter

from cmehub.accounts.keys import CALLS_PER_DAY, CALLS_PER_MINUTE, StateKey, StateScope, WrittenKey, make_state_key
from cmehub.people.states import STATES
from cmehub.stores.keys import StateKeyStore
from hub import screen
from hub.errors import UserError
from hub.operator.keys import LastDay, PerDay, PerMinute, end_of, print_keys
from hub.options import AsJson, Stack
from hub.stack import StackConnection
from hub.stores import HubStores

app = typer.Typer(
    no_args_is_help=True,
    help="Make, renew and revoke the keys with which licensing boards' own systems call the API.",
    epilog="Example: hub state-keys create OH --scope licensees --scope checks",
)
State = Annotated[str, typer.Argument(metavar="STATE", help="The state, 2 letters.")]
Key = Annotated[str, typer.Argument(help="Its ID, as hub state-keys list shows it.")]
_KEYS = TypeAdapter(list[StateKey])
_LONGEST_OVERLAP = 30 * 24


@app.command(epilog="Example: hub state-keys create OH --scope licensees --scope checks --expires 2027-12-31")
def create(
    state: State,
    *,
    scope: Annotated[list[StateScope], typer.Option(help="What it allows; give it once for each.")],
    expires: LastDay = None,
    per_minute: PerMinute = CALLS_PER_MINUTE,
    per_day: PerDay = CALLS_PER_DAY,
    stack: Stack = None,
) -> None:
    """Make a key and print it, this once: the hub keeps no more of it than it needs to know it again."""
    wanted = StateKeyWanted(state, tuple(scope), expires.date() if expires else None, per_minute, per_day)
    _print_new(create_state_key(_keys(stack), wanted, at=dt.datetime.now(dt.UTC)))


@app.command("list", epilog="Example: hub state-keys list OH")
def show(state: State, as_json: AsJson = False, stack: Stack = None) -> None:
    """List the keys of a state, those that are refused by now included."""
    found = _keys(stack).of_state(state)
    if as_json:
        typer.echo(_KEYS.dump_json(found, exclude={"__all__": {"digest"}}, indent=2).decode())
        return
    print_keys(found, f"State {state} has no keys. Make one with: hub state-keys create")


@app.command(epilog="Example: hub state-keys renew OH-7f3a9c21 --overlap-hours 48")
def renew(
    key: Key,
    *,
    expires: LastDay = None,
    overlap_hours: Annotated[
        int, typer.Option(min=0, max=_LONGEST_OVERLAP, help="For how long the key until now is still taken.")
    ] = 24,
    stack: Stack = None,
) -> None:
    """Make a key that may do what another may, and let that one expire a while later."""
    overlap, last_day = dt.timedelta(hours=overlap_hours), expires.date() if expires else None
    _print_new(renew_state_key(_keys(stack), key, overlap, last_day, at=dt.datetime.now(dt.UTC)))


@app.command(epilog="Example: hub state-keys revoke OH-7f3a9c21")
def revoke(key: Key, stack: Stack = None) -> None:
    """Let a key be refused from now on."""
    revoke_state_key(_keys(stack), key, at=dt.datetime.now(dt.UTC))
    screen.output().print(f"Key {key} is revoked.")


class StateKeyWanted(NamedTuple):
    """A key to be made."""

    state: str
    scopes: tuple[StateScope, ...]
    last_day: dt.date | None = None
    per_minute: int = CALLS_PER_MINUTE
    per_day: int = CALLS_PER_DAY


def create_state_key(keys: StateKeyStore, wanted: StateKeyWanted, *, at: dt.datetime) -> WrittenKey:
    """
    Make and store a key.

    Raises
    ------
    UserError
        If there is no such state, or the key would have expired already.
    """
    if wanted.state not in STATES:
        raise UserError(f"{wanted.state} is no state. Give its two letters, such as OH.")
    kept, written = make_state_key(
        wanted.state,
        wanted.scopes,
        at=at,
        expires_at=end_of(wanted.last_day, at),
        calls_per_minute=wanted.per_minute,
        calls_per_day=wanted.per_day,
    )
    keys.add(kept)
    return written


def renew_state_key(
    keys: StateKeyStore, key_id: str, overlap: dt.timedelta, last_day: dt.date | None, *, at: dt.datetime
) -> WrittenKey:
    """
    Make a key that may do what another may, and let that one expire a while later, unless it expires before.

    Raises
    ------
    UserError
        If there is no such key, it is refused already, or the new one would have expired already.
    """
    key = _found(keys, key_id)
    if not key.is_taken_at(at):
        raise UserError(f"{key_id} is refused already. Make a new key with: hub state-keys create {key.state}")
    wanted = StateKeyWanted(key.state, key.scopes, last_day, key.calls_per_minute, key.calls_per_day)
    written = create_state_key(keys, wanted, at=at)
    keys.end(key_id, at=min(at + overlap, key.expires_at or at + overlap))
    return written


def revoke_state_key(keys: StateKeyStore, key_id: str, *, at: dt.datetime) -> None:
    """
    Let a key be refused from now on; one that is revoked stays as it is.

    Raises
    ------
    UserError
        If there is no such key.
    """
    _found(keys, key_id)
    keys.revoke(key_id, at=at)


def _found(keys: StateKeyStore, key_id: str) -> StateKey:
    key = keys.find(key_id)
    if key is None:
        raise UserError(f"No state's key has the ID {key_id}. List them with: hub state-keys list STATE")
    return key


def _keys(stack: str | None) -> StateKeyStore:
    return HubStores(StackConnection.named(stack)).state_keys


def _print_new(key: WrittenKey) -> None:
    screen.notes().print(f"Key {key.key_id}. Copy it now; it is not shown again:")
    typer.echo(str(key))
