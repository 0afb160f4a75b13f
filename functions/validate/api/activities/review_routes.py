"""The routes ``/v1/reviews`` and ``/v1/activities/{activity_id}/reviews``."""

from collections.abc import Callable
from typing import Annotated
from urllib.parse import urlencode

from aws_lambda_powertools.event_handler import Response
from aws_lambda_powertools.event_handler.openapi.params import Path

from cmehub.accounts.keys import Scope
from cmehub.api.access import READING
from cmehub.api.contract import Cursor, PageSize, answers, needs
from cmehub.api.resolver import HubApi
from cmehub.api.review_documents import (
    AnswerInput,
    DocumentPlace,
    ReviewList,
    ReviewView,
    WaitingReviewList,
    WantedPlace,
)
from functions.validate.api.activities.reviews import ProviderReviews

_WRITING = (Scope.ACTIVITIES_WRITE,)
_TAGS = ["Activities"]
_ReviewId = Annotated[str, Path(description="The review, as the list of them names it.")]


def add_review_routes(app: HubApi, reviews: Callable[[], ProviderReviews]) -> None:
    """Add the routes to the API of a function, which makes what they need once per process."""

    @app.get(
        "/v1/reviews",
        summary="List reviews to answer",
        responses=answers(
            200,
            "The reviews that wait for an answer, the first due first.",
            headers={"Link": "The next page, if there is one, relative to the address that was called."},
        ),
        tags=_TAGS,
        operation_id="listWaitingReviews",
        security=needs(READING),
    )
    def list_waiting(*, cursor: Cursor = None, limit: PageSize = 50) -> Response[WaitingReviewList]:
        """Tell of which of your activities documents are asked for that you haven't answered, and until when."""
        page, following = reviews().waiting(app.caller.may(READING), cursor, limit)
        link = {"Link": f'<?{urlencode({"limit": limit, "cursor": following})}>; rel="next"'} if following else {}
        return Response(200, "application/json", WaitingReviewList(reviews=tuple(page)), headers=link)

    @app.get(
        "/v1/activities/<activity_id>/reviews",
        summary="List the reviews of an activity",
        responses=answers(200, "The reviews, the oldest first.", "NOT_FOUND"),
        tags=_TAGS,
        operation_id="listReviews",
        security=needs(READING),
    )
    def list_reviews(activity_id: str) -> ReviewList:
        """Tell who asked for documents of the activity, why and until when, what you answered, and what came of it."""
        return ReviewList(reviews=tuple(reviews().all(app.caller.may(READING), activity_id)))

    @app.post(
        "/v1/activities/<activity_id>/reviews/<review_id>/documents",
        summary="Get a place for a document of a review",
        responses=answers(200, "Where to put the document.", "NOT_FOUND", "REVIEW_CLOSED"),
        tags=_TAGS,
        operation_id="placeReviewDocument",
        security=needs(_WRITING),
    )
    def place_document(activity_id: str, review_id: _ReviewId, wanted: WantedPlace) -> DocumentPlace:
        """
        Tell where to put a document of up to 25,000,000 bytes: PDF, Word, Excel or PowerPoint (docx, xlsx, pptx).

        It counts once it is named in an answer.
        """
        return reviews().place(app.caller.may(_WRITING), activity_id, review_id, wanted)

    @app.post(
        "/v1/activities/<activity_id>/reviews/<review_id>/answers",
        summary="Answer a review",
        status_code=201,
        responses=answers(201, "The review with the answer.", "NOT_FOUND", "REVIEW_CLOSED"),
        tags=_TAGS,
        operation_id="answerReview",
        security=needs(_WRITING),
    )
    def answer_review(activity_id: str, review_id: _ReviewId, given: AnswerInput) -> Response[ReviewView]:
        """
        Keep an answer in words, with up to 10 documents that were put before.

        The same answer again changes nothing; another one is added. Nothing can be taken back.
        """
        told = reviews().answer(app.caller.may(_WRITING), activity_id, review_id, given)
        return Response(201, "application/json", told)
