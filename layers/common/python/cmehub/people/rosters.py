"""Rosters: whom certifying boards and states' licensing boards know."""

import datetime as dt
import re
from typing import Literal, NamedTuple, Self

from pydantic import BaseModel, ConfigDict

from cmehub.people.names import folded
from cmehub.people.states import STATES
from cmehub.rules.packs import board_codes, normal_id

Degree = Literal["MD", "DO"]
"""What a licensee is a doctor of: in some states osteopathic physicians (DO) have a licensing board of their own."""
_PUNCTUATION = re.compile(r"[^A-Z0-9]+")
_IN_FRONT = re.compile("^[A-Z]*0*")


class RosterEntry(BaseModel):
    """
    A line of a roster: a diplomate of a certifying board, or a licensee of a state's licensing board.

    Attributes
    ----------
    authority
        Whose roster it is: a board's code, or a state's letters.
    entry_id
        The board ID or the licence number, normalised; see `normal_entry_id`.
    birth_month_day
        ``MM-DD``.
    npi
        The National Provider Identifier, if the roster has it.
    state
        Where the physician practises or is licensed, by its letters, if the roster has it.
    former_names
        Family names that the physician had before.
    email
        Where the board or state reaches the physician; nothing else is sent there than the code that confirms a claim,
        and the mail about an audit of that state's board.
    issued, expires
        When a state first issued the licence, and the last day on which it is valid, if the roster has them.
    degree
        Of a licensee, if the roster has it.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)

    authority: str
    entry_id: str
    given_name: str
    family_name: str
    birth_month_day: str
    npi: str | None = None
    state: str | None = None
    former_names: tuple[str, ...] = ()
    email: str | None = None
    issued: dt.date | None = None
    expires: dt.date | None = None
    degree: Degree | None = None

    @property
    def learner_key(self) -> str:
        """What the physician's learner records are stored under, if this entry was the first that one led to."""
        return self.key.learner_key

    @property
    def key(self) -> "EntryKey":
        """What addresses the entry."""
        return EntryKey(self.authority, self.entry_id)


class EntryKey(NamedTuple):
    """What addresses one roster entry."""

    authority: str
    entry_id: str

    @classmethod
    def of_learner_key(cls, learner_key: str) -> Self | None:
        """Return the entry that led to what learner records lie under; None if no roster knew the learner."""
        authority, dash, entry_id = learner_key.partition("-")
        return cls(authority, entry_id) if dash else None

    @property
    def learner_key(self) -> str:
        """What learner records are stored under that this entry was the first to lead to."""
        return f"{self.authority}-{self.entry_id}"


class BirthKey(NamedTuple):
    """The entries of a roster with one birth day; only those with a folded family name, if one is given."""

    authority: str
    birth_month_day: str
    family_name: str = ""


class NameKey(NamedTuple):
    """The entries of a roster with one name, folded."""

    authority: str
    given_name: str
    family_name: str

    @classmethod
    def of(cls, authority: str, given_name: str, family_name: str) -> "NameKey":
        """Return the key of a name as somebody writes it."""
        return cls(authority, folded(given_name), folded(family_name))


class RosterLoad(BaseModel):
    """
    A file that was loaded into a roster.

    Attributes
    ----------
    number
        Its version: the roster's loads are numbered as they begin.
    digest
        SHA-256 of the file.
    full
        Whether the file is the whole roster. If not, it only added, changed and removed entries.
    entries, removed
        How many entries it brought or changed, and how many it took out.
    """

    model_config = ConfigDict(frozen=True)

    authority: str
    number: int
    at: dt.datetime
    digest: str
    full: bool = True
    entries: int
    removed: int = 0


def roster_authorities() -> tuple[str, ...]:
    """Return everybody who can have a roster: certifying boards by their codes, then states by their letters."""
    return (*board_codes(), *STATES)


def normal_entry_id(authority: str, entry_id: str) -> str:
    """
    Normalise a board ID as its board's rules do; of a licence number, keep letters (in capitals) and digits.

    Leading zeroes stay.

    Examples
    --------
    >>> normal_entry_id("OH", "35.090001-a")
    '35090001A'
    """
    if authority in STATES:
        return _PUNCTUATION.sub("", entry_id.upper()) or entry_id
    return normal_id(entry_id)


def bare_id(entry_id: str) -> str:
    """Return a normalised ID without the letters and zeroes in front, which senders leave out."""
    return _IN_FRONT.sub("", entry_id) or entry_id
