"""How requests for missing credits end: by the record, by an answer, by the clock, or because nobody asks any more."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass

from cmehub.fields.eastern import eastern_day
from cmehub.passport.missing_credits import AnswerKind, MissingCredit, MissingStatus
from cmehub.runtime.queues import Queue
from cmehub.stores import AccountStore, RecordStore
from cmehub.stores.accounts import learner_keys
from cmehub.stores.missing_credits import MissingCreditStore
from cmehub.submissions.messages import MissingCreditChangedMessage, MissingCreditMessage

_CHANGED_BY_THEN = dt.timedelta(seconds=30)


@dataclass(frozen=True)
class MissingCreditEnds:
    """
    Everything that ending requests needs.

    Whether the record is here is looked up whenever somebody reads a request, and before the clock does anything about
    it: so nothing wrong is ever told. Where records are stored it would cost a look-up for each of millions of rows,
    for a handful of requests, and records that are taken home later would be overlooked.
    """

    requests: MissingCreditStore
    accounts: AccountStore
    records: RecordStore
    notices: Queue
    clock: Callable[[], dt.datetime]

    def seen(self, request: MissingCredit) -> MissingCredit:
        """Return a request as it is now, without storing that."""
        if not request.takes_answers:
            return request
        keys = learner_keys(self.accounts, request.sub)
        if request.physician.learner_key not in keys:
            return request.ended(MissingStatus.WITHDRAWN, self.clock())
        if is_reported(self.records, keys, *request.completion):
            return request.ended(MissingStatus.ARRIVED, self.clock())
        return request

    def looked_at(self, request: MissingCredit) -> MissingCredit:
        """Return a request as it is now; if it has ended by that, it is stored so."""
        return self._changed(request, self.seen)

    def of_account(self, sub: str) -> list[MissingCredit]:
        """Return the requests of an account as they are now, the newest first."""
        return [self.looked_at(request) for request in self.requests.of_account(sub)]

    def answer(self, request: MissingCredit, kind: AnswerKind, words: str) -> MissingCredit:
        """Return a request after its provider has answered; one that is settled stays as it is."""
        at = self.clock()

        def answered(stored: MissingCredit) -> MissingCredit:
            now = self.seen(stored)
            return now.answered(kind, words, at) if now.takes_answers else now

        return self._changed(request, answered)

    def withdraw(self, sub: str, missing_id: str) -> bool:
        """End a request because the physician wants it so; False if the account has no such open one."""
        request = self.requests.find(sub, missing_id)
        if request is None:
            return False
        ended = self._changed(
            request, lambda stored: stored.ended(MissingStatus.WITHDRAWN, self.clock()) if stored.is_open else stored
        )
        return ended.status is MissingStatus.WITHDRAWN

    def take_due(self) -> int:
        """
        Remind providers, and end what nobody answered in time.

        Doing it again reminds nobody twice: that a reminder was sent stands in its request.

        Returns
        -------
        int
            How many requests something was due for.
        """
        today, due = eastern_day(self.clock()), 0
        for request in self.requests.due(today):
            due += 1
            now = self._changed(request, lambda stored: self._after(stored, today))
            if now.is_open and now.look_on and now.look_on <= today:
                self.notices.send([message_about(now, reminder=True)])
        return due

    def _after(self, request: MissingCredit, today: dt.date) -> MissingCredit:
        now = self.seen(request)
        is_over = now.is_open and today > now.due_on
        return now.ended(MissingStatus.OVERDUE, self.clock()) if is_over else now

    def _changed(self, request: MissingCredit, change: Callable[[MissingCredit], MissingCredit]) -> MissingCredit:
        """Return a request after a change of it as it is stored, however often somebody else changes it meanwhile."""
        while (after := change(request)) != request:
            if after.status is not MissingStatus.WITHDRAWN:
                # Before the change, so that a stop between the two loses no mail: the mail tells what it finds by then.
                told = MissingCreditChangedMessage(sub=request.sub, missing_id=request.missing_id)
                self.notices.send([told], delay=_CHANGED_BY_THEN)
            if self.requests.change(request, after):
                return after
            stored = self.requests.find(request.sub, request.missing_id)
            if stored is None:  # its account has ended meanwhile
                return after
            request = stored
        return request


def is_reported(records: RecordStore, keys: list[str], activity_id: str, completed_on: dt.date) -> bool:
    """Tell whether a learner's completion is stored, under any of the learner's keys, and wasn't deleted."""
    return any(not record.deleted for key in keys for record in records.of_completion(key, activity_id, completed_on))


def message_about(request: MissingCredit, *, reminder: bool = False) -> MissingCreditMessage:
    """Return the message by which the provider gets a mail."""
    return MissingCreditMessage(
        provider_id=request.provider_id, sub=request.sub, missing_id=request.missing_id, reminder=reminder
    )
