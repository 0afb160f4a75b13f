"""Asks of boards, whose answer may come later, and what is known of them meanwhile."""

import datetime as dt
import re
from collections.abc import Iterable
from typing import Literal, NamedTuple, Self

from pydantic import BaseModel, ConfigDict

from cmehub.boards.ledgers import Decision

_NAME = re.compile(r"([0-9a-f]{32})-([0-9]{5})-([A-Za-z]+)")

Way = Literal["answer", "callback", "file", "by hand"]
"""How a decision came: in answer to the ask itself, called in afterwards, in a file, or from an operator."""


class Ask(NamedTuple):
    """What names one ask: the rows of one chunk, put to one board."""

    submission_id: str
    chunk: int
    board: str

    @property
    def name(self) -> str:
        """The ask's name to the world: the same however often it is asked."""
        return f"{self.submission_id}-{self.chunk:05}-{self.board}"

    @classmethod
    def named(cls, name: str) -> Self | None:
        """Return what has this name; None if nothing can have it."""
        parts = _NAME.fullmatch(name)
        return cls(parts[1], int(parts[2]), parts[3]) if parts else None


class OpenAsk(BaseModel):
    """
    An ask that was put to a board and has rows without a decision.

    Attributes
    ----------
    asked_at
        When it was first put.
    rows
        How many rows it has.
    requests_key
        Where the work bucket holds them.
    file
        In which file they went to a board that is asked by files; None as long as they haven't.
    provisional
        The rows that count until the board has decided.
    """

    model_config = ConfigDict(frozen=True)

    ask: Ask
    asked_at: dt.datetime
    rows: int
    requests_key: str
    file: str | None = None
    provisional: tuple[int, ...] = ()

    def provisional_decisions(self) -> list[Decision]:
        """Return what is accepted until the board has decided."""
        return [Decision(row=row, board=self.ask.board, accepted=True) for row in self.provisional]


def in_order(asks: Iterable[OpenAsk]) -> list[OpenAsk]:
    """Return open asks, the oldest first."""
    return sorted(asks, key=lambda ask: (ask.asked_at, ask.ask))


class ArrivedDecision(BaseModel):
    """A decision that came by itself, and whence: ``by`` is who gave it, the board itself or somebody by name."""

    model_config = ConfigDict(frozen=True)

    decision: Decision
    way: Way
    by: str
    at: dt.datetime


class AskFailure(BaseModel):
    """Why an ask couldn't be put or its answer not be taken: no personal data, only what kind of fault it was."""

    model_config = ConfigDict(frozen=True)

    reason: str
    at: dt.datetime
    tries: int
