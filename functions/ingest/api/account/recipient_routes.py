"""The route ``/v1/mail-recipients``: whom the hub writes to about a provider, and where mail doesn't arrive."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass

from pydantic import BaseModel

from cmehub.api.access import READING
from cmehub.api.contract import answers, needs
from cmehub.api.resolver import HubApi
from cmehub.stores import ProviderStore
from cmehub.stores.mail_feedback import MailFeedbackStore


class RecipientView(BaseModel):
    """
    Somebody whom the hub may write to.

    Attributes
    ----------
    gets_mails
        Whether they get them now: the first in turn at whom mail arrives.
    bounced_at
        Since when mail to the address comes back; null if it arrives.
    complained_at
        When mail of the hub was marked as unwanted there; null if it never was. What has to be told is sent still.
    """

    name: str
    email: str
    is_primary: bool
    gets_mails: bool
    bounced_at: dt.datetime | None
    complained_at: dt.datetime | None


@dataclass(frozen=True)
class MailRecipients:
    """Everything that telling whom the hub writes to needs."""

    providers: ProviderStore
    feedback: MailFeedbackStore

    def tell(self, provider_id: str) -> list[RecipientView]:
        """Tell whom the hub writes to about a provider, in turn."""
        provider = self.providers.find(provider_id)
        contacts = provider.contacts_in_turn() if provider else []
        known = self.feedback.of_addresses([contact.email for contact in contacts])
        first = next((who for who in contacts if who.email not in known or known[who.email].takes_mail), None)
        return [
            RecipientView(
                name=contact.name,
                email=contact.email,
                is_primary=contact.is_primary,
                gets_mails=contact is first,
                bounced_at=known[contact.email].bounced_at if contact.email in known else None,
                complained_at=known[contact.email].complained_at if contact.email in known else None,
            )
            for contact in contacts
        ]


def add_recipient_routes(app: HubApi, recipients: Callable[[], MailRecipients]) -> None:
    """Add the route to the API of a function, which makes what it needs once per process."""

    @app.get(
        "/v1/mail-recipients",
        summary="See who gets mails",
        responses=answers(200, "Whom the hub writes to, in turn."),
        tags=["Contacts"],
        operation_id="listMailRecipients",
        security=needs(READING),
    )
    def list_recipients() -> list[RecipientView]:
        """
        Tell whom the hub writes to, and which of their addresses take no mail.

        The primary contact gets the mails; where they come back, the next in turn. Whoever runs the hub changes the
        list.
        """
        return recipients().tell(app.caller.may(READING))
