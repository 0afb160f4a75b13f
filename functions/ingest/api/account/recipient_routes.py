"""The routes ``/v1/mail-recipients``: whom the hub writes to about a provider, and where mail doesn't arrive."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass

from pydantic import BaseModel, ConfigDict, Field

from cmehub.accounts.deliverability import Deliverability, known_as
from cmehub.accounts.providers import MOST_COPIES, Provider
from cmehub.api.access import ADMINISTERING, READING
from cmehub.api.contract import answers, needs
from cmehub.api.problems import ProblemError
from cmehub.api.resolver import HubApi
from cmehub.fields.mail_address import MailAddress
from cmehub.stores import ProviderStore
from cmehub.stores.mail_feedback import MailFeedbackStore

_TAGS = ["Contacts"]
_TRIES = 3


class RecipientView(BaseModel):
    """
    Somebody whom the hub may write to.

    Attributes
    ----------
    gets_mails
        Whether they get them now: the first in turn at whom mail arrives, and whoever gets copies.
    is_copy
        Whether the address gets a copy of each mail, beside the one in turn.
    bounced_at
        Since when mail to the address comes back; null if it arrives.
    complained_at
        When mail of the hub was marked as unwanted there; null if it never was. What has to be told is sent still.
    """

    name: str
    email: str
    is_primary: bool
    gets_mails: bool
    is_copy: bool
    bounced_at: dt.datetime | None
    complained_at: dt.datetime | None


class CopiesInput(BaseModel):
    """The addresses that are to get a copy of each mail, in the place of those that got one until now."""

    model_config = ConfigDict(
        extra="forbid", json_schema_extra={"examples": [{"emails": ["cme-office@cme.example.org"]}]}
    )

    emails: list[MailAddress] = Field(max_length=MOST_COPIES)


@dataclass(frozen=True)
class MailRecipients:
    """Everything that telling and choosing whom the hub writes to needs."""

    providers: ProviderStore
    feedback: MailFeedbackStore

    def tell(self, provider_id: str) -> list[RecipientView]:
        """Tell whom the hub writes to about a provider, in turn, and who gets copies."""
        provider = self.providers.find(provider_id)
        return self._views(provider) if provider else []

    def copy(self, provider_id: str, emails: list[str]) -> list[RecipientView]:
        """
        Let these addresses get a copy of each mail from now on, and no others.

        They have to be at a domain of one of the provider's contacts: a mail leads to workbooks with learners' names,
        and the hub doesn't write to strangers for a provider.

        Raises
        ------
        ProblemError
            If one isn't.
        """
        for _ in range(_TRIES):
            known = self.providers.find(provider_id)
            if known is None:
                raise ProblemError("NOT_FOUND")
            domains = {_domain(contact.email) for contact in known.contacts}
            if faults := [_elsewhere(email, domains) for email in emails if _domain(email) not in domains]:
                raise ProblemError("REQUEST_INVALID", "; ".join(faults))
            copies = tuple({known_as(email): email for email in emails}.values())
            changed = known.model_copy(update={"copies": copies})
            # An operator who loads providers may change it at the same moment.
            if self.providers.replace(changed, known):
                return self._views(changed)
        raise ProblemError("HUB_FAULT")

    def _views(self, provider: Provider) -> list[RecipientView]:
        contacts, copies = provider.contacts_in_turn(), provider.copies
        emails = [*(contact.email for contact in contacts), *copies]
        told = self.feedback.of_addresses(emails)
        known = {email: told.get(email, Deliverability(email=email)) for email in emails}
        first = next((contact for contact in contacts if known[contact.email].takes_mail), None)
        in_turn = [
            RecipientView(
                name=contact.name,
                is_primary=contact.is_primary,
                gets_mails=contact is first,
                is_copy=False,
                **known[contact.email].model_dump(),
            )
            for contact in contacts
        ]
        beside = [
            RecipientView(
                name="",
                is_primary=False,
                gets_mails=known[email].takes_optional_mail,
                is_copy=True,
                **known[email].model_dump(),
            )
            for email in copies
        ]
        return in_turn + beside


def _domain(email: str) -> str:
    return known_as(email).rpartition("@")[2]


def _elsewhere(email: str, domains: set[str]) -> str:
    at = f"give one at {' or '.join(sorted(domains))}" if domains else "the operator has to name a contact first"
    return f"emails: {email} isn't at a domain of the provider's contacts; {at}"


def add_recipient_routes(app: HubApi, recipients: Callable[[], MailRecipients]) -> None:
    """Add the routes to the API of a function, which makes what they need once per process."""

    @app.get(
        "/v1/mail-recipients",
        summary="See who gets mails",
        responses=answers(200, "Whom the hub writes to, in turn."),
        tags=_TAGS,
        operation_id="listMailRecipients",
        security=needs(READING),
    )
    def list_recipients() -> list[RecipientView]:
        """
        Tell whom the hub writes to, and which of their addresses take no mail.

        The primary contact gets the mails; where they come back, the next in turn. Whoever runs the hub changes that
        list; a primary contact says who gets copies beside.
        """
        return recipients().tell(app.caller.may(READING))

    @app.put(
        "/v1/mail-recipients/copies",
        summary="Say who gets copies of mails",
        responses=answers(200, "Whom the hub writes to now.", "NOT_FOUND"),
        tags=_TAGS,
        operation_id="setMailCopies",
        security=needs(ADMINISTERING),
    )
    def set_copies(given: CopiesInput) -> list[RecipientView]:
        """
        Let addresses without an account get a copy of each mail about the provider, such as an office's mailbox.

        They have to be at a domain of the contacts that the operator keeps. Where a copy comes back, or is marked as
        unwanted, no more are sent there.
        """
        return recipients().copy(app.caller.may(ADMINISTERING), given.emails)
