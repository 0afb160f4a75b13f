"""The command ``hub boards simulate``."""

import base64
import datetime as dt
import secrets
from pathlib import Path
from typing import Annotated

import typer
from rich.text import Text

from cmehub.boards.connections import SECRET_PREFIX, HttpConnection
from cmehub.stores.memory_rosters import MemoryRosterStore
from hub import screen
from hub.boards.connections import Board, callback_url, find_secret
from hub.boards.roster_files import load_roster
from hub.boards.rules import known_board
from hub.errors import UserError
from hub.options import Stack
from hub.stack import StackConnection
from hub.stores import HubStores
from local.board_simulator.behaviour import Behaviour
from local.board_simulator.board import SimulatedBoard
from local.board_simulator.service import BoardService

Rate = Annotated[float, typer.Option(min=0, max=1, metavar="SHARE", help="The share of questions that it befalls.")]


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

    Example: hub boards simulate ABIM --callback 5 --error-rate 0.2
    """
    from local.sample_data.sample_files import SAMPLES

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
    simulated = SimulatedBoard(code, _made_secret(stores, name), callback_url(stores, code), rosters)
    with BoardService(simulated, behaviour, lambda line: notes.print(Text(line)), port=port) as service:
        stores.boards.connect(code, HttpConnection(url=service.url, secret_name=name))
        screen.output().print(f"{code} answers at {service.url}, and the hub asks it there. End it with Ctrl-C.")
        try:
            service.serve_forever()
        except KeyboardInterrupt:
            mend = f"Start it again on port {service.server_port}, or go back with: hub boards connect {code} --roster"
            notes.print(f"\n{code} is down, and its questions wait. {mend}", soft_wrap=True)


def _made_secret(stores: HubStores, name: str) -> str:
    """Return the secret of a simulated board; the first time it is made."""
    if found := find_secret(stores, name):
        return found
    made = "whsec_" + base64.b64encode(secrets.token_bytes(32)).decode()
    stores.connection.secretsmanager.create_secret(Name=name, SecretString=made)
    return made
