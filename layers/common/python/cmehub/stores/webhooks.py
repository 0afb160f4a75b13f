"""What the hub keeps of webhooks and of what they are told: protocols like those of `cmehub.stores`."""

import datetime as dt
from collections.abc import Iterator
from typing import Protocol

from cmehub.accounts.webhooks import DisabledBecause, Webhook
from cmehub.submissions.events import Attempt, Delivery, Event


class WebhookStore(Protocol):
    """The webhooks of providers and of states; a state's letters stand in the place of a provider's ID."""

    def find(self, provider_id: str, webhook_id: str) -> Webhook | None:
        """Return a provider's webhook."""

    def of_provider(self, provider_id: str) -> list[Webhook]:
        """Return all webhooks of a provider, the oldest first."""

    def of_states(self) -> dict[str, list[Webhook]]:
        """Return the webhooks of each state that has any, the oldest first."""

    def add(self, webhook: Webhook) -> None:
        """Store a new webhook."""

    def change(self, webhook: Webhook) -> bool:
        """Store its address, its events and its secrets over the stored ones; False if it is gone."""

    def remove(self, provider_id: str, webhook_id: str) -> bool:
        """Take a webhook out; False if there is none."""

    def enable(self, webhook: Webhook, *, at: dt.datetime) -> None:
        """Let events be delivered to it; one that is enabled stays so since then."""

    def disable(self, webhook: Webhook, because: DisabledBecause, *, at: dt.datetime) -> None:
        """Let no event be delivered to it; one that is disabled stays so for its first reason."""

    def claim_telling(self, webhook: Webhook, *, at: dt.datetime, lease: dt.timedelta) -> bool:
        """Ask to tell the provider that it is disabled; False if that was done, or is claimed and the lease runs."""

    def note_told(self, webhook: Webhook, *, at: dt.datetime) -> None:
        """Note that the provider was told that it is disabled."""

    def note_success(self, webhook: Webhook, *, at: dt.datetime) -> None:
        """Note that a delivery arrived, unless a later one did."""


class EventStore(Protocol):
    """Events of the last 30 days, and the attempts to deliver them."""

    def add(self, event: Event) -> None:
        """Add an event."""

    def find(self, provider_id: str, event_id: str) -> Event | None:
        """Return a provider's event."""

    def of_provider(
        self, provider_id: str, *, before: Event | None = None, since: dt.datetime | None = None
    ) -> Iterator[Event]:
        """Yield a provider's events, the newest first: those before one of them, and none from before a time."""

    def add_attempt(self, attempt: Attempt) -> None:
        """Add an attempt."""

    def attempts_of(self, delivery: Delivery) -> list[Attempt]:
        """Return the attempts of a delivery, in order."""

    def attempts(self, webhook_id: str, limit: int) -> list[Attempt]:
        """Return so many attempts at a webhook, those of the newest deliveries first."""
