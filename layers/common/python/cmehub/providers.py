"""Accredited providers and the people to write to there."""

from pydantic import BaseModel, ConfigDict


class Contact(BaseModel):
    """Somebody at a provider."""

    model_config = ConfigDict(frozen=True)

    name: str
    email: str
    is_primary: bool = False


class Provider(BaseModel):
    """An accredited provider; its ID is 7 digits, leading zeroes kept."""

    model_config = ConfigDict(frozen=True)

    provider_id: str
    name: str
    contacts: tuple[Contact, ...] = ()

    def primary_contact(self) -> Contact | None:
        """Return who is written to: the primary contact, else the first one."""
        return next((one for one in self.contacts if one.is_primary), next(iter(self.contacts), None))
