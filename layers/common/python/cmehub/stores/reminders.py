"""Which reminders providers got: a protocol like those of `cmehub.stores`."""

import datetime as dt
from collections.abc import Collection
from typing import Protocol

from cmehub.reminders.reminder import Reminder
from cmehub.stores.addresses import MailClaim

TOLD_LIFE = dt.timedelta(days=30)
"""For so long after a reminder's last day it is kept that it was told."""


class ReminderStore(Protocol):
    """One mail for each provider and day, and which reminders were in it."""

    def told(self, provider_id: str, *, but: dt.date) -> set[str]:
        """Return the keys of the reminders that a provider was told of, but for those in the mail of a day."""

    def claim_mail(
        self, provider_id: str, day: dt.date, reminders: Collection[Reminder], *, at: dt.datetime, lease: dt.timedelta
    ) -> MailClaim:
        """
        Ask to send the mail of a day, and to tell these reminders in it; see `SubmissionStore.claim_mail`.

        If the mail of another day tells one of them, it is busy: what is left may be asked for anew.
        """

    def add_mail(self, provider_id: str, day: dt.date, *, message_id: str, at: dt.datetime) -> None:
        """Add that the mail of a day was sent."""
