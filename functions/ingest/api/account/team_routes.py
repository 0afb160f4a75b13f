"""The routes ``/v1/contacts``: who a provider's contacts are, and changing that."""

from collections.abc import Callable
from typing import Annotated

from aws_lambda_powertools.event_handler import Response
from aws_lambda_powertools.event_handler.openapi.params import Path
from pydantic import AfterValidator, BaseModel, ConfigDict

from cmehub.accounts.contacts import SCOPES
from cmehub.accounts.standing import RoleKind
from cmehub.api.access import ADMINISTERING, READING
from cmehub.api.contract import answers, needs
from cmehub.api.resolver import HubApi
from cmehub.fields.mail_address import MailAddress
from functions.ingest.api.account.team import CHANGES_TOLD, ContactView, Team, TeamChangeView

_TAGS = ["Contacts"]
ContactName = Annotated[str, Path(description="What the contact is called; GET /v1/contacts tells.")]


def _of_contact(role: RoleKind) -> RoleKind:
    if role not in SCOPES:
        raise ValueError(f"a contact is one of {', '.join(SCOPES)}")
    return role


ContactRole = Annotated[RoleKind, AfterValidator(_of_contact)]


class ContactInput(BaseModel):
    """Somebody who is to be a contact."""

    model_config = ConfigDict(
        extra="forbid", json_schema_extra={"examples": [{"email": "rae@cme.example.org", "role": "reporter"}]}
    )

    email: MailAddress
    role: ContactRole


class ContactRoleInput(BaseModel):
    """What a contact is to be."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [{"role": "viewer"}]})

    role: ContactRole


def add_team_routes(app: HubApi, team: Callable[[], Team]) -> None:
    """Add the routes to the API of a function, which makes what they need once per process."""

    @app.get(
        "/v1/contacts",
        summary="List contacts",
        responses=answers(200, "The provider's contacts, by e-mail address."),
        tags=_TAGS,
        operation_id="listContacts",
        security=needs(READING),
    )
    def list_contacts() -> list[ContactView]:
        """Tell who signs in for the provider, and as what."""
        app.caller.may(READING)
        return team().tell(app.caller)

    @app.get(
        "/v1/contact-changes",
        summary="List changes of contacts",
        responses=answers(200, f"The last {CHANGES_TOLD} changes, the newest first."),
        tags=_TAGS,
        operation_id="listContactChanges",
        security=needs(ADMINISTERING),
    )
    def list_changes() -> list[TeamChangeView]:
        """Tell who made whom what, and when."""
        return team().changes(app.caller.may(ADMINISTERING))

    @app.post(
        "/v1/contacts",
        summary="Invite a contact",
        status_code=201,
        responses=answers(
            201, "They are a contact.", "CONTACT_THERE", "CONTACT_ENDED", "CONTACTS_TOO_MANY", "CONTACT_CHANGED"
        ),
        tags=_TAGS,
        operation_id="inviteContact",
        security=needs(ADMINISTERING),
    )
    def invite(given: ContactInput) -> Response[ContactView]:
        """
        Make somebody a contact.

        Who has no account yet gets an e-mail with a password for the first sign-in; who was invited and hasn't signed
        in, another one. Who has one already gets a mail that says what they are now.
        """
        app.caller.may(ADMINISTERING)
        return Response(201, "application/json", team().invite(app.caller, given.email, given.role))

    @app.put(
        "/v1/contacts/<contact>",
        summary="Change a contact's role",
        responses=answers(200, "The contact.", "NOT_FOUND", "LAST_PRIMARY", "CONTACT_CHANGED"),
        tags=_TAGS,
        operation_id="changeContact",
        security=needs(ADMINISTERING),
    )
    def change(contact: ContactName, given: ContactRoleInput) -> ContactView:
        """
        Let a contact be of another kind, from their next call on; a mail tells them.

        To hand over, make another one primary first.
        """
        app.caller.may(ADMINISTERING)
        return team().set_role(app.caller, contact, given.role)

    @app.delete(
        "/v1/contacts/<contact>",
        summary="End a contact",
        status_code=204,
        responses=answers(204, "They are no contact any more.", "NOT_FOUND", "LAST_PRIMARY", "CONTACT_CHANGED"),
        tags=_TAGS,
        operation_id="endContact",
        security=needs(ADMINISTERING),
    )
    def end(contact: ContactName) -> Response[None]:
        """Let somebody be a contact no more, from their next call on; a mail tells them. What they sent stays."""
        app.caller.may(ADMINISTERING)
        team().end(app.caller, contact)
        return Response(204)
