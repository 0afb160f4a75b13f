"""Reviews of activities that boards ask for, read and close."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from http import HTTPStatus
from typing import TypeVar

from pydantic import BaseModel, ValidationError

from cmehub.activities.reviewing import ReviewRefusedError, Reviews, ReviewUnknownError
from cmehub.activities.reviews import Review, ReviewDocument, document_key
from cmehub.boards.interface import unreadable
from cmehub.boards.review_calls import AnsweredDocument, AnsweredReview, OutcomeCall, ReviewCall, ReviewState
from cmehub.fields.eastern import eastern_day
from cmehub.stores.signed_objects import SignedDownloads
from functions.board_dispatch.callbacks.callbacks import CallbackRefusedError

_Document = TypeVar("_Document", bound=BaseModel)


@dataclass(frozen=True)
class BoardReviews:
    """Everything that a board's calls about reviews need."""

    reviews: Reviews
    downloads: SignedDownloads
    clock: Callable[[], dt.datetime]

    def ask(self, board: str, body: str) -> ReviewState:
        """
        Ask for a review in a board's name, or tell what came of it.

        Raises
        ------
        CallbackRefusedError
            If the call can't be read or the review not be opened.
        """
        call = _read(ReviewCall, body)
        name = review_id(board, call.review)
        return self._answered(
            call.review,
            lambda: self.reviews.ask(call.activity_id, name, board=board, reason=call.reason, due=call.due, by=board),
        )

    def close(self, board: str, body: str) -> ReviewState:
        """Close a review of a board; raises `CallbackRefusedError`."""
        call = _read(OutcomeCall, body)
        name = review_id(board, call.review)
        return self._answered(
            call.review,
            lambda: self.reviews.close(
                call.activity_id, name, board=board, outcome=call.outcome, words=call.words, by=board
            ),
        )

    def _answered(self, name: str, asked: Callable[[], Review]) -> ReviewState:
        try:
            review = asked()
        except ReviewUnknownError as error:
            raise CallbackRefusedError(HTTPStatus.NOT_FOUND, str(error)) from None
        except ReviewRefusedError as error:
            raise CallbackRefusedError(HTTPStatus.CONFLICT, str(error)) from None
        return ReviewState(
            review=name,
            activity_id=review.request.activity_id,
            status=review.status(eastern_day(self.clock())),
            due=review.request.due,
            answers=tuple(
                AnsweredReview(
                    at=answer.at,
                    words=answer.words,
                    documents=tuple(self._document(review, row) for row in answer.documents),
                )
                for answer in review.answers
            ),
            outcome=review.outcome.outcome if review.outcome else None,
        )

    def _document(self, review: Review, document: ReviewDocument) -> AnsweredDocument:
        key = document_key(review.request, document.sha256)
        address = self.downloads.address(key, document.saved_as)
        return AnsweredDocument(**document.model_dump(), address=address)


def review_id(board: str, name: str) -> str:
    """Return how the hub names a review that a board names so."""
    return f"{board}-{name}"


def _read(document: type[_Document], body: str) -> _Document:
    try:
        return document.model_validate_json(body)
    except ValidationError as error:
        raise CallbackRefusedError(HTTPStatus.UNPROCESSABLE_ENTITY, unreadable(error)) from None
