"""The command ``hub urls``: where a stack answers."""

import json
import shlex
from typing import Annotated

import typer
from rich.text import Text

from hub import screen
from hub.errors import UserError
from hub.options import AsJson, Stack
from hub.stack import StackConnection

app = typer.Typer()


@app.command(epilog='Example: hub urls, or for a shell: eval "$(hub urls --export)"')
def urls(
    *,
    export: Annotated[
        bool, typer.Option("--export", help="Print lines that set them as variables of a shell.")
    ] = False,
    as_json: AsJson = False,
    stack: Stack = None,
) -> None:
    """Show the addresses of a stack: of its APIs, its site, and where clients of OAuth 2 get their tokens."""
    if export and as_json:
        raise UserError("Give --export or --json, not both.")
    found = addresses(StackConnection.named(stack))
    if export:
        for name, address in found.items():
            typer.echo(f"export {name}={shlex.quote(address)}")
    elif as_json:
        typer.echo(json.dumps(found, indent=2))
    else:
        for name, address in found.items():
            screen.output().print(Text.assemble((f"{name:<16}", "dim"), address), soft_wrap=True)


def addresses(connection: StackConnection) -> dict[str, str]:
    """Return the addresses by the names that the documentation has for them."""
    return {
        "API": connection.api_url,
        "SEARCH": connection.search_url,
        "SITE": connection.site_url,
        "BOARD_CALLBACKS": connection.board_callbacks_url,
        "TOKEN_URL": connection.token_url,
    }
