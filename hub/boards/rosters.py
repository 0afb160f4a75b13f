"""The commands about rosters: load one, and show what is loaded."""

from pathlib import Path
from typing import Annotated

import typer
from pydantic import TypeAdapter

from cmehub.learners.waiting_records import WaitingRecords
from cmehub.people.rosters import RosterLoad, roster_authorities
from cmehub.people.states import state_letters
from cmehub.rules.packs import board_code, board_codes
from cmehub.runtime.hub import now
from cmehub.stores import RosterStore
from hub import screen
from hub.boards.roster_files import load_roster, take_home
from hub.boards.roster_holds import loading_alone
from hub.boards.rules import known_board
from hub.errors import UserError
from hub.options import AsJson, Stack
from hub.stack import StackConnection
from hub.stores import HubStores

app = typer.Typer()
LOADS = TypeAdapter(list[RosterLoad])


@app.command("load-roster", epilog="Example: hub load-roster local/samples/roster-ABA.csv --board ABA")
def load(
    file: Annotated[Path, typer.Argument(help="CSV with one line for each diplomate or licensee.")],
    board: Annotated[str | None, typer.Option(metavar="CODE", help=f"One of {', '.join(board_codes())}.")] = None,
    state: Annotated[str | None, typer.Option(metavar="STATE", help="A state whose licensees these are.")] = None,
    *,
    delta: Annotated[bool, typer.Option("--delta", help="Only add, change and remove; see above.")] = False,
    stack: Stack = None,
) -> None:
    """
    Load the roster of a certifying board or of a state's licensing board.

    The file has the columns board_id (of a state: licence_id), given_name, family_name, birth_month_day (MM-DD), and if
    you have them npi, former_names (with semicolons between them), email, for a board state, and for a state issued and
    expires (the licence's first day and its last) and degree (MD or DO). It takes the place of the roster that was
    there: who isn't in it is no longer known. An email is used for one thing: the code with which somebody who signs in
    confirms to be this physician. The days of a licence and the degree tell the state's officers the licensee's cycle.

    What was reported before of people who are in the file is then moved to them.

    With --delta it has a column action besides: add (or change) the entry, or remove the one with this ID.

    Nothing is loaded if a line can't be read.
    """
    authority = _authority(board, state)
    stores = HubStores(StackConnection.named(stack))
    with (
        screen.progress(screen.notes(), f"Checking {file.name}") as say,
        loading_alone(stores.sent_rosters, authority, say, now) as tell,
    ):
        done = load_roster(stores.rosters, file, authority, delta=delta, at=now(), progress=tell)
        waiting = WaitingRecords(stores.records, stores.rosters)
        moved = take_home(waiting, file, authority, delta=delta, progress=tell)
    who = "diplomates" if authority in board_codes() else "licensees"
    if delta:
        told = f"Added or changed {done.entries:,} {who} of {authority} and removed {done.removed:,}."
    else:
        told = f"Loaded {done.entries:,} {who} of {authority}."
    screen.output().print(f"{told} {moved:,} records that waited for them were moved." if moved else told)


@app.command("rosters", epilog="Example: hub rosters ABA")
def show(
    authority: Annotated[
        str | None, typer.Argument(metavar="[CODE]", help="A board or a state, to see every load of its roster.")
    ] = None,
    as_json: AsJson = False,
    stack: Stack = None,
) -> None:
    """List the rosters that are loaded, or the loads of one: when, how many entries, and from which file."""
    stores = HubStores(StackConnection.named(stack))
    found = loads_of(stores.rosters, authority)
    if as_json:
        typer.echo(LOADS.dump_json(found, indent=2).decode())
        return
    listing = screen.table(
        "Rosters",
        "of",
        "load",
        "at",
        "what",
        "entries",
        "removed",
        "SHA-256 of the file",
        right=("load", "entries", "removed"),
    )
    for load in found:
        what = "whole" if load.full else "changes"
        listing.add_row(
            load.authority,
            str(load.number),
            f"{load.at:%Y-%m-%d %H:%M}",
            what,
            f"{load.entries:,}",
            f"{load.removed:,}",
            load.digest[:16],
        )
    screen.output().print(listing if found else "No roster is loaded. Load one with: hub load-roster")


def loads_of(rosters: RosterStore, authority: str | None) -> list[RosterLoad]:
    """
    Return every load of a roster, or of all rosters the load that counts.

    Raises
    ------
    UserError
        If nobody is called so.
    """
    if authority is None:
        whole = rosters.rosters(roster_authorities())
        return [whole[code] for code in roster_authorities() if code in whole]
    return rosters.loads(known_authority(authority))


def known_authority(name: str) -> str:
    """
    Return a board's code or a state's letters as the hub writes them.

    Raises
    ------
    UserError
        If nobody is called so.
    """
    known = board_code(name) or state_letters(name)
    if known is None:
        raise UserError(f"There is no board or state {name}. Name one of {', '.join(board_codes())}, or a state.")
    return known


def _authority(board: str | None, state: str | None) -> str:
    if (board is None) == (state is None):
        raise UserError("Say whose roster it is, with --board or with --state.")
    if board is not None:
        return known_board(board)
    if letters := state_letters(str(state)):
        return letters
    raise UserError(f"There is no state {state}. Name it by its two letters or its full name.")
