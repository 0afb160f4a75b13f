"""The commands about accredited providers: letting one report, and ending one."""

import datetime as dt
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Annotated, NamedTuple

import typer

from cmehub.accounts.keys import CALLS_PER_DAY, CALLS_PER_MINUTE, Scope, WrittenKey
from cmehub.accounts.providers import Contact, Provider
from cmehub.accounts.standing import RoleKind
from cmehub.stores import KeyStore, ProviderStore
from cmehub.stores.webhooks import WebhookStore
from hub import screen
from hub.errors import UserError
from hub.operator.keys import KeyWanted, create_key
from hub.operator.people import Email, People, people
from hub.operator.registers import MAIL_ADDRESS, PROVIDER_ID
from hub.options import Stack
from hub.stack import StackConnection
from hub.stores import HubStores

_SCOPES_OF_FIRST_KEY = (Scope.ACTIVITIES_WRITE, Scope.LEARNERS_WRITE, Scope.READ, Scope.MATCH)

app = typer.Typer(
    no_args_is_help=True,
    help="Let accredited providers report, and end them.",
    epilog='Example: hub providers onboard 0001234 "Example Hospital" paula@example.org "Paula Sample"',
)
ProviderArgument = Annotated[str, typer.Argument(metavar="PROVIDER", help="The provider, 7 digits.")]


@app.command(epilog='Example: hub providers onboard 0001234 "Example Hospital" paula@example.org "Paula Sample" --key')
def onboard(
    provider: ProviderArgument,
    name: Annotated[str, typer.Argument(help="The provider's name, as physicians read it.")],
    email: Email,
    contact: Annotated[str, typer.Argument(metavar="CONTACT", help="The primary contact's name.")],
    *,
    key: Annotated[bool, typer.Option("--key", help="Make a first key for its system, too.")] = False,
    per_minute: Annotated[int, typer.Option(min=1, help="How many calls the key may make in a minute.")] = (
        CALLS_PER_MINUTE
    ),
    per_day: Annotated[
        int, typer.Option(min=1, help="How many calls the key may make on a day (UTC).")
    ] = CALLS_PER_DAY,
    stack: Stack = None,
) -> None:
    """
    Let a provider report: store it, invite its primary contact, and make a first key if it is asked for.

    It can be typed again: what is there stays, and what is missing is done. A provider that was ended goes on.
    """
    stores = HubStores(StackConnection.named(stack))
    is_new = providers(stores, stack).onboard(provider, name, Contact(name=contact, email=email, is_primary=True))
    told = "is invited" if is_new else "was there already"
    screen.output().print(f"Provider {provider} may report. {email} {told}, as primary contact.", soft_wrap=True)
    if key:
        wanted = KeyWanted(provider, _SCOPES_OF_FIRST_KEY, None, per_minute, per_day)
        if written := providers(stores, stack).first_key(wanted):
            screen.notes().print(f"Key {written.key_id}. Copy it now; it is not shown again:")
            typer.echo(str(written))
        else:
            screen.notes().print(f"It has a key already. Make another with: hub keys create {provider}", soft_wrap=True)
    bucket = stores.connection.uploads_bucket
    screen.notes().print(
        f"Its files go to: s3://{bucket}/{provider}/ or the console's page Send files.", soft_wrap=True
    )


@app.command(epilog="Example: hub providers end 0001234")
def end(
    provider: ProviderArgument,
    *,
    stack: Stack = None,
) -> None:
    """
    Take nothing from a provider any more: keys, contacts' roles, webhooks and files.

    What it reported stays, and boards go on deciding it. Write access to its place in the bucket is taken away where it
    was given.
    """
    ended = providers(HubStores(StackConnection.named(stack)), stack).end(provider)
    screen.output().print(
        f"Provider {provider} is ended: {ended.keys} keys, {ended.contacts} contacts and {ended.webhooks} webhooks. "
        "What it reported stays.",
        soft_wrap=True,
    )


def providers(stores: HubStores, stack: str | None) -> "Providers":
    """Return the logic over a stack."""
    return Providers(stores.providers, stores.keys, stores.webhooks, people(stack), stores.clock)


class Ended(NamedTuple):
    """How much of a provider was ended."""

    keys: int
    contacts: int
    webhooks: int


@dataclass(frozen=True)
class Providers:
    """Everything that letting providers report, and ending them, needs."""

    providers: ProviderStore
    keys: KeyStore
    webhooks: WebhookStore
    people: People
    clock: Callable[[], dt.datetime]

    def onboard(self, provider_id: str, name: str, contact: Contact) -> bool:
        """
        Store a provider and invite its primary contact, who is the one that mails go to; all else that is there stays.

        Returns
        -------
        bool
            Whether the contact had no account until then.

        Raises
        ------
        UserError
            If the ID or the address can't be one, the provider has another name, or the contact's account was ended.
        """
        faults = [
            f"{given or 'Nothing'} is not {expected}."
            for given, pattern, expected in (
                (provider_id, PROVIDER_ID, "an ID of a provider: 7 digits, leading zeroes kept"),
                (contact.email, MAIL_ADDRESS, "one mail address"),
                (name.strip(), ".", "a provider's name"),
                (contact.name.strip(), ".", "a contact's name"),
            )
            if not re.match(pattern, given)
        ]
        if faults:
            raise UserError(" ".join(faults))
        known = self.providers.find(provider_id)
        if known and known.name != name:
            raise UserError(
                f"Provider {provider_id} is there, and called {known.name}. Give that name; "
                "hub load-providers changes it."
            )
        self.people.refuse_ended(contact.email)
        before = known or Provider(provider_id=provider_id, name=name)
        # Mails go to one primary contact.
        others = [
            other.model_copy(update={"is_primary": False}) for other in before.contacts if other.email != contact.email
        ]
        self.providers.put([before.model_copy(update={"contacts": (contact, *others), "ended_at": None})])
        return self.people.invite(contact.email, RoleKind.PRIMARY, provider_id).is_new

    def first_key(self, wanted: KeyWanted) -> WrittenKey | None:
        """Make a key for a provider's system; None if it has one, or a client of OAuth 2, that is taken now."""
        now = self.clock()
        if any(key.is_taken_at(now) for key in self.keys.of_provider(wanted.provider_id)):
            return None
        return create_key(self.providers, self.keys, wanted, at=now)

    def end(self, provider_id: str) -> Ended:
        """
        Take nothing from a provider any more; what it reported stays.

        It can be done again, and then ends what came meanwhile.

        Raises
        ------
        UserError
            If there is no such provider.
        """
        provider = self.providers.find(provider_id)
        if provider is None:
            raise UserError(f"No provider has the ID {provider_id} (7 digits, leading zeroes kept).")
        now = self.clock()
        # Files first: they need neither a key nor a contact.
        self.providers.put([provider.model_copy(update={"ended_at": provider.ended_at or now})])
        keys = [key for key in self.keys.of_provider(provider_id) if self.keys.revoke(key.key_id, at=now)]
        webhooks = self.webhooks.of_provider(provider_id)
        for webhook in webhooks:
            self.webhooks.remove(provider_id, webhook.webhook_id)
        contacts = self.people.teams.contacts(provider_id)
        for contact in contacts:
            self.people.let_be(contact.sub, provider_id, None, with_provider=True)
        return Ended(len(keys), len(contacts), len(webhooks))
