"""The mails of a provider's months, by the function that sends them: one hub, its queue, and a clock that is moved."""

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple, cast
from urllib.parse import parse_qs, urlsplit

import pytest
from aws_lambda_powertools.utilities.typing import LambdaContext
from pydantic import BaseModel

from cmehub.accounts.contact_mails import ContactMailPreferences
from cmehub.accounts.keys import Scope, make_key
from cmehub.accounts.quiet_hours import QuietHours
from cmehub.accounts.standing import Role, RoleKind
from cmehub.passport.mail_preferences import HOUR_OF_MAILS, Rhythm
from cmehub.runtime.queues import NO_DELAY
from cmehub.submissions.messages import (
    AccountsDueMessage,
    GatheringMessage,
    MissingCreditsDueMessage,
    NoticeMessage,
    PhysicianMailsDueMessage,
    RemindersDueMessage,
    RoleChangedMessage,
)
from functions.notify.feedback.returned_mails import ReturnedMails
from functions.notify.feedback.ses_events import SES_EVENTS
from functions.notify.mail import handler
from functions.notify.mail.notices import Outbox
from functions.notify.mail.settings import NotifySettings
from functions.passport.api.mail_preferences import MailChoices
from local.in_memory.hub import MemoryHub
from local.in_memory.rosters import put_on_rosters
from local.sample_data.sample_files import SAMPLES
from tests.notify_hub import ADDRESSES, PROVIDER, PROVIDER_ID, SENDER, KeptMails, a_rejected_call, parsed
from tests.sample_hub import sample_entries
from tests.unit.functions.notify.feedback.test_returned_mails import a_bounce, a_complaint

STARTS = dt.datetime(2026, 11, 2, 9, 0, tzinfo=dt.UTC)
QUARTER, HOUR, DAY = dt.timedelta(minutes=15), dt.timedelta(hours=1), dt.timedelta(days=1)
PAULA, VIKTOR, OFFICE = "paula@cme.example.org", "viktor@cme.example.org", "office@cme.example.org"
RAE, INES = "rae@staff.example.org", "ines@staff.example.org"
VIEWER = Role(kind=RoleKind.VIEWER, at=PROVIDER_ID)
SETTINGS = NotifySettings.model_validate(
    dict.fromkeys(NotifySettings.model_fields, "of no account")
    | {"call_mails_hour_seconds": 3600, "news_gathering_seconds": 300, "mail_sender": SENDER}
)


class Waiting(NamedTuple):
    due_at: dt.datetime
    message: BaseModel


@dataclass
class ClockedQueue:
    """A queue that gives a message out once its delay is over."""

    hub: MemoryHub
    waiting: list[Waiting] = field(default_factory=list)

    def send(self, messages: Sequence[BaseModel], *, delay: dt.timedelta = NO_DELAY) -> None:
        self.waiting += [Waiting(self.hub.now + delay, message) for message in messages]

    def due(self) -> list[BaseModel]:
        due = [message for due_at, message in self.waiting if due_at <= self.hub.now]
        self.waiting = [waiting for waiting in self.waiting if waiting.due_at > self.hub.now]
        return due


class Told(NamedTuple):
    on: str
    to: str
    subject: str


class MovedHub(MemoryHub):
    """A hub that sends its mails over months, as its queue and the schedules bring them about."""

    def __init__(self) -> None:
        super().__init__(STARTS)
        self.queue = self.notices_queue = ClockedQueue(self)
        self.mailer = KeptMails()
        self.told: list[Told] = []
        self.asked = 0
        put_on_rosters(self.rosters, sample_entries())
        self.providers.put([PROVIDER.model_copy(update={"copies": (OFFICE,)})])

    def deliver(self, message: BaseModel) -> None:
        if isinstance(message, NoticeMessage):
            self.queue.send([message])
        super().deliver(message)

    def run_until(self, day: str) -> list[Told]:
        """Let time pass until the morning of a day, and return what was mailed; schedules run as their rules say."""
        until = dt.datetime.fromisoformat(f"{day}T09:00:00+00:00")
        while self.now < until:
            self.now += QUARTER
            if (self.now.hour, self.now.minute) == (HOUR_OF_MAILS, 0):
                self.queue.send([MissingCreditsDueMessage(), AccountsDueMessage(), RemindersDueMessage()])
            # The rule of these runs each quarter of an hour; without one that is due it does nothing.
            if [*self.physician_mails.due(self.now)]:
                self.queue.send([PhysicianMailsDueMessage()])
            self.take_due()
        return self.new_mails()

    def take_due(self) -> None:
        while due := self.queue.due():
            records = [
                {"messageId": str(place), "eventSource": "aws:sqs", "body": message.model_dump_json()}
                for place, message in enumerate(due)
            ]
            answer: dict[str, Any] = dict(handler.handle({"Records": records}, cast("LambdaContext", None)))
            assert answer["batchItemFailures"] == []
        for sent in self.mailer.sent[len(self.told) :]:
            subject = str(parsed(sent.raw)["Subject"]).strip()
            self.told.append(Told(f"{self.now:%m-%d %H:%M}", sent.recipient, subject))

    def new_mails(self) -> list[Told]:
        """Return what was mailed since this was asked last."""
        new, self.asked = self.told[self.asked :], len(self.told)
        return new

    def file_arrives(self, name: str) -> list[Told]:
        self.upload(SAMPLES / name, PROVIDER_ID, version=str(self.now))
        self.deliver_all()
        self.take_due()
        return self.new_mails()

    def comes_back(self, event: str) -> list[Told]:
        ReturnedMails(self.mail_feedback, self.providers, self.queue).take(SES_EVENTS.validate_json(event))
        self.take_due()
        return self.new_mails()


@pytest.fixture
def hub(monkeypatch: pytest.MonkeyPatch) -> Iterator[MovedHub]:
    hub = MovedHub()
    outbox = Outbox(hub.providers, hub.mail_feedback, hub.mailer, SENDER, hub.clock)
    made = {"hub": hub, "settings": SETTINGS, "addresses": ADDRESSES, "outbox": outbox}
    for name, value in made.items():
        monkeypatch.setattr(handler, name, lambda value=value: value)
    monkeypatch.setattr(handler, "email_in", lambda _pool: lambda sub: f"{sub}@staff.example.org")
    kept = (handler.call_notices, handler.contact_mails, handler.submission_notices, handler.physician_mails)
    for function in kept:
        function.cache_clear()
    yield hub
    for function in kept:
        function.cache_clear()


TO_MEND = "58 of 78 rows need mending: learners-mistakes.xlsx"
UNREPORTED = "2 activities without learners: to count in the board's year, 31 December 2026"
EXPIRES = "1 key expires, 2 January 2027"


@pytest.fixture
def provider(hub: MovedHub) -> MovedHub:
    """The hub with a contact who wants files to mend told daily, outside of quiet hours, and a key that expires."""
    hub.standings.give("rae", VIEWER)
    night = QuietHours(starts=18, ends=8, zone="America/New_York")
    wanted = ContactMailPreferences(to_mend=Rhythm.DAILY, quiet_hours=night)
    hub.physician_mails.put_contact_preferences("rae", PROVIDER_ID, wanted)
    key, _ = make_key(PROVIDER_ID, [Scope.READ], at=hub.now, expires_at=hub.now + 61 * DAY)
    hub.keys.add(key)
    assert hub.file_arrives("activities.xml") == []
    return hub


def test_over_months_each_thing_is_mailed_when_it_is_due_and_nothing_twice(provider: MovedHub) -> None:
    hub = provider
    hub.queue.send([RoleChangedMessage(sub="rae", role=VIEWER, changed_at=hub.now)] * 2)
    hub.take_due()
    assert hub.new_mails() == [Told("11-02 09:00", RAE, "You are a viewer of Example Medical Society")]
    assert hub.file_arrives("learners-mistakes.xlsx") == [Told("11-02 09:00", PAULA, TO_MEND)]
    for call in ("one", "two"):
        rejected = a_rejected_call(call, received_at=hub.now)
        gathering = hub.gatherings.add(rejected, at=hub.now, hour=HOUR)
        hub.queue.send([GatheringMessage(provider_id=PROVIDER_ID, gathering_id="one", due_at=gathering.due_at)])

    first_day = hub.run_until("2026-11-03")
    months = hub.run_until("2027-01-05")

    assert first_day == [
        Told("11-02 10:00", PAULA, "Boards rejected 2 records of your calls: 2 November 2026, 09:00 UTC"),
        Told("11-02 12:00", PAULA, UNREPORTED),
        # The day's mails go at noon UTC, an hour before the quiet hours of the East end.
        Told("11-02 13:00", RAE, "A file needs mending"),
    ]
    assert months == [
        Told("11-03 12:00", PAULA, EXPIRES),
        Told("12-01 12:00", PAULA, UNREPORTED),
        Told("12-03 12:00", PAULA, EXPIRES),
        Told("12-24 12:00", PAULA, UNREPORTED),
        Told("12-26 12:00", PAULA, EXPIRES),
        Told("12-30 12:00", PAULA, UNREPORTED),
        Told("01-01 12:00", PAULA, EXPIRES),
    ]
    assert {mail.copies for mail in hub.mailer.sent if mail.recipient == PAULA} == {(OFFICE,)}


def test_where_mail_comes_back_the_next_contact_gets_it_and_all_that_follows(provider: MovedHub) -> None:
    hub = provider
    hub.file_arrives("learners-mistakes.xlsx")
    bounce = a_bounce("mail-1", PAULA)

    assert [hub.comes_back(bounce) for _ in range(2)] == [[Told("11-02 09:00", VIKTOR, TO_MEND)], []]
    assert {told.to for told in hub.run_until("2026-12-02")} == {VIKTOR, RAE}

    for email in (VIKTOR, OFFICE):
        hub.comes_back(a_bounce("mail-2", email))
    assert hub.run_until("2027-01-05") == [], "nobody is left to be written to"


def test_who_follows_the_link_or_marks_a_mail_as_unwanted_gets_no_other_optional_one(provider: MovedHub) -> None:
    hub = provider
    hub.standings.give("ines", VIEWER)
    wanted = ContactMailPreferences(to_mend=Rhythm.DAILY)
    hub.physician_mails.put_contact_preferences("ines", PROVIDER_ID, wanted)
    hub.file_arrives("learners-mistakes.xlsx")
    assert {told.to for told in hub.run_until("2026-11-03")} == {PAULA, RAE, INES}

    unsubscribe = next(
        str(mail["List-Unsubscribe"]) for mail in hub.mailer.messages if mail["To"].addresses[0].addr_spec == RAE
    )
    (token,) = parse_qs(urlsplit(unsubscribe.strip("<>")).query)["token"]
    assert MailChoices(hub.physician_mails, hub.clock).take(token, b"List-Unsubscribe=One-Click").status_code == 200
    hub.comes_back(a_complaint("mail-3", INES))
    hub.file_arrives("learners-mistakes.xlsx")

    told = hub.run_until("2026-11-05")
    assert PAULA in {mail.to for mail in told}
    assert not {RAE, INES} & {mail.to for mail in told}
