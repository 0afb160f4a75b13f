"""What boards rejected in calls is told gathered: each call in one mail, whatever comes twice or stops halfway."""

import datetime as dt
from dataclasses import dataclass, field, replace

import pytest

from cmehub.runtime.queues import LONGEST_DELAY
from cmehub.stores.memory_gatherings import MemoryGatheringStore
from cmehub.submissions.gatherings import RejectedCall
from cmehub.submissions.messages import GatheringMessage
from functions.notify.mail.call_notices import CallNotices
from functions.notify.mail.mail import Mail, NoticeKind
from functions.notify.mail.notices import MAIL_LEASE, NoticeOutcome
from tests.notify_hub import (
    HOUR,
    PROVIDER,
    PROVIDER_ID,
    DelayedQueue,
    KeptMails,
    NotifyHub,
    a_rejected_call,
    call_notices_of,
    html_of,
    text_of,
)

OTHER = PROVIDER.model_copy(update={"provider_id": "0008888", "name": "Imaginary Children's Hospital"})
MINUTE = dt.timedelta(minutes=1)


class KilledError(Exception):
    pass


class QueueThatDiesFirst(DelayedQueue):
    died = False

    def send(self, messages: object, *, delay: dt.timedelta = dt.timedelta(0)) -> None:
        if not self.died:
            self.died = True
            raise KilledError
        super().send(messages, delay=delay)  # type: ignore[arg-type]


class MailsThatDieFirst(KeptMails):
    died = False

    def send(self, mail: Mail) -> str:
        if not self.died:
            self.died = True
            raise KilledError
        return super().send(mail)


class GatheringsThatDieAtClosing(MemoryGatheringStore):
    died = False

    def close(self, provider_id: str, gathering_id: str) -> None:
        super().close(provider_id, gathering_id)
        if not self.died:
            self.died = True
            raise KilledError


@dataclass
class Telling:
    """A hub whose queue of notices is delivered as its clock goes on."""

    hub: NotifyHub = field(default_factory=NotifyHub)
    queue: DelayedQueue = field(default_factory=DelayedQueue)
    times: int = 1
    outcomes: list[NoticeOutcome] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.hub.providers.put([PROVIDER, OTHER])

    @property
    def notices(self) -> CallNotices:
        return replace(call_notices_of(self.hub, self.hub.mailer), notices=self.queue)

    def reject(self, submission_id: str, **changes: object) -> RejectedCall:
        call = a_rejected_call(submission_id, received_at=self.hub.now, **changes)
        for _ in range(self.times):
            self.notices.add(call)
        return call

    def pass_time(self, time: dt.timedelta) -> None:
        """Deliver what comes meanwhile, at its moment; what fails comes again once a mail's lease has ended."""
        until = self.hub.now + time
        due = [(self.hub.now + delay, message) for message, delay in self.queue.waiting]
        self.queue.waiting.clear()
        while coming := [entry for entry in due if entry[0] <= until]:
            entry = min(coming, key=lambda entry: entry[0])
            due.remove(entry)
            self.hub.now, message = entry
            assert isinstance(message, GatheringMessage)
            for _ in range(self.times):
                try:
                    outcome = self.notices.take(message)
                except KilledError:
                    outcome = NoticeOutcome.BUSY
                self.outcomes.append(outcome)
                due += [(self.hub.now + MAIL_LEASE, message)] if outcome is NoticeOutcome.BUSY else []
            due += [(self.hub.now + delay, message) for message, delay in self.queue.waiting]
            self.queue.waiting.clear()
        self.hub.now = until
        self.queue.waiting = [(message, at - until) for at, message in due]

    def told(self, *submission_ids: str) -> list[list[str]]:
        """Return which of these calls each mail names."""
        texts = [text_of(message) for message in self.hub.mailer.messages]
        return [[name for name in submission_ids if f"record {name}-" in text] for text in texts]


@pytest.mark.parametrize("times", [1, 2, 3])
def test_the_calls_of_an_hour_are_told_in_one_mail_at_its_end(times: int) -> None:
    telling = Telling(times=times)
    for name in ("a", "b", "c"):
        telling.reject(name)
        telling.pass_time(19 * MINUTE)
    assert telling.hub.mailer.sent == []
    telling.pass_time(3 * MINUTE)
    assert telling.told("a", "b", "c") == [["a", "b", "c"]]

    telling.pass_time(dt.timedelta(days=2))
    assert len(telling.hub.mailer.sent) == 1
    assert telling.queue.waiting == []


def test_a_call_after_the_mail_is_told_an_hour_later() -> None:
    telling = Telling()
    telling.reject("a")
    telling.pass_time(HOUR)
    telling.reject("b")
    telling.pass_time(HOUR - MINUTE)
    assert telling.told("a", "b") == [["a"]]
    telling.pass_time(MINUTE)
    assert telling.told("a", "b") == [["a"], ["b"]]


def test_while_calls_go_on_six_mails_come_by_the_hour_and_then_one_a_day() -> None:
    telling, names = Telling(), [f"call{number:03}" for number in range(24 * 4 * 3)]
    for name in names:
        telling.reject(name)
        telling.pass_time(15 * MINUTE)
    telling.pass_time(dt.timedelta(days=1))

    told = telling.told(*names)
    assert [name for mail in told for name in mail] == [name for mail in told for name in mail[:10]]
    assert [message["Subject"].partition(":")[0] for message in telling.hub.mailer.messages] == [
        *["Boards rejected 4 records of your calls"] * 6,
        *["Boards rejected 96 records of your calls"] * 2,
        "Boards rejected 72 records of your calls",
    ]


def test_each_provider_is_told_of_its_own_calls() -> None:
    telling = Telling()
    telling.reject("a")
    telling.pass_time(30 * MINUTE)
    telling.reject("b", provider_id=OTHER.provider_id)
    telling.pass_time(30 * MINUTE)
    assert telling.told("a", "b") == [["a"]]
    telling.pass_time(30 * MINUTE)
    assert telling.told("a", "b") == [["a"], ["b"]]
    assert [OTHER.name in text_of(message) for message in telling.hub.mailer.messages] == [False, True]


def test_a_gathering_waits_no_longer_at_once_than_a_queue_can_delay() -> None:
    telling = Telling()
    telling.reject("a")
    assert [delay for _, delay in telling.queue.waiting] == [LONGEST_DELAY]
    telling.pass_time(HOUR)
    assert telling.outcomes == [NoticeOutcome.NOT_DUE] * 3 + [NoticeOutcome.SENT]


def test_a_stop_before_the_gathering_waits_is_made_whole_when_the_call_comes_again() -> None:
    telling = Telling(queue=QueueThatDiesFirst())
    with pytest.raises(KilledError):
        telling.reject("a")
    telling.reject("b")
    assert telling.queue.waiting == [], "only the call that began a gathering lets it wait"
    telling.reject("a")
    telling.pass_time(HOUR)
    assert telling.told("a", "b") == [["a", "b"]]


@pytest.mark.parametrize(
    "hub",
    [NotifyHub(gatherings=GatheringsThatDieAtClosing()), NotifyHub(mailer=MailsThatDieFirst())],
    ids=["closing", "sending"],
)
def test_a_stop_before_the_mail_is_out_sends_it_later_without_calls_that_came_meanwhile(hub: NotifyHub) -> None:
    telling = Telling(hub=hub)
    telling.reject("a")
    telling.pass_time(HOUR)
    assert telling.hub.mailer.sent == []
    telling.reject("b")
    telling.pass_time(2 * MAIL_LEASE)
    assert telling.told("a", "b") == [["a"]]
    telling.pass_time(HOUR)
    assert telling.told("a", "b") == [["a"], ["b"]]


def test_a_call_that_comes_again_after_its_mail_makes_no_other() -> None:
    telling = Telling()
    telling.reject("a")
    telling.pass_time(HOUR)
    telling.reject("a")
    telling.pass_time(HOUR)
    assert telling.outcomes[-1] is NoticeOutcome.SENT_BEFORE
    assert len(telling.hub.mailer.sent) == 1


def test_nobody_to_write_to_is_no_fault_and_whoever_is_there_when_the_notice_comes_again_is_told() -> None:
    telling = Telling()
    telling.hub.providers.put([PROVIDER.model_copy(update={"contacts": ()})])
    telling.reject("a")
    telling.pass_time(HOUR)
    assert telling.outcomes[-1] is NoticeOutcome.NO_CONTACT
    telling.hub.providers.put([PROVIDER])
    telling.reject("a")
    telling.pass_time(MINUTE)
    assert telling.told("a") == [["a"]]


def test_the_mail_is_kept_and_has_the_gathering_in_its_header() -> None:
    telling = Telling()
    telling.reject("a")
    telling.pass_time(HOUR)
    (mail,), (message,) = telling.hub.mailer.sent, telling.hub.mailer.messages
    assert telling.hub.objects.get(f"mails/{PROVIDER_ID}/a.eml") == mail.raw
    assert telling.hub.objects.get(f"mails/{PROVIDER_ID}/a.html").decode() == mail.html
    assert message[NoticeKind.CALLS.header] == "a"
    assert "record a-00001-1" in html_of(message)
