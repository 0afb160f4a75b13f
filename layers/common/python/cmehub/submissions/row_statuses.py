"""What the rows of a chunk came to, told by the facts about it: neither rows nor their results are read."""

from collections.abc import Mapping, Set
from typing import NamedTuple

from pydantic import BaseModel, ConfigDict

from cmehub.submissions.row_ranges import read


class Counts(BaseModel):
    """
    How many rows came to what.

    A row is accepted only when all its credit lines are; it is rejected if a board rejected one of them, refused if the
    hub didn't take it, and pending otherwise.
    """

    accepted: int = 0
    rejected: int = 0
    refused: int = 0
    pending: int = 0

    @property
    def total(self) -> int:
        """How many rows they are."""
        return self.accepted + self.rejected + self.refused + self.pending

    def __add__(self, other: "Counts") -> "Counts":
        return Counts(
            accepted=self.accepted + other.accepted,
            rejected=self.rejected + other.rejected,
            refused=self.refused + other.refused,
            pending=self.pending + other.pending,
        )


class DecidedRows(NamedTuple):
    """Which rows a board has accepted, None for all that it hasn't rejected, and which it has rejected."""

    accepted: Set[int] | None
    rejected: Set[int]


class RowStatuses(BaseModel):
    """
    What rows came to when they were validated.

    Attributes
    ----------
    accepted, rejected, refused
        How many of them no board changes any more.
    asked
        The others, by the boards that they wait for; see `cmehub.submissions.row_ranges`.
    codes
        Of the issues of all rows.
    """

    model_config = ConfigDict(frozen=True)

    accepted: int = 0
    rejected: int = 0
    refused: int = 0
    asked: dict[str, str] = {}
    codes: tuple[str, ...] = ()

    def counts(self, decided: Mapping[str, DecidedRows]) -> Counts:
        """Count the rows as they stand with what boards have decided."""
        asked, rejected, waiting = set[int](), set[int](), set[int]()
        for board, ranges in self.asked.items():
            rows = read(ranges)
            asked |= rows
            of_board = decided.get(board)
            if of_board is None:
                waiting |= rows
                continue
            rejected |= rows & of_board.rejected
            if of_board.accepted is not None:
                waiting |= rows - of_board.accepted - of_board.rejected
        waiting -= rejected
        return Counts(
            accepted=self.accepted + len(asked) - len(rejected) - len(waiting),
            rejected=self.rejected + len(rejected),
            refused=self.refused,
            pending=len(waiting),
        )
