"""The commands about providers' figures."""

import datetime as dt
from typing import Annotated

import typer

from cmehub.figures.months import month_of, months_between, year_until
from hub import screen
from hub.errors import UserError
from hub.options import Stack
from hub.stack import StackConnection
from hub.stores import HubStores

app = typer.Typer(
    no_args_is_help=True,
    help="Count what providers sent, by month.",
    epilog="Example: hub figures rebuild 0009999 --check",
)


@app.callback()
def _group() -> None:
    """Keep the command's own name, though it is the only one."""


@app.command(epilog="Example: hub figures rebuild 0009999 --month 2026-10")
def rebuild(
    provider_id: Annotated[str, typer.Argument(metavar="PROVIDER", help="A provider's ID.")],
    *,
    month: Annotated[
        dt.datetime | None,
        typer.Option(formats=["%Y-%m"], metavar="MONTH", help="Such as 2026-10 (UTC); twelve until now if left out."),
    ] = None,
    check: Annotated[
        bool, typer.Option("--check", help="Change nothing; fail if what is kept isn't what the facts say.")
    ] = False,
    stack: Stack = None,
) -> None:
    """Count a provider's months anew from what it sent, as each night does of months that changed."""
    stores = HubStores(StackConnection.named(stack))
    if stores.providers.find(provider_id) is None:
        raise UserError(f"{provider_id} is no provider that the hub knows.")
    last = month_of(stores.clock()) if month is None else f"{month:%Y-%m}"
    months = [*months_between(year_until(last) if month is None else last, last)]
    if check:
        _check(stores, provider_id, months)
        return
    listing = screen.table(f"Figures of {provider_id}", "month", "submissions", "records")
    for name in months:
        counted = stores.counting.rebuild(provider_id, name)
        records = sum(of_format.records for of_format in counted.formats.values())
        listing.add_row(name, f"{counted.submissions:,}", f"{records:,}")
    screen.output().print(listing)


def _check(stores: HubStores, provider_id: str, months: list[str]) -> None:
    due = {marked.month for marked in stores.figures.marked() if marked.provider_id == provider_id}
    drifted = {name: stores.counting.drifted(provider_id, name) for name in months if name not in due}
    listing = screen.table(f"Figures of {provider_id}", "month", "what differs from the facts")
    for name in months:
        told = "counted the next night" if name in due else ", ".join(drifted[name]) or "nothing"
        listing.add_row(name, told)
    screen.output().print(listing)
    if count := sum(map(bool, drifted.values())):
        raise UserError(f"{count} of {len(months)} months drifted. Count them anew: hub figures rebuild {provider_id}")
