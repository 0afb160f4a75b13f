"""Asking for a review of an activity, and closing it."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass

from cmehub.activities.activity import Activity
from cmehub.activities.reviews import OutcomeKind, Review, ReviewOutcome, ReviewRequest, open_review_of
from cmehub.fields.eastern import eastern_day
from cmehub.runtime.queues import Queue
from cmehub.stores import ActivityStore
from cmehub.stores.reviews import ReviewStore
from cmehub.submissions.events import EventType
from cmehub.submissions.messages import ReviewEventMessage, ReviewNoticeMessage


class ReviewRefusedError(Exception):
    """A review isn't opened or closed as asked, for a reason in words that the asker can mend."""


class ReviewUnknownError(ReviewRefusedError):
    """There is no such activity for the asker, or no such review."""


@dataclass(frozen=True)
class Reviews:
    """Everything that asking for reviews and closing them needs."""

    activities: ActivityStore
    reviews: ReviewStore
    notices: Queue
    events: Queue
    clock: Callable[[], dt.datetime]

    def ask(self, activity_id: str, review_id: str, *, board: str | None, reason: str, due: dt.date, by: str) -> Review:
        """
        Ask the provider of an activity for its documents; the same name again leaves the review as it is.

        Raises
        ------
        ReviewRefusedError
            If there is no such activity, it was deleted or isn't registered for the board; if the board has another
            open review of it; or if the day has passed.
        """
        stored = self.reviews.find(activity_id, review_id)
        if stored is None:
            activity = self._activity(activity_id, board)
            self._check(activity_id, board, due)
            request = ReviewRequest(
                activity_id=activity_id,
                provider_id=activity.provider_id,
                review_id=review_id,
                board=board,
                reason=reason,
                due=due,
                by=by,
                at=self.clock(),
            )
            self.reviews.open(request)
        review = self.review(activity_id, review_id, board)
        if review.outcome is None:
            self._tell_asked(review.request)
        return review

    def close(
        self, activity_id: str, review_id: str, *, board: str | None, outcome: OutcomeKind, words: str | None, by: str
    ) -> Review:
        """
        Close a review; of several outcomes the first counts.

        Raises
        ------
        ReviewRefusedError
            If the asker has no such review, or it was closed otherwise.
        """
        review = self.review(activity_id, review_id, board)
        if review.outcome is None:
            self.reviews.close(review.request, ReviewOutcome(outcome=outcome, words=words, by=by, at=self.clock()))
            review = self.review(activity_id, review_id, board)
        if review.outcome is None or review.outcome.outcome is not outcome:
            raise ReviewRefusedError(f"The review {review_id} was closed before, with another outcome, which stays.")
        self.events.send([_event(review.request, EventType.REVIEW_CLOSED)])
        return review

    def review(self, activity_id: str, review_id: str, board: str | None) -> Review:
        """Return a review of a board's, or of the operators'; raises `ReviewUnknownError`."""
        review = self.reviews.find(activity_id, review_id)
        if review is None or review.request.board != board:
            raise ReviewUnknownError(f"Activity {activity_id} has no review {review_id}.")
        return review

    def _activity(self, activity_id: str, board: str | None) -> Activity:
        activity = self.activities.find([activity_id]).get(activity_id)
        if activity is None or (board and activity.registration_for(board) is None):
            raise ReviewUnknownError(f"There is no activity {activity_id}{f' registered for {board}' * bool(board)}.")
        if activity.deleted_by:
            raise ReviewUnknownError(f"Activity {activity_id} was deleted, so there is nothing to review.")
        return activity

    def _check(self, activity_id: str, board: str | None, due: dt.date) -> None:
        if other := open_review_of(self.reviews.of_activity(activity_id), board):
            named = f"The review {other.request.review_id} of activity {activity_id}"
            raise ReviewRefusedError(f"{named} is open, until {other.request.due}. Close it before you ask anew.")
        if due < eastern_day(self.clock()):
            raise ReviewRefusedError(f"The answer was due on {due}, which has passed. Give a later day.")

    def _tell_asked(self, request: ReviewRequest) -> None:
        """Tell the provider; also when it is asked again, so that a stop before makes no difference."""
        ids = {name: getattr(request, name) for name in ("provider_id", "activity_id", "review_id")}
        self.notices.send([ReviewNoticeMessage(**ids)])
        self.events.send([_event(request, EventType.REVIEW_ASKED)])


def _event(request: ReviewRequest, event_type: EventType) -> ReviewEventMessage:
    return ReviewEventMessage(
        provider_id=request.provider_id,
        activity_id=request.activity_id,
        review_id=request.review_id,
        event_type=event_type,
    )
