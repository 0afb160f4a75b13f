"""``hub demo``: the main job on sample input, on the local stack, which stays up with a catalogue to search."""

import datetime as dt
import time
from collections.abc import Callable, Sequence

from rich import box
from rich.console import Console
from rich.panel import Panel
from rich.table import Table
from rich.text import Text

from hub import screen
from hub.errors import UserError
from hub.operator import site
from hub.provider.mails import KeptMail, html, mails
from hub.search import counts, find, results
from hub.stack import StackConnection
from hub.stores import HubStores
from local.catalogue.catalogue_load import load_catalogue
from local.demo_journey import journey, journey_table
from local.demo_run import SentSample, send_activities, send_learners
from local.emulator import REPOSITORY
from local.patience import Patience
from local.sample_load import count_figures, load_registers
from local.sample_people import load_people, people_told
from local.sample_years import load_years_into
from local.stack import LocalStack

MAIL_FOLDER = REPOSITORY / ".local" / "demo"
_WIDTH = 100
_PAUSE = 0.2
_FOLLOWED = "learners.xml"
_CATALOGUE = 10_000
_SEARCHED = "hart failure"
_SHOWN = 5


def run() -> int:
    """Run the demo and return its exit code: 1 if anything came out otherwise than the samples say."""
    console = screen.output()
    console.width = min(console.width, _WIDTH)
    began = time.monotonic()
    stores = _running_stack(console)
    surprises = tell(stores, console)
    with screen.progress(console, "Letting sample people sign in") as say:
        load_people(stores.connection)
        load_years_into(stores, say)
        count_figures(stores)
    for surprise in surprises:
        console.print(Text(f"Not as expected: {surprise}", style="red"))
    if not surprises:
        verdict = f"Every row came out as the samples say, in {time.monotonic() - began:.0f} seconds."
        console.print(Text(verdict, style="green"))
    console.print(people_told())
    console.print("The stack goes on until: make down. Its site, where physicians find activities:")
    console.print(stores.connection.site_url, soft_wrap=True)
    return 1 if surprises else 0


def tell(stores: HubStores, console: Console) -> list[str]:
    """Do the main job on a stack and show what happened; return what came out otherwise than the samples say."""
    with screen.progress(console, "Loading the sample providers and rosters") as say:
        loaded = load_registers(stores, say)
    console.print(_tick(loaded))
    deliveries = send_activities(stores, console) + send_learners(stores, console)
    _show(stores, deliveries, _wait_for_mails(stores, deliveries), console)
    _show_search(stores, console)
    console.print(_next())
    console.print()
    return [surprise for delivery in deliveries for surprise in delivery.surprises()]


def _running_stack(console: Console) -> HubStores:
    began = time.monotonic()
    ran = LocalStack.running() is not None
    with screen.progress(console, "Starting the AWS emulator") as say:
        connection = StackConnection.at(LocalStack.up(progress=say).endpoint)
        site.publish(connection)
    console.print(_tick(f"the stack runs on this machine ({time.monotonic() - began:.0f} s)"))
    if ran:
        console.print("It ran before and has kept its data: files that it knows change nothing. A new one: make down")
    return HubStores(connection)


def _wait_for_mails(stores: HubStores, deliveries: Sequence[SentSample]) -> dict[str, KeptMail]:
    """Wait for a mail about each submission with rows to mend; return all mails by submission."""
    patience = Patience()
    wanted = {delivery.sent.submission_id for delivery in deliveries if delivery.to_mend}
    while True:
        found = {mail.submission_id: mail for mail in mails(stores)}
        if wanted <= found.keys():
            return found
        if not patience.lasts(len(found)):
            missing = len(wanted - found.keys())
            raise UserError(f"No mail has come about {missing} submissions in {patience.seconds:g} seconds.")
        time.sleep(_PAUSE)


def _show(stores: HubStores, deliveries: Sequence[SentSample], sent: dict[str, KeptMail], console: Console) -> None:
    console.print()
    console.print(_submissions(deliveries, sent))
    followed = next(delivery for delivery in deliveries if delivery.name == _FOLLOWED)
    mail = sent[followed.sent.submission_id]
    followed_row = journey(stores, followed.sent, followed.finished, mail)
    console.print()
    console.print(Text(f"Row {followed_row.row} of {_FOLLOWED}, step by step", style="bold"))
    console.print(journey_table(followed_row))
    MAIL_FOLDER.mkdir(parents=True, exist_ok=True)
    page = MAIL_FOLDER / "mail.html"
    page.write_bytes(html(stores, mail))
    console.print()
    console.print(Text("The mail", style="bold"))
    console.print(Panel(Text(f"To: {mail.to}\nSubject: {mail.subject}\n\n{mail.text.strip()}"), box=box.ROUNDED))
    console.print(Text(f"As a web page: {page.relative_to(REPOSITORY)}"))
    console.print()


def _show_search(stores: HubStores, console: Console) -> None:
    """Give the public search a catalogue, unless it has one, and ask it."""
    with screen.progress(console, "Loading the catalogue") as say:
        if _found(stores) < _CATALOGUE:
            told = load_catalogue(stores, _CATALOGUE, dt.datetime.now(dt.UTC).date(), say)
            _wait_for_search(stores, say)
            console.print(_tick(told))
    console.print()
    console.print(Text(f"Search for “{_SEARCHED}”, as somebody types it", style="bold"))
    page = find(stores.connection, q=_SEARCHED)
    console.print(results(page, _SHOWN))
    console.print(counts(page, "board"))
    console.print()


def _wait_for_search(stores: HubStores, say: Callable[[str], None]) -> None:
    """Wait until the search has the catalogue, for as long as it gets more of it."""
    patience = Patience()
    while (found := _found(stores)) < _CATALOGUE:
        if not patience.lasts(found):
            raise UserError(
                f"Search has {found:,} of {_CATALOGUE:,} activities, and no more for {patience.seconds:g} seconds."
            )
        say(f"Waiting for the search index: {found:,} of {_CATALOGUE:,} activities")
        time.sleep(_PAUSE)


def _found(stores: HubStores) -> int:
    return int(find(stores.connection, past="true")["total"])


def _submissions(deliveries: Sequence[SentSample], sent: dict[str, KeptMail]) -> Table:
    numbers = ("rows", "accepted", "refused by us", "rejected by boards", "time")
    table = screen.table("Submissions", "file", *numbers, "mail", right=numbers)
    table.columns[0].no_wrap = table.columns[-2].no_wrap = True
    for delivery in deliveries:
        counts = delivery.finished.counts
        table.add_row(
            delivery.name,
            str(delivery.finished.rows),
            Text(str(counts.accepted), style="green"),
            Text(str(counts.refused), style="red" if counts.refused else ""),
            Text(str(counts.rejected), style="red" if counts.rejected else ""),
            "again" if delivery.finished.duplicate_of else f"{delivery.seconds:.1f} s",
            "sent" if delivery.sent.submission_id in sent else "",
        )
    return table


def _next() -> Table:
    table = screen.table("Where to look next", "", "")
    table.show_header = False
    for what, how in (
        ("search the catalogue", ".venv/bin/hub search heart attack"),
        ("send a file yourself", ".venv/bin/hub submit local/samples/learners.xml --provider 0009999 --wait"),
        ("read its mail", ".venv/bin/hub mails"),
        ("understand it", "docs/architecture.md"),
    ):
        table.add_row(Text(what, style="dim"), how)
    return table


def _tick(words: str) -> Text:
    return Text.assemble(("✓ ", "green"), words)
