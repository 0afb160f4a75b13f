"""Delivering events to webhooks: one try after another, and what follows when none succeeds."""

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from cmehub.accounts.webhooks import GONE, PAUSES, DisabledBecause, Webhook, is_last
from cmehub.stores import WorkObjects
from cmehub.stores.webhooks import EventStore, WebhookStore
from cmehub.submissions.events import Attempt, Delivery, EventType, Failure, event_key
from cmehub.submissions.messages import DeliveryMessage
from functions.notify.webhooks.disabled_notices import DisabledNotices


class DeliveryOutcome(StrEnum):
    """What came of a delivery."""

    DELIVERED = "delivered"
    NOT_WANTED = "webhook is gone or disabled"
    FORGOTTEN = "event is no longer kept"
    GIVEN_UP = "given up"


class NotDeliveredError(Exception):
    """A try failed, and it isn't the last; ``pause`` is how long to wait for the next."""

    def __init__(self, attempt: Attempt, pause: dt.timedelta) -> None:
        super().__init__(f"try {attempt.number}: {attempt.status or attempt.failure}")
        self.pause = pause


@dataclass(frozen=True)
class Deliveries:
    """
    Everything that delivering needs.

    Attributes
    ----------
    post
        Posts a body with headers to an address, and returns the status of the answer or why there is none.
    jitter
        Returns a number from 0 to 1.
    """

    objects: WorkObjects
    webhooks: WebhookStore
    events: EventStore
    notices: DisabledNotices
    post: Callable[[str, bytes, Mapping[str, str]], int | Failure]
    clock: Callable[[], dt.datetime]
    jitter: Callable[[], float]

    def take(self, message: DeliveryMessage) -> DeliveryOutcome:
        """
        Try to deliver, unless an earlier try of the delivery succeeded or was the last.

        A webhook that answers 410 is disabled, and so is one where the last try for an event failed and nothing has
        arrived since the first; the provider is told by mail. A test is tried once, at a disabled webhook too.

        Raises
        ------
        NotDeliveredError
            If the try failed and isn't the last.
        """
        webhook = self.webhooks.find(message.provider_id, message.delivery.webhook_id)
        if webhook is None:
            return DeliveryOutcome.NOT_WANTED
        self.notices.tell(webhook)
        delivery = message.delivery
        if not webhook.is_enabled and delivery.event_type is not EventType.TEST:
            return DeliveryOutcome.NOT_WANTED
        past = self.events.attempts_of(delivery)
        if past and is_last(past[-1]):
            return self._conclude(webhook, past[-1])
        try:
            body = self.objects.get(event_key(webhook.provider_id, delivery.event_id))
        except KeyError:
            return DeliveryOutcome.FORGOTTEN
        attempt = self._attempt(webhook, delivery, len(past) + 1, body)
        self.events.add_attempt(attempt)
        if not is_last(attempt):
            raise NotDeliveredError(attempt, PAUSES[attempt.number - 1] * (1 + self.jitter() / 10))
        return self._conclude(webhook, attempt)

    def _attempt(self, webhook: Webhook, delivery: Delivery, number: int, body: bytes) -> Attempt:
        at = self.clock()
        answer = self.post(webhook.url, body, webhook.headers(delivery.event_id, body, at))
        took = self.clock() - at
        return Attempt(
            delivery=delivery,
            number=number,
            at=at,
            milliseconds=round(took / dt.timedelta(milliseconds=1)),
            status=None if isinstance(answer, Failure) else answer,
            failure=answer if isinstance(answer, Failure) else None,
        )

    def _conclude(self, webhook: Webhook, attempt: Attempt) -> DeliveryOutcome:
        """Do what follows the last try; repeated, it makes a broken end whole."""
        if attempt.succeeded:
            self.webhooks.note_success(webhook, at=attempt.at)
            return DeliveryOutcome.DELIVERED
        if attempt.status == GONE:
            self._disable(webhook, DisabledBecause.GONE, unless_worked_since=attempt.at)
        elif attempt.delivery.event_type is not EventType.TEST:
            self._disable(webhook, DisabledBecause.FAILING, unless_worked_since=attempt.delivery.began_at)
        return DeliveryOutcome.GIVEN_UP

    def _disable(self, webhook: Webhook, because: DisabledBecause, *, unless_worked_since: dt.datetime) -> None:
        now = self.webhooks.find(webhook.provider_id, webhook.webhook_id)
        if now is None or now.has_worked_since(unless_worked_since):
            return
        self.webhooks.disable(now, because, at=self.clock())
        if disabled := self.webhooks.find(webhook.provider_id, webhook.webhook_id):
            self.notices.tell(disabled)
