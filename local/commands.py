"""The commands of the stack on this machine: ``up``, ``down``, ``demo``, ``inbox`` and ``load-catalogue``."""

import datetime as dt
from pathlib import Path
from typing import Annotated

import typer

from hub import saved_files, screen
from hub.errors import UserError
from hub.operator import site
from hub.options import Stack
from hub.stack import StackConnection
from hub.stores import HubStores


def up() -> None:
    """
    Start the local stack with the sample data in it, and leave it running.

    Example: hub up
    """
    from local.sample_load import count_figures, load_samples
    from local.sample_people import load_people, people_told
    from local.sample_years import load_years_into
    from local.stack import LocalStack

    with screen.progress(screen.notes(), "Starting the stack") as say:
        stack = LocalStack.up(progress=say)
        connection = StackConnection.at(stack.endpoint)
        stores = HubStores(connection)
        load_samples(stores, say)
        load_people(connection)
        load_years_into(stores, say)
        count_figures(stores)
        site.publish(connection)
    screen.output().print(
        f"The local stack answers at {stack.endpoint}, with the sample providers, rosters and two years in it.\n"
        f"API:   {connection.api_url}  (docs/api.md tells how to call it)\n"
        f"Search: {connection.search_url}/search/activities\n"
        f"Site:  {connection.site_url}  (hub load-catalogue 10000 gives it more to find)\n"
        f"{people_told()}\n"
        "Mails: .venv/bin/hub inbox  (all that the stack sent, codes for new accounts among them)\n"
        "Next:  .venv/bin/hub submit local/samples/learners-mistakes.xlsx --provider 0009999 --wait\n"
        "End:   .venv/bin/hub down",
        soft_wrap=True,
    )


def down() -> None:
    """
    End the local stack; its data goes with it.

    Example: hub down
    """
    from local.stack import LocalStack

    ended = LocalStack.down()
    screen.output().print("The local stack has ended." if ended else "No local stack was running.")


def demo() -> None:
    """
    Run the main job on sample input, and show what happened; the stack goes on.

    Example: hub demo
    """
    from local.demo import run

    raise typer.Exit(run())


def inbox(
    to: Annotated[str | None, typer.Option("--to", metavar="ADDRESS", help="Only mails to this address.")] = None,
    save_html: Annotated[
        Path | None, typer.Option("--html", metavar="FILE", help="Save the mail that is shown as a web page.")
    ] = None,
) -> None:
    """
    List every mail that the local stack sent, codes for signing in among them, and show the newest.

    Example: hub inbox --to gabriel.pemberton@example.org
    """
    from local.stack import LocalStack

    stack = LocalStack.running()
    if stack is None:
        raise UserError("No local stack is running. Start it with: hub up")
    sent = [mail for mail in stack.sent_mails() if to is None or to.casefold() in map(str.casefold, mail.recipients)]
    if not sent:
        raise UserError(f"No mail was sent to {to}." if to else "No mail was sent yet.")
    newest = sent[-1]
    if save_html:
        if newest.html is None:
            raise UserError(f"The mail “{newest.subject}” has no HTML. Read its text.")
        saved_files.save(save_html, newest.html.encode(), "--html")
    listing = screen.table("Mails", "to", "subject")
    for mail in sent:
        listing.add_row(", ".join(mail.recipients), mail.subject)
    output = screen.output()
    output.print(listing)
    output.print()
    output.print(newest.text, soft_wrap=True)


def load_catalogue(
    count: Annotated[int, typer.Argument(min=1, max=1_000_000, help="How many activities.")], stack: Stack = None
) -> None:
    """
    Load a catalogue of invented activities, so that there is something to find.

    Example: hub load-catalogue 10000
    """
    from local.catalogue import catalogue_load

    connection = StackConnection.named(stack)
    with screen.progress(screen.notes(), "Loading the catalogue") as say:
        told = catalogue_load.load_catalogue(HubStores(connection), count, dt.datetime.now(dt.UTC).date(), say)
    screen.output().print(f"Loaded {told}. Within a minute they are found here:\n{connection.site_url}", soft_wrap=True)
