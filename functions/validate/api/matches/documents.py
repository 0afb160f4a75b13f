"""What the API is asked and tells of whether learners are known."""

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from cmehub.api.calls import ROWS_LIMIT
from cmehub.issues.issue import Issue
from cmehub.submissions.submission import MatchOutcome, RowResult


class LearnerInput(BaseModel):
    """
    Somebody to be matched.

    Attributes
    ----------
    birth_month_day
        ``MM-DD``; no year.
    licence
        State licence ID or NPI.
    """

    model_config = ConfigDict(
        extra="forbid",
        frozen=True,
        json_schema_extra={
            "examples": [
                {
                    "given_name": "Mira",
                    "family_name": "Osei",
                    "birth_month_day": "02-29",
                    "board": "ABA",
                    "board_id": "35550001",
                }
            ]
        },
    )

    given_name: str | None = None
    family_name: str | None = None
    birth_month_day: str | None = None
    state: str | None = None
    licence: str | None = None
    board: str | None = None
    board_id: str | None = None


class LearnersInput(BaseModel):
    """Whom a call asks about."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    learners: Annotated[tuple[LearnerInput, ...], Field(min_length=1, max_length=ROWS_LIMIT)]


class MatchView(BaseModel):
    """
    Whether a learner is known.

    Attributes
    ----------
    position
        Its place in the call, from 1; the issues' ``row`` is the same.
    matched_on, mismatched
        On which of the given fields that rests, and which disagree with the roster; never what stands there.
    """

    position: int
    result: MatchOutcome
    matched_on: tuple[str, ...]
    mismatched: tuple[str, ...]
    issues: tuple[Issue, ...]

    @classmethod
    def of(cls, result: RowResult) -> "MatchView":
        """Return what is told of a row."""
        assert result.match is not None  # noqa: S101 - each row of a call for matches has one
        return cls(position=result.row, issues=result.issues, **result.match.model_dump())


class MatchList(BaseModel):
    """What came of the learners of one call, in their order."""

    matches: tuple[MatchView, ...]
