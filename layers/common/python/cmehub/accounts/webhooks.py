"""Webhooks: where a provider wants to be told of what happens, and how it knows that it was the hub who told it."""

import base64
import datetime as dt
import ipaddress
import re
import secrets
from enum import StrEnum
from typing import NamedTuple, Self
from urllib.parse import urlsplit

from pydantic import BaseModel, ConfigDict
from standardwebhooks import Webhook as Signer

from cmehub.submissions.events import Attempt, EventType

MOST_WEBHOOKS = 10
"""Of one provider."""

OLD_SECRET_LIFE = dt.timedelta(hours=24)
"""For so long after a new secret was made, the old one signs too."""

PAUSES = (
    dt.timedelta(seconds=5),
    dt.timedelta(minutes=5),
    dt.timedelta(minutes=30),
    dt.timedelta(hours=2),
    dt.timedelta(hours=5),
    dt.timedelta(hours=10),
    dt.timedelta(hours=10),
)
"""Between one try and the next, as Standard Webhooks advises, cut to what a queue can hold back: 12 hours."""

MOST_TRIES = len(PAUSES) + 1
GONE = 410
"""The status by which a receiver says that it wants nothing any more."""

_SECRET_BYTES = 32
_LONGEST_URL = 2000
_HOST = re.compile(r"[a-z0-9]([a-z0-9.-]*[a-z0-9])?")
_LOOPBACK_NAME = "localhost"


class DisabledBecause(StrEnum):
    """Why a webhook is disabled."""

    BY_PROVIDER = "by provider"
    GONE = "gone"
    FAILING = "failing"


class Webhook(BaseModel):
    """
    Where a provider, or a state's licensing board, is told of events.

    Attributes
    ----------
    provider_id
        Whose it is: a provider's ID, or a state's two letters.
    events
        The types of event that it is told of.
    secret, old_secret, old_secret_ends
        What deliveries are signed with; the old one too, until it ends.
    enabled_at, disabled_at, disabled_because
        Since when it is enabled, or disabled and why.
    told_at
        When the provider was told that the hub disabled it.
    succeeded_at
        When a delivery arrived last.
    """

    model_config = ConfigDict(frozen=True, hide_input_in_errors=True)

    webhook_id: str
    provider_id: str
    url: str
    events: tuple[EventType, ...]
    secret: str
    created_at: dt.datetime
    enabled_at: dt.datetime
    old_secret: str | None = None
    old_secret_ends: dt.datetime | None = None
    disabled_at: dt.datetime | None = None
    disabled_because: DisabledBecause | None = None
    told_at: dt.datetime | None = None
    succeeded_at: dt.datetime | None = None

    @property
    def is_enabled(self) -> bool:
        """Whether events are delivered to it."""
        return self.disabled_at is None

    @property
    def has_to_be_told(self) -> bool:
        """Whether the hub disabled it and the provider doesn't know yet."""
        by_hub = self.disabled_because in (DisabledBecause.GONE, DisabledBecause.FAILING)
        return by_hub and self.told_at is None

    def listens_to(self, event_type: EventType) -> bool:
        """Tell whether it is to be told of events of this type."""
        return event_type is EventType.TEST or event_type in self.events

    def has_worked_since(self, at: dt.datetime) -> bool:
        """Tell whether a delivery arrived, or somebody enabled it, after that moment."""
        return max(self.enabled_at, self.succeeded_at or self.enabled_at) > at

    def with_new_secret(self, at: dt.datetime) -> Self:
        """Return it with another secret; the one until now goes on signing for a day."""
        changes = {"secret": make_secret(), "old_secret": self.secret, "old_secret_ends": at + OLD_SECRET_LIFE}
        return self.model_copy(update=changes)

    def headers(self, event_id: str, body: bytes, at: dt.datetime) -> dict[str, str]:
        """Return the headers that name and sign a delivery."""
        keys = [self.secret]
        if self.old_secret and self.old_secret_ends and at < self.old_secret_ends:
            keys.append(self.old_secret)
        return {
            "webhook-id": event_id,
            "webhook-timestamp": str(int(at.timestamp())),
            "webhook-signature": " ".join(Signer(key).sign(event_id, at, body.decode()) for key in keys),
        }


def make_webhook(provider_id: str, url: str, events: tuple[EventType, ...], at: dt.datetime) -> Webhook:
    """Make a webhook with a secret of its own."""
    return Webhook(
        webhook_id=f"wh_{secrets.token_hex(12)}",
        provider_id=provider_id,
        url=url,
        events=events,
        secret=make_secret(),
        created_at=at,
        enabled_at=at,
    )


def make_secret() -> str:
    """Make a secret as Standard Webhooks writes it."""
    return f"whsec_{base64.b64encode(secrets.token_bytes(_SECRET_BYTES)).decode()}"


class WebhookUrlError(ValueError):
    """The hub doesn't post to this address; the message says why."""


class WebhookTarget(NamedTuple):
    """The parts of a webhook's address; ``path`` with its query."""

    scheme: str
    host: str
    port: int
    path: str


def read_url(url: str, *, may_be_local: bool) -> WebhookTarget:
    """
    Take a webhook's address apart.

    Parameters
    ----------
    url
        What the provider gave.
    may_be_local
        Whether it may lead to the machine itself, and then without TLS, as on a local stack.

    Raises
    ------
    WebhookUrlError
        If the hub doesn't post there, as far as the address by itself shows.
    """
    if (
        len(url) > _LONGEST_URL
        or not url.isascii()
        or any(character.isspace() or not character.isprintable() for character in url)
    ):
        raise WebhookUrlError(f"Give an address of at most {_LONGEST_URL:,} characters, all ASCII and without spaces.")
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        raise WebhookUrlError("This is no address.") from None
    host = parts.hostname or ""
    if parts.scheme != "https" and not (may_be_local and parts.scheme == "http" and is_loopback(host)):
        raise WebhookUrlError("The address has to begin with https://.")
    if parts.username is not None or parts.fragment:
        raise WebhookUrlError("The address can't hold a user name, a password or a fragment (#).")
    if not _HOST.fullmatch(host):
        raise WebhookUrlError("The address needs the name of a host, or an IPv4 address.")
    if not (may_be_local and is_loopback(host)) and not _may_be_public(host):
        raise WebhookUrlError("The address has to be a public one.")
    query = f"?{parts.query}" if parts.query else ""
    standard = 443 if parts.scheme == "https" else 80
    return WebhookTarget(parts.scheme, host, standard if port is None else port, (parts.path or "/") + query)


def is_loopback(host: str) -> bool:
    """Tell whether a host is the machine itself, by the name or the address that it is given by."""
    return host == _LOOPBACK_NAME or host.startswith("127.")


def is_public(address: str) -> bool:
    """Tell whether an IPv4 address is one that anybody in the internet can reach."""
    read = ipaddress.IPv4Address(address)
    return read.is_global and not read.is_multicast


def _may_be_public(host: str) -> bool:
    try:
        return is_public(host)
    except ipaddress.AddressValueError:
        return "." in host and not host.endswith((".localhost", ".local", ".internal"))


def is_last(attempt: Attempt) -> bool:
    """Tell whether no other try follows one; a test is tried once."""
    most = 1 if attempt.delivery.event_type is EventType.TEST else MOST_TRIES
    return attempt.succeeded or attempt.status == GONE or attempt.number >= most


def next_try(attempt: Attempt) -> dt.datetime | None:
    """Return when the try that follows one is made at the earliest; None if none does."""
    return None if is_last(attempt) else attempt.at + PAUSES[attempt.number - 1]
