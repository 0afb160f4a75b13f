"""The commands about files of each night's changes for licensing boards' own systems."""

import json
from typing import Annotated, Any

import typer
import urllib3

from cmehub.licensing.nightly_states import NightlyStates
from cmehub.people.rosters import RosterLoad
from cmehub.people.states import STATES
from cmehub.stores import RosterStore
from hub import screen
from hub.errors import UserError
from hub.options import Stack
from hub.stack import StackConnection
from hub.stores import HubStores

app = typer.Typer(
    no_args_is_help=True,
    help="Put a file of each night's changes of licensees' credits for a licensing board's own system.",
    epilog="Example: hub nightly-files start OH",
)
State = Annotated[str, typer.Argument(metavar="STATE", help="The state, 2 letters.")]
_SECONDS = 30
_OK = 200


@app.command(epilog="Example: hub nightly-files start OH")
def start(state: State, stack: Stack = None) -> None:
    """Put a file for a state each night from now on."""
    stores = HubStores(StackConnection.named(stack))
    load = start_files(NightlyStates(stores.objects), stores.rosters, state)
    screen.output().print(f"{state} gets a file from the next night on. Licensees on its roster: {load.entries:,}.")


@app.command(epilog="Example: hub nightly-files stop OH")
def stop(state: State, stack: Stack = None) -> None:
    """Put no more files for a state; those that are there stay until their time is over."""
    stop_files(NightlyStates(HubStores(StackConnection.named(stack)).objects), state)
    screen.output().print(f"{state} gets no more files.")


@app.command("list", epilog="Example: hub nightly-files list")
def show(stack: Stack = None) -> None:
    """List the states that get files, a line for each."""
    for state in NightlyStates(HubStores(StackConnection.named(stack)).objects).all():
        typer.echo(state)


@app.command(epilog="Example: hub nightly-files keys > cme-hub-keys.pem")
def keys(stack: Stack = None) -> None:
    """Print the public halves of the keys that sign the files, as PEM, the one that signs first."""
    url = f"{StackConnection.named(stack).site_url}/.well-known/jwks.json"
    answer = urllib3.request("GET", url, retries=False, timeout=_SECONDS)
    if answer.status != _OK:
        raise UserError(f"{url} answered {answer.status}. Is the site published?")
    typer.echo(pem_of(json.loads(answer.data)), nl=False)


def start_files(states: NightlyStates, rosters: RosterStore, state: str) -> RosterLoad:
    """
    Let a state have files, and return which roster they are about.

    Raises
    ------
    UserError
        If there is no such state, or no roster of it.
    """
    if state not in STATES:
        raise UserError(f"{state} is no state. Give its two letters, such as OH.")
    load = rosters.rosters([state]).get(state)
    if load is None:
        raise UserError(f"No roster of {state} is loaded. Load it with: hub load-roster FILE --state {state}")
    states.start(state)
    return load


def stop_files(states: NightlyStates, state: str) -> None:
    """
    Let a state have no more files.

    Raises
    ------
    UserError
        If it has none.
    """
    if not states.has(state):
        raise UserError(f"{state} gets no files. hub nightly-files list shows who does.")
    states.stop(state)


def pem_of(key_set: dict[str, Any]) -> str:
    """Return the keys of a JSON Web Key Set (RFC 7517) as PEM, each below its ID."""
    from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePublicKey
    from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
    from jwt import PyJWK

    parts: list[str] = []
    for told in key_set["keys"]:
        public: EllipticCurvePublicKey = PyJWK(told).key
        pem = public.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo).decode()
        parts.append(f"{told['kid']}\n{pem}")
    return "".join(parts)
