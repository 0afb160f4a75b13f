"""A submission's report for people to read."""

from collections import defaultdict
from collections.abc import Iterator

from rich.console import Console, Group, RenderableType
from rich.text import Text

from cmehub.issues.catalogue import Severity
from cmehub.issues.issue import Issue
from cmehub.issues.reasons import Reason, reason_of_issue, reason_of_rejection
from cmehub.submissions.reports import SubmissionReport
from cmehub.submissions.row_numbers import RowNumbers
from cmehub.submissions.submission import LineStatus, MatchOutcome, Submission, SubmissionStatus
from hub.screen import table

SENT_BEFORE = (
    "The same file was sent before; nothing is done a second time. This is the first answer. "
    "To have it taken once more, such as after deletes, send it with --again."
)
DRY_RUN = "A dry run: nothing was stored and no mail is sent. This is what would come of the file."
_MOST = 20
_Cells = tuple[str, str, Text, str]
_STYLES = {Severity.ERROR: "", Severity.WARNING: "yellow", Severity.NOTE: "dim"}


def show(report: SubmissionReport, console: Console) -> None:
    """Write a report: what came of the rows, the issues and the decisions of boards."""
    console.print(Group(*_parts(report)))


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


def _parts(report: SubmissionReport) -> Iterator[RenderableType]:
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
    yield from _issues(report)
    yield from _rejections(report)
    yield from _activities(report)
    yield from _matches(report)


def _issues(report: SubmissionReport) -> Iterator[RenderableType]:
    if not report.issues:
        return
    issues = table("What the hub found", "row", "field", "what is wrong", "how to mend it", right=("row",))
    found = [*_problems(report.issues), *_notes(report.issues)]
    for cells in found[:_MOST]:
        issues.add_row(*cells)
    yield Text()
    yield issues
    yield from _more(len(found))


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


def _rejections(report: SubmissionReport) -> Iterator[RenderableType]:
    found = dict.fromkeys(
        (record.row, line.board, reason_of_rejection(line))
        for record in report.records
        for line in record.credit_lines
        if line.status is LineStatus.REJECTED
    )
    if not found:
        return
    rejections = table("What boards rejected", "row", "board", "why", "how to mend it", right=("row",))
    for row, board, reason in [*found][:_MOST]:
        rejections.add_row(str(row), board, reason.heading, reason.mend)
    yield Text()
    yield rejections
    yield from _more(len(found))


def _activities(report: SubmissionReport) -> Iterator[RenderableType]:
    refused = {issue.row for issue in report.issues if issue.severity is Severity.ERROR}
    taken = [record for record in report.records if report.kind == "activities" and record.row not in refused]
    if taken:
        activities = table("Activities", "row", "action", "ACCME Activity ID", right=("row",))
        for record in taken[:_MOST]:
            activities.add_row(str(record.row), record.action or "", record.activity_id or "")
        yield Text()
        yield activities
        yield from _more(len(taken))


def _matches(report: SubmissionReport) -> Iterator[RenderableType]:
    matched = [(record.row, record.match) for record in report.records if record.match]
    if matched:
        matches = table("Matches", "row", "result", "agrees", "doesn't agree", right=("row",))
        for row, match in matched[:_MOST]:
            result = Text(match.result, style="green" if match.result is MatchOutcome.MATCH else "yellow")
            matches.add_row(str(row), result, ", ".join(match.matched_on), ", ".join(match.mismatched))
        yield Text()
        yield matches
        yield from _more(len(matched))


def _more(count: int) -> Iterator[Text]:
    if count > _MOST:
        yield Text(f"and {count - _MOST:,} more: use --json", style="dim")
