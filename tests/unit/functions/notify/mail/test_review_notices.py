"""The mail that asks a provider for the documents of an activity."""

import datetime as dt

import pytest

from cmehub.accounts.providers import Provider
from cmehub.activities.reviews import OutcomeKind, ReviewOutcome
from cmehub.stores.memory_mail_feedback import MemoryMailFeedbackStore
from cmehub.stores.memory_objects import MemoryWorkObjects
from cmehub.stores.memory_registers import MemoryActivityStore, MemoryProviderStore
from cmehub.stores.memory_reviews import MemoryReviewStore
from cmehub.submissions.messages import ReviewNoticeMessage
from functions.notify.mail.notices import MAIL_LEASE, NoticeOutcome, Outbox
from functions.notify.mail.review_notices import ReviewNotices
from tests.examples import ACTIVITY_ID, NOW, PROVIDER_ID, a_review_request, an_activity
from tests.notify_hub import ADDRESSES, PROVIDER, SENDER, KeptMails, html_of, text_of

REQUEST = a_review_request(reason="Evaluation of <b>all</b> sessions")
MESSAGE = ReviewNoticeMessage(provider_id=PROVIDER_ID, activity_id=ACTIVITY_ID, review_id="ABIM-1")


class Notices:
    def __init__(self, provider: Provider = PROVIDER, **changes: object) -> None:
        self.now, self.mailer, self.objects = NOW, KeptMails(), MemoryWorkObjects()
        self.reviews, activities, providers = MemoryReviewStore(), MemoryActivityStore(), MemoryProviderStore()
        self.reviews.open(REQUEST.model_copy(update=changes))
        activities.put([an_activity(title="Sepsis <i>update</i>")])
        providers.put([provider])
        outbox = Outbox(providers, MemoryMailFeedbackStore(), self.mailer, SENDER, lambda: self.now)
        self._notices = ReviewNotices(activities, self.reviews, self.objects, ADDRESSES, outbox)

    def take(self, message: ReviewNoticeMessage = MESSAGE) -> NoticeOutcome:
        return self._notices.take(message)


def test_the_contact_is_asked_once_however_often_the_message_comes() -> None:
    notices = Notices()

    assert [notices.take(), notices.take()] == [NoticeOutcome.SENT, NoticeOutcome.SENT_BEFORE]

    (message,) = notices.mailer.messages
    assert message["To"] == "Paula Sample-Ortega <paula@cme.example.org>"
    assert message["Subject"] == f"Your documents are asked for: activity {ACTIVITY_ID}, until 2026-12-20"
    assert message["X-CME-Hub-Review"] == f"{ACTIVITY_ID}-ABIM-1"
    assert notices.objects.keys(f"mails/{PROVIDER_ID}/") == [
        f"mails/{PROVIDER_ID}/review-{ACTIVITY_ID}-ABIM-1.eml",
        f"mails/{PROVIDER_ID}/review-{ACTIVITY_ID}-ABIM-1.html",
    ]


def test_both_bodies_say_what_why_until_when_and_how() -> None:
    notices = Notices()
    notices.take()

    (message,) = notices.mailer.messages
    for body in (text_of(message), html_of(message)):
        flat = " ".join(body.split())
        assert "The American Board of Internal Medicine reviews an activity of Example Medical Society" in flat
        assert "20 December 2026" in flat
        assert "sign in on the console and answer there, in words and with documents" in flat
        assert f"/console/activities/{ACTIVITY_ID}?provider={PROVIDER_ID}#reviews" in flat
        assert f"GET /v1/activities/{ACTIVITY_ID}/reviews" in flat
        assert f"POST /v1/activities/{ACTIVITY_ID}/reviews/ABIM-1/documents" in flat
        assert f"POST /v1/activities/{ACTIVITY_ID}/reviews/ABIM-1/answers" in flat
    assert "Why: Evaluation of <b>all</b> sessions" in text_of(message)
    assert "Evaluation of &lt;b&gt;all&lt;/b&gt; sessions" in html_of(message)
    assert "Sepsis &lt;i&gt;update&lt;/i&gt;" in html_of(message)


def test_a_long_reason_is_told_whole() -> None:
    reason = " ".join(["Please send the evaluation of each session, the threshold and the feedback."] * 13)
    notices = Notices(reason=reason)
    notices.take()

    (message,) = notices.mailer.messages
    for body in (text_of(message), html_of(message)):
        assert reason in " ".join(body.split())


def test_whoever_runs_the_hub_is_named_as_such() -> None:
    notices = Notices(board=None)
    notices.take()

    (message,) = notices.mailer.messages
    assert "Whoever runs CME Hub reviews an activity" in " ".join(text_of(message).split())


def test_after_a_stop_the_mail_is_sent_once_its_lease_has_ended() -> None:
    notices = Notices()
    notices.reviews.claim_mail(REQUEST, at=NOW, lease=MAIL_LEASE)

    assert notices.take() is NoticeOutcome.BUSY
    notices.now += MAIL_LEASE
    assert notices.take() is NoticeOutcome.SENT


def test_of_a_closed_review_nobody_is_asked() -> None:
    notices = Notices()
    outcome = ReviewOutcome(outcome=OutcomeKind.WITHDRAWN, by="ABIM", at=NOW)
    notices.reviews.close(REQUEST, outcome)

    assert notices.take() is NoticeOutcome.REVIEW_NOT_OPEN
    assert notices.mailer.sent == []


@pytest.mark.parametrize("changes", [{"review_id": "ABIM-2"}, {"activity_id": "999999999"}])
def test_of_an_unknown_review_nobody_is_asked(changes: dict[str, str]) -> None:
    notices = Notices()

    assert notices.take(MESSAGE.model_copy(update=changes)) is NoticeOutcome.REVIEW_NOT_OPEN
    assert notices.mailer.sent == []


def test_who_is_the_contact_later_gets_the_mail() -> None:
    notices = Notices(PROVIDER.model_copy(update={"contacts": ()}))

    assert notices.take() is NoticeOutcome.NO_CONTACT
    notices.now += dt.timedelta(days=1)
    assert notices.take() is NoticeOutcome.NO_CONTACT
    assert notices.mailer.sent == []
