"""The command ``hub boards connect``: how a board is reached."""

from typing import Annotated

import typer
from botocore.exceptions import ClientError
from pydantic import ValidationError

from cmehub.boards.connections import (
    LONGEST_TIMEOUT,
    SECRET_PREFIX,
    Connection,
    FilesConnection,
    HttpConnection,
    RosterConnection,
)
from cmehub.rules.packs import board_codes
from hub import screen
from hub.boards.rules import known_board
from hub.errors import UserError
from hub.options import Stack
from hub.stack import StackConnection
from hub.stores import HubStores

Board = Annotated[str, typer.Argument(metavar="BOARD", help=f"One of {', '.join(board_codes())}.")]


def connect(
    board: Board,
    http: Annotated[str | None, typer.Option(metavar="URL", help="Ask the board at this address.")] = None,
    secret: Annotated[
        str | None, typer.Option(metavar="NAME", help=f"The secret in Secrets Manager, named {SECRET_PREFIX}...")
    ] = None,
    timeout: Annotated[
        int, typer.Option(min=1, max=LONGEST_TIMEOUT, metavar="SECONDS", help="How long one try may take.")
    ] = 10,
    *,
    files: Annotated[bool, typer.Option("--files", help="Ask it by a file a day.")] = False,
    roster: Annotated[bool, typer.Option("--roster", help="Decide by the board's rule pack and roster.")] = False,
    stack: Stack = None,
) -> None:
    """
    Say how a board is reached.

    Over HTTP as docs/board-interface.md describes, by files as docs/board-files.md does, or by its roster.

    Asks that are still to be put go the new way. One that the board has taken and not answered waits for it.
    """
    code = known_board(board)
    stores = HubStores(StackConnection.named(stack))
    if [roster, files, http is not None].count(True) != 1 or (http is None) != (secret is None):
        raise UserError("Give --roster, --files, or --http URL and --secret NAME.")
    if stores.connection.is_sandbox and not stores.connection.is_on_this_machine:
        raise UserError("This stack is a sandbox: its boards decide by their rosters, so that nothing reaches a board.")
    if http and secret:
        connection: Connection = _http(stores, http, secret, timeout)
    else:
        connection = FilesConnection() if files else RosterConnection()
    stores.boards.connect(code, connection)
    output = screen.output()
    if http:
        output.print(f"{code} is asked at {http}.", soft_wrap=True)
        output.print(f"It calls in later decisions at {callback_url(stores, code)}", soft_wrap=True)
    else:
        output.print(f"{code} is {'asked by a file a day' if files else 'decided for by its roster'}.")


def callback_url(stores: HubStores, code: str) -> str:
    """Return where a board calls in decisions."""
    return f"{stores.connection.board_callbacks_url}/boards/{code.lower()}/decisions"


def _http(stores: HubStores, url: str, secret: str, timeout: int) -> Connection:
    try:
        connection = HttpConnection(url=url, secret_name=secret, timeout_seconds=timeout)
    except ValidationError as error:
        if error.errors()[0]["loc"] == ("url",):
            raise UserError(f"{url} can't be asked. Give an address that starts with https://") from None
        raise UserError(f"The functions can't read the secret {secret}. Name it {SECRET_PREFIX}...") from None
    if find_secret(stores, secret) is None:
        raise UserError(
            f"There is no secret {secret}. Agree on one with the board and store it with: "
            f"aws secretsmanager create-secret --name {secret} --secret-string whsec_..."
        )
    return connection


def find_secret(stores: HubStores, name: str) -> str | None:
    """Return a secret of Secrets Manager, if there is one of this name."""
    client = stores.connection.secretsmanager
    try:
        return client.get_secret_value(SecretId=name)["SecretString"]
    except ClientError as error:
        if error.response["Error"]["Code"] != "ResourceNotFoundException":
            raise
        return None
