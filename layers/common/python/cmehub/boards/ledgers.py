"""What is asked of a certifying board, what it decides, and what it remembers."""

import datetime as dt
from collections.abc import Collection, Sequence
from enum import StrEnum
from itertools import islice, pairwise
from typing import Literal

from pydantic import BaseModel, ConfigDict

from cmehub.issues.catalogue import CATALOGUE


class BoardRequest(BaseModel):
    """
    One row's request to one board.

    Attributes
    ----------
    origin
        ``<submission>#<row>``: who asks. The same request made again by the same origin gets the same answer.
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
    WITHDRAWN = "withdrawn"


class LedgerEntry(BaseModel):
    """
    A record that a board accepted, for whom it was asked, and what it counts.

    ``withdrawn_by`` are the origins that deleted the record: one that asks again must not delete what was added since.
    """

    model_config = ConfigDict(frozen=True)

    origin: str
    status: EntryStatus
    completion_date: dt.date
    points: float
    credit_types: tuple[str, ...]
    withdrawn_by: tuple[str, ...] = ()


class Rejection(BaseModel):
    """Why a board rejected the rows from ``first`` to ``last``, among those of one ask that are about the ledger."""

    model_config = ConfigDict(frozen=True)

    first: int
    last: int
    reason_code: str
    reason: str

    def goes_on_with(self, other: "Rejection") -> bool:
        """Tell whether another one has the same reason."""
        return (self.reason_code, self.reason) == (other.reason_code, other.reason)


ASKS_KEPT = 400
"""The rejections of so many asks are kept in a ledger, which so stays far below the size that DynamoDB lets it have."""


class Ledger(BaseModel):
    """
    Everything that a board decided for one diplomate and one activity.

    The board's answer, the points already used and the completions of a day in one item, which changes only under
    its version; 0 is a ledger that isn't stored yet.

    Attributes
    ----------
    entries
        By record ID, what was accepted.
    rejections
        By the name of the ask, what was rejected: one line for each run of rows, so that a hundred thousand rejected
        rows fill no more of the ledger than their asks are many.
    """

    model_config = ConfigDict(frozen=True)

    board: str
    board_id: str
    activity_id: str
    version: int = 0
    entries: dict[str, LedgerEntry] = {}
    rejections: dict[str, tuple[Rejection, ...]] = {}

    @property
    def accepted(self) -> list[LedgerEntry]:
        """The entries that count."""
        return [entry for entry in self.entries.values() if entry.status is EntryStatus.ACCEPTED]

    def rejection(self, ask: str, row: int) -> Rejection | None:
        """Return why the board rejected a row that it was asked about in an ask, if it did."""
        return next(
            (rejection for rejection in self.rejections.get(ask, ()) if rejection.first <= row <= rejection.last), None
        )

    def with_entry(self, record_id: str, entry: LedgerEntry) -> "Ledger":
        """Return the ledger with one entry put in or replaced."""
        return self.model_copy(update={"entries": self.entries | {record_id: entry}})

    def with_accepted(self, request: BoardRequest) -> "Ledger":
        """Return the ledger after the board said yes: with the record added, or deleted."""
        entry = self.entries.get(request.record_id)
        if request.action == "add":
            if entry and (entry.origin == request.origin or entry.status is EntryStatus.ACCEPTED):
                return self
            withdrawn_by = entry.withdrawn_by if entry else ()
            added = LedgerEntry(
                origin=request.origin,
                status=EntryStatus.ACCEPTED,
                completion_date=request.completion_date,
                points=request.points,
                credit_types=request.credit_types,
                withdrawn_by=withdrawn_by,
            )
            return self.with_entry(request.record_id, added)
        if entry is None or entry.status is not EntryStatus.ACCEPTED or request.origin in entry.withdrawn_by:
            return self
        withdrawn = {"status": EntryStatus.WITHDRAWN, "withdrawn_by": (*entry.withdrawn_by, request.origin)}
        return self.with_entry(request.record_id, entry.model_copy(update=withdrawn))

    def without(self, request: BoardRequest) -> "Ledger":
        """Return the ledger after the board said no to what counted until then; see `RulePack.provisional`."""
        entry = self.entries.get(request.record_id)
        if entry is None or entry.status is not EntryStatus.ACCEPTED or entry.origin != request.origin:
            return self
        if entry.withdrawn_by:
            return self.with_entry(request.record_id, entry.model_copy(update={"status": EntryStatus.WITHDRAWN}))
        rest = {record_id: kept for record_id, kept in self.entries.items() if record_id != request.record_id}
        return self.model_copy(update={"entries": rest})

    def with_rejections(self, ask: str, decisions: Sequence[Decision], rows: Collection[int]) -> "Ledger":
        """
        Return the ledger with what a board rejected.

        Parameters
        ----------
        ask
            The name of the ask.
        decisions
            What the board decided of it, all at once or a part.
        rows
            The rows of the whole ask that are about this ledger.
        """
        known = self.rejections.get(ask, ())
        runs = [*known]
        following = dict(pairwise(sorted(rows)))
        for decision in sorted(decisions, key=lambda decision: decision.row):
            if decision.reason_code is None or decision.reason is None or self.rejection(ask, decision.row):
                continue
            run = Rejection(
                first=decision.row, last=decision.row, reason_code=decision.reason_code, reason=decision.reason
            )
            if runs and runs[-1].goes_on_with(run) and following.get(runs[-1].last) == decision.row:
                run = run.model_copy(update={"first": runs.pop().first})
            runs.append(run)
        if tuple(runs) == known:
            return self
        kept = {name: some for name, some in self.rejections.items() if name != ask} | {ask: tuple(runs)}
        recent = islice(kept.items(), max(len(kept) - ASKS_KEPT, 0), None)
        return self.model_copy(update={"rejections": dict(recent)})


def reason_text(code: str, **details: object) -> str:
    """Return the sentence for a reason code of the issue catalogue."""
    return CATALOGUE[code].message.format_map(details)
