"""Claims: which physician the holder of an account is, and how surely."""

import datetime as dt
import hashlib
from enum import StrEnum

from pydantic import BaseModel, ConfigDict

from cmehub.accounts.mailed_codes import MailedCode
from cmehub.people.rosters import EntryKey

TRY_LIFE = dt.timedelta(days=90)
"""For so long a try to claim somebody stays written down."""

CODES_OF_ACCOUNT = 5
"""On a day of UTC."""

TRIES_OF_ACCOUNT = 5
"""On a day of UTC."""

TRIES_ABOUT_PERSON = 10
"""On a day of UTC, whichever accounts try."""

DECIDED_CASE_LIFE = dt.timedelta(days=365)
"""For so long a case stays after an operator has decided it."""


class Sureness(StrEnum):
    """How sure it is that the holder of an account is the physician."""

    STATED = "stated"
    CONFIRMED = "confirmed"


class Claim(BaseModel):
    """
    The tie between an account and a physician: one proof, and all roster entries that it brings.

    Attributes
    ----------
    claim_id
        What names it in addresses, which hold no number of a person.
    authority, entry_id
        The roster entry that was proved.
    linked
        All entries that are this physician, that one first.
    since, linked_at
        When it was made, and when its entries were looked up last.
    confirmed_at
        When a code that went to the roster's e-mail came back, or an operator approved.
    asked_at, refused
        When an operator was asked to confirm it, and the operator's word if that was refused.
    """

    model_config = ConfigDict(frozen=True, hide_input_in_errors=True)

    claim_id: str
    authority: str
    entry_id: str
    linked: tuple[EntryKey, ...]
    since: dt.datetime
    linked_at: dt.datetime
    confirmed_at: dt.datetime | None = None
    asked_at: dt.datetime | None = None
    refused: str | None = None

    @property
    def key(self) -> EntryKey:
        """What addresses the entry that was proved."""
        return EntryKey(self.authority, self.entry_id)

    @property
    def sureness(self) -> Sureness:
        """How sure it is."""
        return Sureness.CONFIRMED if self.confirmed_at else Sureness.STATED


class TryOutcome(StrEnum):
    """What came of a try to claim somebody; only ``CLAIMED`` is told to who tried."""

    CLAIMED = "claimed"
    UNKNOWN = "unknown"
    DISAGREES = "disagrees"
    HELD = "held"
    SOMEBODY_ELSE = "somebody else"


class ClaimTry(BaseModel):
    """
    One try of an account to claim somebody.

    Attributes
    ----------
    person
        Who was asked about, as `person_hash` tells it.
    held
        The entry of whom somebody else holds.
    """

    model_config = ConfigDict(frozen=True, hide_input_in_errors=True)

    try_id: str
    sub: str
    at: dt.datetime
    authority: str
    person: str
    outcome: TryOutcome
    held: EntryKey | None = None


class AskedCode(MailedCode):
    """
    A code that is to confirm a claim.

    Attributes
    ----------
    authority, entry_id
        Which claim it confirms, by the entry that was proved.
    to
        The roster entry to whose e-mail it goes.
    """

    authority: str
    entry_id: str
    to: EntryKey

    @property
    def key(self) -> EntryKey:
        """What addresses the entry whose claim it confirms."""
        return EntryKey(self.authority, self.entry_id)


class CaseKind(StrEnum):
    """What an operator has to decide: who of two is the physician, or whether one is."""

    HELD = "held"
    CONFIRM = "confirm"


class Case(BaseModel):
    """
    What an operator has to decide about a claim.

    Attributes
    ----------
    sub
        The account that tried, or that asks to be confirmed.
    authority, entry_id
        The roster entry that the account agrees with.
    telling_at, told_at
        When telling the holder that somebody tried was begun, and when it was done.
    decided_at, approved, word
        What an operator decided, and why.
    """

    model_config = ConfigDict(frozen=True, hide_input_in_errors=True)

    case_id: str
    kind: CaseKind
    sub: str
    authority: str
    entry_id: str
    opened_at: dt.datetime
    telling_at: dt.datetime | None = None
    told_at: dt.datetime | None = None
    decided_at: dt.datetime | None = None
    approved: bool = False
    word: str = ""

    @classmethod
    def about(cls, kind: CaseKind, sub: str, key: EntryKey, at: dt.datetime, claim_id: str = "") -> "Case":
        """Open a case; an account has one about an entry or a claim, however often it tries or asks."""
        case_id = _digest(kind, sub, *key, claim_id)[:16]
        return cls(case_id=case_id, kind=kind, sub=sub, authority=key.authority, entry_id=key.entry_id, opened_at=at)

    @property
    def key(self) -> EntryKey:
        """What addresses the entry that it is about."""
        return EntryKey(self.authority, self.entry_id)

    @property
    def is_open(self) -> bool:
        """Whether it waits to be decided."""
        return self.decided_at is None


def person_hash(authority: str, number: str) -> str:
    """Return what stands for a person who is asked about, wherever tries are counted and written down."""
    return _digest(authority, number)[:24]


def _digest(*parts: str) -> str:
    return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()
