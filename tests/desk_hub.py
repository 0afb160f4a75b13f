"""The API's routes for webhooks over stores in memory, and one key that may call them."""

import datetime as dt
import json
from typing import Any

import pytest

from cmehub.accounts.keys import Scope
from cmehub.runtime.queues import MemoryQueue
from cmehub.stores.memory_webhooks import MemoryEventStore, MemoryWebhookStore
from cmehub.submissions.events import Event, EventType
from functions.ingest.api import handler as api_handler
from functions.ingest.api.account.webhook_desk import WebhookDesk
from tests.api_hub import Answer, ApiHub, called
from tests.sample_hub import PROVIDER_ID

URL = "https://lms.example.org/hook"
HOUR = dt.timedelta(hours=1)


class DeskHub:
    """The API of a hub that has a desk for webhooks, and one key of a provider."""

    def __init__(self, api: ApiHub, patch: pytest.MonkeyPatch) -> None:
        self.api = api
        self.now = api.hub.now
        self.webhooks, self.events, self.queue = MemoryWebhookStore(), MemoryEventStore(), MemoryQueue()
        desk = WebhookDesk(self.webhooks, self.events, self.queue, False, lambda: self.now)
        patch.setattr(api_handler, "webhook_desk", lambda: desk)
        self.key = api.key(Scope.ADMIN)

    def call(self, method: str, path: str, document: Any = None, key: str | None = None, **query: str) -> Answer:
        body = b"" if document is None else json.dumps(document).encode()
        kind = {"Content-Type": "application/json"}
        return called(method, path, key or self.key, body=body, headers=kind, query=query)

    def added(self, **more: Any) -> Any:
        answer = self.call("POST", "/v1/webhooks", {"url": URL} | more)
        assert answer.status == 201
        return answer.document

    def add_events(self, count: int, provider_id: str = PROVIDER_ID) -> list[Event]:
        """Keep so many events and return them, the newest first."""
        made = [
            Event(event_id=f"evt_{n:032x}", provider_id=provider_id, type=EventType.DECIDED, at=self.now + n * HOUR)
            for n in range(count)
        ]
        for event in made:
            self.events.add(event)
        return made[::-1]
