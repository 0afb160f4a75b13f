"""A review from the question to its outcome, as its asker drives it."""

import datetime as dt
from typing import Any

import pytest

from cmehub.activities.reviewing import ReviewRefusedError, ReviewUnknownError
from cmehub.activities.reviews import OutcomeKind, Review, ReviewAnswer, ReviewStatus
from cmehub.submissions.events import EventType
from cmehub.submissions.messages import ReviewEventMessage, ReviewNoticeMessage
from local.in_memory.hub import MemoryHub
from tests.examples import ACTIVITY_ID, PROVIDER_ID, an_activity

DAY = dt.timedelta(days=1)
IDS = {"provider_id": PROVIDER_ID, "activity_id": ACTIVITY_ID, "review_id": "ABIM-1"}
NOTICE = ReviewNoticeMessage(**IDS)
ASKED, CLOSED = (
    ReviewEventMessage(**IDS, event_type=event_type) for event_type in (EventType.REVIEW_ASKED, EventType.REVIEW_CLOSED)
)


@pytest.fixture
def hub() -> MemoryHub:
    hub = MemoryHub()
    hub.activities.put([an_activity()])
    return hub


def ask(hub: MemoryHub, activity_id: str = ACTIVITY_ID, review_id: str = "ABIM-1", **changes: Any) -> Review:
    given: dict[str, Any] = {
        "board": "ABIM",
        "reason": "Chosen at random",
        "due": hub.now.date() + 30 * DAY,
        "by": "ABIM",
    }
    return hub.reviews.ask(activity_id, review_id, **given | changes)


def close(hub: MemoryHub, outcome: OutcomeKind = OutcomeKind.MET, board: str | None = "ABIM") -> Review:
    return hub.reviews.close(ACTIVITY_ID, "ABIM-1", board=board, outcome=outcome, words="Thank you.", by="ABIM")


def test_a_provider_is_told_by_mail_and_event(hub: MemoryHub) -> None:
    review = ask(hub)

    assert (review.request.provider_id, review.request.at, review.request.by) == (PROVIDER_ID, hub.now, "ABIM")
    assert [*hub.line] == [NOTICE, ASKED]


def test_asked_twice_is_asked_once_and_told_again_in_case_of_a_stop(hub: MemoryHub) -> None:
    first = ask(hub)
    hub.line.clear()
    hub.now += 31 * DAY

    assert ask(hub, reason="Another", due=hub.now.date() - DAY) == first
    assert hub.review_store.of_activity(ACTIVITY_ID) == [first]
    assert [*hub.line] == [NOTICE, ASKED]


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"activity_id": "999999999"}, "There is no activity 999999999 registered for ABIM."),
        ({"board": "ABPMR"}, f"There is no activity {ACTIVITY_ID} registered for ABPMR."),
        ({"activity_id": "999999999", "board": None}, "There is no activity 999999999."),
        ({"due": dt.date(2026, 11, 19)}, "The answer was due on 2026-11-19, which has passed. Give a later day."),
    ],
)
def test_what_cannot_be_reviewed_is_told(hub: MemoryHub, changes: dict[str, Any], said: str) -> None:
    with pytest.raises(ReviewRefusedError) as refused:
        ask(hub, **changes)

    assert str(refused.value) == said
    assert not hub.line
    assert not [*hub.review_store.all()]


def test_a_deleted_activity_is_not_reviewed(hub: MemoryHub) -> None:
    hub.activities.put([an_activity(deleted_by="sub#1")])

    with pytest.raises(ReviewUnknownError, match="was deleted"):
        ask(hub)


def test_a_review_until_today_can_be_asked_for(hub: MemoryHub) -> None:
    assert ask(hub, due=hub.now.date()).status(hub.now.date()) is ReviewStatus.ASKED


def test_a_board_has_one_open_review_of_an_activity_and_others_have_theirs(hub: MemoryHub) -> None:
    ask(hub)

    with pytest.raises(ReviewRefusedError, match="ABIM-1 of activity 202612345 is open, until 2026-12-20"):
        ask(hub, review_id="ABIM-2")
    ask(hub, review_id="hub-1", board=None)
    close(hub)
    ask(hub, review_id="ABIM-2")

    assert [review.request.review_id for review in hub.review_store.of_activity(ACTIVITY_ID)] == [
        "ABIM-1",
        "hub-1",
        "ABIM-2",
    ]


def test_a_review_goes_from_asked_to_closed(hub: MemoryHub) -> None:
    review = ask(hub)
    due = review.request.due

    assert [review.status(day) for day in (due, due + DAY)] == [ReviewStatus.ASKED, ReviewStatus.OVERDUE]
    hub.review_store.add_answer(review.request, ReviewAnswer(words="All of it.", at=hub.now))
    assert hub.reviews.review(ACTIVITY_ID, "ABIM-1", "ABIM").status(due + DAY) is ReviewStatus.ANSWERED
    hub.line.clear()
    assert close(hub).status(due) is ReviewStatus.CLOSED
    assert [*hub.line] == [CLOSED]


def test_closed_twice_is_closed_once_and_no_outcome_takes_the_place_of_another(hub: MemoryHub) -> None:
    ask(hub)
    first = close(hub)
    hub.now += DAY

    assert close(hub) == first
    with pytest.raises(ReviewRefusedError, match="closed before, with another outcome"):
        close(hub, OutcomeKind.NOT_MET)
    hub.line.clear()
    assert ask(hub) == first
    assert not hub.line, "nobody is asked for the documents of a closed review"


@pytest.mark.parametrize("board", ["ABA", None])
def test_nobody_else_closes_a_boards_review(hub: MemoryHub, board: str | None) -> None:
    ask(hub)

    with pytest.raises(ReviewUnknownError):
        close(hub, board=board)
