"""Telling a provider, once, that documents of an activity are asked for."""

import datetime as dt
from dataclasses import dataclass

from cmehub.activities.activity import Activity
from cmehub.activities.reviews import ReviewRequest
from cmehub.stores import ActivityStore, MailClaim, WorkObjects
from cmehub.stores.reviews import ReviewStore
from cmehub.submissions.messages import ReviewNoticeMessage
from functions.notify.mail.addresses import Addresses
from functions.notify.mail.mail import Mail, Words
from functions.notify.mail.notices import NoticeOutcome, Outbox
from functions.notify.mail.review_words import review_words


@dataclass(frozen=True)
class ReviewNotices:
    """Everything that telling providers of reviews needs."""

    activities: ActivityStore
    reviews: ReviewStore
    objects: WorkObjects
    addresses: Addresses
    outbox: Outbox

    def take(self, message: ReviewNoticeMessage) -> NoticeOutcome:
        """Send the mail about a review that is open, unless it was sent before."""
        review = self.reviews.find(message.activity_id, message.review_id)
        activity = self.activities.find([message.activity_id]).get(message.activity_id)
        if review is None or activity is None or review.outcome:
            return NoticeOutcome.REVIEW_NOT_OPEN
        return self.outbox.send(ReviewNotice(review.request, activity, self.reviews, self.objects, self.addresses))


@dataclass(frozen=True)
class ReviewNotice:
    """That documents of an activity are asked for."""

    request: ReviewRequest
    activity: Activity
    reviews: ReviewStore
    objects: WorkObjects
    addresses: Addresses

    @property
    def message(self) -> ReviewNoticeMessage:
        """What leads to it."""
        request = self.request
        return ReviewNoticeMessage(
            provider_id=request.provider_id, activity_id=request.activity_id, review_id=request.review_id
        )

    def claim(self, at: dt.datetime, lease: dt.timedelta) -> MailClaim:
        """Ask to send the review's mail."""
        return self.reviews.claim_mail(self.request, at=at, lease=lease)

    def words(self, at: dt.datetime) -> Words:  # noqa: ARG002 - the mail says the same at any time
        """Compose what the mail says."""
        page = f"activities/{self.request.activity_id}"
        address = self.addresses.console(self.request.provider_id, page, part="reviews")
        return review_words(self.request, self.activity, address)

    def keep(self, mail: Mail) -> None:
        """Keep the mail beside the others."""
        key = f"mails/{self.request.provider_id}/review-{self.request.activity_id}-{self.request.review_id}"
        self.objects.put(f"{key}.eml", mail.raw)
        self.objects.put(f"{key}.html", mail.html.encode())

    def note_sent(self, message_id: str, at: dt.datetime) -> None:
        """Note that the mail was sent."""
        self.reviews.add_mail(self.request, message_id=message_id, at=at)

    def note_no_contact(self, at: dt.datetime) -> None:
        """Note nothing: whoever is the contact when the review is asked for again gets the mail."""
