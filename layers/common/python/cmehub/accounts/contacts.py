"""What a provider's contacts may do with the API: as much as their role there, as often as a page of theirs needs."""

from cmehub.accounts.keys import Quota, Scope
from cmehub.accounts.standing import Role, RoleKind

SCOPES: dict[RoleKind, tuple[Scope, ...]] = {
    RoleKind.VIEWER: (Scope.READ,),
    RoleKind.REPORTER: (Scope.READ, Scope.ACTIVITIES_WRITE, Scope.LEARNERS_WRITE, Scope.MATCH),
    RoleKind.PRIMARY: tuple(Scope),
}
"""Of each role of a contact, the lowest first."""
QUOTA = Quota(calls_per_minute=600, calls_per_day=20_000, failed_matches_per_day=300)
"""Of each contact: a page checks cells while they are typed; nobody types more than a few hundred learners a day."""


_CONTACT = "contact "


def contact_id(sub: str) -> str:
    """Return what is written down where a key's ID stands of calls with a key; never an e-mail address."""
    return f"{_CONTACT}{sub}"


def is_contact_id(caller_id: str) -> bool:
    """Tell whether a contact is written down as who called."""
    return caller_id.startswith(_CONTACT)


def sub_of(caller_id: str) -> str:
    """Return what the user pool calls the contact of whom `is_contact_id`."""
    return caller_id.removeprefix(_CONTACT)


def contact_roles(roles: tuple[Role, ...]) -> tuple[Role, ...]:
    """Return those of somebody's roles that make them a provider's contact."""
    return tuple(role for role in roles if role.is_contact)
