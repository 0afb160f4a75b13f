import datetime as dt

import pytest

from cmehub.activities.reviews import (
    OutcomeKind,
    Review,
    ReviewAnswer,
    ReviewDocument,
    ReviewOutcome,
    ReviewPlace,
    ReviewRequest,
)
from cmehub.stores import MailClaim
from tests.contract.conftest import Stores
from tests.examples import ACTIVITY_ID, NOW, PROVIDER_ID, a_review_request, an_activity

REQUEST = a_review_request()
LATER = NOW + dt.timedelta(hours=1)
DOCUMENT = ReviewDocument(file_name="Gap analysis.pdf", sha256="a" * 64, size=5, kind="pdf")
ANSWER = ReviewAnswer(words="All of it.", documents=(DOCUMENT,), at=LATER)
OUTCOME = ReviewOutcome(outcome=OutcomeKind.MET, words="Thank you.", by="ABIM", at=LATER)
LEASE = dt.timedelta(seconds=60)


def test_a_review_is_opened_once(stores: Stores) -> None:
    assert stores.reviews.open(REQUEST)
    assert not stores.reviews.open(a_review_request(reason="Another reason", at=LATER))

    assert stores.reviews.find(ACTIVITY_ID, REQUEST.review_id) == Review(request=REQUEST)
    assert stores.reviews.find(ACTIVITY_ID, "ABIM-other") is None
    assert stores.reviews.find("999999999", REQUEST.review_id) is None


def test_a_name_that_begins_like_another_is_another(stores: Stores) -> None:
    stores.reviews.open(a_review_request(review_id="ABIM-11"))

    assert stores.reviews.find(ACTIVITY_ID, "ABIM-1") is None


def test_the_reviews_of_an_activity_are_told_the_oldest_first(stores: Stores) -> None:
    later = a_review_request(review_id="ABA-1", at=LATER)
    other = a_review_request(activity_id="300000000")
    for request in (later, REQUEST, other):
        stores.reviews.open(request)
    stores.reviews.add_answer(later, ANSWER)
    stores.reviews.claim_mail(REQUEST, at=NOW, lease=LEASE)

    told = stores.reviews.of_activity(ACTIVITY_ID)

    assert told == [Review(request=REQUEST), Review(request=later, answers=(ANSWER,))]
    assert {request.activity_id for request in stores.reviews.all()} == {ACTIVITY_ID, "300000000"}
    assert len([*stores.reviews.all()]) == 3


def test_the_same_answer_is_kept_once_and_another_beside_it(stores: Stores) -> None:
    stores.reviews.open(REQUEST)
    first = ANSWER.model_copy(update={"words": "A part.", "at": NOW})

    assert stores.reviews.add_answer(REQUEST, ANSWER)
    assert stores.reviews.add_answer(REQUEST, first)
    assert not stores.reviews.add_answer(REQUEST, ANSWER.model_copy(update={"at": LATER + LEASE}))

    assert stores.reviews.find(ACTIVITY_ID, REQUEST.review_id) == Review(request=REQUEST, answers=(first, ANSWER))


def test_a_review_is_closed_once(stores: Stores) -> None:
    stores.reviews.open(REQUEST)

    assert stores.reviews.close(REQUEST, OUTCOME)
    assert not stores.reviews.close(REQUEST, OUTCOME.model_copy(update={"outcome": OutcomeKind.NOT_MET}))

    assert stores.reviews.find(ACTIVITY_ID, REQUEST.review_id) == Review(request=REQUEST, outcome=OUTCOME)


def test_a_review_waits_until_it_is_answered_or_closed(stores: Stores) -> None:
    due = [dt.date(2026, 12, day) for day in (9, 7, 8)]
    later, first, second = (a_review_request(review_id=f"ABIM-{day.day}", due=day) for day in due)
    for request in (later, first, second, a_review_request(provider_id="0008888", activity_id="300000000")):
        stores.reviews.open(request)

    def waiting(after: ReviewPlace | None = None, limit: int = 9) -> list[ReviewRequest]:
        return stores.reviews.waiting(PROVIDER_ID, after=after, limit=limit)

    assert waiting() == [first, second, later]
    assert waiting(limit=2) == [first, second]
    assert waiting(first.place, limit=1) == [second]
    stores.reviews.add_answer(first, ANSWER)
    stores.reviews.close(second, OUTCOME)
    assert waiting() == [later]
    for request in (first, second):
        stores.reviews.open(request)
        stores.reviews.add_answer(request, ANSWER)
    assert waiting() == [later]


def test_the_mail_is_claimed_by_one_until_its_lease_ends_or_it_is_sent(stores: Stores) -> None:
    stores.reviews.open(REQUEST)

    def claim(at: dt.datetime) -> MailClaim:
        return stores.reviews.claim_mail(REQUEST, at=at, lease=LEASE)

    assert [claim(NOW), claim(NOW), claim(NOW + LEASE)] == [MailClaim.CLAIMED, MailClaim.BUSY, MailClaim.CLAIMED]
    stores.reviews.add_mail(REQUEST, message_id="mail-1", at=NOW + LEASE)
    assert claim(NOW + 3 * LEASE) is MailClaim.SENT


@pytest.mark.parametrize("review_id", ["ABIM-1", "hub-by-hand-1"])
def test_reviews_are_no_learners_and_no_activities(stores: Stores, review_id: str) -> None:
    stores.activities.add(an_activity(), None)
    stores.reviews.open(a_review_request(review_id=review_id))

    assert not stores.activities.has_learners(ACTIVITY_ID)
    assert [*stores.activities.all()] == [an_activity()]
