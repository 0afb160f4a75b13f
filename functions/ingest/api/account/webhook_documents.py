"""What calls about webhooks say and are answered."""

import datetime as dt
from typing import Annotated, Literal

from pydantic import AfterValidator, AwareDatetime, BaseModel, ConfigDict, Field

from cmehub.accounts.webhooks import DisabledBecause, Webhook
from cmehub.submissions.events import Attempt, EventType


def _without_tests(events: tuple[EventType, ...]) -> tuple[EventType, ...]:
    if EventType.TEST in events:
        raise ValueError(f"{EventType.TEST} comes when it is asked for; leave it out")
    return tuple(event for event in EventType if event in events)


Events = Annotated[tuple[EventType, ...], Field(min_length=1), AfterValidator(_without_tests)]


class _Wanted(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class WebhookRequest(_Wanted):
    """A webhook that is wanted: where it is, and of which events it is to be told; of all, if nothing is said."""

    url: str
    events: Events | None = None


class WebhookChange(_Wanted):
    """What is to be changed of a webhook; what is left out stays."""

    url: str | None = None
    events: Events | None = None
    enabled: bool | None = None


class ReplayRequest(_Wanted):
    """Which events a webhook is to be told of again: one, or all since a time."""

    event_id: str | None = None
    since: AwareDatetime | None = None


class WebhookView(BaseModel):
    """
    A webhook as its provider sees it.

    Attributes
    ----------
    disabled_because
        Why it is disabled; None if it isn't.
    old_secret_ends
        Until when the secret before this one signs too.
    succeeded_at
        When a delivery arrived last.
    """

    webhook_id: str
    url: str
    events: tuple[EventType, ...]
    status: Literal["enabled", "disabled"]
    disabled_because: DisabledBecause | None
    disabled_at: dt.datetime | None
    created_at: dt.datetime
    old_secret_ends: dt.datetime | None
    succeeded_at: dt.datetime | None

    @classmethod
    def of(cls, webhook: Webhook) -> "WebhookView":
        """Return what is shown of a webhook."""
        status = {"status": "enabled" if webhook.is_enabled else "disabled"}
        return cls.model_validate(webhook.model_dump() | status)


class WebhookSecret(WebhookView):
    """A webhook with its new secret, which is shown this once."""

    secret: str


class DeliveryView(BaseModel):
    """
    One try to deliver an event; without ``status`` no answer came, and ``failure`` says why.

    ``next_at`` is when it is tried again, or up to a tenth of the pause later; None if it isn't, or was since.
    """

    event_id: str
    event_type: EventType
    number: int
    at: dt.datetime
    succeeded: bool
    status: int | None
    failure: str | None
    milliseconds: int
    next_at: dt.datetime | None

    @classmethod
    def of(cls, attempt: Attempt, next_at: dt.datetime | None) -> "DeliveryView":
        """Return what is shown of an attempt."""
        told = {"succeeded": attempt.succeeded, "next_at": next_at}
        shown = attempt.model_dump() | attempt.delivery.model_dump() | told
        return cls.model_validate(shown)


class EventView(BaseModel):
    """An event that webhooks were told of, or could be."""

    event_id: str
    type: EventType
    at: dt.datetime


class Promise(BaseModel):
    """That what was asked for is going to be delivered."""

    webhook_id: str
    asked_at: dt.datetime


class WebhookList(BaseModel):
    """Webhooks."""

    webhooks: list[WebhookView]


class DeliveryList(BaseModel):
    """Tries to deliver."""

    deliveries: list[DeliveryView]


class EventList(BaseModel):
    """Events."""

    events: list[EventView]
