"""Accredited providers and the people to write to there."""

import datetime as dt

from pydantic import BaseModel, ConfigDict


class Contact(BaseModel):
    """Somebody at a provider."""

    model_config = ConfigDict(frozen=True)

    name: str
    email: str
    is_primary: bool = False


MOST_COPIES = 5


class Provider(BaseModel):
    """
    An accredited provider.

    Attributes
    ----------
    provider_id
        7 digits, leading zeroes kept.
    learner_columns
        The headings of the columns in the provider's tab-delimited learner files that have no heading row; PARS's old
        layouts of such files were never published.
    headings
        What the provider's own headings of tables mean: each a template's heading, or nothing if it isn't to be read.
    activities_listed
        Whether its activities are listed in public where their file has no place to say so; None leaves that to what
        they are registered for.
    copies
        Addresses that get a copy of each mail about it, beside the contact who is written to.
    ended_at
        Since when nothing is taken from it any more; what it reported stays.
    """

    model_config = ConfigDict(frozen=True)

    provider_id: str
    name: str
    contacts: tuple[Contact, ...] = ()
    learner_columns: tuple[str, ...] = ()
    headings: dict[str, str] = {}
    activities_listed: bool | None = None
    copies: tuple[str, ...] = ()
    ended_at: dt.datetime | None = None

    def contacts_in_turn(self) -> list[Contact]:
        """Return who is written to: the primary contact, and in whose place the others come."""
        return sorted(self.contacts, key=lambda contact: not contact.is_primary)

    def primary_contact(self) -> Contact | None:
        """Return the primary contact, else the first one."""
        return next(iter(self.contacts_in_turn()), None)
