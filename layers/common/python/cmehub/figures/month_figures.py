"""What is counted of a month: figures that can be added, so that they come out the same however facts are divided."""

from typing import Any, Self

from pydantic import BaseModel, ConfigDict

CME = "CME"
"""Stands for a board with credit that no board is asked about."""


class _Figures(BaseModel):
    model_config = ConfigDict(frozen=True)

    def __add__(self, other: Self) -> Self:
        """Return what was counted by either, each name of a mapping by itself."""
        figures = type(self).model_fields
        return type(self)(**{name: _added(getattr(self, name), getattr(other, name)) for name in figures})


def _added(counted: Any, more: Any) -> Any:
    if not isinstance(counted, dict):
        return counted + more
    return counted | {name: _added(counted[name], count) if name in counted else count for name, count in more.items()}


class FormatFigures(_Figures):
    """
    What was counted of one activity format.

    Attributes
    ----------
    activities
        Activities that were added.
    records
        Learner records that were added, with at least one accepted credit.
    credits
        Of each such record the largest accepted amount: boards count the same hours, so their amounts don't add up.
    """

    activities: int = 0
    records: int = 0
    credits: float = 0


class BoardFigures(_Figures):
    """
    What was counted of one board, or of CME credit that no board is asked about.

    Attributes
    ----------
    accepted, rejected
        Rows that added a record for the board, by its answer.
    credits
        Of each accepted row the largest accepted amount for the board: its credit types overlap.
    answers
        How many of these rows the board answered within each span of `cmehub.boards.answer_times.SPANS`, counted from
        the arrival of what was sent.
    """

    accepted: int = 0
    rejected: int = 0
    credits: float = 0
    answers: dict[str, int] = {}


class MonthFigures(_Figures):
    """
    What was counted of what a provider sent in a month.

    Attributes
    ----------
    submissions
        Files and calls, other than those that only look learners up or are only judged.
    first_rows, right_rows
        Rows that were sent for the first time and are decided, and those of them that neither the hub refused nor a
        board rejected. A row is not sent for the first time if it mends one in the console or repeats a record.
    dated_rows, timely_rows
        Records that were added, and those of them that came within 30 days of the completion.
    deleted_records
        Records that were deleted, whenever they had come; the other figures keep counting them.
    formats, boards
        See `FormatFigures` and `BoardFigures`; a format that isn't known is blank.
    refusals
        How many rows were refused or rejected for which reason, by issue code.
    """

    submissions: int = 0
    first_rows: int = 0
    right_rows: int = 0
    dated_rows: int = 0
    timely_rows: int = 0
    deleted_records: int = 0
    formats: dict[str, FormatFigures] = {}
    boards: dict[str, BoardFigures] = {}
    refusals: dict[str, int] = {}
