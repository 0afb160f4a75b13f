"""Activities."""

import datetime as dt
from collections.abc import Iterator

import httpx

from cmehub_client.calls import Calls, address, new_idempotency_key
from cmehub_client.models import (
    ActivityInput,
    ActivityList,
    ActivityStatus,
    ActivityView,
    AnswerInput,
    DocumentPlace,
    ReviewList,
    ReviewView,
    WaitingReview,
    WaitingReviewList,
)

_PATH = "v1/activities"


class ReadActivity(ActivityView):
    """
    An activity as one call told it.

    Attributes
    ----------
    etag
        What changes with the activity: give it as ``if_match`` with a change or a delete.
    """

    etag: str


class Activities:
    """The calls about activities."""

    def __init__(self, calls: Calls) -> None:
        self._calls = calls

    def save(
        self, activity: ActivityInput, *, dry_run: bool = False, idempotency_key: str | None = None
    ) -> ReadActivity:
        """Store an activity, in place of one that has the same ID of your own, start date and format."""
        answer = self._calls.call(
            "POST",
            _PATH,
            query={"dry_run": dry_run},
            document=_given(activity),
            headers={"Idempotency-Key": idempotency_key or new_idempotency_key()},
            is_repeatable=True,
        )
        return _read(answer)

    def change(
        self,
        activity_id: str,
        activity: ActivityInput,
        *,
        if_match: str | None = None,
        dry_run: bool = False,
        idempotency_key: str | None = None,
    ) -> ReadActivity:
        """Put an activity in the place of another; with ``if_match`` only if that is as it was read."""
        answer = self._calls.call(
            "PUT",
            address(_PATH, activity_id),
            query={"dry_run": dry_run},
            document=_given(activity),
            headers={"If-Match": if_match, "Idempotency-Key": idempotency_key or new_idempotency_key()},
        )
        return _read(answer)

    def get(self, activity_id: str) -> ReadActivity:
        """Return an activity as it stands now."""
        return _read(self._calls.call("GET", address(_PATH, activity_id)))

    def list(
        self,
        *,
        provider_activity_id: str | None = None,
        activity_format: str | None = None,
        status: ActivityStatus | None = None,
        since: dt.date | None = None,
        until: dt.date | None = None,
    ) -> Iterator[ActivityView]:
        """Return activities in the order of their start, if you like only those that start within some days."""
        query = {
            "provider_activity_id": provider_activity_id,
            "format": activity_format,
            "status": status,
            "since": since.isoformat() if since else None,
            "until": until.isoformat() if until else None,
        }
        for page in self._calls.pages(_PATH, ActivityList, query):
            yield from page.activities

    def reviews(self, activity_id: str) -> tuple[ReviewView, ...]:
        """Return the reviews of an activity, the oldest first."""
        answer = self._calls.call("GET", address(_PATH, activity_id, "reviews"))
        return tuple(ReviewList.model_validate(answer.json()).reviews)

    def waiting_reviews(self) -> Iterator[WaitingReview]:
        """Return the reviews that wait for an answer, the first due first."""
        for page in self._calls.pages("v1/reviews", WaitingReviewList, {}):
            yield from page.reviews

    def place_document(self, activity_id: str, review_id: str, *, size: int, sha256: str) -> DocumentPlace:
        """Return where a document of this size and content may be put, to be named in an answer."""
        answer = self._calls.call(
            "POST",
            address(_PATH, activity_id, "reviews", review_id, "documents"),
            document={"size": size, "sha256": sha256},
            is_repeatable=True,
        )
        return DocumentPlace.model_validate(answer.json())

    def answer_review(self, activity_id: str, review_id: str, given: AnswerInput) -> ReviewView:
        """Answer a review in words, with documents that were put before; the same answer again changes nothing."""
        answer = self._calls.call(
            "POST",
            address(_PATH, activity_id, "reviews", review_id, "answers"),
            document=given.model_dump(mode="json", exclude_unset=True),
            is_repeatable=True,
        )
        return ReviewView.model_validate(answer.json())

    def delete(self, activity_id: str, *, if_match: str | None = None) -> None:
        """Take an activity without learners out."""
        self._calls.call("DELETE", address(_PATH, activity_id), headers={"If-Match": if_match})


def _given(activity: ActivityInput) -> object:
    return activity.model_dump(mode="json", exclude_unset=True)


def _read(answer: httpx.Response) -> ReadActivity:
    return ReadActivity.model_validate(answer.json() | {"etag": answer.headers["ETag"]})
