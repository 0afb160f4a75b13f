"""Webhooks and events in memory, for tests."""

import datetime as dt
from collections.abc import Iterator
from typing import Any

from cmehub.accounts.webhooks import DisabledBecause, Webhook
from cmehub.people.states import STATES
from cmehub.submissions.events import Attempt, Delivery, Event


class MemoryWebhookStore:
    """See `cmehub.stores.webhooks.WebhookStore`."""

    def __init__(self) -> None:
        self._webhooks: dict[tuple[str, str], Webhook] = {}
        self._telling_ends: dict[tuple[str, str], dt.datetime] = {}

    def find(self, provider_id: str, webhook_id: str) -> Webhook | None:
        return self._webhooks.get((provider_id, webhook_id))

    def of_provider(self, provider_id: str) -> list[Webhook]:
        found = [webhook for webhook in self._webhooks.values() if webhook.provider_id == provider_id]
        return sorted(found, key=lambda webhook: (webhook.created_at, webhook.webhook_id))

    def of_states(self) -> dict[str, list[Webhook]]:
        owners = {webhook.provider_id for webhook in self._webhooks.values()}
        return {state: self.of_provider(state) for state in owners & STATES.keys()}

    def add(self, webhook: Webhook) -> None:
        self._webhooks[webhook.provider_id, webhook.webhook_id] = webhook

    def change(self, webhook: Webhook) -> bool:
        names = ("url", "events", "secret", "old_secret", "old_secret_ends")
        return self._update(webhook, **{name: getattr(webhook, name) for name in names})

    def remove(self, provider_id: str, webhook_id: str) -> bool:
        return self._webhooks.pop((provider_id, webhook_id), None) is not None

    def enable(self, webhook: Webhook, *, at: dt.datetime) -> None:
        stored = self.find(webhook.provider_id, webhook.webhook_id)
        if stored and not stored.is_enabled:
            self._telling_ends.pop((webhook.provider_id, webhook.webhook_id), None)
            self._update(stored, enabled_at=at, disabled_at=None, disabled_because=None, told_at=None)

    def disable(self, webhook: Webhook, because: DisabledBecause, *, at: dt.datetime) -> None:
        stored = self.find(webhook.provider_id, webhook.webhook_id)
        if stored and stored.is_enabled:
            self._update(stored, disabled_at=at, disabled_because=because)

    def claim_telling(self, webhook: Webhook, *, at: dt.datetime, lease: dt.timedelta) -> bool:
        key = webhook.provider_id, webhook.webhook_id
        stored = self._webhooks.get(key)
        if stored is None or stored.is_enabled or stored.told_at or self._telling_ends.get(key, at) > at:
            return False
        self._telling_ends[key] = at + lease
        return True

    def note_told(self, webhook: Webhook, *, at: dt.datetime) -> None:
        stored = self.find(webhook.provider_id, webhook.webhook_id)
        if stored and not stored.is_enabled:
            self._update(stored, told_at=at)

    def note_success(self, webhook: Webhook, *, at: dt.datetime) -> None:
        stored = self.find(webhook.provider_id, webhook.webhook_id)
        if stored and (stored.succeeded_at is None or stored.succeeded_at < at):
            self._update(stored, succeeded_at=at)

    def _update(self, webhook: Webhook, **changes: Any) -> bool:
        stored = self.find(webhook.provider_id, webhook.webhook_id)
        if stored:
            self.add(stored.model_copy(update=changes))
        return stored is not None


class MemoryEventStore:
    """See `cmehub.stores.webhooks.EventStore`; it forgets nothing."""

    def __init__(self) -> None:
        self._events: dict[tuple[str, str], Event] = {}
        self._attempts: dict[tuple[dt.datetime, str, str, int], Attempt] = {}

    def add(self, event: Event) -> None:
        self._events[event.provider_id, event.event_id] = event

    def find(self, provider_id: str, event_id: str) -> Event | None:
        return self._events.get((provider_id, event_id))

    def of_provider(
        self, provider_id: str, *, before: Event | None = None, since: dt.datetime | None = None
    ) -> Iterator[Event]:
        def place(event: Event) -> tuple[dt.datetime, str]:
            return event.at, event.event_id

        for event in sorted(self._events.values(), key=place, reverse=True):
            if event.provider_id != provider_id or (since and event.at < since):
                continue
            if before is None or place(event) < place(before):
                yield event

    def add_attempt(self, attempt: Attempt) -> None:
        made = attempt.delivery
        self._attempts[made.began_at, made.event_id, made.webhook_id, attempt.number] = attempt

    def attempts_of(self, delivery: Delivery) -> list[Attempt]:
        return [attempt for _, attempt in sorted(self._attempts.items()) if attempt.delivery == delivery]

    def attempts(self, webhook_id: str, limit: int) -> list[Attempt]:
        newest = (attempt for _, attempt in sorted(self._attempts.items(), reverse=True))
        return [attempt for attempt in newest if attempt.delivery.webhook_id == webhook_id][:limit]
