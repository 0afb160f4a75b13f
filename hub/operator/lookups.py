"""The command that tells who looks people up, and who does so in vain."""

import datetime as dt
import json
from typing import Annotated, NamedTuple

import typer

from cmehub.accounts.contacts import QUOTA, is_contact_id
from cmehub.accounts.keys import Quota
from cmehub.people.match_budgets import Asker
from cmehub.stores import KeyStore
from cmehub.stores.tries import DAYS_KEPT, TryStore
from hub import screen
from hub.options import AsJson, Stack
from hub.stack import StackConnection
from hub.stores import HubStores

_KEY_MARK = "-"
"""Stands in the ID of every key, and in no provider's."""


class Lookups(NamedTuple):
    """How many people somebody looked up on a day; of keys and contacts, those that matched aren't counted."""

    caller: str
    in_vain: int
    may_be_in_vain: int
    matched: int | None


def lookups_of(tries: TryStore, keys: KeyStore, day: dt.date) -> list[Lookups]:
    """Return who looked people up on a day, those first who did so most in vain."""
    found = []
    for caller, tally in tries.tallies(day).items():
        quota = _quota(keys, caller)
        asker = Asker.calling(caller, quota) if quota else Asker.with_files(caller)
        found.append(Lookups(caller, tally.failed, asker.most_of(tally), None if quota else tally.matched))
    return sorted(found, key=lambda lookups: (-lookups.in_vain, lookups.caller))


def _quota(keys: KeyStore, caller: str) -> Quota | None:
    """Return the quota of a caller; None of a provider that sent files."""
    if is_contact_id(caller):
        return QUOTA
    key = keys.find(caller) if _KEY_MARK in caller else None
    return key.quota if key else None


def add_lookups(app: typer.Typer) -> None:
    """Add the command to the group."""
    app.command(epilog="Example: hub keys lookups --day 2026-11-20")(lookups)


def lookups(
    day: Annotated[
        dt.datetime | None,
        typer.Option(formats=["%Y-%m-%d"], metavar="DATE", help=f"Of {DAYS_KEPT} days (UTC); today if left out."),
    ] = None,
    as_json: AsJson = False,
    stack: Stack = None,
) -> None:
    """
    Tell who looked people up in vain on a day: keys and contacts by their IDs, files by their provider.

    Whoever passes what may be in vain isn't answered until the day is over.
    """
    wanted = (day or dt.datetime.now(dt.UTC)).date()
    stores = HubStores(StackConnection.named(stack))
    found = lookups_of(stores.tries, stores.keys, wanted)
    if as_json:
        typer.echo(json.dumps({"day": wanted.isoformat(), "lookups": [who._asdict() for who in found]}, indent=2))
        return
    listing = screen.table(f"Look-ups of {wanted}", "who", "in vain", "may be in vain", "matched")
    for who in found:
        matched = "" if who.matched is None else f"{who.matched:,}"
        listing.add_row(who.caller, f"{who.in_vain:,}", f"{who.may_be_in_vain:,}", matched)
    screen.output().print(listing if found else f"Nobody was looked up in vain on {wanted}.")
