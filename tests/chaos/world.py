"""The whole way of a file in one process, from its upload to the mail and the posts, under a schedule of faults."""

import datetime as dt
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, NamedTuple

from pydantic import BaseModel

from cmehub.accounts.claims import Claim
from cmehub.accounts.keys import Quota
from cmehub.accounts.webhooks import make_webhook
from cmehub.api.access import Caller
from cmehub.api.calls import Call, Calls
from cmehub.boards.asks import Ask
from cmehub.boards.connections import HttpConnection
from cmehub.boards.roster_board import RosterBoard
from cmehub.formats.api_json import API_LEARNERS
from cmehub.passport.mail_preferences import MailPreferences, Rhythm
from cmehub.rules.packs import board_codes
from cmehub.submissions.events import EventType
from cmehub.submissions.messages import (
    BoardMessage,
    ChunkMessage,
    DeliveryMessage,
    EventMessage,
    NoticeMessage,
    PhysicianMailMessage,
)
from cmehub.submissions.uploads import Upload
from functions.notify.mail.notices import MAIL_LEASE, NoticeOutcome
from functions.notify.mail.physician_mails import PhysicianMails
from functions.notify.webhooks.announcements import Announcements
from functions.notify.webhooks.deliveries import Deliveries, NotDeliveredError
from functions.notify.webhooks.disabled_notices import DisabledNotices
from local.in_memory.hub import MemoryHub
from tests.chaos.faults import Fault, Faults, Faulty
from tests.chaos.files import called, claimed, contents
from tests.chaos.outcomes import outcome_of
from tests.chaos.outside import AskAnswered, OutsideBoard, Receivers, Waiting
from tests.notify_hub import ADDRESSES, GATHERING, SENDER, KeptMails, notices_of
from tests.sample_hub import PROVIDER_ID, copy_of, stocked_hub

_STORES = (
    *("objects", "submissions", "figures", "gatherings", "providers", "mail_feedback", "activities", "review_store"),
    *("records", "ledgers", "rosters", "boards", "tries", "webhooks", "events", "physician_mails", "standings"),
    *("accounts", "accesses", "missing_credits", "issued_documents"),
)
_MADE_OF_STORES = ("follow_ups", "ingestion", "validation", "answers", "counting", "taking_back")
_OUTSIDE_BOARD = "ABP"
_FAST, _SLOW = "https://lms.example.org/hook", "https://slow.example.org/hook"
_WEBHOOKS = {_FAST: (EventType.DECIDED,), _SLOW: (EventType.VALIDATED, EventType.FINISHED)}
_RETRY = dt.timedelta(seconds=30)
_MOST_DELIVERIES = 2_000


class NeverDoneError(AssertionError):
    """A message came again and again, or failed where no fault was."""


class Schedule(NamedTuple):
    """
    What happens, and in which order.

    Attributes
    ----------
    faults
        How many calls go well before each fault, and the fault.
    picks
        Which of the waiting messages comes next, counted from the oldest; behind the last, always the oldest.
    repeats
        How many deliveries lie before one that comes twice.
    jumps
        How many deliveries lie before a jump of the clock, and by how many seconds.
    """

    faults: Sequence[tuple[int, Fault]] = ()
    picks: Sequence[int] = ()
    repeats: Sequence[int] = ()
    jumps: Sequence[tuple[int, int]] = ()


class World:
    """A hub whose every call of a store, a queue or a sender may be the last one of its process."""

    def __init__(self, schedule: Schedule, folder: Path) -> None:
        self.hub = hub = copy_of(_stock(folder))
        self.faults = Faults(schedule.faults)
        self._picks, self._repeats = iter(schedule.picks), _after(schedule.repeats)
        self._jumps = {
            place: seconds
            for place, (_, seconds) in zip(_after([gap for gap, _ in schedule.jumps]), schedule.jumps, strict=True)
        }
        self.mailer, self.receivers = KeptMails(), Receivers({_SLOW: 2})
        self._waiting = Waiting(hub.clock)
        for sub, key in claimed().items():
            claim = Claim(
                claim_id=sub,
                authority=key.authority,
                entry_id=key.entry_id,
                linked=(key,),
                since=hub.now,
                linked_at=hub.now,
            )
            hub.accounts.change(sub, None, claim)
            wanted = dict.fromkeys(("accepted", "rejected", "deleted"), Rhythm.AT_ONCE)
            hub.physician_mails.put_preferences(sub, MailPreferences(**wanted))
        self.stored = {name: getattr(hub, name) for name in _STORES}
        self._connect()
        for name in ("report.xml", "changes.xml"):
            upload_key = f"{PROVIDER_ID}/{name}"
            hub.uploads.files[upload_key] = folder / name
            self._waiting.messages.append((hub.now, Upload(upload_key, None, len(contents()[name]), "etag", hub.now)))
        self._waiting.messages.append((hub.now, Call(PROVIDER_ID, API_LEARNERS, [called()], "request-1", "call-1")))

    def _connect(self) -> None:
        """Put the faults between the logic and everything that it calls."""
        hub, faults = self.hub, self.faults
        board = HttpConnection(url="https://board.example.org", secret_name="cme-hub/boards/ABP")
        hub.boards.connect(_OUTSIDE_BOARD, board)
        for url, events in _WEBHOOKS.items():
            webhook = make_webhook(PROVIDER_ID, url, events, hub.now)
            hub.webhooks.add(webhook.model_copy(update={"webhook_id": url}))
        for name in _STORES:
            setattr(hub, name, Faulty(name, getattr(hub, name), faults))
        queue: Any = Faulty("a_queue", self._waiting, faults)
        hub.chunks_queue = hub.notices_queue = hub.events_queue = queue
        hub.board_queues = dict.fromkeys(board_codes(), queue)
        for name in _MADE_OF_STORES:
            vars(hub).pop(name, None)
        outside: Any = Faulty("board", OutsideBoard(self._waiting), faults)
        hub.dispatch = replace(
            hub.dispatch,
            objects=hub.objects,
            boards=hub.boards,
            answers=hub.answers,
            roster=RosterBoard(hub.rosters, hub.ledgers),
            gateways={"http": lambda _: outside},
            queues=hub.board_queues,
        )
        mailer: Any = Faulty("mailer", self.mailer, faults)
        self._notices = notices_of(hub, mailer)
        self._physicians = _physician_mails(hub, mailer)
        self._announcements = Announcements(
            hub.objects, hub.submissions, hub.review_store, hub.webhooks, hub.events, queue, hub.clock
        )
        disabled = DisabledNotices(hub.webhooks, hub.events, self._notices.outbox, ADDRESSES.site)
        post: Any = Faulty("post", self.receivers, faults)
        self._deliveries = Deliveries(
            hub.objects, hub.webhooks, hub.events, disabled, post, hub.clock, jitter=lambda: 0
        )

    def run(self) -> None:
        """
        Deliver everything until nothing is left.

        Raises
        ------
        NeverDoneError
            If a message fails at which no fault was, or nothing comes to an end.
        """
        for place in range(_MOST_DELIVERIES):
            if not self._waiting.messages:
                return
            self.hub.now += dt.timedelta(seconds=self._jumps.get(place, 0))
            at, message = self._next()
            met = len(self.faults.met)
            try:
                self._take(message)
            except NotDeliveredError as error:
                self._waiting.messages.append((self.hub.now + error.pause, message))
            except BaseException as error:
                if len(self.faults.met) == met:
                    raise NeverDoneError(message) from error
                self._waiting.messages.append((self.hub.now + _RETRY, message))
            else:
                if place in self._repeats:
                    self._waiting.messages.append((at, message))
        raise NeverDoneError([message for _, message in self._waiting.messages])

    def _next(self) -> tuple[dt.datetime, Any]:
        """Take a message that is due; if none is, the clock goes on to the next."""
        waiting = self._waiting.messages
        self.hub.now = max(self.hub.now, min(at for at, _ in waiting))
        due = [place for place, (at, _) in enumerate(waiting) if at <= self.hub.now]
        return waiting.pop(due[next(self._picks, 0) % len(due)])

    def _take(self, message: Any) -> None:
        match message:
            case Upload():
                self.hub.ingestion.take(message)
            case Call():
                caller = Caller("key-1", PROVIDER_ID, frozenset(), Quota(), {})
                Calls(self.hub.validation, caller).take(message)
            case ChunkMessage():
                self.hub.validation.take(message)
            case BoardMessage():
                self.hub.dispatch.take(message)
            case AskAnswered():
                self.hub.answers.take(Ask(*message.ask), message.decisions, way="callback", by=_OUTSIDE_BOARD)
            case EventMessage():
                self._announcements.take(message)
                self.hub.counting.note(message.submission_id)
                self.hub.credit_news(GATHERING).take(message)
                self.hub.taking_back.take(message)
            case NoticeMessage():
                self._again_if_busy(message, self._notices.take(message))
            case PhysicianMailMessage():
                self._again_if_busy(message, self._physicians.take(message))
            case DeliveryMessage():
                self._deliveries.take(message)
            case _:
                raise TypeError(message)

    def _again_if_busy(self, message: BaseModel, outcome: NoticeOutcome) -> None:
        """Do as the function behind the queue of notices does."""
        if outcome is NoticeOutcome.BUSY:
            self.hub.notices_queue.send([message], delay=MAIL_LEASE)

    def outcome(self) -> dict[str, Any]:
        """Return what is so in the end, without its times."""
        return outcome_of(self.stored) | {
            "posted": sorted(self.receivers.posted),
            "files told": sorted(about for about in self.mails() if "Submission" in about),
        }

    def mails(self) -> Counter[str]:
        """Return how often each mail was sent, by what its header says that it is about."""
        return Counter(
            next(f"{name} {value}" for name, value in message.items() if name.startswith("X-CME-Hub-"))
            for message in self.mailer.messages
        )


def _physician_mails(hub: MemoryHub, mailer: Any) -> PhysicianMails:
    return PhysicianMails(
        notices=hub.physician_notices(GATHERING),
        accounts=hub.accounts,
        accesses=hub.accesses,
        requests=hub.missing_credits,
        activities=hub.activities,
        providers=hub.providers,
        feedback=hub.mail_feedback,
        addresses=ADDRESSES,
        mailer=mailer,
        mail_sender=SENDER,
        email_of=lambda sub: f"{sub}@example.org",
        clock=hub.clock,
        new_token=lambda: "token",
    )


def _after(gaps: Sequence[int]) -> list[int]:
    """Return the places that lie so many behind each other."""
    places, place = [], -1
    for gap in gaps:
        place += gap + 1
        places.append(place)
    return places


_stocks: dict[Path, MemoryHub] = {}


def _stock(folder: Path) -> MemoryHub:
    """Return a hub that has taken the file before, for all schedules of one folder."""
    if folder not in _stocks:
        for name, content in contents().items():
            (folder / name).write_bytes(content)
        hub = stocked_hub()
        hub.submit(folder / "before.xml", PROVIDER_ID)
        hub.event_messages.clear()
        _stocks[folder] = hub
    return _stocks[folder]
