"""Lines of a roster's file: the columns of boards' and of states' rosters, and what may stand in them."""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from typing import Annotated, NamedTuple, get_args

from pydantic import BaseModel, BeforeValidator, ConfigDict, ValidationInfo, field_validator

from cmehub.fields.mail_address import EMAIL
from cmehub.fields.table_lines import LineFault, TableLine, needed_columns, read_line
from cmehub.fields.types import Date, MonthDay, Name, wrong
from cmehub.people.npi import is_npi
from cmehub.people.rosters import Degree, EntryKey, RosterEntry, normal_entry_id
from cmehub.people.states import STATES, state_letters
from cmehub.rules.packs import rule_pack

_ACTION = "action"
_REMOVE = "remove"
_ACTIONS = ("add", _REMOVE)
_TOLD = 200
"""Characters of a faulty field: a cell may hold 130,000, and faults are kept together in an item of 400 kB."""


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


class _BoardIdLine(TableLine):
    board_id: Name


class _LicenceIdLine(TableLine):
    licence_id: Name


class _PersonLine(TableLine):
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


class RosterFault(BaseModel):
    """
    What is wrong with a field of a line.

    Attributes
    ----------
    value
        The first 200 characters of what stands there; it may be personal data.
    what
        What is wrong and then how to mend it, without a full stop; it doesn't repeat the value.
    """

    model_config = ConfigDict(frozen=True)

    line: int
    column: str
    value: str
    what: str


def needed_roster_columns(authority: str, *, delta: bool = False) -> list[str]:
    """Return the columns that a roster's file has to have."""
    columns = needed_columns(_LicenseeLine if authority in STATES else _DiplomateLine)
    return [_ACTION, *columns] if delta else columns


def roster_lines(
    rows: Iterable[tuple[int, Mapping[str, str]]], authority: str, *, delta: bool = False
) -> Iterator[RosterLine | RosterFault]:
    """
    Yield what the lines of a roster's file say, or everything that is wrong with them.

    Parameters
    ----------
    rows
        The number of each line and its fields by column, without blanks around them; see `needed_roster_columns`.
    authority
        A board's code or a state's letters.
    delta
        Whether each line says in its column ``action`` if the entry is to be added (or changed) or removed.
    """
    model, id_model = (_LicenseeLine, _LicenceIdLine) if authority in STATES else (_DiplomateLine, _BoardIdLine)
    (id_column,) = id_model.model_fields
    lines_by_id: dict[str, int] = {}
    for number, fields in rows:
        action = fields[_ACTION].casefold() if delta else _ACTIONS[0]
        faults = [] if action in _ACTIONS else [LineFault(_ACTION, "is not add or remove. Correct it")]
        line = read_line(fields, id_model if action == _REMOVE else model)
        entry_id = normal_entry_id(authority, fields[id_column])
        if isinstance(line, list):
            faults += line
        if fields[id_column]:
            faults += _id_faults(authority, id_column, entry_id, lines_by_id.setdefault(entry_id, number), number)
        if faults or isinstance(line, list):
            for column, what in faults:
                yield RosterFault(line=number, column=column, value=fields.get(column, "")[:_TOLD], what=what)
            continue
        known = line.model_dump(exclude={id_column})
        entry = RosterEntry(authority=authority, entry_id=entry_id, **known) if action != _REMOVE else None
        yield RosterLine(EntryKey(authority, entry_id), entry)


def _id_faults(authority: str, column: str, entry_id: str, first: int, number: int) -> Iterator[LineFault]:
    if authority not in STATES and not rule_pack(authority, dt.date.max).takes_id(entry_id):
        expected = rule_pack(authority, dt.date.max).id_format.expected
        yield LineFault(column, f"is not {expected}. Write the ID as {authority} does")
    if first != number:
        yield LineFault(column, f"stands on line {first} already. Leave one of the two lines out")
