"""Rosters as CSV files."""

import datetime as dt
import hashlib
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Annotated, NamedTuple, get_args

from pydantic import BeforeValidator, ValidationInfo, field_validator

from cmehub.fields.mail_address import EMAIL
from cmehub.fields.types import Date, MonthDay, Name, wrong
from cmehub.learners.waiting_records import WaitingRecords
from cmehub.people.npi import is_npi
from cmehub.people.rosters import Degree, EntryKey, RosterEntry, RosterLoad, normal_entry_id
from cmehub.people.states import STATES, state_letters
from cmehub.rules.packs import rule_pack
from cmehub.runtime.portions import portions
from cmehub.stores import RosterChangedError, RosterStore
from hub.csv_lines import CsvLine, line_error, needed_columns, parsed, read_fields
from hub.errors import UserError

_BATCH = 1000
_WRITERS = 8
_ACTION = "action"
_REMOVE = "remove"
_ACTIONS = ("add", _REMOVE)


def _read_npi(text: str) -> str:
    if is_npi(text):
        return text
    raise wrong("an NPI, 10 digits of which the last is a check digit")


def _read_state(text: str) -> str:
    if letters := state_letters(text):
        return letters
    raise wrong("a state, by its name or its two letters")


def _read_names(text: str) -> tuple[str, ...]:
    return tuple(name for part in text.split(";") if (name := part.strip()))


def _read_email(text: str) -> str:
    if EMAIL.fullmatch(text):
        return text
    raise wrong("one mail address")


def _read_degree(text: str) -> str:
    if (degree := text.replace(".", "").upper()) in get_args(Degree):
        return degree
    raise wrong("MD or DO")


class _BoardIdLine(CsvLine):
    board_id: Name


class _LicenceIdLine(CsvLine):
    licence_id: Name


class _PersonLine(CsvLine):
    given_name: Name
    family_name: Name
    birth_month_day: MonthDay
    npi: Annotated[str, BeforeValidator(_read_npi)] | None = None
    former_names: Annotated[tuple[str, ...], BeforeValidator(_read_names)] = ()
    email: Annotated[str, BeforeValidator(_read_email)] | None = None


class _DiplomateLine(_PersonLine, _BoardIdLine):
    state: Annotated[str, BeforeValidator(_read_state)] | None = None


class _LicenseeLine(_PersonLine, _LicenceIdLine):
    issued: Date | None = None
    expires: Date | None = None
    degree: Annotated[Degree, BeforeValidator(_read_degree)] | None = None

    @field_validator("expires")
    @classmethod
    def _after_its_issue(cls, expires: dt.date | None, info: ValidationInfo) -> dt.date | None:
        issued = info.data.get("issued")
        if expires and issued and expires < issued:
            raise wrong("the day of issue or a later one")
        return expires


class RosterLine(NamedTuple):
    """What a line of a roster file says: an entry, or without one that there is none any more."""

    key: EntryKey
    entry: RosterEntry | None


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
    model, id_model = (_LicenseeLine, _LicenceIdLine) if authority in STATES else (_DiplomateLine, _BoardIdLine)
    (id_column,) = id_model.model_fields
    lines_by_id: dict[str, int] = {}
    columns = needed_columns(model)
    for line, fields in read_fields(path, [_ACTION, *columns] if delta else columns):
        action = fields[_ACTION].casefold() if delta else _ACTIONS[0]
        if action not in _ACTIONS:
            raise line_error(path, line, f"{_ACTION} is not add or remove. Correct it")
        parsed_line = parsed(path, line, fields, id_model if action == _REMOVE else model)
        entry_id = normal_entry_id(authority, fields[id_column])
        if authority not in STATES and not rule_pack(authority, dt.date.max).takes_id(entry_id):
            expected = rule_pack(authority, dt.date.max).id_format.expected
            raise line_error(path, line, f"{id_column} is not {expected}. Write the ID as {authority} does")
        first = lines_by_id.setdefault(entry_id, line)
        if first != line:
            raise line_error(path, line, f"{id_column} stands on line {first} already. Leave one of the two lines out")
        known = parsed_line.model_dump(exclude={id_column})
        entry = RosterEntry(authority=authority, entry_id=entry_id, **known) if action != _REMOVE else None
        yield RosterLine(EntryKey(authority, entry_id), entry)


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

    def store(some: tuple[RosterLine, ...]) -> int:
        entries = [key.entry for key in some if key.entry]
        if delta:
            rosters.change(number, entries, [key.key for key in some if key.entry is None])
        else:
            rosters.put(number, entries)
        return len(some)

    stored = 0
    changes = portions(read_roster(path, authority, delta=delta), _BATCH)
    with ThreadPoolExecutor(_WRITERS) as writers:
        for some in portions(changes, _WRITERS):
            for done in writers.map(store, some):
                stored += done
                progress(f"Loading {authority}: {stored:,} of {count:,}")
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
    for some in portions(read_roster(path, authority, delta=delta), _BATCH):
        moved += waiting.take_home(line.entry for line in some if line.entry)
        looked += len(some)
        progress(f"Looking what waits for them: {looked:,}")
    return moved


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
