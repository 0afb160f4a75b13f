"""The API's routes for webhooks over stores in memory, and one key that may call them."""

import datetime as dt
import json
from typing import Any

from cmehub.accounts.keys import Scope
from cmehub.runtime.queues import MemoryQueue
from cmehub.submissions.events import Event, EventType
from tests.api_hub import Answer, ApiHub, called
from tests.sample_hub import PROVIDER_ID

URL = "https://lms.example.org/hook"
HOUR = dt.timedelta(hours=1)


class WebhookApi:
    """The API of a hub that answers calls about webhooks, and one key of a provider."""

    def __init__(self, api: ApiHub) -> None:
        self.api = api
        self.webhooks, self.events, self.queue = api.hub.webhooks, api.hub.events, MemoryQueue()
        api.hub.events_queue = self.queue
        self.key = api.key(Scope.ADMIN)

    @property
    def now(self) -> dt.datetime:
        return self.api.hub.now

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
