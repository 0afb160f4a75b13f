"""A provider's team: who its contacts are, and what was changed about that."""

import datetime as dt

from pydantic import BaseModel, ConfigDict

from cmehub.accounts.standing import Role, RoleKind

OPERATOR = "operator"
"""Who is written down of what an operator changes."""
MOST_CONTACTS = 50
"""Of a provider; each is looked up in the user pool when they are listed."""


class TeamContact(BaseModel):
    """Somebody who is a provider's contact, and as what."""

    model_config = ConfigDict(frozen=True)

    sub: str
    kind: RoleKind


class TeamChange(BaseModel):
    """
    What was changed about a provider's contact.

    Attributes
    ----------
    by
        The ID of the caller who changed it, or `OPERATOR`.
    was
        As what the contact was there until then; None of whoever joins.
    becomes
        As what the contact is there from then on; None of whoever leaves.
    with_provider
        Whether the provider itself ends, which needs no primary contact then.
    """

    model_config = ConfigDict(frozen=True)

    at: dt.datetime
    by: str
    sub: str
    was: RoleKind | None
    becomes: RoleKind | None
    with_provider: bool = False

    @property
    def takes_a_primary(self) -> bool:
        """Whether there is one primary contact fewer then, of a provider that goes on."""
        if self.with_provider:
            return False
        return self.was is RoleKind.PRIMARY and self.becomes is not RoleKind.PRIMARY

    def role_at(self, provider_id: str) -> Role:
        """Return what the contact becomes at the provider, or was until they left."""
        return Role(kind=self.becomes or self.was or RoleKind.VIEWER, at=provider_id)
