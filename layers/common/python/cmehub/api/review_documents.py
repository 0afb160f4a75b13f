"""Reviews of activities as the API takes and tells them."""

import datetime as dt
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from cmehub.activities.reviews import (
    LARGEST_DOCUMENT,
    MOST_DOCUMENTS,
    FileName,
    OutcomeKind,
    Review,
    ReviewAnswer,
    ReviewStatus,
    Sha256,
    Words,
)


class DocumentInput(BaseModel):
    """A document that was put; ``sha256`` is that of its content, as 64 hexadecimal digits."""

    model_config = ConfigDict(extra="forbid")

    file_name: FileName
    sha256: Sha256


class AnswerInput(BaseModel):
    """What a provider answers to a review, in words and with the documents that it put before."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={
            "examples": [
                {
                    "words": "The abstract with all attachments, and the evaluation of each session.",
                    "documents": [
                        {
                            "file_name": "abstract.pdf",
                            "sha256": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
                        }
                    ],
                }
            ]
        },
    )

    words: Words
    documents: Annotated[tuple[DocumentInput, ...], Field(max_length=MOST_DOCUMENTS)] = ()


class WantedPlace(BaseModel):
    """A document that is to be put; its size is in bytes."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={
            "examples": [{"size": 81204, "sha256": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"}]
        },
    )

    size: Annotated[int, Field(gt=0, le=LARGEST_DOCUMENT)]
    sha256: Sha256


class DocumentPlace(BaseModel):
    """Where and how to put a document: with all of these headers, before it expires, and no other content."""

    method: str = "PUT"
    url: str
    headers: dict[str, str]
    expires_at: dt.datetime


class ReviewDocumentView(BaseModel):
    """A document of an answer; its kind is what its content says."""

    file_name: str
    sha256: str
    size: int
    kind: str


class ReviewAnswerView(BaseModel):
    """What was answered, and when."""

    at: dt.datetime
    words: str
    documents: tuple[ReviewDocumentView, ...]

    @classmethod
    def of(cls, answer: ReviewAnswer) -> "ReviewAnswerView":
        """Return what is told of an answer."""
        return cls.model_validate(answer.model_dump())


class ReviewView(BaseModel):
    """
    A review as it stands.

    Attributes
    ----------
    board
        Who asks; null if it is whoever runs the hub.
    due
        The last day to answer, US Eastern; a later answer is taken too.
    outcome, outcome_words, closed_at
        How it ended.
    """

    review_id: str
    board: str | None
    reason: str
    due: dt.date
    asked_at: dt.datetime
    status: ReviewStatus
    answers: tuple[ReviewAnswerView, ...]
    outcome: OutcomeKind | None
    outcome_words: str | None
    closed_at: dt.datetime | None

    @classmethod
    def of(cls, review: Review, today: dt.date) -> "ReviewView":
        """Return what is told of a review."""
        request, outcome = review.request, review.outcome
        return cls(
            review_id=request.review_id,
            board=request.board,
            reason=request.reason,
            due=request.due,
            asked_at=request.at,
            status=review.status(today),
            answers=tuple(map(ReviewAnswerView.of, review.answers)),
            outcome=outcome.outcome if outcome else None,
            outcome_words=outcome.words if outcome else None,
            closed_at=outcome.at if outcome else None,
        )


class WaitingReview(BaseModel):
    """
    A review that nobody has answered.

    Attributes
    ----------
    title
        Of the activity.
    board
        Who asks; null if it is whoever runs the hub.
    due
        The last day to answer, US Eastern.
    """

    activity_id: str
    title: str
    review_id: str
    board: str | None
    due: dt.date
    status: ReviewStatus


class WaitingReviewList(BaseModel):
    """Reviews that nobody has answered, the first due first."""

    reviews: tuple[WaitingReview, ...]


class ReviewList(BaseModel):
    """The reviews of an activity, the oldest first."""

    reviews: tuple[ReviewView, ...]
