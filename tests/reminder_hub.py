"""A hub whose provider is reminded, by a mailer that keeps its mails."""

import datetime as dt
from email.message import EmailMessage

from cmehub.reminders.reminder import Reminder
from cmehub.submissions.messages import RemindersMessage
from functions.notify.mail.notices import NoticeOutcome, Outbox
from functions.notify.mail.reminder_notices import ReminderNotices
from local.in_memory.hub import MemoryHub
from tests.notify_hub import ADDRESSES, PROVIDER, PROVIDER_ID, SENDER, KeptMails


class ReminderHub:
    """A provider with nothing open, on a day that a test sets."""

    def __init__(self, hub: MemoryHub | None = None) -> None:
        self.hub = hub = hub or MemoryHub()
        self.mailer = KeptMails()
        hub.providers.put([PROVIDER])
        self.outbox = Outbox(hub.providers, hub.mail_feedback, self.mailer, SENDER, hub.clock)
        self.matters = hub.open_matters

    def notices(self, way: Outbox | None = None) -> ReminderNotices:
        return ReminderNotices(self.hub.reminders, self.matters, self.hub.objects, ADDRESSES, way or self.outbox)

    def at_day(self, day: str) -> dt.date:
        """Let it be seven in the morning, US Eastern, of a day."""
        self.hub.now = dt.datetime.fromisoformat(f"{day}T12:00:00+00:00")
        return self.hub.now.date()

    def open_on(self, day: str) -> list[Reminder]:
        return [*self.matters.reminders(PROVIDER_ID, self.at_day(day), ())]

    def run(self, day: str) -> list[NoticeOutcome]:
        """Do what the schedule brings about on a day."""
        self.at_day(day)
        self.notices().take_due(self.hub.notices_queue)
        messages = [message for message in self.hub.line if isinstance(message, RemindersMessage)]
        self.hub.line.clear()
        return [self.notices().take(message) for message in messages]

    @property
    def subjects(self) -> list[str]:
        return [message["Subject"] for message in self.mailer.messages]

    @property
    def last_mail(self) -> EmailMessage:
        return self.mailer.messages[-1]
