"""What a changed rule pack would change: stored records judged by the present rules and again by the changed ones."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal, Self

from pydantic import BaseModel, ConfigDict

from cmehub.activities.activity import Activity
from cmehub.boards.ledgers import BoardRequest, Ledger
from cmehub.issues.catalogue import Severity
from cmehub.issues.reasons import reason_of_issue
from cmehub.learners.board_requests import board_request
from cmehub.learners.records import LearnerRecord
from cmehub.people.rosters import RosterEntry
from cmehub.rules.judgement import judge
from cmehub.rules.learner_checks import check_learner
from cmehub.rules.packs import Packs, rule_pack
from cmehub.stores import LedgerKey
from cmehub.submissions.rows import Location

_ASK = "replay"


class Verdict(BaseModel):
    """What a record comes to, and the code and sentence of the reason if it isn't accepted."""

    model_config = ConfigDict(frozen=True)

    outcome: Literal["accepted", "refused", "rejected"]
    code: str | None = None
    reason: str | None = None


class JudgementChange(BaseModel):
    """A record that the changed rules judge otherwise; it is told by ids and by the row that sent it."""

    model_config = ConfigDict(frozen=True)

    provider_id: str
    submission_id: str
    row: int
    record_id: str
    activity_id: str
    completion_date: str
    before: Verdict
    after: Verdict


class Replay(BaseModel):
    """
    What came of judging a board's records by changed rules.

    Attributes
    ----------
    records
        How many were judged.
    counts
        How many went from what to what, such as ``accepted -> rejected``.
    changes
        Those that came out otherwise, in the order in which they were reported.
    """

    board: str
    records: int
    counts: dict[str, int]
    changes: list[JudgementChange]

    def of_provider(self, provider_id: str) -> Self:
        """Return what changes for one provider's records, which the other providers' records have a part in."""
        changes = [change for change in self.changes if change.provider_id == provider_id]
        return self.model_copy(update={"changes": changes, "counts": _counts(changes)})


def reports_to(record: LearnerRecord, board: str) -> bool:
    """Tell whether a record stands and reports to a board."""
    return record.deleted is None and board in record.board_ids


def replay(
    board: str,
    records: Iterable[LearnerRecord],
    activities: Mapping[str, Activity],
    diplomates: Mapping[str, RosterEntry],
    changed: Packs,
) -> Replay:
    """
    Judge a board's records by the present and by changed rules, and compare.

    Both judgements start from nothing and see the activities and rosters of today, so whatever differs comes from the
    rules alone. What a real board decided is not looked at, and a row that the hub refused left no record to judge.

    Parameters
    ----------
    board
        The board.
    records
        Its records, in any order; see `reports_to`.
    activities, diplomates
        The records' activities by ID, and the board's diplomates by ID.
    changed
        Gives the changed rules of the board, and the present ones of every other.
    """
    in_order = sorted(records, key=lambda record: (record.origin.at, record.origin.submission_id, record.origin.row))
    before = _Judge(board, activities, diplomates, rule_pack).verdicts(in_order)
    after = _Judge(board, activities, diplomates, changed).verdicts(in_order)
    changes = [
        _change(record, was, is_now)
        for record, was, is_now in zip(in_order, before, after, strict=True)
        if (was.outcome, was.code) != (is_now.outcome, is_now.code)
    ]
    return Replay(board=board, records=len(in_order), counts=_counts(changes), changes=changes)


@dataclass
class _Judge:
    """One set of rules, and what the board has decided by them so far."""

    board: str
    activities: Mapping[str, Activity]
    diplomates: Mapping[str, RosterEntry]
    packs: Packs
    ledgers: dict[LedgerKey, Ledger] = field(default_factory=dict)

    def verdicts(self, records: Sequence[LearnerRecord]) -> list[Verdict]:
        return [self._verdict(record, self.activities.get(record.row.activity_id)) for record in records]

    def _verdict(self, record: LearnerRecord, activity: Activity | None) -> Verdict:
        """Judge a record as on the day on which it came in."""
        origin = record.origin
        row, issues = check_learner(
            origin.row,
            record.row,
            activity,
            provider_id=record.provider_id,
            today=origin.at.date(),
            field_name=_field,
            packs=self.packs,
        )
        error = next((issue for issue in issues if issue.severity is Severity.ERROR), None)
        if error:
            return Verdict(outcome="refused", code=error.code, reason=reason_of_issue(error).heading)
        if activity is None:
            raise TypeError("a record without an activity has an error")
        request = board_request(
            record.model_copy(update={"row": row}),
            activity,
            self.board,
            origin=f"{origin.submission_id}#{origin.row}",
            row=origin.row,
            action="add",
            by_name=not any(line.learner_id for line in row.lines if line.board == self.board),
        )
        return self._decision(request)

    def _decision(self, request: BoardRequest) -> Verdict:
        key = LedgerKey(self.board, request.board_id, request.activity_id)
        ledger = self.ledgers.get(key) or Ledger(**key._asdict())
        pack = self.packs(self.board, request.completion_date)
        diplomate = self.diplomates.get(request.board_id)
        decision, self.ledgers[key] = judge(_ASK, request, ledger, diplomate, pack)
        if decision.accepted:
            return Verdict(outcome="accepted")
        return Verdict(outcome="rejected", code=decision.reason_code, reason=decision.reason)


def _counts(changes: Iterable[JudgementChange]) -> dict[str, int]:
    return dict(Counter(f"{change.before.outcome} -> {change.after.outcome}" for change in changes).most_common())


def _change(record: LearnerRecord, before: Verdict, after: Verdict) -> JudgementChange:
    return JudgementChange(
        provider_id=record.provider_id,
        submission_id=record.origin.submission_id,
        row=record.origin.row,
        record_id=record.record_id,
        activity_id=record.row.activity_id,
        completion_date=record.row.completion_date.isoformat(),
        before=before,
        after=after,
    )


def _field(location: Location) -> str:
    """Name a field in words, since records no longer know what their senders called it."""
    return next(str(part) for part in reversed(location) if isinstance(part, str)).replace("_", " ")
