"""What a board calls in about reviews of activities and is answered, as docs/board-interface.md describes it."""

import datetime as dt
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, StringConstraints

from cmehub.activities.reviews import OutcomeKind, Reason, ReviewStatus, Words

BoardsName = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9._-]{1,60}$")]


class _Call(BaseModel):
    """A call; fields that the hub doesn't know are ignored, so that either side can add some."""

    model_config = ConfigDict(frozen=True, hide_input_in_errors=True)

    schema_version: Literal[1] = 1
    review: BoardsName
    activity_id: str


class ReviewCall(_Call):
    """A board asks for the documents of an activity, or what has come of it when it calls again."""

    reason: Reason
    due: dt.date


class OutcomeCall(_Call):
    """A board closes a review; the words are for the provider."""

    outcome: OutcomeKind
    words: Words | None = None


class AnsweredDocument(BaseModel):
    """A document of an answer, and where it is fetched for five minutes."""

    file_name: str
    kind: str
    size: int
    sha256: str
    address: str


class AnsweredReview(BaseModel):
    """What a provider answered."""

    at: dt.datetime
    words: str
    documents: tuple[AnsweredDocument, ...]


class ReviewState(BaseModel):
    """A review as it stands."""

    schema_version: Literal[1] = 1
    review: str
    activity_id: str
    status: ReviewStatus
    due: dt.date
    answers: tuple[AnsweredReview, ...]
    outcome: OutcomeKind | None
