"""Rosters as CSV files."""

import datetime as dt
import hashlib
from collections.abc import Callable, Iterator
from pathlib import Path

from cmehub.learners.waiting_records import WaitingRecords
from cmehub.people.roster_lines import RosterFault, RosterLine, needed_roster_columns, roster_lines
from cmehub.people.roster_loading import BATCH, store_lines
from cmehub.people.rosters import RosterLoad
from cmehub.runtime.portions import portions
from cmehub.stores import RosterChangedError, RosterStore
from hub.csv_lines import line_error, read_fields
from hub.errors import UserError


def read_roster(path: Path, authority: str, *, delta: bool = False) -> Iterator[RosterLine]:
    """
    Yield the lines of a roster's CSV file.

    Parameters
    ----------
    path
        The file.
    authority
        A board's code or a state's letters.
    delta
        Whether each line says in its column ``action`` if the entry is to be added (or changed) or removed.

    Raises
    ------
    UserError
        Naming the first line that can't be read, and how to mend it.
    """
    fields = read_fields(path, needed_roster_columns(authority, delta=delta))
    for line in roster_lines(fields, authority, delta=delta):
        if isinstance(line, RosterFault):
            raise line_error(path, line.line, f"{line.column} {line.what}")
        yield line


def load_roster(
    rosters: RosterStore,
    path: Path,
    authority: str,
    *,
    delta: bool = False,
    at: dt.datetime,
    progress: Callable[[str], None],
) -> RosterLoad:
    """
    Load a roster from a CSV file: read it through to check it, then again to store it.

    Until a whole roster is stored, the one before counts. If loading ends half-way, it can be done again.

    Raises
    ------
    UserError
        If the file can't be loaded as it is; then nothing has changed. Or if another load went on at the same time.
    """
    removed = count = 0
    for key in read_roster(path, authority, delta=delta):
        count += 1
        removed += key.entry is None
    if not count:
        raise UserError(f"{path} has no entries. Check that it is the right file.")
    if delta and not rosters.rosters([authority]):
        raise UserError(f"No roster of {authority} is loaded yet. Load a whole one first, without --delta.")
    number = rosters.begin(authority)

    store_lines(
        rosters,
        number,
        read_roster(path, authority, delta=delta),
        delta=delta,
        tell=lambda stored: progress(f"Loading {authority}: {stored:,} of {count:,}"),
    )
    load = RosterLoad(
        authority=authority,
        number=number,
        at=at,
        digest=_digest(path),
        full=not delta,
        entries=count - removed,
        removed=removed,
    )
    try:
        rosters.finish(load)
    except RosterChangedError:
        raise UserError(f"Another load of {authority} was begun meanwhile. Load this file again.") from None
    return load


def take_home(
    waiting: WaitingRecords, path: Path, authority: str, *, delta: bool = False, progress: Callable[[str], None]
) -> int:
    """
    Move what was reported of people whom a file that is loaded now knows to them, and return how many records.

    It asks for a thousand entries at a time what waits under their IDs and names. Broken off, it can be done again.
    """
    looked = moved = 0
    for some in portions(read_roster(path, authority, delta=delta), BATCH):
        moved += waiting.take_home(line.entry for line in some if line.entry)
        looked += len(some)
        progress(f"Looking what waits for them: {looked:,}")
    return moved


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
