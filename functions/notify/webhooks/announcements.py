"""Announcing events: keeping what they say, and queueing a delivery for each webhook that is to be told."""

import datetime as dt
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from cmehub.accounts.webhooks import Webhook
from cmehub.runtime.queues import Queue
from cmehub.stores import SubmissionStore, WorkObjects
from cmehub.stores.reviews import ReviewStore
from cmehub.stores.webhooks import EventStore, WebhookStore
from cmehub.submissions.events import Delivery, Event, EventType, event_id, event_key, happened_at, payload
from cmehub.submissions.messages import (
    DeliveryMessage,
    EventMessage,
    ReplayMessage,
    ReviewEventMessage,
    WebhookTestMessage,
)
from functions.notify.webhooks.event_data import Data, event_data, review_data


class SubmissionUnknownError(Exception):
    """An event is about a submission that isn't there."""


class ReviewMissingError(Exception):
    """An event is about a review that isn't there."""


@dataclass(frozen=True)
class Announcements:
    """Everything that announcing events needs."""

    objects: WorkObjects
    submissions: SubmissionStore
    reviews: ReviewStore
    webhooks: WebhookStore
    events: EventStore
    deliveries: Queue
    clock: Callable[[], dt.datetime]

    def take(self, message: EventMessage | ReviewEventMessage | WebhookTestMessage | ReplayMessage) -> int:
        """
        Queue what a message asks for, and return how many deliveries that is.

        A message that comes again queues the same deliveries, which are recognised when their turn comes.
        """
        match message:
            case EventMessage() | ReviewEventMessage():
                return self._announce(message)
            case WebhookTestMessage():
                return self._test(message)
            case ReplayMessage():
                return self._replay(message)

    def _announce(self, message: EventMessage | ReviewEventMessage) -> int:
        """
        Announce an event; it is kept if any webhook listens, also a disabled one, which can ask for it later.

        That the rows of a call are validated isn't told: whoever called was answered.
        """
        listening = [
            webhook
            for webhook in self.webhooks.of_provider(message.provider_id)
            if webhook.listens_to(message.event_type)
        ]
        if not listening:
            return 0
        known_as = event_id(message.provider_id, message.event_type, *_named(message))
        event = self.events.find(message.provider_id, known_as)
        if event is None:
            data = self._data(message)
            if data is None:
                return 0
            event = self._keep(message.provider_id, known_as, message.event_type, data)
        return self._queue(
            message.provider_id, (delivery_of(webhook, event, event.at) for webhook in listening if webhook.is_enabled)
        )

    def _test(self, message: WebhookTestMessage) -> int:
        webhook = self.webhooks.find(message.provider_id, message.webhook_id)
        if webhook is None:
            return 0
        known_as = event_id(message.provider_id, EventType.TEST, webhook.webhook_id, message.asked_at.isoformat())
        event = self._keep(message.provider_id, known_as, EventType.TEST, {"webhook_id": webhook.webhook_id})
        return self._queue(message.provider_id, [delivery_of(webhook, event, event.at)])

    def _replay(self, message: ReplayMessage) -> int:
        webhook = self.webhooks.find(message.provider_id, message.webhook_id)
        if webhook is None:
            return 0
        if message.event_id:
            event = self.events.find(message.provider_id, message.event_id)
            wanted = [event] if event else []
        else:
            since = self.events.of_provider(message.provider_id, since=message.since)
            wanted = [event for event in since if event.type in webhook.events][::-1]
        return self._queue(message.provider_id, (delivery_of(webhook, event, message.asked_at) for event in wanted))

    def _data(self, message: EventMessage | ReviewEventMessage) -> Data | None:
        if isinstance(message, ReviewEventMessage):
            review = self.reviews.find(message.activity_id, message.review_id)
            if review is None:
                raise ReviewMissingError(message.activity_id, message.review_id)
            return review_data(review)
        submission = self.submissions.find(message.submission_id)
        if submission is None:
            raise SubmissionUnknownError(message.submission_id)
        if submission.called and message.event_type is EventType.VALIDATED:
            return None
        return event_data(message, submission, self.submissions, self.objects)

    def _keep(self, provider_id: str, known_as: str, event_type: EventType, data: Data) -> Event:
        """Keep an event; what was kept of it before stays, its time too."""
        said = payload(event_type, self.clock(), data)
        kept = self.objects.put_first(event_key(provider_id, known_as), said)
        event = Event(event_id=known_as, provider_id=provider_id, type=event_type, at=happened_at(kept))
        self.events.add(event)
        return event

    def _queue(self, provider_id: str, deliveries: Iterable[Delivery]) -> int:
        messages = [DeliveryMessage(provider_id=provider_id, delivery=delivery) for delivery in deliveries]
        self.deliveries.send(messages)
        return len(messages)


def _named(message: EventMessage | ReviewEventMessage) -> tuple[object, ...]:
    if isinstance(message, ReviewEventMessage):
        return message.activity_id, message.review_id
    return message.submission_id, message.chunk, message.board


def delivery_of(webhook: Webhook, event: Event, began_at: dt.datetime) -> Delivery:
    """Return the delivery of an event to a webhook."""
    return Delivery(webhook_id=webhook.webhook_id, event_id=event.event_id, event_type=event.type, began_at=began_at)
