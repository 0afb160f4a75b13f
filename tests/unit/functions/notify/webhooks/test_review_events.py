"""Webhooks are told of reviews: IDs, the day and the outcome, never the words."""

import json
from typing import Any

import pytest

from cmehub.activities.reviews import OutcomeKind
from cmehub.submissions.events import EventType, event_key
from cmehub.submissions.messages import ReviewEventMessage
from functions.notify.webhooks.announcements import ReviewMissingError
from tests.examples import ACTIVITY_ID, PROVIDER_ID, an_activity
from tests.webhook_hub import WebhookHub

TYPES = (EventType.REVIEW_ASKED, EventType.REVIEW_CLOSED)


@pytest.fixture
def hub() -> WebhookHub:
    hub = WebhookHub()
    hub.hub.activities.put([an_activity()])
    hub.hub.reviews.ask(
        ACTIVITY_ID, "ABIM-1", board="ABIM", reason="A private reason", due=hub.now.date(), by="somebody"
    )
    return hub


def message(event_type: EventType, review_id: str = "ABIM-1") -> ReviewEventMessage:
    ids = {"provider_id": PROVIDER_ID, "activity_id": ACTIVITY_ID, "review_id": review_id}
    return ReviewEventMessage(**ids, event_type=event_type)


def said(hub: WebhookHub, event_type: EventType) -> Any:
    (event,) = [event for event in hub.events.of_provider(PROVIDER_ID) if event.type is event_type]
    return json.loads(hub.hub.objects.get(event_key(PROVIDER_ID, event.event_id)))


def test_a_question_and_an_outcome_are_each_told_once(hub: WebhookHub) -> None:
    hub.add(*TYPES)
    asked = [hub.announcements.take(message(EventType.REVIEW_ASKED)) for _ in range(2)]
    hub.hub.reviews.close(
        ACTIVITY_ID, "ABIM-1", board="ABIM", outcome=OutcomeKind.NOT_MET, words="Private words", by="somebody"
    )
    hub.announcements.take(message(EventType.REVIEW_CLOSED))

    assert asked == [1, 1], "the same delivery, which is recognised when its turn comes"
    of_both = {"activity_id": ACTIVITY_ID, "review_id": "ABIM-1", "board": "ABIM", "due": f"{hub.hub.now.date()}"}
    assert said(hub, EventType.REVIEW_ASKED)["data"] == of_both | {"outcome": None}
    assert said(hub, EventType.REVIEW_CLOSED)["data"] == of_both | {"outcome": "not_met"}


def test_who_does_not_listen_is_not_told(hub: WebhookHub) -> None:
    hub.add(EventType.FINISHED)

    assert hub.announcements.take(message(EventType.REVIEW_ASKED)) == 0


def test_an_event_of_a_review_that_is_not_there_is_a_fault(hub: WebhookHub) -> None:
    hub.add(*TYPES)

    with pytest.raises(ReviewMissingError):
        hub.announcements.take(message(EventType.REVIEW_ASKED, "ABIM-2"))
