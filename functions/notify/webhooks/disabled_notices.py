"""Telling a provider, once, that the hub disabled one of its webhooks."""

import datetime as dt
from dataclasses import dataclass

from cmehub.accounts.webhooks import Webhook
from cmehub.stores import MailClaim
from cmehub.stores.webhooks import EventStore, WebhookStore
from cmehub.submissions.messages import WebhookDisabledMessage
from functions.notify.mail.addresses import console_address
from functions.notify.mail.mail import Mail, Words
from functions.notify.mail.notices import NoticeOutcome, Outbox
from functions.notify.mail.webhook_words import webhook_words


@dataclass(frozen=True)
class DisabledNotices:
    """
    Everything that telling providers of disabled webhooks needs.

    Attributes
    ----------
    site
        The address of the site, without a slash at its end: its console has the webhooks.
    """

    webhooks: WebhookStore
    events: EventStore
    outbox: Outbox
    site: str

    def tell(self, webhook: Webhook) -> None:
        """Send the mail if the hub disabled the webhook, unless it was sent or another delivery is about to send it."""
        if webhook.has_to_be_told:
            self.outbox.send(DisabledNotice(webhook, self.webhooks, self.events, self.site))

    def take(self, message: WebhookDisabledMessage) -> NoticeOutcome:
        """Send the mail in the place of one that came back, if the webhook is disabled still."""
        webhook = self.webhooks.find(message.provider_id, message.webhook_id)
        if webhook is None or webhook.is_enabled:
            return NoticeOutcome.NOTHING_NEW
        return self.outbox.send(DisabledNotice(webhook, self.webhooks, self.events, self.site))


@dataclass(frozen=True)
class DisabledNotice:
    """That the hub disabled a webhook."""

    webhook: Webhook
    webhooks: WebhookStore
    events: EventStore
    site: str

    @property
    def message(self) -> WebhookDisabledMessage:
        """What leads to it."""
        return WebhookDisabledMessage(provider_id=self.webhook.provider_id, webhook_id=self.webhook.webhook_id)

    def claim(self, at: dt.datetime, lease: dt.timedelta) -> MailClaim:
        """Ask to tell the provider; what was told before counts as busy, since the deliveries look no further."""
        claimed = self.webhooks.claim_telling(self.webhook, at=at, lease=lease)
        return MailClaim.CLAIMED if claimed else MailClaim.BUSY

    def words(self, at: dt.datetime) -> Words:
        """Compose what the mail says."""
        attempt = next(iter(self.events.attempts(self.webhook.webhook_id, 1)), None)
        address = console_address(self.site, self.webhook.provider_id, "systems", part="webhooks")
        return webhook_words(self.webhook, attempt, at, address)

    def keep(self, mail: Mail) -> None:
        """Keep no copy."""

    def note_sent(self, message_id: str, at: dt.datetime) -> None:  # noqa: ARG002 - SES's ID isn't kept of these
        """Note that the provider was told."""
        self.webhooks.note_told(self.webhook, at=at)

    def note_no_contact(self, at: dt.datetime) -> None:
        """Let a provider without a contact count as told: the webhook itself says why it is disabled."""
        self.webhooks.note_told(self.webhook, at=at)
