"""What is asked of a certifying board, what it decides, and what it remembers."""

import datetime as dt
from enum import StrEnum
from typing import Literal

from pydantic import BaseModel, ConfigDict

from cmehub.issue_catalogue import CATALOGUE


class BoardRequest(BaseModel):
    """
    One row's question to one board.

    Attributes
    ----------
    origin
        ``<submission>#<row>``: who asks. The same question asked again by the same origin gets the same answer.
    board_id
        The diplomate's ID, normalised; ``by_name`` if the sender gave none and it was looked up by name.
    points
        All points reported to the board; ``credit_types`` are the types they cover.
    maximum, offered
        Points and credit types that the activity is registered for at this board.
    """

    model_config = ConfigDict(frozen=True, hide_input_in_errors=True)

    origin: str
    row: int
    action: Literal["add", "delete"]
    board: str
    record_id: str
    board_id: str
    by_name: bool = False
    given_name: str
    family_name: str
    birth_month_day: str
    activity_id: str
    activity_format: str
    completion_date: dt.date
    points: float
    credit_types: tuple[str, ...]
    maximum: float
    offered: tuple[str, ...]


class Decision(BaseModel):
    """A board's answer; a rejection has a reason code and a sentence."""

    model_config = ConfigDict(frozen=True)

    row: int
    board: str
    accepted: bool
    reason_code: str | None = None
    reason: str | None = None


class EntryStatus(StrEnum):
    """What a ledger's entry says of a record; a withdrawn one was accepted and then deleted."""

    ACCEPTED = "accepted"
    REJECTED = "rejected"
    WITHDRAWN = "withdrawn"


class LedgerEntry(BaseModel):
    """
    What a board decided about one record, for whom it was asked, and what it counts.

    ``withdrawn_by`` are the origins that deleted the record: one that asks again must not delete what was added since.
    """

    model_config = ConfigDict(frozen=True)

    origin: str
    status: EntryStatus
    completion_date: dt.date
    points: float
    credit_types: tuple[str, ...]
    reason_code: str | None = None
    reason: str | None = None
    withdrawn_by: tuple[str, ...] = ()


class Ledger(BaseModel):
    """
    Everything that a board decided for one diplomate and one activity.

    The board's answer, the points already used and the completions of a day in one item, which changes only under
    its version; 0 is a ledger that isn't stored yet. ``entries`` are by record ID.
    """

    model_config = ConfigDict(frozen=True)

    board: str
    board_id: str
    activity_id: str
    version: int = 0
    entries: dict[str, LedgerEntry] = {}

    @property
    def accepted(self) -> list[LedgerEntry]:
        """The entries that count."""
        return [one for one in self.entries.values() if one.status is EntryStatus.ACCEPTED]

    def with_entry(self, record_id: str, entry: LedgerEntry) -> "Ledger":
        """Return the ledger with one entry put in or replaced."""
        return self.model_copy(update={"entries": self.entries | {record_id: entry}})


class Diplomate(BaseModel):
    """A line of a board's roster; ``birth_month_day`` is ``MM-DD``."""

    model_config = ConfigDict(frozen=True, hide_input_in_errors=True)

    board: str
    board_id: str
    given_name: str
    family_name: str
    birth_month_day: str

    @property
    def physician(self) -> str:
        """The physician that this diplomate is."""
        return f"{self.board}-{self.board_id}"


def reason_text(code: str, **details: object) -> str:
    """Return the sentence for a reason code of the issue catalogue."""
    return CATALOGUE[code].message.format_map(details)
