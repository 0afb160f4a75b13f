"""Reviews of activities: somebody asks for a provider's documents, the provider answers, the asker closes."""

import datetime as dt
import hashlib
from collections.abc import Iterable
from enum import StrEnum
from typing import Annotated, NamedTuple

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

LARGEST_DOCUMENT = 25_000_000
"""In bytes."""
MOST_DOCUMENTS = 10
MOST_ANSWERS = 20

_TEXT = r"^[^\p{Cc}\p{Zl}\p{Zp}]+$"
_LINES = r"^[^\x00-\x08\x0b\x0c\x0e-\x1f\x7f]+$"
Words = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=5_000, pattern=_LINES)]
Reason = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=1_000, pattern=_TEXT)]
FileName = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=255, pattern=_TEXT)]
Sha256 = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]
ReviewId = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9._-]{1,80}$")]


class ReviewStatus(StrEnum):
    """How far a review has come."""

    ASKED = "asked"
    OVERDUE = "overdue"
    ANSWERED = "answered"
    CLOSED = "closed"


class OutcomeKind(StrEnum):
    """What comes of a review: the requirements are met, or not, or the question is taken back."""

    MET = "met"
    NOT_MET = "not_met"
    WITHDRAWN = "withdrawn"


class _Fact(BaseModel):
    model_config = ConfigDict(frozen=True)


class ReviewPlace(NamedTuple):
    """Where a review stands among those that wait for a provider's answer: the first due is the first."""

    due: str
    activity_id: str
    review_id: str


class ReviewRequest(_Fact):
    """
    That a provider is asked for the documents of an activity.

    Attributes
    ----------
    review_id
        Names the review among those of the activity.
    board
        Who wants to know; None if it is whoever runs the hub.
    due
        The last day to answer, US Eastern; a later answer is taken too.
    by
        The board, or the operator, that asked.
    """

    activity_id: str
    provider_id: str
    review_id: ReviewId
    board: str | None = None
    reason: Reason
    due: dt.date
    by: str
    at: dt.datetime

    @property
    def place(self) -> ReviewPlace:
        """Its place among those that wait for an answer."""
        return ReviewPlace(self.due.isoformat(), self.activity_id, self.review_id)


class ReviewDocument(_Fact):
    """A document of an answer; its kind, ``pdf`` or one of Office's, is what its content says."""

    file_name: FileName
    sha256: Sha256
    size: int
    kind: str

    @property
    def saved_as(self) -> str:
        """A file name of the hub's own, whose ending is that of the content."""
        return f"{self.sha256[:16]}.{self.kind}"


class ReviewAnswer(_Fact):
    """What a provider answered."""

    words: Words
    documents: Annotated[tuple[ReviewDocument, ...], Field(max_length=MOST_DOCUMENTS)] = ()
    at: dt.datetime

    @property
    def answer_id(self) -> str:
        """What only the same words with the same documents have."""
        parts = [self.words, *(part for row in self.documents for part in (row.file_name, row.sha256))]
        return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()[:32]


class ReviewOutcome(_Fact):
    """How a review ended; the words are for the provider."""

    outcome: OutcomeKind
    words: Words | None = None
    by: str
    at: dt.datetime


class Review(_Fact):
    """A review as its facts make it; the answers are in the order in which they came."""

    request: ReviewRequest
    answers: tuple[ReviewAnswer, ...] = ()
    outcome: ReviewOutcome | None = None

    def status(self, today: dt.date) -> ReviewStatus:
        """Return how far it has come on a day, US Eastern, at whose end what is due on it is over."""
        if self.outcome:
            return ReviewStatus.CLOSED
        if self.answers:
            return ReviewStatus.ANSWERED
        return ReviewStatus.OVERDUE if self.request.due < today else ReviewStatus.ASKED


def document_key(request: ReviewRequest, sha256: str) -> str:
    """Return where the work bucket holds a document: under its own digest, so that it can't become another."""
    return f"reviews/{request.provider_id}/{request.activity_id}/{request.review_id}/{sha256}"


def open_review_of(reviews: Iterable[Review], board: str | None) -> Review | None:
    """Return the review of a board, or of the operators, that isn't closed."""
    return next((review for review in reviews if review.request.board == board and review.outcome is None), None)
