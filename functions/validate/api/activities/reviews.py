"""A provider's side of reviews: reading them, and answering with words and documents."""

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from cmehub.activities.activity import Activity
from cmehub.activities.review_documents import document_kind
from cmehub.activities.reviews import (
    MOST_ANSWERS,
    Review,
    ReviewAnswer,
    ReviewDocument,
    ReviewPlace,
    ReviewRequest,
    document_key,
)
from cmehub.api.cursors import read_cursor, written_cursor
from cmehub.api.problems import ProblemError
from cmehub.api.review_documents import (
    AnswerInput,
    DocumentInput,
    DocumentPlace,
    ReviewView,
    WaitingReview,
    WantedPlace,
)
from cmehub.fields.eastern import eastern_day
from cmehub.stores import ActivityStore, WorkObjects
from cmehub.stores.reviews import ReviewStore
from cmehub.stores.signed_objects import PLACE_LIFE, SignedObjects


class _DocumentRefusedError(Exception):
    """A document of an answer isn't there, or isn't taken."""


@dataclass(frozen=True)
class ProviderReviews:
    """Everything that telling providers of reviews and taking their answers needs."""

    activities: ActivityStore
    reviews: ReviewStore
    objects: WorkObjects
    signed: SignedObjects
    clock: Callable[[], dt.datetime]

    def all(self, provider_id: str, activity_id: str) -> list[ReviewView]:
        """
        Return the reviews of an activity, also of one that was deleted.

        Raises
        ------
        ProblemError
            If the provider never had such an activity.
        """
        activity = self.activities.find([activity_id]).get(activity_id)
        if activity is None or activity.provider_id != provider_id:
            raise ProblemError("NOT_FOUND")
        today = self._today()
        return [ReviewView.of(review, today) for review in self.reviews.of_activity(activity_id)]

    def waiting(self, provider_id: str, cursor: str | None, limit: int) -> tuple[list[WaitingReview], str | None]:
        """Return the reviews that a provider hasn't answered, and where the next page begins."""
        after = ReviewPlace(*read_cursor(cursor, str, str, str)) if cursor else None
        found = self.reviews.waiting(provider_id, after=after, limit=limit + 1)
        page, today = found[:limit], self._today()
        activities = self.activities.find({request.activity_id for request in page})
        following = written_cursor(*page[-1].place) if len(found) > limit else None
        return [_waiting(request, activities[request.activity_id], today) for request in page], following

    def place(self, provider_id: str, activity_id: str, review_id: str, wanted: WantedPlace) -> DocumentPlace:
        """Return where a document of an answer may be put; raises `ProblemError`."""
        request = self._open(provider_id, activity_id, review_id).request
        place = self.signed.place(document_key(request, wanted.sha256), wanted.size, wanted.sha256)
        return DocumentPlace(url=place.url, headers=place.headers, expires_at=self.clock() + PLACE_LIFE)

    def answer(self, provider_id: str, activity_id: str, review_id: str, given: AnswerInput) -> ReviewView:
        """
        Keep an answer; the same once more changes nothing.

        Raises
        ------
        ProblemError
            If the provider has no such review, it is closed or has too many answers, or a document isn't there or of
            a kind that isn't taken.
        """
        review = self._open(provider_id, activity_id, review_id)
        documents = self._documents(review.request, given.documents)
        answer = ReviewAnswer(words=given.words, documents=documents, at=self.clock())
        is_new = answer.answer_id not in {before.answer_id for before in review.answers}
        if is_new and len(review.answers) >= MOST_ANSWERS:
            raise ProblemError("REQUEST_INVALID", f"There are {MOST_ANSWERS} answers, and no more are kept.")
        self.reviews.add_answer(review.request, answer)
        return ReviewView.of(self._find(provider_id, activity_id, review_id), self._today())

    def _today(self) -> dt.date:
        return eastern_day(self.clock())

    def _open(self, provider_id: str, activity_id: str, review_id: str) -> Review:
        review = self._find(provider_id, activity_id, review_id)
        if review.outcome:
            raise ProblemError("REVIEW_CLOSED")
        return review

    def _find(self, provider_id: str, activity_id: str, review_id: str) -> Review:
        review = self.reviews.find(activity_id, review_id)
        if review is None or review.request.provider_id != provider_id:
            raise ProblemError("NOT_FOUND")
        return review

    def _documents(self, request: ReviewRequest, given: Sequence[DocumentInput]) -> tuple[ReviewDocument, ...]:
        documents, faults = [], []
        for place, row in enumerate(given):
            try:
                documents.append(self._document(request, row))
            except _DocumentRefusedError as error:
                faults.append(f"documents[{place}]: {error}")
        if faults:
            raise ProblemError("REQUEST_INVALID", "; ".join(faults))
        return tuple(documents)

    def _document(self, request: ReviewRequest, given: DocumentInput) -> ReviewDocument:
        try:
            content = self.objects.get(document_key(request, given.sha256))
        except KeyError:
            raise _DocumentRefusedError(
                "no document with this sha256 was put; ask for its place, put it there, then answer again"
            ) from None
        kind = document_kind(content)
        if kind is None:
            taken = "PDF, or Word, Excel or PowerPoint (docx, xlsx, pptx) without macros"
            raise _DocumentRefusedError(f"the content isn't {taken}; save it as one of these")
        return ReviewDocument(file_name=given.file_name, sha256=given.sha256, size=len(content), kind=kind)


def _waiting(request: ReviewRequest, activity: Activity, today: dt.date) -> WaitingReview:
    return WaitingReview(
        activity_id=request.activity_id,
        title=activity.title,
        review_id=request.review_id,
        board=request.board,
        due=request.due,
        status=Review(request=request).status(today),
    )
