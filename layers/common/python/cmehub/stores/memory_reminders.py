"""Reminders in memory, for tests."""

import datetime as dt
from collections.abc import Collection
from threading import Lock

from cmehub.reminders.reminder import Reminder
from cmehub.stores.addresses import MailClaim
from cmehub.stores.memory_mails import Mails, claim_mail


class MemoryReminderStore:
    """See `cmehub.stores.reminders.ReminderStore`."""

    def __init__(self) -> None:
        self._told: dict[tuple[str, str], dt.date] = {}
        self._mails: Mails = {}
        self._claiming = Lock()

    def told(self, provider_id: str, *, but: dt.date) -> set[str]:
        return {key for (of_provider, key), day in self._told.items() if of_provider == provider_id and day != but}

    def claim_mail(
        self, provider_id: str, day: dt.date, reminders: Collection[Reminder], *, at: dt.datetime, lease: dt.timedelta
    ) -> MailClaim:
        keys = {reminder.key for reminder in reminders}
        with self._claiming:
            if keys & self.told(provider_id, but=day):
                message_id, _ = self._mails.get(_about(provider_id, day), (None, at))
                return MailClaim.SENT if message_id else MailClaim.BUSY
            claim = claim_mail(self._mails, _about(provider_id, day), at=at, lease=lease)
            if claim is MailClaim.CLAIMED:
                self._told |= {(provider_id, key): day for key in keys}
        return claim

    def add_mail(self, provider_id: str, day: dt.date, *, message_id: str, at: dt.datetime) -> None:
        self._mails[_about(provider_id, day)] = message_id, at


def _about(provider_id: str, day: dt.date) -> str:
    return f"{provider_id}#{day}"
