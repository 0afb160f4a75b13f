"""Reviews in memory, for tests."""

import datetime as dt
from collections.abc import Iterator

from cmehub.activities.reviews import Review, ReviewAnswer, ReviewOutcome, ReviewPlace, ReviewRequest
from cmehub.stores import MailClaim


class MemoryReviewStore:
    """See `cmehub.stores.reviews.ReviewStore`."""

    def __init__(self) -> None:
        self._reviews: dict[tuple[str, str], Review] = {}
        self._leases: dict[tuple[str, str], dt.datetime | None] = {}

    def open(self, request: ReviewRequest) -> bool:
        if _key(request) in self._reviews:
            return False
        self._reviews[_key(request)] = Review(request=request)
        return True

    def find(self, activity_id: str, review_id: str) -> Review | None:
        return self._reviews.get((activity_id, review_id))

    def of_activity(self, activity_id: str) -> list[Review]:
        own = [review for review in self._reviews.values() if review.request.activity_id == activity_id]
        return sorted(own, key=lambda review: review.request.at)

    def all(self) -> Iterator[ReviewRequest]:
        return (review.request for review in self._reviews.values())

    def waiting(self, provider_id: str, *, after: ReviewPlace | None = None, limit: int) -> list[ReviewRequest]:
        waiting = [
            review.request
            for review in self._reviews.values()
            if review.request.provider_id == provider_id and not (review.answers or review.outcome)
        ]
        waiting.sort(key=lambda request: request.place)
        return [request for request in waiting if after is None or request.place > after][:limit]

    def add_answer(self, request: ReviewRequest, answer: ReviewAnswer) -> bool:
        review = self._reviews[_key(request)]
        if answer.answer_id in {given.answer_id for given in review.answers}:
            return False
        answers = sorted((*review.answers, answer), key=lambda given: (given.at, given.answer_id))
        self._reviews[_key(request)] = review.model_copy(update={"answers": tuple(answers)})
        return True

    def close(self, request: ReviewRequest, outcome: ReviewOutcome) -> bool:
        review = self._reviews[_key(request)]
        if review.outcome:
            return False
        self._reviews[_key(request)] = review.model_copy(update={"outcome": outcome})
        return True

    def claim_mail(self, request: ReviewRequest, *, at: dt.datetime, lease: dt.timedelta) -> MailClaim:
        ends = self._leases.get(_key(request), at)
        if ends is None:
            return MailClaim.SENT
        if ends > at:
            return MailClaim.BUSY
        self._leases[_key(request)] = at + lease
        return MailClaim.CLAIMED

    def add_mail(self, request: ReviewRequest, *, message_id: str, at: dt.datetime) -> None:  # noqa: ARG002 - as the store has it
        self._leases[_key(request)] = None


def _key(request: ReviewRequest) -> tuple[str, str]:
    return request.activity_id, request.review_id
