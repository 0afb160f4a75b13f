"""Which mails a provider's contact gets beside those that the provider has to get; pure, no I/O."""

from enum import StrEnum
from typing import Self

from pydantic import BaseModel, ConfigDict

from cmehub.passport.mail_preferences import Rhythm


class ContactMailKind(StrEnum):
    """What optional mails to a provider's contacts are about; a mail tells of one kind."""

    TAKEN_WHOLE = "taken_whole"
    TO_MEND = "to_mend"


class ContactMailPreferences(BaseModel):
    """When a contact wants to be told of files that were taken whole, and of those in which something is to mend."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    taken_whole: Rhythm = Rhythm.NEVER
    to_mend: Rhythm = Rhythm.NEVER

    def rhythm(self, kind: ContactMailKind) -> Rhythm:
        """Return when the contact wants to be told of a kind."""
        return Rhythm(getattr(self, kind))

    def without(self, kind: ContactMailKind) -> Self:
        """Return them without mails of a kind."""
        return self.model_copy(update={kind.value: Rhythm.NEVER})


NO_CONTACT_MAILS = ContactMailPreferences()
