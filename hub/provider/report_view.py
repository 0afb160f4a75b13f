"""A submission's report for people to read."""

import sys
from collections import defaultdict
from collections.abc import Iterator, Sequence

from rich.console import Console, Group, RenderableType
from rich.table import Table
from rich.text import Text

from cmehub.issues.catalogue import Severity
from cmehub.issues.issue import Issue
from cmehub.issues.reasons import Reason, reason_of_issue, reason_of_rejection
from cmehub.submissions.reports import SubmissionReport
from cmehub.submissions.row_numbers import RowNumbers
from cmehub.submissions.submission import LineStatus, MatchOutcome, MatchResult, Submission, SubmissionStatus
from hub.screen import table

SENT_BEFORE = (
    "The same file was sent before; nothing is done a second time. This is the first answer. "
    "To have it taken once more, such as after deletes, send it with --again."
)
DRY_RUN = "A dry run: nothing was stored and no mail is sent. This is what would come of the file."
_MOST = 20
_Cells = tuple[str | Text, ...]
_Listing = tuple[Table, Sequence[_Cells]]
_STYLES = {Severity.ERROR: "", Severity.WARNING: "yellow", Severity.NOTE: "dim"}


def show(report: SubmissionReport, console: Console, *, whole: bool = False) -> None:
    """Write a report: what came of the rows, the issues and the decisions of boards; long lists only if wanted."""
    console.print(Group(*_parts(report, sys.maxsize if whole else _MOST)))


def state(submission: Submission | None) -> str:
    """Say in a few words how far a submission has come."""
    if submission is None:
        return "waiting for the hub to take the file"
    match submission.status:
        case SubmissionStatus.READING:
            return f"reading; {submission.chunks_done} chunks of rows checked"
        case SubmissionStatus.VALIDATING:
            return f"checking rows; {submission.chunks_done} of {submission.chunks} chunks done"
        case SubmissionStatus.AWAITING_BOARDS:
            return f"awaiting boards; {submission.requests_answered} of {submission.requests_made} have answered"
        case SubmissionStatus.FINISHED:
            return f"finished; {submission.rows:,} rows"


def _parts(report: SubmissionReport, most: int) -> Iterator[RenderableType]:
    counts = report.counts
    yield Text.assemble(("Submission ", "bold"), (report.submission_id, "bold cyan"))
    if report.duplicate_of:
        yield Text(SENT_BEFORE, style="yellow")
    if report.dry_run:
        yield Text(DRY_RUN, style="yellow")
    what = f"{report.kind} as {report.format}" if report.kind else "a file"
    rows = f"{report.rows:,} rows" if report.lines is None else f"{report.rows:,} rows of {report.lines:,} lines"
    yield Text(f"{what} from provider {report.provider_id}, {report.status.value}: {rows}")
    yield Text.assemble(
        "  ",
        (f"{counts.accepted:,} accepted", "green"),
        ", ",
        (f"{counts.refused:,} refused by us", "red" if counts.refused else ""),
        ", ",
        (f"{counts.rejected:,} rejected by boards", "red" if counts.rejected else ""),
        f", {counts.pending:,} pending",
    )
    for listing, cells in (_issues(report), _rejections(report), _activities(report), _matches(report)):
        if not cells:
            continue
        for row in cells[:most]:
            listing.add_row(*row)
        yield Text()
        yield listing
        if len(cells) > most:
            more = len(cells) - most
            yield Text(f"and {more:,} more: hub status {report.submission_id} --all", style="dim")


def _issues(report: SubmissionReport) -> _Listing:
    listing = table("What the hub found", "row", "field", "what is wrong", "how to mend it", right=("row",))
    return listing, [*_problems(report.issues), *_notes(report.issues)]


def _problems(issues: list[Issue]) -> Iterator[_Cells]:
    """Yield the cells of all that is told of the file, then of each error and warning in the order of their rows."""
    for issue in sorted(issues, key=lambda issue: issue.row or 0):
        if issue.row is None or issue.severity is not Severity.NOTE:
            row = "file" if issue.row is None else str(issue.row)
            yield row, issue.field or "", Text(issue.message, style=_STYLES[issue.severity]), issue.fix


def _notes(issues: list[Issue]) -> Iterator[_Cells]:
    """Yield the cells of rows' notes, those that many rows have in common as one line."""
    alike: dict[Reason, list[Issue]] = defaultdict(list)
    for issue in issues:
        if issue.severity is Severity.NOTE and issue.row is not None:
            alike[reason_of_issue(issue)].append(issue)
    for reason, notes in alike.items():
        rows = RowNumbers()
        for row in sorted(note.row or 0 for note in notes):
            rows.add(row)
        said = notes[0].message if rows.count == 1 else f"{reason.heading} ({rows.count:,} rows: {rows})"
        yield str(rows.first), notes[0].field or "", Text(said, style=_STYLES[Severity.NOTE]), reason.mend


def _rejections(report: SubmissionReport) -> _Listing:
    found = dict.fromkeys(
        (record.row, line.board, reason_of_rejection(line))
        for record in report.records
        for line in record.credit_lines
        if line.status is LineStatus.REJECTED
    )
    listing = table("What boards rejected", "row", "board", "why", "how to mend it", right=("row",))
    return listing, [(str(row), board, reason.heading, reason.mend) for row, board, reason in found]


def _activities(report: SubmissionReport) -> _Listing:
    refused = {issue.row for issue in report.issues if issue.severity is Severity.ERROR}
    taken = [record for record in report.records if report.kind == "activities" and record.row not in refused]
    listing = table("Activities", "row", "action", "ACCME Activity ID", right=("row",))
    return listing, [(str(record.row), record.action or "", record.activity_id or "") for record in taken]


def _matches(report: SubmissionReport) -> _Listing:
    def result(match: MatchResult) -> Text:
        return Text(match.result, style="green" if match.result is MatchOutcome.MATCH else "yellow")

    listing = table("Matches", "row", "result", "agrees", "doesn't agree", right=("row",))
    return listing, [
        (str(record.row), result(match), ", ".join(match.matched_on), ", ".join(match.mismatched))
        for record in report.records
        if (match := record.match)
    ]
