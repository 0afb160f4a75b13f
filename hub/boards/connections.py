"""How boards are reached: the commands that connect them, and a simulated board on this machine."""

import base64
import datetime as dt
import secrets as random_secrets
from pathlib import Path
from typing import Annotated

import typer
from botocore.exceptions import ClientError
from pydantic import ValidationError
from rich.text import Text

from cmehub.boards.connections import (
    LONGEST_TIMEOUT,
    SECRET_PREFIX,
    Connection,
    FilesConnection,
    HttpConnection,
    RosterConnection,
)
from cmehub.rules.packs import board_codes
from cmehub.stores.memory_rosters import MemoryRosterStore
from hub import screen
from hub.boards.roster_files import load_roster
from hub.boards.rules import known_board
from hub.errors import UserError
from hub.stack import StackConnection
from hub.stores import HubStores
from local.board_simulator.behaviour import Behaviour
from local.board_simulator.board import SimulatedBoard
from local.board_simulator.service import BoardService
from local.sample_data.sample_files import SAMPLES

Board = Annotated[str, typer.Argument(metavar="BOARD", help=f"One of {', '.join(board_codes())}.")]
Stack = Annotated[str | None, typer.Option("--stack", metavar="NAME", help="A stack on AWS instead of the local one.")]
Rate = Annotated[float, typer.Option(min=0, max=1, metavar="SHARE", help="The share of questions that it befalls.")]


def connect(
    board: Board,
    http: Annotated[str | None, typer.Option(metavar="URL", help="Ask the board at this address.")] = None,
    secret: Annotated[
        str | None, typer.Option(metavar="NAME", help=f"The secret in Secrets Manager, named {SECRET_PREFIX}...")
    ] = None,
    timeout: Annotated[
        int, typer.Option(min=1, max=LONGEST_TIMEOUT, metavar="SECONDS", help="How long one try may take.")
    ] = 10,
    *,
    files: Annotated[bool, typer.Option("--files", help="Ask it by a file a day.")] = False,
    roster: Annotated[bool, typer.Option("--roster", help="Decide by the board's rule pack and roster.")] = False,
    stack: Stack = None,
) -> None:
    """
    Say how a board is reached.

    Over HTTP as docs/board-interface.md describes, by files as docs/board-files.md does, or by its roster.

    Questions that are still to be put go the new way. One that the board has taken and not answered waits for it.
    """
    code = known_board(board)
    stores = HubStores(StackConnection.named(stack))
    if [roster, files, http is not None].count(True) != 1 or (http is None) != (secret is None):
        raise UserError("Give --roster, --files, or --http URL and --secret NAME.")
    if stores.connection.is_sandbox and not stores.connection.is_on_this_machine:
        raise UserError("This stack is a sandbox: its boards decide by their rosters, so that nothing reaches a board.")
    if http and secret:
        connection: Connection = _http(stores, http, secret, timeout)
    else:
        connection = FilesConnection() if files else RosterConnection()
    stores.boards.connect(code, connection)
    output = screen.output()
    if http:
        output.print(f"{code} is asked at {http}.", soft_wrap=True)
        output.print(f"It calls in later decisions at {_callback_url(stores, code)}", soft_wrap=True)
    else:
        output.print(f"{code} is {'asked by a file a day' if files else 'decided for by its roster'}.")


def simulate(
    board: Board,
    *,
    port: Annotated[int, typer.Option(min=0, max=65535, help="Where it answers; 0 takes any that is free.")] = 0,
    roster: Annotated[Path | None, typer.Option(metavar="FILE", help="Its roster, instead of the sample's.")] = None,
    delay: Annotated[float, typer.Option(metavar="SECONDS", help="Before each answer.")] = 0,
    callback: Annotated[
        float | None, typer.Option(metavar="SECONDS", help="Call each answer in so much later.")
    ] = None,
    error_rate: Rate = 0,
    throttle_rate: Rate = 0,
    malformed_rate: Rate = 0,
    stack: Stack = None,
) -> None:
    """
    Run a board on this machine and connect the local stack to it, until Ctrl-C.

    It decides by its rule pack and roster. Let it misbehave with the options, or while it runs:
    curl -d '{"down": true}' http://127.0.0.1:PORT/behaviour
    """
    code = known_board(board)
    stores = HubStores(StackConnection.named(stack))
    if not stores.connection.is_on_this_machine:
        raise UserError("A stack on AWS can't reach this machine. Start a local stack with: hub up")
    behaviour = Behaviour(
        delay=delay,
        callback=callback,
        error_rate=error_rate,
        throttle_rate=throttle_rate,
        malformed_rate=malformed_rate,
    )
    path = roster or SAMPLES / f"roster-{code}.csv"
    name = f"{SECRET_PREFIX}{code.lower()}"
    notes = screen.notes()
    rosters = MemoryRosterStore()
    with screen.progress(notes, f"Reading {path.name}") as say:
        load_roster(rosters, path, code, at=dt.datetime.now(dt.UTC), progress=say)
    simulated = SimulatedBoard(code, _made_secret(stores, name), _callback_url(stores, code), rosters)
    with BoardService(simulated, behaviour, lambda line: notes.print(Text(line)), port=port) as service:
        stores.boards.connect(code, HttpConnection(url=service.url, secret_name=name))
        screen.output().print(f"{code} answers at {service.url}, and the hub asks it there. End it with Ctrl-C.")
        try:
            service.serve_forever()
        except KeyboardInterrupt:
            mend = f"Start it again on port {service.server_port}, or go back with: hub boards connect {code} --roster"
            notes.print(f"\n{code} is down, and its questions wait. {mend}", soft_wrap=True)


def _callback_url(stores: HubStores, code: str) -> str:
    return f"{stores.connection.board_callbacks_url}/boards/{code.lower()}/decisions"


def _http(stores: HubStores, url: str, secret: str, timeout: int) -> Connection:
    try:
        connection = HttpConnection(url=url, secret_name=secret, timeout_seconds=timeout)
    except ValidationError as error:
        if error.errors()[0]["loc"] == ("url",):
            raise UserError(f"{url} can't be asked. Give an address that starts with https://") from None
        raise UserError(f"The functions can't read the secret {secret}. Name it {SECRET_PREFIX}...") from None
    if _secret(stores, secret) is None:
        raise UserError(
            f"There is no secret {secret}. Agree on one with the board and store it with: "
            f"aws secretsmanager create-secret --name {secret} --secret-string whsec_..."
        )
    return connection


def _secret(stores: HubStores, name: str) -> str | None:
    client = stores.connection.secretsmanager
    try:
        return client.get_secret_value(SecretId=name)["SecretString"]
    except ClientError as error:
        if error.response["Error"]["Code"] != "ResourceNotFoundException":
            raise
        return None


def _made_secret(stores: HubStores, name: str) -> str:
    """Return the secret of a simulated board; the first time it is made."""
    if found := _secret(stores, name):
        return found
    made = "whsec_" + base64.b64encode(random_secrets.token_bytes(32)).decode()
    stores.connection.secretsmanager.create_secret(Name=name, SecretString=made)
    return made
