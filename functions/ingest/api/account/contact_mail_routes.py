"""The routes ``/v1/contact/mail-preferences``: which optional mails a provider's contact gets."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Annotated

from aws_lambda_powertools.event_handler.openapi.params import Path

from cmehub.accounts.contact_mails import NO_CONTACT_MAILS, ContactMailPreferences
from cmehub.accounts.contacts import contact_roles
from cmehub.api.access import SignedInPerson
from cmehub.api.contract import OF_STAFF, person_answers
from cmehub.api.problems import ProblemError
from cmehub.api.resolver import HubApi
from cmehub.rules.packs import board_codes
from cmehub.stores.physician_mails import PhysicianMailStore

_TAGS = ["Contacts"]
ProviderName = Annotated[str, Path(description="A provider whose contact is signed in; GET /v1/contact tells them.")]


@dataclass(frozen=True)
class ContactMailChoices:
    """Everything that reading and changing a contact's preferences needs."""

    mails: PhysicianMailStore

    def tell(self, person: SignedInPerson, provider_id: str) -> ContactMailPreferences:
        """
        Return what a contact wants of a provider; by default nothing.

        Raises
        ------
        ProblemError
            If they are no contact there.
        """
        self._check(person, provider_id)
        return self.mails.contact_preferences([person.sub], provider_id).get(person.sub, NO_CONTACT_MAILS)

    def choose(
        self, person: SignedInPerson, provider_id: str, wanted: ContactMailPreferences
    ) -> ContactMailPreferences:
        """Store what a contact wants; see `tell`. It is a problem, too, if something is no board."""
        self._check(person, provider_id)
        if unknown := [board for board in wanted.boards if board not in board_codes()]:
            raise ProblemError("REQUEST_INVALID", f"boards: {', '.join(unknown)} is none; GET /v1/boards lists them")
        self.mails.put_contact_preferences(person.sub, provider_id, wanted)
        return wanted

    @staticmethod
    def _check(person: SignedInPerson, provider_id: str) -> None:
        if provider_id not in {role.at for role in contact_roles(person.roles)}:
            raise ProblemError("NOT_FOUND", "You are no contact of such a provider. GET /v1/contact lists yours.")


def add_contact_mail_routes(app: HubApi, choices: Callable[[], ContactMailChoices]) -> None:
    """Add the routes to the API of a function, which makes what they need once per process."""

    @app.get(
        "/v1/contact/mail-preferences/<provider>",
        summary="Which mails do I get as a contact",
        responses=person_answers(200, "When you are told of each kind by mail.", "NOT_FOUND"),
        tags=_TAGS,
        operation_id="tellContactMails",
        security=OF_STAFF,
    )
    def tell(provider: ProviderName) -> ContactMailPreferences:
        """
        Tell when you are told by mail of a provider's files that were taken whole, and of those that need mending.

        By default never. What has to be told goes to the primary contact, whatever anybody chooses.
        """
        return choices().tell(app.person, provider)

    @app.put(
        "/v1/contact/mail-preferences/<provider>",
        summary="Choose my mails as a contact",
        responses=person_answers(200, "What is stored now.", "NOT_FOUND"),
        tags=_TAGS,
        operation_id="chooseContactMails",
        security=OF_STAFF,
    )
    def choose(provider: ProviderName, wanted: ContactMailPreferences) -> ContactMailPreferences:
        """
        Choose when you are told of each kind by mail; what isn't named is never told.

        What is told at once is gathered for a few minutes. A day's mails go out at 12:00 UTC, a week's on Mondays. In
        quiet hours none comes; what would come then comes within 15 minutes of their end. With boards, only files with
        credit for one of them are told, and those of which no board is known.
        """
        return choices().choose(app.person, provider, wanted)
