"""The commands of an operator who looks after the boards: what waits for them, deciding by hand, files for them."""

import datetime as dt
from collections.abc import Iterator
from itertools import groupby, islice
from typing import Annotated

import typer
from rich.console import Group, RenderableType
from rich.text import Text

from cmehub.boards.ask_files import AskFiles
from cmehub.boards.asks import Ask
from cmehub.boards.connections import FilesConnection
from cmehub.boards.ledgers import Decision
from cmehub.boards.reasons import rejection
from cmehub.fields.plain_text import one_line
from cmehub.rules.packs import board_codes
from hub import screen
from hub.boards import decisions as board_decisions
from hub.boards import queue as board_queue
from hub.boards.queue import BoardLine, BoardQueue, WaitingRow
from hub.boards.rules import known_board
from hub.errors import UserError
from hub.options import All, AsJson, Stack
from hub.stack import StackConnection
from hub.stores import HubStores

_MOST_ROWS = 100
_LONGEST_NAME = 100

Code = Annotated[str, typer.Argument(metavar="CODE", help="The board, such as ABIM.")]


def queue(
    board: Annotated[str | None, typer.Argument(metavar="[CODE]", help="The board; all of them without one.")] = None,
    *,
    names: Annotated[bool, typer.Option("--names", help="Show learners' names and birth days too.")] = False,
    whole: All = False,
    as_json: AsJson = False,
    stack: Stack = None,
) -> None:
    """Show what waits for the boards' decisions: a line for each board, or the rows that wait for one."""
    stores = _stores(stack)
    if board is None:
        lines = [board_queue.board_line(stores, code) for code in board_codes()]
        if as_json:
            typer.echo(board_queue.LINES.dump_json(lines, indent=2).decode())
        else:
            screen.output().print(_summary(lines))
        return
    line = board_queue.board_line(stores, known_board(board))
    rows = board_queue.waiting(stores, line.board, names=names)
    if as_json:
        typer.echo(BoardQueue(board=line, waiting=[*rows]).model_dump_json(indent=2))
    else:
        screen.output().print(Group(*_listing(line, rows if whole else islice(rows, _MOST_ROWS))))


def decide(
    board: Code,
    ask: Annotated[str, typer.Argument(help="The question, as hub boards queue names it.")],
    rows: Annotated[list[int], typer.Argument(metavar="ROW...", help="The rows to decide on.")],
    *,
    accept: Annotated[bool, typer.Option("--accept", help="Accept the rows.")] = False,
    reject: Annotated[
        str | None, typer.Option("--reject", metavar="REASON", help="Reject them; the provider reads the reason.")
    ] = None,
    by: Annotated[
        str | None, typer.Option("--by", metavar="NAME", help="Who decides, if not you who is signed in.")
    ] = None,
    stack: Stack = None,
) -> None:
    """
    Decide on rows in a board's place; who did it, and when, is kept.

    The first decision on a row counts, whether a board or somebody by hand took it.
    """
    code, named = known_board(board), Ask.named(ask)
    if accept == (reject is not None):
        raise UserError("Say what is decided: --accept, or --reject with the reason.")
    if named is None or named.board != code:
        raise UserError(f"{ask} names no question to {code}. List what waits: hub boards queue {code}")
    if reject is not None and not one_line(reject):
        raise UserError("A rejection needs a reason that the provider can read.")
    stores = _stores(stack)
    who = one_line(by or stores.connection.user)[:_LONGEST_NAME]
    decisions = [
        Decision(row=row, board=code, accepted=True) if reject is None else rejection(code, row, reject)
        for row in dict.fromkeys(rows)
    ]
    left = board_decisions.decide(stores, named, decisions, who)
    outcome = "Accepted" if accept else "Rejected"
    rest = f"Of the question, {screen.several(left, 'row')} still to decide." if left else "Every row of it is decided."
    screen.output().print(f"{outcome} {screen.several(len(decisions), 'row')}, by {who}. {rest}", soft_wrap=True)


def history(
    board: Code,
    submission: Annotated[str, typer.Argument(help="The submission's ID.")],
    as_json: AsJson = False,
    stack: Stack = None,
) -> None:
    """Show what was decided for a board about a submission: by whom, how and when."""
    past = board_decisions.history(_stores(stack), known_board(board), submission)
    if as_json:
        typer.echo(board_decisions.HISTORY.dump_json(past, indent=2).decode())
        return
    listing = screen.table(
        f"Decisions for {known_board(board)}", "row", "decision", "by", "how", "at", "reason", right=("row",)
    )
    for decision in past:
        outcome = "accepted" if decision.accepted else "rejected"
        listing.add_row(
            str(decision.row),
            outcome,
            Text(decision.by),
            decision.way,
            _moment(decision.at),
            Text(decision.reason or ""),
        )
    screen.output().print(listing if past else f"Nothing is decided for {known_board(board)} about it yet.")


def send_files(
    board: Annotated[str | None, typer.Argument(metavar="[CODE]", help="The board; all of them without one.")] = None,
    stack: Stack = None,
) -> None:
    """Put the files of asks now that are put each day anyway, for the boards that are asked by files."""
    stores = _stores(stack)
    codes = [known_board(board)] if board else board_codes()
    by_files = [code for code in codes if isinstance(stores.boards.connection(code), FilesConnection)]
    if not by_files:
        raise UserError(f"{board or 'No board'} is {'not ' if board else ''}asked by files.")
    files = AskFiles(stores.objects, stores.boards, stores.exchange, lambda: dt.datetime.now(dt.UTC))
    with screen.progress(screen.notes(), "Putting the files") as say:
        put = []
        for code in by_files:
            say(f"Putting the files for {code}")
            put += files.write(code)
    for file in put:
        screen.output().print(f"{file.key}: {file.rows:,} rows", soft_wrap=True)
    if not put:
        screen.output().print("Nothing waits that no file holds yet.")


def _summary(lines: list[BoardLine]) -> RenderableType:
    listing = screen.table(
        "Boards", "board", "reached by", "questions", "rows waiting", "oldest", right=("questions", "rows waiting")
    )
    for line in lines:
        listing.add_row(line.board, line.reached, f"{line.asks:,}", f"{line.rows:,}", _moment(line.oldest))
    return listing


def _listing(line: BoardLine, rows: Iterator[WaitingRow]) -> Iterator[RenderableType]:
    if not line.rows:
        yield Text(f"Nothing waits for {line.board}.")
        return
    yield Text(
        f"Waiting for {line.board}: {screen.several(line.rows, 'row')} of {screen.several(line.asks, 'question')}, "
        f"the oldest since {_moment(line.oldest)}.",
        style="bold",
    )
    shown = 0
    for ask, of_ask in groupby(rows, key=lambda row: row.ask):
        waiting = [*of_ask]
        shown += len(waiting)
        yield Text.assemble("\n", (ask, "bold cyan"))
        yield Text(f"from provider {waiting[0].provider_id}, waiting since {_moment(waiting[0].waiting_since)}")
        yield _table(waiting)
    if shown < line.rows:
        yield Text(f"\nand {line.rows - shown:,} more: use --all")


def _table(rows: list[WaitingRow]) -> RenderableType:
    learner = ("name", "birth day") if rows[0].learner else ()
    columns = ("row", "action", "activity", "completed", "points", "credit types", "board ID", *learner)
    listing = screen.table("", *columns, right=("row", "points"))
    for row in rows:
        who = row.learner
        listing.add_row(
            str(row.row),
            row.action,
            row.activity_id,
            f"{row.completion_date}",
            f"{row.points:g}",
            ", ".join(row.credit_types),
            Text(row.board_id),
            *((Text(f"{who.given_name} {who.family_name}"), who.birth_month_day) if who else ()),
        )
    return listing


def _moment(at: dt.datetime | None) -> str:
    return f"{at:%Y-%m-%d %H:%M} UTC" if at else ""


def _stores(stack: str | None) -> HubStores:
    return HubStores(StackConnection.named(stack))
