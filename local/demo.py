"""``hub demo``: the main job on sample input, on a stack that ends with it."""

import datetime as dt
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path

from rich import box
from rich.console import Console
from rich.panel import Panel
from rich.table import Table
from rich.text import Text

from hub import screen
from hub.errors import UserError
from hub.provider.mails import KeptMail, html, mails
from hub.search import counts, find, results
from hub.stack import StackConnection
from hub.stores import HubStores
from local.catalogue.catalogue_load import load_catalogue
from local.demo_journey import journey, journey_table
from local.demo_run import Delivery, send_activities, send_learners
from local.emulator import REPOSITORY
from local.sample_load import load_registers
from local.stack import LocalStack

MAIL_FOLDER = REPOSITORY / ".local" / "demo"
_WIDTH = 100
_MAIL_SECONDS = 60
_PAUSE = 0.2
_FOLLOWED = "learners.xml"
_CATALOGUE = 10_000
_SEARCHED = "hart atack"
_SHOWN = 5
_SEARCH_SECONDS = 120


def run() -> int:
    """Run the demo and return its exit code: 1 if anything came out otherwise than the samples say."""
    console = screen.output()
    console.width = min(console.width, _WIDTH)
    began = time.monotonic()
    console.print(Text("CME Hub: what providers report, decided by the boards, answered by mail", style="bold"))
    console.print()
    with _started_stack(console) as stores:
        surprises = tell(stores, console)
    for surprise in surprises:
        console.print(Text(f"Not as expected: {surprise}", style="red"))
    if not surprises:
        verdict = f"Every row came out as the samples say, in {time.monotonic() - began:.0f} seconds."
        console.print(Text(verdict, style="green"))
    return 1 if surprises else 0


def tell(stores: HubStores, console: Console) -> list[str]:
    """Do the main job on a stack and show what happened; return what came out otherwise than the samples say."""
    with screen.progress(console, "Loading the sample providers and rosters") as say:
        loaded = load_registers(stores, say)
    console.print(_tick(loaded))
    with screen.progress(console, "Loading the catalogue") as say:
        console.print(_tick(load_catalogue(stores, _CATALOGUE, dt.datetime.now(dt.UTC).date(), say)))
    deliveries = send_activities(stores, console) + send_learners(stores, console)
    _show(stores, deliveries, _wait_for_mails(stores, deliveries), console)
    _show_search(stores, console)
    console.print(_next())
    console.print()
    return [surprise for delivery in deliveries for surprise in delivery.surprises()]


@contextmanager
def _started_stack(console: Console) -> Iterator[HubStores]:
    began = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="cme-hub-demo-") as folder, ExitStack() as until_end:
        with screen.progress(console, "Starting the AWS emulator") as say:
            stack = until_end.enter_context(LocalStack.started(Path(folder), say))
        console.print(_tick(f"the stack runs on this machine ({time.monotonic() - began:.0f} s)"))
        yield HubStores(StackConnection.at(stack.endpoint))


def _wait_for_mails(stores: HubStores, deliveries: Sequence[Delivery]) -> dict[str, KeptMail]:
    """Wait for a mail about each submission with rows to mend; return all mails by submission."""
    deadline = time.monotonic() + _MAIL_SECONDS
    wanted = {delivery.sent.submission_id for delivery in deliveries if delivery.to_mend}
    while True:
        found = {mail.submission_id: mail for mail in mails(stores)}
        if wanted <= found.keys():
            return found
        if time.monotonic() > deadline:
            raise UserError(f"No mail came about {len(wanted - found.keys())} submissions in {_MAIL_SECONDS} seconds.")
        time.sleep(_PAUSE)


def _show(stores: HubStores, deliveries: Sequence[Delivery], sent: dict[str, KeptMail], console: Console) -> None:
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
    """Ask the public search, once it has the catalogue."""
    deadline = time.monotonic() + _SEARCH_SECONDS
    with screen.progress(console, "Waiting for the search index"):
        while find(stores.connection, past="true")["total"] < _CATALOGUE:
            if time.monotonic() > deadline:
                raise UserError(f"Search doesn't have the catalogue after {_SEARCH_SECONDS} seconds.")
            time.sleep(_PAUSE)
    console.print(Text(f"Search for “{_SEARCHED}”, as somebody types it", style="bold"))
    page = find(stores.connection, q=_SEARCHED)
    console.print(results(page, _SHOWN))
    console.print(counts(page, "board"))
    console.print()


def _submissions(deliveries: Sequence[Delivery], sent: dict[str, KeptMail]) -> Table:
    numbers = ("rows", "accepted", "refused by us", "rejected by boards", "time")
    table = screen.table("Submissions", "file", *numbers, "mail", right=numbers)
    table.columns[0].no_wrap = True
    for delivery in deliveries:
        counts = delivery.finished.counts
        table.add_row(
            f"{delivery.name}, again" if delivery.finished.duplicate_of else delivery.name,
            str(delivery.finished.rows),
            Text(str(counts.accepted), style="green"),
            Text(str(counts.refused), style="red" if counts.refused else ""),
            Text(str(counts.rejected), style="red" if counts.rejected else ""),
            f"{delivery.seconds:.1f} s",
            "sent" if delivery.sent.submission_id in sent else "",
        )
    return table


def _next() -> Table:
    table = screen.table("Where to look next", "", "")
    table.show_header = False
    for what, how in (
        ("keep a stack running", ".venv/bin/hub up"),
        ("search in it", ".venv/bin/hub load-catalogue 10000 && .venv/bin/hub search heart attack"),
        ("send a file yourself", ".venv/bin/hub submit local/samples/learners.xml --provider 0009999 --wait"),
        ("read its mail", ".venv/bin/hub mails"),
        ("understand it", "docs/architecture.md"),
    ):
        table.add_row(Text(what, style="dim"), how)
    return table


def _tick(words: str) -> Text:
    return Text.assemble(("✓ ", "green"), words)
