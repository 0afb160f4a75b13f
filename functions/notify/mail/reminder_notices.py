"""Reminding providers of what is open: one mail for each provider and day, and each reminder in one of them."""

import datetime as dt
from dataclasses import dataclass

from cmehub.fields.eastern import eastern_day
from cmehub.reminders.open_matters import OpenMatters
from cmehub.reminders.reminder import Reminder
from cmehub.runtime.queues import Queue
from cmehub.stores import MailClaim, WorkObjects
from cmehub.stores.reminders import ReminderStore
from cmehub.submissions.messages import RemindersMessage
from functions.notify.mail.addresses import Addresses
from functions.notify.mail.mail import Mail, Words
from functions.notify.mail.notices import NoticeOutcome, Outbox
from functions.notify.mail.reminder_words import reminder_words


@dataclass(frozen=True)
class ReminderNotices:
    """Everything that reminding providers needs."""

    reminders: ReminderStore
    matters: OpenMatters
    objects: WorkObjects
    addresses: Addresses
    outbox: Outbox

    def take_due(self, queue: Queue) -> int:
        """
        Let each provider be looked at, and return how many they are.

        Doing it again reminds nobody twice: see `take`.
        """
        today = eastern_day(self.outbox.clock())
        messages = [RemindersMessage(provider_id=provider_id, day=today) for provider_id in self.outbox.providers.ids()]
        queue.send(messages)
        return len(messages)

    def take(self, message: RemindersMessage) -> NoticeOutcome:
        """Send a provider the mail of a day, if something is open that no mail of another day told at this step."""
        provider = self.outbox.providers.find(message.provider_id)
        if provider is None or provider.ended_at:
            return NoticeOutcome.PROVIDER_OVER
        # What is open takes a query for each activity: none of them where nobody would be told.
        if not self.outbox.reachable(provider):
            return NoticeOutcome.NO_CONTACT
        told = self.reminders.told(message.provider_id, but=message.day)
        due = self.matters.reminders(message.provider_id, message.day, told)
        return self.outbox.send(ReminderNotice(message, due, self)) if due else NoticeOutcome.NOTHING_NEW


@dataclass(frozen=True)
class ReminderNotice:
    """What a provider is reminded of on a day."""

    message: RemindersMessage
    due: tuple[Reminder, ...]
    stores: ReminderNotices

    def claim(self, at: dt.datetime, lease: dt.timedelta) -> MailClaim:
        """Ask to send the mail of the day, and to tell all this in it."""
        provider_id, day = self.message.provider_id, self.message.day
        return self.stores.reminders.claim_mail(provider_id, day, self.due, at=at, lease=lease)

    def words(self, at: dt.datetime) -> Words:
        """Compose what the mail says."""
        provider_id, day = self.message.provider_id, self.message.day
        return reminder_words(f"{provider_id}-{day}", provider_id, self.due, self.stores.addresses, eastern_day(at))

    def keep(self, mail: Mail) -> None:
        """Keep the mail beside the work."""
        key = f"mails/{self.message.provider_id}/reminders-{self.message.day}"
        self.stores.objects.put(f"{key}.eml", mail.raw)
        self.stores.objects.put(f"{key}.html", mail.html.encode())

    def note_sent(self, message_id: str, at: dt.datetime) -> None:
        """Add that the mail was sent."""
        self.stores.reminders.add_mail(self.message.provider_id, self.message.day, message_id=message_id, at=at)

    def note_no_contact(self, at: dt.datetime) -> None:
        """Note nothing: whoever is the contact on the next day is told."""
