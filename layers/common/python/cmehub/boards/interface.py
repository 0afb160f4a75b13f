"""What the hub and a board outside say to each other over HTTP, as docs/board-interface.md describes it."""

import datetime as dt
from collections.abc import Sequence
from typing import Annotated, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, ValidationError, model_validator

from cmehub.boards.asks import Ask
from cmehub.boards.ledgers import BoardRequest, Decision
from cmehub.boards.reasons import rejection

IDEMPOTENCY_KEY = "Idempotency-Key"
LARGEST_ANSWER = 5_000_000

_ReasonCode = Annotated[str, StringConstraints(pattern=r"^[A-Z][A-Z0-9_]{1,49}$")]
_Sentence = Annotated[
    str, StringConstraints(strip_whitespace=True, min_length=1, max_length=300, pattern=r"^[^\p{C}\p{Zl}\p{Zp}]+$")
]


class _Document(BaseModel):
    """A document; fields that the hub doesn't know are ignored, so that either side can add some."""

    model_config = ConfigDict(frozen=True, hide_input_in_errors=True)

    schema_version: Literal[1] = 1
    ask: str


class AskedRow(BaseModel):
    """One row of an ask; the fields are those of `cmehub.boards.ledgers.BoardRequest`."""

    model_config = ConfigDict(frozen=True, hide_input_in_errors=True)

    row: Annotated[int, Field(ge=1)]
    action: Literal["add", "delete"]
    record_id: str
    board_id: str
    by_name: bool
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


class AskDocument(_Document):
    """An ask, as it is posted to a board."""

    board: str
    rows: tuple[AskedRow, ...]

    @classmethod
    def of(cls, ask: Ask, requests: Sequence[BoardRequest]) -> Self:
        """Return the document of an ask."""
        rows = tuple(AskedRow.model_validate(request.model_dump()) for request in requests)
        return cls(ask=ask.name, board=ask.board, rows=rows)

    def requests(self) -> list[BoardRequest]:
        """Return what is asked, for a board that decides as the hub's own do."""
        return [BoardRequest(origin=f"{self.ask}#{row.row}", board=self.board, **row.model_dump()) for row in self.rows]


class AnsweredRow(BaseModel):
    """A decision on one row; a rejection has a sentence, and a code if one of the hub's fits."""

    model_config = ConfigDict(frozen=True, hide_input_in_errors=True)

    row: Annotated[int, Field(ge=1)]
    accepted: bool
    reason_code: _ReasonCode | None = None
    reason: _Sentence | None = None

    @model_validator(mode="after")
    def _a_rejection_has_a_reason(self) -> Self:
        if not self.accepted and self.reason is None:
            raise ValueError("a rejection needs a reason")
        return self

    def decision(self, board: str) -> Decision:
        """Return the decision; a code that the hub has no words for becomes the one for all other reasons."""
        if self.accepted:
            return Decision(row=self.row, board=board, accepted=True)
        return rejection(board, self.row, str(self.reason), self.reason_code)


class AnswerDocument(_Document):
    """An answer about some or all rows of an ask, at once or called in later."""

    decisions: tuple[AnsweredRow, ...]

    @classmethod
    def of(cls, ask: str, decisions: Sequence[Decision]) -> Self:
        """Return the document of an answer."""
        rows = (decision.model_dump(exclude={"board"}) for decision in decisions)
        return cls(ask=ask, decisions=tuple(AnsweredRow.model_validate(row) for row in rows))

    def given(self, board: str) -> list[Decision]:
        """Return what a board decided."""
        return [decision.decision(board) for decision in self.decisions]


def unreadable(error: ValidationError) -> str:
    """Say where a document stops to be one, without what stands there."""
    first = error.errors(include_input=False, include_context=False)[0]
    place = ".".join(str(part) for part in first["loc"]) or "the document"
    return f"{place}: {first['msg']}"
