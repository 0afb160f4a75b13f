"""Credits: what a physician's learner records are worth today, computed from the records and the boards' ledgers."""

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import NamedTuple, Protocol

from cmehub.boards.asks import Ask
from cmehub.boards.ledgers import EntryStatus, Ledger, Rejection
from cmehub.learners.credit_lines import CME_CREDIT_TYPE
from cmehub.learners.records import LearnerRecord, Origin
from cmehub.rules.packs import board_codes
from cmehub.stores import BoardStore, LedgerKey, LedgerStore, SubmissionStore
from cmehub.submissions.submission import AnswerFact


class CreditStatus(StrEnum):
    """
    How far a credit has come.

    A deleted one was accepted until its board agreed to the delete; while that is awaited it still counts.
    """

    SUBMITTED = "submitted"
    ACCEPTED = "accepted"
    REJECTED = "rejected"
    DELETE_SUBMITTED = "delete submitted"
    DELETED = "deleted"


COUNTING = frozenset({CreditStatus.ACCEPTED, CreditStatus.DELETE_SUBMITTED})
"""The statuses of credits that count."""


class BoardStanding(NamedTuple):
    """The status of a record at one board; a rejection, of the record or of its delete, has a reason."""

    status: CreditStatus
    reason_code: str | None = None
    reason: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TranscriptCredit:
    """
    One credit of a physician, as transcripts tell it.

    Attributes
    ----------
    board
        Who it is for: a board's code (MOC), or a state's letters or ``NPI`` (CME).
    credit_id
        The sender's own ID of the credit, else the hub's.
    derived
        Whether it is the CME credit that follows from MOC credit; ``board`` is then the board of that.
    """

    board: str
    credit_type: str
    amount: float
    credit_id: str
    derived: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Credit(TranscriptCredit):
    """
    One credit of a physician, with where it comes from and how it stands.

    Attributes
    ----------
    status, reason_code, reason
        See `BoardStanding`.
    record_id, provider_id, origin, deleted
        The record that tells of it, who reported it, and the rows that added and deleted it.
    """

    activity_id: str
    completion_date: dt.date
    status: CreditStatus
    reason_code: str | None = None
    reason: str | None = None
    record_id: str
    provider_id: str
    origin: Origin
    deleted: Origin | None = None


def standing(record: LearnerRecord, ledger: Ledger) -> BoardStanding:
    """Return how a record stands at the board whose ledger for its learner and activity this is."""
    entry = ledger.entries.get(record.record_id)
    if record.deleted and entry:
        if entry.status is EntryStatus.WITHDRAWN:
            return BoardStanding(CreditStatus.DELETED)
        kept = rejection_of(ledger, record.deleted)
        if kept:
            return BoardStanding(CreditStatus.ACCEPTED, kept.reason_code, kept.reason)
        return BoardStanding(CreditStatus.DELETE_SUBMITTED)
    if entry and entry.status is EntryStatus.ACCEPTED:
        return BoardStanding(CreditStatus.ACCEPTED)
    rejected = rejection_of(ledger, record.origin)
    if rejected:
        return BoardStanding(CreditStatus.REJECTED, rejected.reason_code, rejected.reason)
    return BoardStanding(CreditStatus.SUBMITTED)


def rejection_of(ledger: Ledger, origin: Origin) -> Rejection | None:
    """Return why the ledger's board rejected what a row asked of it, if it did."""
    return ledger.rejection(Ask(origin.submission_id, origin.chunk, ledger.board).name, origin.row)


def decided_at(origin: Origin, board: str, boards: BoardStore, submissions: SubmissionStore) -> dt.datetime | None:
    """Return when a board decided on a row: the row's own moment where it was told by itself, else the answer's."""
    ask = Ask(origin.submission_id, origin.chunk, board)
    own = (decision.at for decision in boards.decisions(ask) if decision.decision.row == origin.row)
    return next(own, None) or submissions.answered_at(origin.submission_id, AnswerFact(chunk=origin.chunk, board=board))


def standings(record: LearnerRecord, ledgers: LedgerStore) -> dict[str, BoardStanding]:
    """Return how a record stands at each board that was asked about it."""
    return standings_of([record], ledgers)[0]


class Ledgers(Protocol):
    """Where ledgers are looked up."""

    def find(self, keys: Collection[LedgerKey]) -> Mapping[LedgerKey, Ledger]:
        """Return the ledgers, empty ones where none is stored."""


def standings_of(records: Sequence[LearnerRecord], ledgers: Ledgers) -> list[dict[str, BoardStanding]]:
    """Return how each of the records stands at each board that was asked about it: one look-up for all."""
    found = ledgers.find({key for record in records for key in ledger_keys(record)})
    return [{key.board: standing(record, found[key]) for key in ledger_keys(record)} for record in records]


def line_standing(record: LearnerRecord, board: str, of_boards: Mapping[str, BoardStanding]) -> BoardStanding:
    """Return how a record's credit stands at a board, or for a licence: that is settled as soon as it is reported."""
    return of_boards.get(board) or BoardStanding(CreditStatus.DELETED if record.deleted else CreditStatus.ACCEPTED)


def credits_of(records: Iterable[LearnerRecord], ledgers: Ledgers) -> list[Credit]:
    """
    Return every credit that a physician's records tell of, derived ones among them, the newest completion first.

    A record that was stored under two of the physician's IDs, because a roster came in between, counts once, as it was
    reported last.
    """
    records = reported_last(records)
    standing_at = standings_of(records, ledgers)
    reported = [
        credit
        for record, of_boards in zip(records, standing_at, strict=True)
        for credit in _reported(record, of_boards)
    ]
    derived = _derived(
        records, {(credit.record_id, credit.board): credit for credit in reported if credit.status in COUNTING}
    )
    return sorted([*reported, *derived], key=lambda credit: (credit.completion_date, credit.activity_id), reverse=True)


def reported_last(records: Iterable[LearnerRecord]) -> list[LearnerRecord]:
    """Return each record once, as it was reported last, in the order of those reports."""
    return [*{record.record_id: record for record in sorted(records, key=lambda record: record.origin.at)}.values()]


def amounts_by_day(
    records: Iterable[LearnerRecord], counting: Container[tuple[str, str]]
) -> dict[tuple[str, dt.date], dict[str, float]]:
    """
    Return what records come to on each day of each activity, at each board or state.

    Parameters
    ----------
    records
        Each once.
    counting
        The IDs of records with the boards and states at which they count.
    """
    totals: dict[tuple[str, dt.date], dict[str, float]] = {}
    for record in records:
        for board, points in record.row.points_by_board().items():
            if (record.record_id, board) in counting:
                of_day = totals.setdefault((record.row.activity_id, record.row.completion_date), defaultdict(float))
                of_day[board] += points
    return totals


def _reported(record: LearnerRecord, of_boards: Mapping[str, BoardStanding]) -> Iterator[Credit]:
    """Yield a record's own credits."""
    for place, line in enumerate(record.row.lines, start=1):
        status, code, reason = line_standing(record, line.board, of_boards)
        yield Credit(
            activity_id=record.row.activity_id,
            completion_date=record.row.completion_date,
            board=line.board,
            credit_type=line.credit_type,
            amount=line.amount,
            credit_id=line.credit_id or _hubs_own_id(record.record_id, place),
            status=status,
            reason_code=code,
            reason=reason,
            record_id=record.record_id,
            provider_id=record.provider_id,
            origin=record.origin,
            deleted=record.deleted,
        )


def _derived(records: Iterable[LearnerRecord], counting: Mapping[tuple[str, str], Credit]) -> Iterator[Credit]:
    """
    Yield the CME credit that follows from MOC credit.

    PARS makes one for MOC that was reported without it (release notes of 2024-02-09). Here it is never stored but
    follows from the rest, so that two boards, a second record of the day or CME credit that is reported later can't
    make it twice: there is one for each activity and day on which more MOC than CME counts, and it is the difference.
    Boards overlap as credit types do, and so do states, so the largest of each counts.
    """
    first: dict[tuple[str, dt.date, str], Credit] = {}
    for credit in counting.values():
        first.setdefault((credit.activity_id, credit.completion_date, credit.board), credit)
    for day, of_boards in amounts_by_day(records, counting).items():
        moc = {board: points for board, points in of_boards.items() if board in board_codes()}
        most = max(moc, key=lambda board: (moc[board], board), default="")
        cme = max((points for board, points in of_boards.items() if board not in moc), default=0.0)
        if moc and moc[most] > cme:
            credit = first[(*day, most)]
            yield replace(
                credit,
                credit_type=CME_CREDIT_TYPE,
                amount=moc[most] - cme,
                credit_id=_hubs_own_id(credit.record_id, "cme"),
                derived=True,
            )


def _hubs_own_id(record_id: str, credit: object) -> str:
    return f"ccid:cme-hub:{record_id}-{credit}"


def ledger_keys(record: LearnerRecord) -> list[LedgerKey]:
    """Return what addresses the ledgers of the boards that were asked about a record."""
    return [LedgerKey(board, board_id, record.row.activity_id) for board, board_id in record.board_ids.items()]
