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
from hub.options import All, AsJson, Stack
from hub.stack import StackConnection

app = typer.Typer()

_OK = 200
_SECONDS = 30
_MOST_FACETS = 4


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
    answer = urllib3.request("GET", url, retries=False, timeout=_SECONDS)
    try:
        document: dict[str, Any] = json.loads(answer.data)
    except ValueError:
        raise UserError(f"{url} answered {answer.status}, and no JSON. Is another service there?") from None
    if answer.status != _OK:
        raise UserError(f"Search can't answer: {document.get('detail', answer.status)}")
    return document


def find_all(connection: StackConnection, **asked: object) -> dict[str, Any]:
    """
    Ask for every page of results, and return the first with the activities of all.

    Raises
    ------
    UserError
        If the search doesn't answer with one, or its index changed between two pages: they wouldn't fit together.
    """
    first = find(connection, **asked)
    for number in range(2, first["pages"] + 1):
        page = find(connection, **asked, page=number)
        if page["version"] != first["version"]:
            raise UserError("Something was added to what is searched while it was listed. Ask again.")
        first["activities"] += page["activities"]
    return first


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
    whole: All = False,
    as_json: AsJson = False,
    stack: Stack = None,
) -> None:
    """Find activities that haven't ended, as the public search does: the first page, or with --all every one."""
    ask = find_all if whole else find
    page = ask(
        StackConnection.named(stack), q=" ".join(words or ()), board=board, near=near, miles=miles if near else None
    )
    if as_json:
        typer.echo(json.dumps(page, indent=2))
        return
    output = screen.output()
    shown = len(page["activities"])
    output.print(results(page, shown))
    if left := page["total"] - shown:
        told = "more than can be listed: narrow them down with words or filters" if whole else "more: use --all"
        output.print(Text(f"and {left:,} {told}", style="dim"))
    for facet in ("format", "board", "area"):
        output.print(counts(page, facet))
