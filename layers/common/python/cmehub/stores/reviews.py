"""What the hub keeps of reviews, each fact once under its activity: a protocol like those of `cmehub.stores`."""

import datetime as dt
from collections.abc import Iterator
from typing import Protocol

from cmehub.activities.reviews import Review, ReviewAnswer, ReviewOutcome, ReviewPlace, ReviewRequest
from cmehub.stores.addresses import MailClaim


class ReviewStore(Protocol):
    """Reviews of activities."""

    def open(self, request: ReviewRequest) -> bool:
        """Open a review; False if there is one of its name, which stays as it is."""

    def find(self, activity_id: str, review_id: str) -> Review | None:
        """Return a review as it stands."""

    def of_activity(self, activity_id: str) -> list[Review]:
        """Return all reviews of an activity, the oldest first."""

    def all(self) -> Iterator[ReviewRequest]:
        """Yield what was ever asked, in no order: it reads the whole table."""

    def waiting(self, provider_id: str, *, after: ReviewPlace | None = None, limit: int) -> list[ReviewRequest]:
        """Return the reviews of a provider that nobody has answered or closed, in order, from behind a place on."""

    def add_answer(self, request: ReviewRequest, answer: ReviewAnswer) -> bool:
        """Add an answer; False if the same was given before, and then the first stays."""

    def close(self, request: ReviewRequest, outcome: ReviewOutcome) -> bool:
        """Close a review; False if it was closed before, and then the first outcome stays."""

    def claim_mail(self, request: ReviewRequest, *, at: dt.datetime, lease: dt.timedelta) -> MailClaim:
        """Ask to send the mail that asks; see `cmehub.stores.SubmissionStore.claim_mail`."""

    def add_mail(self, request: ReviewRequest, *, message_id: str, at: dt.datetime) -> None:
        """Note that the mail that asks was sent."""
