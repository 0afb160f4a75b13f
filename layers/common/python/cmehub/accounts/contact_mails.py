"""Which mails a provider's contact gets beside those that the provider has to get; pure, no I/O."""

from collections.abc import Collection
from enum import StrEnum
from typing import Self

from pydantic import BaseModel, ConfigDict

from cmehub.accounts.quiet_hours import QuietHours
from cmehub.passport.mail_preferences import Rhythm


class ContactMailKind(StrEnum):
    """What optional mails to a provider's contacts are about; a mail tells of one kind."""

    TAKEN_WHOLE = "taken_whole"
    TO_MEND = "to_mend"


class ContactMailPreferences(BaseModel):
    """
    When a contact wants to be told of files that were taken whole, and of those in which something is to mend.

    Attributes
    ----------
    boards
        Only of files with credit for one of these, or of which no board is known; without any, of all files.
    quiet_hours
        When no mail is to come: what would come then comes at their end.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    taken_whole: Rhythm = Rhythm.NEVER
    to_mend: Rhythm = Rhythm.NEVER
    boards: tuple[str, ...] = ()
    quiet_hours: QuietHours | None = None

    def rhythm_of(self, kind: ContactMailKind, boards: Collection[str]) -> Rhythm:
        """Return when the contact wants to be told of a kind, about a file with credit for these boards."""
        is_of_others = self.boards and boards and not {*self.boards} & {*boards}
        return Rhythm.NEVER if is_of_others else self.rhythm(kind)

    def rhythm(self, kind: ContactMailKind) -> Rhythm:
        """Return when the contact wants to be told of a kind."""
        return Rhythm(getattr(self, kind))

    def without(self, kind: ContactMailKind) -> Self:
        """Return them without mails of a kind."""
        return self.model_copy(update={kind.value: Rhythm.NEVER})


NO_CONTACT_MAILS = ContactMailPreferences()
