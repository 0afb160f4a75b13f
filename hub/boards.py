"""The commands about boards: their rules, and what waits for them."""

import typer

app = typer.Typer(
    no_args_is_help=True,
    help="Look at the boards: their rules, and what waits for them.",
    epilog="Example: hub boards show ABA",
)
