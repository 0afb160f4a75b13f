"""Webhooks in memory: a hub that announces and delivers, a receiver that is a real server, and a clock of its own."""

import datetime as dt
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from standardwebhooks import Webhook as Verifier

from cmehub.accounts.webhooks import Webhook, make_webhook
from cmehub.runtime.queues import MemoryQueue
from cmehub.stores.memory_webhooks import MemoryEventStore, MemoryWebhookStore
from cmehub.submissions.events import Attempt, EventType, Failure
from cmehub.submissions.messages import DeliveryMessage, EventMessage, ReplayMessage, WebhookTestMessage
from functions.notify.mail.notices import Outbox
from functions.notify.webhooks.announcements import Announcements
from functions.notify.webhooks.deliveries import Deliveries, DeliveryOutcome, NotDeliveredError
from functions.notify.webhooks.disabled_notices import DisabledNotices
from local.in_memory.hub import MemoryHub
from tests.notify_hub import ADDRESSES, PROVIDER, PROVIDER_ID, SENDER, KeptMails

URL = "https://lms.example.org/hook"
EVENTS = (EventType.VALIDATED, EventType.DECIDED, EventType.FINISHED)


@dataclass
class Received:
    """What came to a receiver."""

    path: str
    headers: dict[str, str]
    body: bytes

    def verified(self, secret: str) -> Any:
        """Return what it says; raises if it isn't signed with the secret."""
        return Verifier(secret).verify(self.body, self.headers)


class Receiver(ThreadingHTTPServer):
    """A provider's system: it answers with the statuses given, the last one for good."""

    def __init__(self, *statuses: int) -> None:
        super().__init__(("127.0.0.1", 0), _ReceiverHandler)
        self.statuses = [*statuses] or [204]
        self.received: list[Received] = []

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}/hook?of=lms"

    @classmethod
    @contextmanager
    def started(cls, *statuses: int) -> Iterator["Receiver"]:
        receiver = cls(*statuses)
        thread = threading.Thread(target=receiver.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        try:
            yield receiver
        finally:
            receiver.shutdown()
            receiver.server_close()
            thread.join()


class _ReceiverHandler(BaseHTTPRequestHandler):
    server: Receiver

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        headers = {name.lower(): value for name, value in self.headers.items()}
        self.server.received.append(Received(self.path, headers, body))
        statuses = self.server.statuses
        self.send_response(statuses.pop(0) if len(statuses) > 1 else statuses[0])
        self.send_header("Location", "/elsewhere")
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *_: object) -> None:
        pass


@dataclass
class Posts:
    """Stands for all receivers: answers as told, the last answer for good, and a second later."""

    clock: "WebhookHub"
    answers: list[int | Failure]
    made: list[Received] = field(default_factory=list)

    def __call__(self, url: str, body: bytes, headers: Mapping[str, str]) -> int | Failure:
        self.made.append(Received(url, dict(headers), body))
        self.clock.now += dt.timedelta(seconds=1)
        return self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]


class WebhookHub:
    """What follows the events of a hub in memory, whose provider has webhooks."""

    def __init__(self, hub: MemoryHub | None = None, *answers: int | Failure) -> None:
        self.hub = hub or MemoryHub()
        self.hub.providers.put([PROVIDER])
        self.now = self.hub.now
        self.webhooks, self.events = MemoryWebhookStore(), MemoryEventStore()
        self.mailer, self.queue, self.posts = KeptMails(), MemoryQueue(), Posts(self, [*answers] or [204])
        self.announcements = Announcements(
            self.hub.objects,
            self.hub.submissions,
            self.hub.review_store,
            self.webhooks,
            self.events,
            self.queue,
            self.clock,
        )
        self.notices = DisabledNotices(
            self.webhooks,
            self.events,
            Outbox(self.hub.providers, self.hub.mail_feedback, self.mailer, SENDER, self.clock),
            ADDRESSES.site,
        )
        self.deliveries = Deliveries(
            self.hub.objects, self.webhooks, self.events, self.notices, self.posts, self.clock, lambda: 0
        )

    def clock(self) -> dt.datetime:
        return self.now

    def add(self, *events: EventType, url: str = URL, provider_id: str = PROVIDER_ID) -> Webhook:
        webhook = make_webhook(provider_id, url, events or EVENTS, self.now)
        self.webhooks.add(webhook)
        self.now += dt.timedelta(seconds=1)
        return webhook

    def stored(self, webhook: Webhook) -> Webhook:
        found = self.webhooks.find(webhook.provider_id, webhook.webhook_id)
        assert found is not None
        return found

    def announce(self, message: EventMessage | WebhookTestMessage | ReplayMessage) -> list[DeliveryMessage]:
        """Take a message and return the deliveries that it queued."""
        before = len(self.queue.messages)
        self.announcements.take(message)
        return [message for message in self.queue.messages[before:] if isinstance(message, DeliveryMessage)]

    def test(self, webhook: Webhook) -> DeliveryMessage:
        """Return the delivery of a test."""
        message = WebhookTestMessage(provider_id=webhook.provider_id, webhook_id=webhook.webhook_id, asked_at=self.now)
        (delivery,) = self.announce(message)
        return delivery

    def deliver(self, message: DeliveryMessage) -> DeliveryOutcome | dt.timedelta:
        """Try once, and return what came of it, or how long to wait."""
        try:
            return self.deliveries.take(message)
        except NotDeliveredError as error:
            return error.pause

    def deliver_to_the_end(self, message: DeliveryMessage) -> tuple[list[dt.timedelta], DeliveryOutcome]:
        """Try as a queue does, and return the pauses and what came of it."""
        pauses: list[dt.timedelta] = []
        while isinstance(came := self.deliver(message), dt.timedelta):
            pauses.append(came)
            self.now += came
        return pauses, came

    def attempts(self, webhook: Webhook) -> list[Attempt]:
        return self.events.attempts(webhook.webhook_id, 100)
