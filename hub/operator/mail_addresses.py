"""The commands about addresses at which mail doesn't arrive."""

import datetime as dt
from typing import Annotated

import typer
from pydantic import TypeAdapter

from cmehub.accounts.deliverability import Deliverability
from hub import screen
from hub.errors import UserError
from hub.options import AsJson, Stack
from hub.stack import StackConnection
from hub.stores import HubStores

app = typer.Typer(
    no_args_is_help=True,
    help="See which addresses take no mail, and let the hub write to one again.",
    epilog="Example: hub people addresses list",
)
_LISTED = TypeAdapter(list[Deliverability])


@app.command("list", epilog="Example: hub people addresses list --json")
def show(*, as_json: AsJson = False, stack: Stack = None) -> None:
    """List the addresses from which mail came back, or where somebody marked it as unwanted, and since when."""
    found = HubStores(StackConnection.named(stack)).mail_feedback.all()
    if as_json:
        typer.echo(_LISTED.dump_json(found, indent=2).decode())
        return
    listing = screen.table("Addresses", "e-mail", "comes back since", "marked as unwanted")
    for known in found:
        listing.add_row(known.email, _moment(known.bounced_at), _moment(known.complained_at))
    screen.output().print(listing if found else "Mail arrives at every address.")


@app.command(epilog="Example: hub people addresses mend paula@cme.example.org")
def mend(
    email: Annotated[str, typer.Argument(metavar="EMAIL", help="An address as hub people addresses list shows it.")],
    *,
    stack: Stack = None,
) -> None:
    """
    Write to an address again, once it takes mail: from the next mail on.

    SES keeps a list of its own of addresses that it writes to no more; this one is taken off it.
    """
    connection = StackConnection.named(stack)
    stores = HubStores(connection)
    if not stores.mail_feedback.mend(email, stores.clock()):
        raise UserError(f"Nothing came back from {email}. See what did with: hub people addresses list")
    if not connection.is_on_this_machine:  # the emulator has no such list
        _take_off_the_list_of_ses(connection, email)
    screen.output().print(f"{email} is written to again.", soft_wrap=True)


def _take_off_the_list_of_ses(connection: StackConnection, email: str) -> None:
    ses = connection.session.client("sesv2")
    try:
        ses.delete_suppressed_destination(EmailAddress=email)
    except ses.exceptions.NotFoundException:
        return


def _moment(at: dt.datetime | None) -> str:
    return f"{at:%Y-%m-%d %H:%M}" if at else ""
