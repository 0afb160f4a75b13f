"""What a chunk comes to: a result for each row, and the requests to the boards."""

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any

from pydantic import TypeAdapter, ValidationError

from cmehub.boards.ledgers import BoardRequest
from cmehub.fields.types import ActivityId, Date, LearnerAction
from cmehub.issues.catalogue import Severity
from cmehub.issues.issue import Issue
from cmehub.learners.records import LearnerRecord, LearnerRow
from cmehub.submissions.submission import LineResult, LineStatus, RowResult

_TOLD: dict[str, TypeAdapter[Any]] = {
    "action": TypeAdapter(LearnerAction),
    "activity_id": TypeAdapter(ActivityId),
    "completion_date": TypeAdapter(Date),
}


@dataclass
class ChunkOutcome:
    """
    What a chunk comes to.

    Attributes
    ----------
    results, requests
        The results of its rows in their order, and the requests by board.
    deleted_from
        The submissions that had stored what it deletes.
    """

    results: list[RowResult] = field(default_factory=list)
    requests: dict[str, list[BoardRequest]] = field(default_factory=dict)
    deleted_from: set[str] = field(default_factory=set)


def learner_result(
    number: int,
    row: LearnerRow,
    issues: list[Issue],
    *,
    record: LearnerRecord | None = None,
    asked: frozenset[str] = frozenset(),
    activity_format: str | None = None,
) -> RowResult:
    """
    Return the result of a learner row.

    Parameters
    ----------
    number
        The sender's row number.
    row
        What the row says.
    issues
        What is wrong with it; an error refuses every line.
    record
        What the row added, deleted or repeats.
    asked
        The boards that are asked about it; lines for others are settled.
    activity_format
        Of its activity, if that is known.
    """
    error = next((issue for issue in issues if issue.severity is Severity.ERROR), None)

    def status(board: str) -> LineStatus:
        if error:
            return LineStatus.REFUSED
        return LineStatus.SUBMITTED if board in asked else LineStatus.ACCEPTED

    return RowResult(
        row=number,
        action=row.action,
        activity_id=row.activity_id,
        completion_date=row.completion_date,
        record=record.origin.name if record else None,
        learner_key=record.learner_key if record else None,
        record_id=record.record_id if record else None,
        activity_format=activity_format,
        credit_lines=tuple(
            LineResult(
                board=line.board,
                credit_type=line.credit_type,
                amount=line.amount,
                credit_id=line.credit_id,
                status=status(line.board),
                reason_code=error.code if error else None,
                reason=error.message if error else None,
            )
            for line in row.lines
        ),
        issues=tuple(issues),
    )


def unread_result(number: int, fields: dict[str, Any], issues: Sequence[Issue]) -> RowResult:
    """Return the result of a learner row that isn't taken: its action, activity and date, as far as they read."""
    told = {}
    for name, kind in _TOLD.items():
        with suppress(ValidationError):
            told[name] = kind.validate_python(fields.get(name))
    return RowResult(row=number, issues=tuple(issues), **told)
