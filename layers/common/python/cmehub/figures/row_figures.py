"""What the rows of submissions count for in a provider's figures."""

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Mapping
from typing import NamedTuple, TypeVar

from cmehub.boards.answer_times import span_of
from cmehub.figures.month_figures import CME, BoardFigures, FormatFigures, MonthFigures
from cmehub.issues.catalogue import Severity
from cmehub.learners.records import Origin
from cmehub.rules.packs import is_board
from cmehub.submissions.judged_chunks import row_status
from cmehub.submissions.submission import LineStatus, RowResult, Submission

_Named = TypeVar("_Named", BoardFigures, FormatFigures)

TIMELY = dt.timedelta(days=30)
"""
Within so long of a completion boards and ACCME expect its report; a later one is taken all the same.

Source: "PARS Provider User Guide" of ACCME, and the MOC program guides of the boards (`docs/boards/README.md`).
"""


class JudgedRow(NamedTuple):
    """
    What became of a row, and what it belongs to.

    Attributes
    ----------
    answered_at
        When boards answered about its chunk, by board.
    """

    submission: Submission
    chunk: int
    result: RowResult
    answered_at: Mapping[str, dt.datetime]


def row_figures(rows: Iterable[JudgedRow]) -> MonthFigures:
    """Return what rows count for, beside the submissions that they belong to."""
    counted: Counter[str] = Counter()
    refusals: Counter[str] = Counter()
    formats: dict[str, FormatFigures] = {}
    boards: dict[str, BoardFigures] = {}
    for row in rows:
        counted.update(_row_counts(row))
        refusals.update(_refusals(row.result))
        result = row.result
        if result.adds_activity:
            _count(formats, result.activity_format or "", FormatFigures(activities=1))
        if not _adds_record(row):
            continue
        for board, answered in _of_boards(row):
            _count(boards, board, answered)
        amounts = [line.amount for line in result.credit_lines if line.status is LineStatus.ACCEPTED]
        if amounts:
            _count(formats, result.activity_format or "", FormatFigures(records=1, credits=max(amounts)))
    return MonthFigures(**counted, refusals=dict(refusals), formats=formats, boards=boards)


def _row_counts(row: JudgedRow) -> dict[str, int]:
    result, status = row.result, row_status(row.result)
    counts = {}
    repeats = result.record is not None and result.action == "add" and not _adds_record(row)
    if status is not LineStatus.SUBMITTED and row.submission.mends is None and not repeats:
        counts = {"first_rows": 1, "right_rows": int(status is LineStatus.ACCEPTED)}
    if result.completion_date and _adds_record(row):
        late = row.submission.received_at.date() - result.completion_date
        counts |= {"dated_rows": 1, "timely_rows": int(late <= TIMELY)}
    if result.action == "delete" and result.record and status is LineStatus.ACCEPTED:
        counts["deleted_records"] = 1
    return counts


def _adds_record(row: JudgedRow) -> bool:
    submission, result = row.submission, row.result
    origin = Origin(submission_id=submission.submission_id, chunk=row.chunk, row=result.row, at=submission.received_at)
    return result.action == "add" and result.record == origin.name


def _refusals(result: RowResult) -> set[str]:
    """Return for which reasons a row was refused or rejected."""
    codes = {issue.code for issue in result.issues if issue.severity is Severity.ERROR}
    return codes | {
        line.reason_code for line in result.credit_lines if line.status is LineStatus.REJECTED and line.reason_code
    }


def _of_boards(row: JudgedRow) -> Iterable[tuple[str, BoardFigures]]:
    """Yield what a row counts for at each board that has answered."""
    for board in {line.board for line in row.result.credit_lines}:
        lines = [line for line in row.result.credit_lines if line.board == board]
        accepted = [line.amount for line in lines if line.status is LineStatus.ACCEPTED]
        rejected = any(line.status is LineStatus.REJECTED for line in lines)
        if not accepted and not rejected:
            continue
        at = row.answered_at.get(board)
        yield (
            board if is_board(board) else CME,
            BoardFigures(
                accepted=int(not rejected),
                rejected=int(rejected),
                credits=max(accepted, default=0),
                answers={span_of(at - row.submission.received_at): 1} if at else {},
            ),
        )


def _count(counted: dict[str, _Named], name: str, more: _Named) -> None:
    counted[name] = counted[name] + more if name in counted else more
