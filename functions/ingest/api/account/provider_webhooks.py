"""What providers, and states' licensing boards, do with their webhooks over the API, and what they are told of them."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from itertools import islice

from cmehub.accounts.webhooks import (
    MOST_WEBHOOKS,
    DisabledBecause,
    Webhook,
    WebhookUrlError,
    make_webhook,
    next_try,
    read_url,
)
from cmehub.api.problems import PROBLEMS, ProblemError
from cmehub.people.states import STATES
from cmehub.runtime.queues import Queue
from cmehub.stores.webhooks import EventStore, WebhookStore
from cmehub.submissions.events import PROVIDER_EVENTS, STATE_EVENTS, Delivery, Event, EventType
from cmehub.submissions.messages import ReplayMessage, WebhookTestMessage
from functions.ingest.api.account.webhook_documents import (
    DeliveryView,
    EventView,
    Promise,
    ReplayRequest,
    WebhookChange,
    WebhookRequest,
    WebhookSecret,
    WebhookView,
)

MOST_ATTEMPTS = 50


@dataclass(frozen=True)
class ProviderWebhooks:
    """
    Everything that calls about webhooks need.

    Whatever is told or done, is of the owner's own webhooks; another's isn't there. The owner is a provider, or a state
    by its two letters in the place of a provider's ID.

    Attributes
    ----------
    queue
        The queue of events.
    may_be_local
        See `cmehub.accounts.webhooks.read_url`.
    """

    webhooks: WebhookStore
    events: EventStore
    queue: Queue
    may_be_local: bool
    clock: Callable[[], dt.datetime]

    def all(self, provider_id: str) -> list[WebhookView]:
        """Return the webhooks, the oldest first."""
        return [WebhookView.of(webhook) for webhook in self.webhooks.of_provider(provider_id)]

    def find(self, provider_id: str, webhook_id: str) -> WebhookView:
        """Return a webhook; raises `ProblemError` if there is none."""
        return WebhookView.of(self._found(provider_id, webhook_id))

    def add(self, provider_id: str, wanted: WebhookRequest) -> WebhookSecret:
        """
        Add a webhook.

        Raises
        ------
        ProblemError
            If the hub doesn't post to its address, there are too many, or its owner isn't told of an event.
        """
        self._check(wanted.url)
        if len(self.webhooks.of_provider(provider_id)) >= MOST_WEBHOOKS:
            mend = PROBLEMS["WEBHOOKS_TOO_MANY"].mend
            raise ProblemError("WEBHOOKS_TOO_MANY", f"{MOST_WEBHOOKS} are kept. {mend}")
        webhook = make_webhook(provider_id, wanted.url, _events(provider_id, wanted.events), self.clock())
        self.webhooks.add(webhook)
        return _with_secret(webhook)

    def change(self, provider_id: str, webhook_id: str, wanted: WebhookChange) -> WebhookView:
        """Change a webhook; raises `ProblemError` if there is none, or as `add` does."""
        webhook = self._found(provider_id, webhook_id)
        if wanted.url is not None:
            self._check(wanted.url)
        if wanted.events:
            _events(provider_id, wanted.events)
        changes = wanted.model_dump(include={"url", "events"}, exclude_none=True)
        if changes:
            self.webhooks.change(webhook.model_copy(update=changes))
        if wanted.enabled is True:
            self.webhooks.enable(webhook, at=self.clock())
        elif wanted.enabled is False:
            self.webhooks.disable(webhook, DisabledBecause.BY_PROVIDER, at=self.clock())
        return self.find(provider_id, webhook_id)

    def remove(self, provider_id: str, webhook_id: str) -> None:
        """Take a webhook out; raises `ProblemError` if there is none."""
        if not self.webhooks.remove(provider_id, webhook_id):
            raise _unknown_webhook()

    def renew_secret(self, provider_id: str, webhook_id: str) -> WebhookSecret:
        """Give a webhook another secret; the one until now signs too for a day."""
        webhook = self._found(provider_id, webhook_id).with_new_secret(self.clock())
        if not self.webhooks.change(webhook):
            raise _unknown_webhook()
        return _with_secret(webhook)

    def test(self, provider_id: str, webhook_id: str) -> Promise:
        """Have a test delivered; raises `ProblemError` if there is no such webhook."""
        webhook = self._found(provider_id, webhook_id)
        message = WebhookTestMessage(provider_id=provider_id, webhook_id=webhook.webhook_id, asked_at=self.clock())
        return self._promised(message)

    def replay(self, provider_id: str, webhook_id: str, wanted: ReplayRequest) -> Promise:
        """
        Have events delivered again.

        Raises
        ------
        ProblemError
            If the webhook is disabled, or isn't there, or the event isn't; or if not just one of both is wanted.
        """
        webhook = self._found(provider_id, webhook_id)
        if (wanted.event_id is None) == (wanted.since is None):
            raise ProblemError("REQUEST_INVALID", "Give either event_id or since.")
        if wanted.event_id is not None:
            self._event(provider_id, wanted.event_id)
        if not webhook.is_enabled:
            raise ProblemError("WEBHOOK_DISABLED")
        message = ReplayMessage(
            provider_id=provider_id,
            webhook_id=webhook.webhook_id,
            asked_at=self.clock(),
            event_id=wanted.event_id,
            since=wanted.since,
        )
        return self._promised(message)

    def deliveries(self, provider_id: str, webhook_id: str) -> list[DeliveryView]:
        """Return the last tries at a webhook, those of the newest deliveries first."""
        webhook = self._found(provider_id, webhook_id)
        told: list[DeliveryView] = []
        known: set[Delivery] = set()
        for attempt in self.events.attempts(webhook.webhook_id, MOST_ATTEMPTS):
            is_newest = webhook.is_enabled and attempt.delivery not in known
            told.append(DeliveryView.of(attempt, next_try(attempt) if is_newest else None))
            known.add(attempt.delivery)
        return told

    def kept_events(self, provider_id: str, cursor: str | None, limit: int) -> list[EventView]:
        """Return events that are kept, the newest first; those before one of them, if it is named."""
        last = self._event(provider_id, cursor) if cursor else None
        found = islice(self.events.of_provider(provider_id, before=last), limit)
        return [EventView.model_validate(event.model_dump()) for event in found]

    def _promised(self, message: WebhookTestMessage | ReplayMessage) -> Promise:
        self.queue.send([message])
        return Promise(webhook_id=message.webhook_id, asked_at=message.asked_at)

    def _check(self, url: str) -> None:
        try:
            read_url(url, may_be_local=self.may_be_local)
        except WebhookUrlError as error:
            raise ProblemError("REQUEST_INVALID", f"url: {error}") from None

    def _found(self, provider_id: str, webhook_id: str) -> Webhook:
        webhook = self.webhooks.find(provider_id, webhook_id)
        if webhook is None:
            raise _unknown_webhook()
        return webhook

    def _event(self, provider_id: str, event_id: str) -> Event:
        event = self.events.find(provider_id, event_id)
        if event is None:
            raise ProblemError("NOT_FOUND", "There is no such event; the hub keeps them for 30 days.")
        return event


def _events(owner: str, wanted: tuple[EventType, ...] | None) -> tuple[EventType, ...]:
    """Return what a webhook is told of; raises `ProblemError` where its owner isn't told of an event at all."""
    known = STATE_EVENTS if owner in STATES else PROVIDER_EVENTS
    others = [event for event in wanted or () if event not in known]
    if others:
        raise ProblemError("REQUEST_INVALID", f"events: you aren't told of {', '.join(others)}; {', '.join(known)} are")
    return wanted or known


def _with_secret(webhook: Webhook) -> WebhookSecret:
    return WebhookSecret(**WebhookView.of(webhook).model_dump(), secret=webhook.secret)


def _unknown_webhook() -> ProblemError:
    return ProblemError("NOT_FOUND", "There is no such webhook; GET /v1/webhooks lists those that there are.")
