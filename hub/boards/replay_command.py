"""The command ``hub boards replay``: what stored records would come to under a changed rule pack."""

import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Annotated

import typer
from pydantic import ValidationError
from rich.console import Group, RenderableType
from rich.text import Text

from cmehub.activities.activity import Activity
from cmehub.learners.records import LearnerRecord
from cmehub.people.rosters import EntryKey, RosterEntry
from cmehub.rules.packs import RulePack, pack_on, read_packs, rule_pack
from cmehub.runtime.portions import portions
from hub import screen
from hub.boards.replay import JudgementChange, Replay, Verdict, replay, reports_to
from hub.boards.rules import known_board
from hub.errors import UserError
from hub.options import All, AsJson, Stack
from hub.stack import StackConnection
from hub.stores import HubStores

_MOST = 20
_MANY = 10_000
_SOME = 1_000


def replay_records(
    code: Annotated[str, typer.Argument(metavar="CODE", help="The board's code.")],
    pack: Annotated[
        Path, typer.Option("--pack", metavar="FILE", help="The board's JSON file of rule packs, with the change in it.")
    ],
    provider: Annotated[
        str | None, typer.Option("--provider", metavar="ID", help="Show only changes to this provider's records.")
    ] = None,
    *,
    whole: All = False,
    as_json: AsJson = False,
    stack: Stack = None,
) -> None:
    """
    Say what a changed rule pack would change for the records that are stored; nothing is written.

    Every record that stands is judged twice, by the present rules and by the changed ones, and those that come out
    otherwise are listed. Rows that the hub refused left no record, so they are not looked at. This reads the whole
    records table (on AWS that is paid for by its size) and keeps the board's records in memory.
    """
    board = known_board(code)
    changed = read_changed(pack, board)
    stores = HubStores(StackConnection.named(stack))
    with screen.progress(screen.notes(), "Reading the records") as say:
        records = [*_records(stores, board, say)]
        say(f"Judging {len(records):,} records")
        found = replay(
            board,
            records,
            _activities(stores, records),
            _diplomates(stores, board, records),
            lambda of, on: pack_on(changed, on) if of == board else rule_pack(of, on),
        )
    if provider:
        found = found.of_provider(provider)
    if as_json:
        typer.echo(found.model_dump_json(indent=2))
    else:
        screen.output().print(Group(*_parts(found, sys.maxsize if whole else _MOST)))


def read_changed(path: Path, board: str) -> tuple[RulePack, ...]:
    """
    Read a board's changed rule packs.

    Raises
    ------
    UserError
        Naming what is wrong with the file, and how to mend it.
    """
    try:
        packs = read_packs(path.read_bytes())
    except OSError as error:
        raise UserError(f"{path} can't be read: {error.strerror}. Check the path.") from error
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        at = ".".join(map(str, first["loc"])) or "the file"
        raise UserError(
            f"{path} is no file of rule packs: {at}: {first['msg']}. "
            f"Start from cmehub/rules/packs/{board.lower()}.json."
        ) from None
    if not packs or packs[0].board != board:
        of = f"those of {packs[0].board}" if packs else "none"
        raise UserError(f"{path} holds {of}, not the rule packs of {board}. Name the file of {board}.")
    return packs


def _records(stores: HubStores, board: str, say: Callable[[str], None]) -> Iterator[LearnerRecord]:
    for count, record in enumerate(stores.records.all(), start=1):
        if reports_to(record, board):
            yield record
        if count % _MANY == 0:
            say(f"Reading the records: {count:,}")


def _activities(stores: HubStores, records: list[LearnerRecord]) -> dict[str, Activity]:
    wanted = sorted({record.row.activity_id for record in records})
    return {key: activity for some in portions(wanted, _SOME) for key, activity in stores.activities.find(some).items()}


def _diplomates(stores: HubStores, board: str, records: list[LearnerRecord]) -> dict[str, RosterEntry]:
    wanted = sorted({EntryKey(board, record.board_ids[board]) for record in records})
    return {key.entry_id: entry for some in portions(wanted, _SOME) for key, entry in stores.rosters.find(some).items()}


def _parts(found: Replay, most: int) -> Iterator[RenderableType]:
    changed = len(found.changes)
    yield Text(f"{found.records:,} records report to {found.board}; {changed:,} would come out otherwise.")
    for way, count in found.counts.items():
        yield Text(f"  {count:,} {way}")
    if not changed:
        return
    changes = screen.table("What would change", "provider", "submission", "row", "from", "to", "why", right=("row",))
    for change in found.changes[:most]:
        changes.add_row(change.provider_id, change.submission_id, str(change.row), *_words(change))
    yield Text()
    yield changes
    if changed > most:
        yield Text(f"and {changed - most:,} more: use --all", style="dim")


def _words(change: JudgementChange) -> tuple[str, str, str]:
    told: Verdict = change.before if change.after.outcome == "accepted" else change.after
    return change.before.outcome, change.after.outcome, f"{told.code}: {told.reason}"
