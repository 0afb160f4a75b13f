"""The command ``hub boards show``: which rules a board has on a day, and where each was read."""

import datetime as dt
from collections.abc import Iterator
from typing import Annotated

import typer
from pydantic import TypeAdapter
from rich.console import Group, RenderableType
from rich.text import Text

from cmehub.rules.packs import RulePack, board_code, board_codes, packs_of, rule_pack
from cmehub.rules.packs.sentences import SURENESS, rules_in_words
from hub import screen
from hub.errors import UserError
from hub.options import AsJson

_PACKS = TypeAdapter(list[RulePack])
_STYLES = {"H": "green", "M": "", "L": "yellow"}


def show(
    code: Annotated[str | None, typer.Argument(metavar="CODE", help="The board's code; none for all boards.")] = None,
    on: Annotated[
        dt.datetime | None,
        typer.Option(
            "--on",
            formats=["%Y-%m-%d"],
            metavar="DATE",
            help="The completion date (of a learner) or start date (of an activity) that is asked about; else today.",
        ),
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Show the boards, or every rule of one board on a day, with its source and how sure that is."""
    day = on.date() if on else dt.datetime.now(dt.UTC).date()
    if code is None:
        packs = [rule_pack(board, day) for board in board_codes()]
        if as_json:
            typer.echo(_PACKS.dump_json(packs, indent=2, exclude_defaults=True).decode())
        else:
            screen.output().print(Group(*_all(packs, day)))
        return
    pack = rule_pack(known_board(code), day)
    if as_json:
        typer.echo(pack.model_dump_json(indent=2, exclude_defaults=True))
    else:
        screen.output().print(Group(*_one(pack, day)))


def known_board(code: str) -> str:
    """
    Return a board's code as the hub writes it.

    Raises
    ------
    UserError
        If there is no such board.
    """
    found = board_code(code)
    if found is None:
        raise UserError(f"There is no board {code}. Name one of: {', '.join(board_codes())}.")
    return found


def _all(packs: list[RulePack], day: dt.date) -> Iterator[RenderableType]:
    boards = screen.table(f"The boards on {day}", "board", "name", "credit types", "takes new activities")
    for pack in packs:
        takes = "yes" if pack.activities is None or pack.activities.holds(day) else "no"
        boards.add_row(pack.board, pack.name, "; ".join(pack.types_on(day)), takes)
    yield boards
    yield Text()
    yield Text("See a board's rules with: hub boards show CODE")


def _one(pack: RulePack, day: dt.date) -> Iterator[RenderableType]:
    yield Text.assemble((pack.board, "bold cyan"), f"  {pack.name}")
    starts = [version.effective_from for version in packs_of(pack.board)]
    later = [f"{start}" for start in starts if start > pack.effective_from]
    if pack.effective_from != starts[0]:
        yield Text(f"The rules on {day}, in force since {pack.effective_from}")
    else:
        yield Text(f"The rules on {day}")
    if later:
        yield Text(f"They change on {', '.join(later)}", style="yellow")
    yield Text()
    rules = screen.table("Rules", "about", "rule", "source", "sure")
    for rule in rules_in_words(pack):
        sure = Text(rule.confidence, style=_STYLES[rule.confidence])
        rules.add_row(rule.topic, rule.sentence, Text(rule.source, style="dim"), sure)
    yield rules
    yield Text()
    yield Text("Sure: " + "; ".join(f"{mark} {meaning}" for mark, meaning in SURENESS.items()), style="dim")
