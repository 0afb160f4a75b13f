"""Telling a provider of what boards rejected in its calls: gathered, so that each hour or day has one mail."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass

from cmehub.runtime.queues import LONGEST_DELAY, NO_DELAY, Queue
from cmehub.stores import GatheringStore, MailClaim, WorkObjects
from cmehub.submissions.gatherings import RejectedCall
from cmehub.submissions.messages import GatheringMessage
from functions.notify.mail.addresses import Addresses
from functions.notify.mail.call_words import call_words
from functions.notify.mail.mail import Mail, Words
from functions.notify.mail.notices import NoticeOutcome, Outbox


@dataclass(frozen=True)
class CallNotices:
    """
    Everything that telling providers of their calls needs.

    Attributes
    ----------
    notices
        The queue in which a gathering waits until its mail is due.
    hour
        What counts as an hour; a stack for trials has a shorter one.
    """

    gatherings: GatheringStore
    objects: WorkObjects
    notices: Queue
    addresses: Addresses
    outbox: Outbox
    hour: dt.timedelta
    clock: Callable[[], dt.datetime]

    def add(self, call: RejectedCall) -> NoticeOutcome:
        """
        Add a call to a gathering, once.

        The call that began a gathering lets it wait for its mail each time that it comes, so that a stop between the
        two loses none.
        """
        gathering = self.gatherings.add(call, at=self.clock(), hour=self.hour)
        if gathering.gathering_id == call.submission_id:
            message = GatheringMessage(
                provider_id=gathering.provider_id, gathering_id=gathering.gathering_id, due_at=gathering.due_at
            )
            self._wait(message)
        return NoticeOutcome.GATHERED

    def take(self, message: GatheringMessage) -> NoticeOutcome:
        """Send the mail of a gathering that is due and wasn't told of; let another wait on."""
        if self.clock() < message.due_at:
            self._wait(message)
            return NoticeOutcome.NOT_DUE
        self.gatherings.close(message.provider_id, message.gathering_id)
        return self.outbox.send(GatheringNotice(message, self))

    def _wait(self, message: GatheringMessage) -> None:
        """Let a gathering come when it is due, or halfway if that is further off than a queue can delay."""
        delay = max(NO_DELAY, min(message.due_at - self.clock(), LONGEST_DELAY))
        self.notices.send([message], delay=delay)


@dataclass(frozen=True)
class GatheringNotice:
    """What boards rejected in the calls of a gathering, which is closed."""

    message: GatheringMessage
    stores: CallNotices

    def claim(self, at: dt.datetime, lease: dt.timedelta) -> MailClaim:
        """Ask to send the gathering's mail."""
        return self.stores.gatherings.claim_mail(self.message.gathering_id, at=at, lease=lease)

    def words(self, at: dt.datetime) -> Words:  # noqa: ARG002 - the calls alone say when they were made
        """Compose what the mail says."""
        gathering_id, stores = self.message.gathering_id, self.stores
        return call_words(gathering_id, stores.gatherings.calls(gathering_id), stores.addresses, stores.hour)

    def keep(self, mail: Mail) -> None:
        """Keep the mail beside the work."""
        key = f"mails/{self.message.provider_id}/{self.message.gathering_id}"
        self.stores.objects.put(f"{key}.eml", mail.raw)
        self.stores.objects.put(f"{key}.html", mail.html.encode())

    def note_sent(self, message_id: str, at: dt.datetime) -> None:
        """Add that the mail was sent."""
        self.stores.gatherings.add_mail(self.message.gathering_id, message_id=message_id, at=at)

    def note_no_contact(self, at: dt.datetime) -> None:
        """Note nothing: whoever is the contact when the notice comes again gets the mail."""
