"""What happened to a learner record, as its provider is told: who reported what from where, and what boards decided."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from pydantic import BaseModel, ConfigDict

from cmehub.boards.ledgers import Ledger
from cmehub.learners.credits import CreditStatus, decided_at, ledger_keys, rejection_of, standing
from cmehub.learners.records import LearnerRecord, LearnerRow, Origin
from cmehub.stores import BoardStore, LedgerStore, SubmissionStore

_COMPARED = ("completion_date", "given_name", "family_name", "birth_month_day", "permission_to_share")


class EventKind(StrEnum):
    """What happened: a row came, or a board answered to one; ``awaited`` is an answer that hasn't come."""

    REPORTED = "reported"
    DELETE_REPORTED = "delete reported"
    ACCEPTED = "accepted"
    REJECTED = "rejected"
    DELETED = "deleted"
    DELETE_REJECTED = "delete rejected"
    AWAITED = "awaited"


class RecordEvent(BaseModel):
    """
    Something that happened to a learner record.

    Attributes
    ----------
    at
        When; None where that was not kept, or where it is still awaited.
    submission_id, row
        The row that it is about.
    file_name
        The name of the file that had the row; None of a call.
    called_by
        Of a call, who called: a key's ID, or ``contact`` and the ID of a contact's account.
    credits
        What was reported, such as ``ABIM Medical Knowledge 1.5``.
    changed
        The fields of the record in which that differs from what was stored before under the same credit IDs.
    board, reason_code, reason
        Who answered, and why it rejected.
    """

    model_config = ConfigDict(frozen=True)

    at: dt.datetime | None
    kind: EventKind
    submission_id: str
    row: int
    file_name: str | None
    called_by: str | None
    credits: str | None = None
    changed: tuple[str, ...] = ()
    board: str | None = None
    reason_code: str | None = None
    reason: str | None = None


@dataclass(frozen=True)
class RecordHistories:
    """Everything that telling of a record's history needs."""

    ledgers: LedgerStore
    submissions: SubmissionStore
    boards: BoardStore

    def of(self, record: LearnerRecord) -> tuple[RecordEvent, ...]:
        """Return what happened to a record, the newest first; what is still awaited comes before all."""
        events, version = [*self._answers(record, is_current=True)], record
        while True:
            events += self._reports(version)
            if version.before is None:
                break
            version = version.before
            events += self._answers(version, is_current=False)
        awaited = [event for event in events if event.kind is EventKind.AWAITED]
        # An answer of which no moment was kept stands above the report that it is about.
        undated = {event.submission_id: event.at for event in events if event.at}
        past = [event for event in events if event.kind is not EventKind.AWAITED]
        past.sort(key=lambda event: event.at or undated.get(event.submission_id) or record.origin.at, reverse=True)
        return (*awaited, *past)

    def _reports(self, version: LearnerRecord) -> Iterator[RecordEvent]:
        if version.deleted:
            yield self._event(version.deleted, EventKind.DELETE_REPORTED, at=version.deleted.at)
        changed = changed_fields(version.before.row, version.row) if version.before else ()
        words = version.row.credits_in_words()
        yield self._event(version.origin, EventKind.REPORTED, at=version.origin.at, credits=words, changed=changed)

    def _answers(self, version: LearnerRecord, *, is_current: bool) -> Iterator[RecordEvent]:
        for ledger in self.ledgers.find(ledger_keys(version)).values():
            yield from self._delete_answers(version, ledger, is_current=is_current)
            yield from self._report_answers(version, ledger, is_current=is_current)

    def _report_answers(self, version: LearnerRecord, ledger: Ledger, *, is_current: bool) -> Iterator[RecordEvent]:
        stands = standing(version, ledger).status
        if is_current and not version.deleted and stands is CreditStatus.SUBMITTED:
            yield self._event(version.origin, EventKind.AWAITED, board=ledger.board)
        elif is_current and stands is CreditStatus.ACCEPTED and not version.deleted:
            yield self._answer(version.origin, EventKind.ACCEPTED, ledger)
        elif rejection_of(ledger, version.origin):
            yield self._answer(version.origin, EventKind.REJECTED, ledger)
        elif decided_at(version.origin, ledger.board, self.boards, self.submissions):
            yield self._answer(version.origin, EventKind.ACCEPTED, ledger)

    def _delete_answers(self, version: LearnerRecord, ledger: Ledger, *, is_current: bool) -> Iterator[RecordEvent]:
        if version.deleted is None:
            return
        if rejection_of(ledger, version.deleted):
            yield self._answer(version.deleted, EventKind.DELETE_REJECTED, ledger)
        elif is_current and standing(version, ledger).status is CreditStatus.DELETE_SUBMITTED:
            yield self._event(version.deleted, EventKind.AWAITED, board=ledger.board)
        elif decided_at(version.deleted, ledger.board, self.boards, self.submissions):
            yield self._answer(version.deleted, EventKind.DELETED, ledger)

    def _answer(self, origin: Origin, kind: EventKind, ledger: Ledger) -> RecordEvent:
        found = rejection_of(ledger, origin) if kind in (EventKind.REJECTED, EventKind.DELETE_REJECTED) else None
        told = {"reason_code": found.reason_code, "reason": found.reason} if found else {}
        at = decided_at(origin, ledger.board, self.boards, self.submissions)
        return self._event(origin, kind, at=at, board=ledger.board, **told)

    def _event(self, origin: Origin, kind: EventKind, **told: Any) -> RecordEvent:
        submission = self.submissions.find(origin.submission_id)
        return RecordEvent(
            kind=kind,
            submission_id=origin.submission_id,
            row=origin.row,
            file_name=(submission.upload_key.rpartition("/")[2] or None) if submission else None,
            called_by=submission.key_id if submission else None,
            **{"at": None} | told,
        )


def changed_fields(before: LearnerRow, after: LearnerRow) -> tuple[str, ...]:
    """Return the names of the fields in which two rows differ, as the API calls them."""
    changed = [name for name in _COMPARED if getattr(before, name) != getattr(after, name)]
    return (*changed, *(["credit_lines"] if before.lines != after.lines else []))
