"""Options that many commands have."""

from typing import Annotated

import typer

Stack = Annotated[str | None, typer.Option("--stack", metavar="NAME", help="A stack on AWS instead of the local one.")]
AsJson = Annotated[bool, typer.Option("--json", help="Print one JSON document and nothing else.")]
All = Annotated[bool, typer.Option("--all", help="List everything, however long it is.")]
