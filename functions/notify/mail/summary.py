"""What came of a submission, gathered row by row in memory that doesn't grow with its rows."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import NamedTuple

from cmehub.issues.catalogue import Severity
from cmehub.issues.issue import Issue
from cmehub.issues.reasons import Reason, reason_of_issue, reason_of_rejection
from cmehub.submissions.judged_chunks import row_status
from cmehub.submissions.row_numbers import RowNumbers
from cmehub.submissions.submission import LineStatus, RowResult

MOST_GROUPS = 50
OTHER_REASONS = Reason(
    "", "Other problems.", "Mend what is listed here first; the answer to the mended file tells what is left."
)


class ReasonGroup(NamedTuple):
    """The rows that have one reason."""

    reason: Reason
    rows: RowNumbers


@dataclass
class Section:
    """Groups of rows by reason; reasons beyond the first 50 share one group."""

    _groups: dict[Reason, RowNumbers] = field(default_factory=dict)

    def add(self, reason: Reason, row: int) -> None:
        """Add a row, whose number is at least that of the row before."""
        if reason not in self._groups and len(self._groups) >= MOST_GROUPS:
            reason = OTHER_REASONS
        self._groups.setdefault(reason, RowNumbers()).add(row)

    @property
    def groups(self) -> list[ReasonGroup]:
        """The groups, the largest first."""
        groups = (ReasonGroup(reason, rows) for reason, rows in self._groups.items())
        return sorted(groups, key=lambda group: (group.reason == OTHER_REASONS, -group.rows.count, group.rows.first))


@dataclass
class Summary:
    """
    What came of a submission.

    Attributes
    ----------
    file_issues, file_notes
        Errors of the file as a whole, and what else is to be told of it.
    accepted, refused, rejected
        How many rows came to what; see `cmehub.submissions.reports.Counts`.
    boards
        For which boards, states or NPIs rows have credit.
    has_rows_of_no_board
        Whether there are rows of which that isn't known, such as one that can't be read.
    refusals, rejections, warnings
        Why the hub refused rows, why boards rejected some, and what else their sender should know.
    """

    file_issues: tuple[Issue, ...]
    file_notes: tuple[Issue, ...] = ()
    accepted: int = 0
    refused: int = 0
    rejected: int = 0
    boards: set[str] = field(default_factory=set)
    has_rows_of_no_board: bool = False
    refusals: Section = field(default_factory=Section)
    rejections: Section = field(default_factory=Section)
    warnings: Section = field(default_factory=Section)

    @property
    def rows(self) -> int:
        """How many rows there are."""
        return self.accepted + self.to_mend

    @property
    def to_mend(self) -> int:
        """How many rows were refused or rejected."""
        return self.refused + self.rejected

    @property
    def all_is_well(self) -> bool:
        """Whether there is nothing to write about."""
        return not self.to_mend and not self.file_issues


def summarise(file_issues: Iterable[Issue], results: Iterable[RowResult]) -> Summary:
    """Gather what came of a finished submission; ``results`` come in the order of their rows and are read once."""
    issues = list(file_issues)
    summary = Summary(
        tuple(issue for issue in issues if issue.severity is Severity.ERROR),
        tuple(issue for issue in issues if issue.severity is not Severity.ERROR),
    )
    for result in results:
        match row_status(result):
            case LineStatus.REFUSED:
                summary.refused += 1
            case LineStatus.REJECTED:
                summary.rejected += 1
            case _:
                summary.accepted += 1
        summary.boards.update(line.board for line in result.credit_lines)
        summary.has_rows_of_no_board |= not result.credit_lines
        for issue in result.issues:
            section = summary.refusals if issue.severity is Severity.ERROR else summary.warnings
            section.add(reason_of_issue(issue), result.row)
        for line in result.credit_lines:
            if line.status is LineStatus.REJECTED:
                summary.rejections.add(reason_of_rejection(line), result.row)
    return summary
