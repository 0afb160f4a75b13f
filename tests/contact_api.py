"""Providers' contacts who are signed in, and the API that they call, without a user pool."""

import datetime as dt

import pytest

from cmehub.accounts.standing import Role, RoleKind
from cmehub.stores.memory_members import MemoryMembers
from functions.ingest.api import handler
from tests.api_hub import Answer, ApiHub, called
from tests.people_access import GivenTokens
from tests.sample_hub import OTHER_PROVIDER_ID, PROVIDER_ID

CONSOLE = "console-client"
VIEWER, REPORTER, PRIMARY = (
    Role(kind=kind, at=PROVIDER_ID) for kind in (RoleKind.VIEWER, RoleKind.REPORTER, RoleKind.PRIMARY)
)
OF_ANOTHER = Role(kind=RoleKind.PRIMARY, at=OTHER_PROVIDER_ID)
OFFICER, OPERATOR = Role(kind=RoleKind.OFFICER, at="OH"), Role(kind=RoleKind.OPERATOR)
ACCREDITOR = Role(kind=RoleKind.ACCREDITOR, at="EXMS")
NO_CONTACT = {(401, "SIGN_IN_OVER"), (404, "CONTACT_UNKNOWN"), (404, "ROLE_TOO_LOW"), (422, "PROVIDER_NOT_CHOSEN")}
"""How whoever may not call is told so."""


class ContactApi:
    """The API over a hub in memory, and the staff's pool."""

    def __init__(self, api: ApiHub, patch: pytest.MonkeyPatch) -> None:
        self.api, self.hub = api, api.hub
        self.tokens = GivenTokens()
        self.members = MemoryMembers(api.hub.now)
        api.hub.contacts = CONSOLE, self.tokens
        vars(api.hub).pop("access", None)  # made with the first call
        patch.setattr(handler, "members", lambda: self.members)

    def person(self, *roles: Role) -> str:
        """Let somebody be of the staff, and return what the pool calls them."""
        sub = self.members.invite(f"person-{len(self.members.all())}@example.org").sub
        for role in roles:
            self.hub.standings.give(sub, role)
        return sub

    def token(self, sub: str, at: dt.datetime | None = None, client_id: str = CONSOLE) -> str:
        return self.tokens.give(sub, client_id, at or self.hub.now)

    def ask(self, path: str, sub: str, *, provider_id: str | None = None, method: str = "GET") -> Answer:
        """Call as somebody who has just signed in."""
        headers = {"ProviderID": provider_id} if provider_id else {}
        return called(method, path, self.token(sub), headers=headers)


def said(answer: Answer) -> tuple[int, str]:
    """The status and, of a problem, the code of an answer."""
    is_problem = answer.headers.get("Content-Type") == "application/problem+json"
    return answer.status, answer.document["code"] if is_problem else ""
