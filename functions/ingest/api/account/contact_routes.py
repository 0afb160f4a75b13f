"""The routes ``/v1/contact``: who of the staff is signed in, and signing out everywhere."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass

from aws_lambda_powertools.event_handler import Response
from pydantic import BaseModel

from cmehub.accounts.accreditors import Accreditor, accreditors_of
from cmehub.accounts.contacts import SCOPES, contact_roles
from cmehub.accounts.keys import Scope
from cmehub.accounts.standing import RoleKind
from cmehub.api.access import SignedInPerson
from cmehub.api.contract import OF_STAFF, person_answers
from cmehub.api.resolver import HubApi
from cmehub.fields.eastern import eastern_day
from cmehub.licensing.state_readers import licensing_name, states_of
from cmehub.stores import ProviderStore
from cmehub.stores.accreditors import AccreditorStore
from cmehub.stores.members import MemberStore
from cmehub.stores.standings import StandingStore

_TAGS = ["Contacts"]


class ContactsProvider(BaseModel):
    """A provider whose contact is signed in, as what, and what that allows."""

    provider_id: str
    name: str
    role: RoleKind
    scopes: tuple[Scope, ...]


class OfficersState(BaseModel):
    """A state of whose licensing board somebody is an officer, by its letters, and who licenses there."""

    state: str
    name: str


class SignedInContact(BaseModel):
    """
    Who signed in.

    Attributes
    ----------
    account
        What nobody else of the staff is called: pages keep under it what isn't sent yet.
    providers
        Those of which they are a contact.
    accreditors
        Those for whom they read what providers report of their years.
    states
        Those of whose licensing boards they are officers.
    is_sandbox
        Whether nothing counts here.
    """

    account: str
    providers: tuple[ContactsProvider, ...]
    accreditors: tuple[Accreditor, ...]
    states: tuple[OfficersState, ...]
    is_sandbox: bool


@dataclass(frozen=True)
class ContactAccount:
    """Everything that the routes about a contact's account need."""

    providers: ProviderStore
    accreditors: AccreditorStore
    standings: StandingStore
    members: MemberStore
    is_sandbox: bool
    clock: Callable[[], dt.datetime]

    def tell(self, person: SignedInPerson) -> SignedInContact:
        """Tell whose contact somebody is."""
        found = []
        for role in contact_roles(person.roles):
            provider = self.providers.find(role.at)
            name = provider.name if provider else ""
            scopes = SCOPES[role.kind]
            found.append(ContactsProvider(provider_id=role.at, name=name, role=role.kind, scopes=scopes))
        accreditors = filter(None, map(self.accreditors.find, accreditors_of(person.roles)))
        today = eastern_day(self.clock())
        return SignedInContact(
            account=person.sub,
            providers=tuple(found),
            accreditors=tuple(accreditors),
            states=tuple(
                OfficersState(state=state, name=licensing_name(state, today)) for state in states_of(person.roles)
            ),
            is_sandbox=self.is_sandbox,
        )

    def sign_out(self, sub: str) -> None:
        """End all sign-ins of an account, on every device: tokens are refused from now on, and none is given anew."""
        self.standings.sign_out(sub, at=self.clock())
        self.members.sign_out(sub)


def add_contact_routes(app: HubApi, account: Callable[[], ContactAccount]) -> None:
    """Add the routes to the API of a function, which makes what they need once per process."""

    @app.get(
        "/v1/contact",
        summary="See whose contact you are",
        responses=person_answers(200, "The providers whose contact is signed in."),
        tags=_TAGS,
        operation_id="tellContact",
        security=OF_STAFF,
    )
    def tell_contact() -> SignedInContact:
        """Tell whose contact is signed in, for which accreditors they read, and of which states they are officers."""
        return account().tell(app.person)

    @app.post(
        "/v1/contact/sign-out",
        summary="Sign out everywhere",
        status_code=204,
        responses=person_answers(204, "Every sign-in of the account has ended."),
        tags=_TAGS,
        operation_id="signContactOut",
        security=OF_STAFF,
    )
    def sign_out() -> Response[None]:
        """End every sign-in of the account, on this device and on all others."""
        account().sign_out(app.person.sub)
        return Response(204)
