"""The command ``hub search``: finding activities as the public does."""

import json
from typing import Annotated, Any
from urllib.parse import urlencode

import typer
import urllib3
from rich.table import Table
from rich.text import Text

from cmehub.fields.plain_text import one_line
from hub import screen
from hub.errors import UserError
from hub.stack import StackConnection

app = typer.Typer()

_OK = 200
_SECONDS = 30
_MOST_FACETS = 4

Stack = Annotated[str | None, typer.Option("--stack", metavar="NAME", help="A stack on AWS instead of the local one.")]


def find(connection: StackConnection, **asked: object) -> dict[str, Any]:
    """
    Ask the public search for a page of results.

    Raises
    ------
    UserError
        If it doesn't answer with one.
    """
    query = urlencode({name: value for name, value in asked.items() if value}, doseq=True)
    url = f"{connection.search_url}/search/activities?{query}"
    try:
        answer = urllib3.request("GET", url, retries=False, timeout=_SECONDS)
    except urllib3.exceptions.HTTPError as error:
        raise UserError(f"Search doesn't answer: {error}") from error
    document: dict[str, Any] = json.loads(answer.data)
    if answer.status != _OK:
        raise UserError(f"Search can't answer: {document.get('detail', answer.status)}")
    return document


def results(page: dict[str, Any], most: int) -> Table:
    """Show the first activities of a page."""
    found = "1 activity" if page["total"] == 1 else f"{page['total']:,} activities"
    table = screen.table(found, "activity", "title", "when", "where", "counts for")
    for activity in page["activities"][:most]:
        where = ", ".join(filter(None, (activity["city"], activity["state"]))) or ", ".join(activity["deliveries"])
        counted = ", ".join(f"{row['board']} {row['points']:g}" for row in activity["registrations"])
        table.add_row(activity["activity_id"], one_line(activity["title"]), activity["start_date"], where, counted)
    return table


def counts(page: dict[str, Any], facet: str) -> Text:
    """Tell the commonest values of a facet."""
    values = page["facets"][facet][:_MOST_FACETS]
    return Text(f"{facet}: " + ", ".join(f"{value['label']} {value['count']:,}" for value in values), style="dim")


@app.command(epilog="Example: hub search heart attack --board ABIM --near 'Chicago, IL' --miles 100")
def search(
    words: Annotated[list[str] | None, typer.Argument(help="What to look for.")] = None,
    board: Annotated[list[str] | None, typer.Option(help="A board that it counts for; more than once for any.")] = None,
    near: Annotated[str | None, typer.Option(metavar="PLACE", help="A ZIP code, or a town and state.")] = None,
    miles: Annotated[int, typer.Option(help="How far from there at most.")] = 50,
    *,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON document and nothing else.")] = False,
    stack: Stack = None,
) -> None:
    """Find activities that haven't ended, as the public search does."""
    page = find(
        StackConnection.named(stack), q=" ".join(words or ()), board=board, near=near, miles=miles if near else None
    )
    if as_json:
        typer.echo(json.dumps(page, indent=2))
        return
    output = screen.output()
    output.print(results(page, len(page["activities"])))
    for facet in ("format", "board", "area"):
        output.print(counts(page, facet))
