"""Telling a provider, once, that the hub disabled one of its webhooks."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass

from cmehub.accounts.webhooks import Webhook
from cmehub.stores import ProviderStore
from cmehub.stores.webhooks import EventStore, WebhookStore
from functions.notify.mail.mailer import Mailer
from functions.notify.mail.webhook_mail import compose_webhook_mail

LEASE = dt.timedelta(seconds=60)


@dataclass(frozen=True)
class DisabledNotices:
    """Everything that telling a provider of a disabled webhook needs."""

    webhooks: WebhookStore
    events: EventStore
    providers: ProviderStore
    mailer: Mailer
    mail_sender: str
    clock: Callable[[], dt.datetime]

    def tell(self, webhook: Webhook) -> None:
        """
        Send the mail if the hub disabled the webhook, unless it was sent or another delivery is about to send it.

        A provider without a contact counts as told; the webhook itself says why it is disabled.
        """
        now = self.clock()
        if not webhook.has_to_be_told or not self.webhooks.claim_telling(webhook, at=now, lease=LEASE):
            return
        provider = self.providers.find(webhook.provider_id)
        contact = provider.primary_contact() if provider else None
        if provider and contact:
            attempt = next(iter(self.events.attempts(webhook.webhook_id, 1)), None)
            self.mailer.send(compose_webhook_mail(webhook, attempt, provider, contact, sender=self.mail_sender, at=now))
        self.webhooks.note_told(webhook, at=now)
