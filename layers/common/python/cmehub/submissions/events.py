"""Events: what happened to a provider's submissions, as its webhooks are told, and what came of telling them."""

import datetime as dt
import hashlib
import json
from collections.abc import Mapping
from enum import StrEnum
from typing import Any

from pydantic import BaseModel, ConfigDict

EVENTS_KEPT = dt.timedelta(days=30)
"""How long an event can be delivered again, and how long its deliveries are known."""


class EventType(StrEnum):
    """What can happen."""

    VALIDATED = "records.validated"
    DECIDED = "records.decided"
    FINISHED = "submission.finished"
    REVIEW_ASKED = "review.asked"
    REVIEW_CLOSED = "review.closed"
    CREDIT_ADDED = "licensee.credit_added"
    CREDIT_WITHDRAWN = "licensee.credit_withdrawn"
    TEST = "webhook.test"


STATE_EVENTS = (EventType.CREDIT_ADDED, EventType.CREDIT_WITHDRAWN)
"""What a state's webhooks are told; a provider's are told of the others."""
PROVIDER_EVENTS = tuple(kind for kind in EventType if kind is not EventType.TEST and kind not in STATE_EVENTS)


class Event(BaseModel):
    """
    Something that happened; what it says to the world is an object of its own, see `event_key`.

    ``provider_id`` is whom it is told: a provider's ID, or the two letters of a state, whose webhooks are its
    licensing board's; so it is of webhooks and deliveries too.
    """

    model_config = ConfigDict(frozen=True)

    event_id: str
    provider_id: str
    type: EventType
    at: dt.datetime


class Delivery(BaseModel):
    """
    All tries to tell a webhook of an event, from the first to the one that succeeds or the last.

    ``began_at`` is when the event happened; of a replay, when it was asked for.
    """

    model_config = ConfigDict(frozen=True)

    webhook_id: str
    event_id: str
    event_type: EventType
    began_at: dt.datetime


class Failure(StrEnum):
    """Why no answer came."""

    ADDRESS_UNKNOWN = "the name of the host has no IPv4 address"
    ADDRESS_NOT_PUBLIC = "the address isn't a public one"
    NO_CONNECTION = "no connection"
    NO_TLS = "no TLS connection, or the certificate isn't valid"
    TOO_SLOW = "no answer in time"


class Attempt(BaseModel):
    """
    One try of a delivery.

    Attributes
    ----------
    number
        Counts the tries, from 1.
    status
        Of the answer; None if none came, and then ``failure`` says why.
    milliseconds
        How long it took.
    """

    model_config = ConfigDict(frozen=True)

    delivery: Delivery
    number: int
    at: dt.datetime
    milliseconds: int
    status: int | None = None
    failure: Failure | None = None

    @property
    def succeeded(self) -> bool:
        """Whether the receiver took it."""
        return self.status is not None and 200 <= self.status < 300  # noqa: PLR2004


def event_id(provider_id: str, event_type: EventType, *parts: object) -> str:
    """Derive an event's ID: what happened once has one ID, however often the hub is told of it."""
    text = "\x1f".join([provider_id, event_type, *map(str, parts)])
    return f"evt_{hashlib.sha256(text.encode()).hexdigest()[:32]}"


def event_key(provider_id: str, event_id: str) -> str:
    """Return where the work bucket holds what an event says."""
    return f"events/{provider_id}/{event_id}.json"


def payload(event_type: EventType, at: dt.datetime, data: Mapping[str, Any]) -> bytes:
    """Return what an event says, as Standard Webhooks lays it out."""
    document = {"type": event_type, "timestamp": at.isoformat(), "data": data}
    return json.dumps(document, separators=(",", ":")).encode()


def happened_at(said: bytes) -> dt.datetime:
    """Return the time that an event tells."""
    return dt.datetime.fromisoformat(json.loads(said)["timestamp"])
