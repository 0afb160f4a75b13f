"""Announcing to licensing boards' own systems that a credit of one of their licensees came or was taken back."""

import datetime as dt
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from cmehub.accounts.accesses import Access, Reader
from cmehub.accounts.webhooks import Webhook
from cmehub.fields.eastern import eastern_day
from cmehub.learners.credits import COUNTING, CreditStatus, credits_of
from cmehub.learners.records import LearnerRecord
from cmehub.licensing.licensees import Licensees, ReadLicensee
from cmehub.licensing.state_credits import completion_credit_id, shareable
from cmehub.licensing.state_log import Look, LookKind
from cmehub.licensing.state_readers import licensing_name, system_id
from cmehub.passport.noted_accesses import NotedAccesses
from cmehub.people.physicians import linked_to_each
from cmehub.people.rosters import EntryKey, RosterEntry
from cmehub.runtime.json_lines import unpack
from cmehub.runtime.queues import Queue
from cmehub.stores import RecordKey, SubmissionStore, WorkObjects
from cmehub.stores.state_logs import StateLogStore
from cmehub.stores.webhooks import EventStore, WebhookStore
from cmehub.submissions.events import Event, EventType, event_id, event_key, happened_at, payload
from cmehub.submissions.messages import DeliveryMessage, EventMessage
from cmehub.submissions.submission import RowResult, results_key
from functions.notify.webhooks.announcements import delivery_of

_FACTS = (EventType.VALIDATED, EventType.DECIDED)


class _Row(NamedTuple):
    """A row that added or deleted a record of a physician whom a roster knows, and where that record lies."""

    entry: EntryKey
    place: RecordKey
    name: str
    is_delete: bool


@dataclass(frozen=True)
class LicenseeEvents:
    """
    Everything that telling states' webhooks needs.

    It reads what the events of providers' webhooks tell of, and judges by what is so now and what the licensee's page
    would show, so that nothing is told that the state couldn't ask for.
    """

    licensees: Licensees
    submissions: SubmissionStore
    objects: WorkObjects
    webhooks: WebhookStore
    events: EventStore
    deliveries: Queue
    accesses: NotedAccesses
    log: StateLogStore
    clock: Callable[[], dt.datetime]

    def take(self, message: EventMessage) -> int:
        """Queue what states' webhooks are told of a message, and return how many deliveries that is."""
        if message.chunk is None or message.event_type not in _FACTS:
            return 0
        listening = self.webhooks.of_states()
        submission = self.submissions.find(message.submission_id) if listening else None
        if submission is None or submission.dry_run:
            return 0
        rows = [*self._rows(message)]
        licensees = self._licensees({row.entry for row in rows}, listening)
        records = self.licensees.records.find([row.place for row in rows if row.entry in licensees])
        return sum(
            self._tell(licensee, row, event_type, message.board, listening[licensee.standing.entry.authority])
            for row in rows
            if row.place in records
            for licensee in licensees.get(row.entry, ())
            if (event_type := self._told(row, records[row.place], licensee, message.board))
        )

    def _rows(self, message: EventMessage) -> Iterator[_Row]:
        ids, chunk = message.submission_id, int(message.chunk or 0)
        for result in map(RowResult.model_validate, unpack(self.objects.get(results_key(ids, chunk)))):
            entry = EntryKey.of_learner_key(result.learner_key) if result.learner_key else None
            if entry and result.activity_id and result.completion_date and result.record_id and result.record:
                place = RecordKey(entry.learner_key, result.activity_id, result.completion_date, result.record_id)
                yield _Row(entry, place, result.record, result.action == "delete")

    def _licensees(self, keys: Collection[EntryKey], states: Collection[str]) -> dict[EntryKey, list[ReadLicensee]]:
        """Return of whom of the physicians which state has a licence, as the state may see it."""
        linked = linked_to_each(self.licensees.rosters, [*self.licensees.rosters.find(keys).values()])
        entries: dict[EntryKey, RosterEntry] = {
            entry.key: entry for known in linked.values() for entry in known if entry.authority in states
        }
        read = self.licensees.read_all([*entries.values()], eastern_day(self.clock()))
        by_key = dict(zip(entries, read, strict=True))
        return {key: [by_key[entry.key] for entry in known if entry.key in by_key] for key, known in linked.items()}

    def _told(self, row: _Row, record: LearnerRecord, licensee: ReadLicensee, board: str | None) -> EventType | None:
        """
        Return what the state is told of a row's record; None if it may not know, or nothing has come of the row.

        By a board's answer that is what the board decided; else what no board decides on, and so is settled already.
        """
        if licensee.is_withheld or not shareable([record]):
            return None
        statuses = {
            credit.status
            for credit in credits_of([record], self.licensees.ledgers)
            if not credit.derived and (credit.board == board if board else credit.board not in record.board_ids)
        }
        credit_id = completion_credit_id(row.place.activity_id, row.place.completion_date)
        is_there = credit_id in {credit.credit_id for credit in licensee.standing.credits}
        if row.is_delete and CreditStatus.DELETED in statuses:
            return EventType.CREDIT_ADDED if is_there else EventType.CREDIT_WITHDRAWN
        return EventType.CREDIT_ADDED if is_there and not row.is_delete and statuses & COUNTING else None

    def _tell(
        self, licensee: ReadLicensee, row: _Row, event_type: EventType, board: str | None, webhooks: list[Webhook]
    ) -> int:
        """
        Keep an event and queue its deliveries; the physician and the state's log are told before.

        What happened once has one ID and one time, so that a message that comes again changes nothing.
        """
        listening = [webhook for webhook in webhooks if webhook.listens_to(event_type)]
        if not listening:
            return 0
        state, licence = licensee.standing.entry.key
        known_as = event_id(state, event_type, licence, row.name, row.is_delete, board)
        data: Mapping[str, str] = {
            "state": state,
            "licence": licence,
            "credit_id": completion_credit_id(row.place.activity_id, row.place.completion_date),
            "activity_id": row.place.activity_id,
            "completed_on": row.place.completion_date.isoformat(),
        }
        said = payload(event_type, self.clock(), data)
        at = happened_at(self.objects.put_first(event_key(state, known_as), said))
        self._note(licensee, known_as, at, row.place.completion_date)
        event = Event(event_id=known_as, provider_id=state, type=event_type, at=at)
        self.events.add(event)
        enabled = [webhook for webhook in listening if webhook.is_enabled]
        self.deliveries.send(
            [DeliveryMessage(provider_id=state, delivery=delivery_of(webhook, event, at)) for webhook in enabled]
        )
        return len(enabled)

    def _note(self, licensee: ReadLicensee, known_as: str, at: dt.datetime, day: dt.date) -> None:
        state, licence = licensee.standing.entry.key
        who = system_id("webhook")
        look = Look(look_id=known_as, at=at, reader_id=who, kind=LookKind.WEBHOOK, licences=(licence,))
        self.log.add(state, look.model_copy(update={"since": day, "until": day}))
        access = Access(
            access_id=known_as,
            at=at,
            reader=Reader.SYSTEM,
            who=licensing_name(state, eastern_day(at)),
            what="Their own system was told that a CME credit is new, changed or taken back",
            since=day,
            until=day,
        )
        self.accesses.add(licensee.entries, access)
