"""Webhooks."""

import datetime as dt
from collections.abc import Iterator, Sequence

from cmehub_client.calls import Calls, address
from cmehub_client.models import (
    DeliveryList,
    DeliveryView,
    EventList,
    EventType,
    EventView,
    Promise,
    ReplayRequest,
    WebhookChange,
    WebhookList,
    WebhookRequest,
    WebhookSecret,
    WebhookView,
)

_PATH = "v1/webhooks"


class Webhooks:
    """The calls about webhooks and the events that they are told of."""

    def __init__(self, calls: Calls) -> None:
        self._calls = calls

    def add(self, url: str, events: Sequence[EventType] | None = None) -> WebhookSecret:
        """Add a webhook for these events, or for all; its secret is told this once."""
        wanted = WebhookRequest(url=url) if events is None else WebhookRequest(url=url, events=[*events])
        document = wanted.model_dump(mode="json", exclude_unset=True)
        return WebhookSecret.model_validate_json(self._calls.call("POST", _PATH, document=document).content)

    def list(self) -> Sequence[WebhookView]:
        """Return all webhooks, the oldest first."""
        return WebhookList.model_validate_json(self._calls.call("GET", _PATH).content).webhooks

    def get(self, webhook_id: str) -> WebhookView:
        """Return a webhook."""
        return WebhookView.model_validate_json(self._calls.call("GET", address(_PATH, webhook_id)).content)

    def change(self, webhook_id: str, change: WebhookChange) -> WebhookView:
        """Change the address or the events of a webhook, enable or disable it; what isn't set stays."""
        document = change.model_dump(mode="json", exclude_unset=True)
        answer = self._calls.call("PATCH", address(_PATH, webhook_id), document=document)
        return WebhookView.model_validate_json(answer.content)

    def delete(self, webhook_id: str) -> None:
        """Take a webhook out."""
        self._calls.call("DELETE", address(_PATH, webhook_id))

    def renew_secret(self, webhook_id: str) -> WebhookSecret:
        """Give a webhook another secret; the one until now signs too for 24 hours."""
        answer = self._calls.call("POST", address(_PATH, webhook_id, "secret"))
        return WebhookSecret.model_validate_json(answer.content)

    def test(self, webhook_id: str) -> Promise:
        """Have a test delivered."""
        return Promise.model_validate_json(self._calls.call("POST", address(_PATH, webhook_id, "test")).content)

    def deliveries(self, webhook_id: str) -> Sequence[DeliveryView]:
        """Return the last 50 tries, those of the newest deliveries first."""
        answer = self._calls.call("GET", address(_PATH, webhook_id, "deliveries"))
        return DeliveryList.model_validate_json(answer.content).deliveries

    def replay(self, webhook_id: str, *, event_id: str | None = None, since: dt.datetime | None = None) -> Promise:
        """Have one event delivered again, or all since a time: give one of the two."""
        document = ReplayRequest(event_id=event_id, since=since).model_dump(mode="json", exclude_none=True)
        answer = self._calls.call("POST", address(_PATH, webhook_id, "replay"), document=document)
        return Promise.model_validate_json(answer.content)

    def events(self) -> Iterator[EventView]:
        """Return the events of the last 30 days, the newest first."""
        for page in self._calls.pages("v1/events", EventList, {}):
            yield from page.events
