"""Deliveries: tries and pauses, what ends them, and how a provider learns of it."""

import datetime as dt
from dataclasses import replace
from itertools import count
from typing import Any

import pytest
from time_machine import travel

from cmehub.accounts.deliverability import MailFeedback
from cmehub.accounts.providers import Provider
from cmehub.accounts.webhooks import MOST_TRIES, PAUSES, DisabledBecause, Webhook
from cmehub.submissions.events import Delivery, Event, EventType, Failure, event_key, payload
from cmehub.submissions.messages import DeliveryMessage, WebhookDisabledMessage
from functions.notify.mail.notices import MAIL_LEASE, NoticeOutcome
from functions.notify.webhooks.deliveries import DeliveryOutcome
from tests.breakdowns import Breakdown, BrokeDownError, Unreliable
from tests.notify_hub import PROVIDER_ID
from tests.webhook_hub import WebhookHub

HOUR = dt.timedelta(hours=1)


def a_delivery(hub: WebhookHub, webhook: Webhook, number: int = 1) -> DeliveryMessage:
    """Return the delivery of an event that happens now."""
    event = Event(event_id=f"evt_{number:032x}", provider_id=PROVIDER_ID, type=EventType.FINISHED, at=hub.now)
    hub.hub.objects.put(event_key(PROVIDER_ID, event.event_id), payload(event.type, event.at, {"number": number}))
    hub.events.add(event)
    delivery = Delivery(webhook_id=webhook.webhook_id, event_id=event.event_id, event_type=event.type, began_at=hub.now)
    return DeliveryMessage(provider_id=PROVIDER_ID, delivery=delivery)


def test_a_delivery_is_what_the_event_says_under_its_id_signed_at_the_moment_of_the_try() -> None:
    hub = WebhookHub(None, 500, 204)
    webhook = hub.add()
    message = a_delivery(hub, webhook)

    assert hub.deliver(message) == PAUSES[0]
    hub.now += HOUR
    second_at = hub.now
    assert hub.deliver(message) is DeliveryOutcome.DELIVERED

    said = payload(EventType.FINISHED, message.delivery.began_at, {"number": 1})
    assert [(received.path, received.body) for received in hub.posts.made] == [(webhook.url, said)] * 2
    assert {received.headers["webhook-id"] for received in hub.posts.made} == {message.delivery.event_id}
    with travel(second_at, tick=False):
        assert hub.posts.made[1].verified(webhook.secret)["data"] == {"number": 1}


def test_a_delivery_that_arrived_is_not_made_again() -> None:
    hub = WebhookHub()
    webhook = hub.add()
    message = a_delivery(hub, webhook)

    assert [hub.deliver(message) for _ in range(3)] == [DeliveryOutcome.DELIVERED] * 3

    assert len(hub.posts.made) == 1
    (attempt,) = hub.attempts(webhook)
    assert (attempt.number, attempt.status, attempt.milliseconds) == (1, 204, 1000)
    assert hub.stored(webhook).succeeded_at == attempt.at


def test_a_replay_is_made_again_under_the_same_id() -> None:
    hub = WebhookHub()
    webhook = hub.add()
    message = a_delivery(hub, webhook)
    again = DeliveryMessage(
        provider_id=PROVIDER_ID, delivery=message.delivery.model_copy(update={"began_at": hub.now + HOUR})
    )

    assert [hub.deliver(message), hub.deliver(again)] == [DeliveryOutcome.DELIVERED] * 2

    assert [received.headers["webhook-id"] for received in hub.posts.made] == [message.delivery.event_id] * 2


@pytest.mark.parametrize("answer", [500, 429, 404, 301, 199, Failure.TOO_SLOW, Failure.NO_CONNECTION])
def test_what_is_not_taken_is_tried_for_more_than_a_day_and_then_the_webhook_is_disabled(
    answer: int | Failure,
) -> None:
    hub = WebhookHub(None, answer)
    webhook = hub.add()

    pauses, outcome = hub.deliver_to_the_end(a_delivery(hub, webhook))

    assert tuple(pauses) == PAUSES
    assert outcome is DeliveryOutcome.GIVEN_UP
    attempts = hub.attempts(webhook)[::-1]
    assert [attempt.number for attempt in attempts] == [*range(1, MOST_TRIES + 1)]
    assert {attempt.status or attempt.failure for attempt in attempts} == {answer}
    stored = hub.stored(webhook)
    assert stored.disabled_because is DisabledBecause.FAILING
    assert stored.told_at == hub.now
    (mail,) = hub.mailer.messages
    assert mail["X-CME-Hub-Webhook"] == webhook.webhook_id


def test_pauses_are_lengthened_by_a_tenth_at_most() -> None:
    hub = WebhookHub(None, 500)
    hub.deliveries = replace(hub.deliveries, jitter=lambda: 1)
    webhook = hub.add()

    pauses, _ = hub.deliver_to_the_end(a_delivery(hub, webhook))

    assert pauses == [pause * 1.1 for pause in PAUSES]


@pytest.mark.parametrize("what", ["delivered", "enabled"])
def test_a_webhook_that_worked_meanwhile_is_not_disabled(what: str) -> None:
    hub = WebhookHub(None, 500)
    webhook = hub.add()
    first = a_delivery(hub, webhook)
    hub.now += HOUR
    if what == "delivered":
        hub.posts.answers = [204]
        assert hub.deliver(a_delivery(hub, webhook, 2)) is DeliveryOutcome.DELIVERED
        hub.posts.answers = [500]
    else:
        hub.webhooks.disable(webhook, DisabledBecause.BY_PROVIDER, at=hub.now)
        hub.webhooks.enable(webhook, at=hub.now)

    _, outcome = hub.deliver_to_the_end(first)

    assert outcome is DeliveryOutcome.GIVEN_UP
    assert hub.stored(webhook).is_enabled
    assert hub.mailer.messages == []


def test_gone_disables_at_once() -> None:
    hub = WebhookHub(None, 410)
    webhook = hub.add()

    assert hub.deliver(a_delivery(hub, webhook)) is DeliveryOutcome.GIVEN_UP

    assert hub.stored(webhook).disabled_because is DisabledBecause.GONE
    assert len(hub.mailer.messages) == 1


def test_a_message_that_comes_again_after_gone_disables_nobody_who_enabled_it_since() -> None:
    hub = WebhookHub(None, 410)
    webhook = hub.add()
    message = a_delivery(hub, webhook)
    hub.deliver(message)
    hub.now += HOUR
    hub.webhooks.enable(webhook, at=hub.now)

    assert hub.deliver(message) is DeliveryOutcome.GIVEN_UP

    assert hub.stored(webhook).is_enabled
    assert len(hub.posts.made) == 1


def test_many_failing_deliveries_make_one_mail() -> None:
    hub = WebhookHub(None, 410)
    webhook = hub.add()
    read_before = [(a_delivery(hub, webhook, number)) for number in range(5)]

    for message in read_before:
        hub.deliver(message)
    for _ in range(3):
        hub.notices.tell(hub.stored(webhook).model_copy(update={"told_at": None}))

    assert len(hub.posts.made) == 1
    assert len(hub.mailer.messages) == 1


def test_a_webhook_that_is_disabled_or_gone_gets_nothing() -> None:
    hub = WebhookHub()
    disabled, gone = hub.add(), hub.add()
    hub.webhooks.disable(disabled, DisabledBecause.BY_PROVIDER, at=hub.now)
    hub.webhooks.remove(PROVIDER_ID, gone.webhook_id)

    assert [hub.deliver(a_delivery(hub, webhook)) for webhook in (disabled, gone)] == [DeliveryOutcome.NOT_WANTED] * 2

    assert hub.posts.made == []
    assert hub.mailer.messages == []


def test_an_event_that_is_no_longer_kept_is_passed_over() -> None:
    hub = WebhookHub()
    webhook = hub.add()
    message = a_delivery(hub, webhook)
    hub.deliveries = replace(hub.deliveries, objects=WebhookHub().hub.objects)

    assert hub.deliver(message) is DeliveryOutcome.FORGOTTEN
    assert hub.posts.made == []


@pytest.mark.parametrize(("answer", "outcome"), [(204, DeliveryOutcome.DELIVERED), (500, DeliveryOutcome.GIVEN_UP)])
def test_a_test_is_tried_once_also_at_a_disabled_webhook_and_disables_nothing(
    answer: int, outcome: DeliveryOutcome
) -> None:
    hub = WebhookHub(None, answer)
    enabled, disabled = hub.add(), hub.add()
    hub.webhooks.disable(disabled, DisabledBecause.BY_PROVIDER, at=hub.now)

    assert [hub.deliver(hub.test(webhook)) for webhook in (enabled, disabled)] == [outcome] * 2

    assert [len(hub.attempts(webhook)) for webhook in (enabled, disabled)] == [1, 1]
    assert hub.stored(enabled).is_enabled
    assert hub.stored(disabled).disabled_because is DisabledBecause.BY_PROVIDER


def test_a_provider_without_a_contact_counts_as_told() -> None:
    hub = WebhookHub(None, 410)
    hub.hub.providers.put([Provider(provider_id=PROVIDER_ID, name="Example")])
    webhook = hub.add()

    hub.deliver(a_delivery(hub, webhook))

    assert hub.stored(webhook).told_at is not None
    assert hub.mailer.messages == []


@pytest.mark.parametrize("lost_answer", [False, True])
@pytest.mark.parametrize("answer", [204, 410, 500])
def test_a_delivery_that_breaks_down_at_any_call_comes_to_the_same(answer: int, lost_answer: bool) -> None:
    breakdown = Breakdown(lost_answer=lost_answer)
    for call in count(1):
        hub = WebhookHub(None, answer)
        webhook = hub.add()
        message = a_delivery(hub, webhook)
        parts: dict[str, Any] = {name: Unreliable(getattr(hub, name), breakdown) for name in ("webhooks", "events")}
        hub.notices = replace(hub.notices, **parts)
        hub.deliveries = replace(hub.deliveries, **parts, notices=hub.notices)
        breakdown.plan(call)

        outcome = until_it_ends(hub, message)

        stored = hub.stored(webhook)
        end = DeliveryOutcome.DELIVERED if answer == 204 else DeliveryOutcome.GIVEN_UP
        assert outcome in (end, DeliveryOutcome.NOT_WANTED)
        assert (stored.succeeded_at is not None) is (answer == 204)
        assert stored.is_enabled is (answer == 204)
        assert (stored.told_at is not None) is (answer != 204)
        assert (len(hub.mailer.messages) > 0) is (answer != 204)
        if not breakdown.happened:
            assert call > 4
            return


def until_it_ends(hub: WebhookHub, message: DeliveryMessage) -> DeliveryOutcome:
    while True:
        try:
            return hub.deliver_to_the_end(message)[1]
        except BrokeDownError:
            hub.now += MAIL_LEASE


def test_the_mail_about_a_disabled_webhook_that_comes_back_is_sent_on_while_it_is_disabled() -> None:
    hub = WebhookHub(None, 410)
    webhook = hub.add()
    hub.webhooks.disable(webhook, DisabledBecause.GONE, at=hub.now)
    hub.notices.tell(hub.stored(webhook))
    hub.hub.mail_feedback.note("paula@cme.example.org", MailFeedback.BOUNCE, hub.now)
    about = hub.hub.mail_feedback.sent("mail-1")
    assert about == WebhookDisabledMessage(provider_id=PROVIDER_ID, webhook_id=webhook.webhook_id)
    onwards = replace(hub.notices, outbox=hub.notices.outbox.instead_of("mail-1"))

    assert [onwards.take(about) for _ in range(2)] == [NoticeOutcome.SENT, NoticeOutcome.SENT_BEFORE]
    assert [mail.recipient for mail in hub.mailer.sent] == ["paula@cme.example.org", "viktor@cme.example.org"]
    hub.webhooks.enable(hub.stored(webhook), at=hub.now)
    assert onwards.take(about) is NoticeOutcome.NOTHING_NEW
