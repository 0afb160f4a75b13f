"""Organisations that accredit providers, and read what those report of their years."""

from pydantic import BaseModel, ConfigDict

from cmehub.accounts.standing import Role, RoleKind

ACCREDITOR_ID = r"^[A-Z][A-Z0-9]{1,9}$"


class Accreditor(BaseModel):
    """
    Who accredits providers: ACCME itself, or the medical society of a state that ACCME has recognised.

    Attributes
    ----------
    accreditor_id
        A short name in capitals, such as ACCME; whoever runs the hub chooses it.
    """

    model_config = ConfigDict(frozen=True)

    accreditor_id: str
    name: str


def accreditors_of(roles: tuple[Role, ...]) -> list[str]:
    """Return the IDs of the accreditors for whom somebody with these roles reads."""
    return [role.at for role in roles if role.kind is RoleKind.ACCREDITOR]
