"""A submission's report for people to read."""

from collections import Counter
from collections.abc import Iterator

from rich.console import Console, Group, RenderableType
from rich.text import Text

from cmehub.issue_catalogue import Severity
from cmehub.issues import Issue
from cmehub.reports import SubmissionReport
from cmehub.submissions import LineStatus, MatchOutcome, Submission, SubmissionStatus
from functions.notify.reasons import reason_of_rejection
from hub.screen import table

SENT_BEFORE = (
    "The same file was sent before; nothing is done a second time. This is the first answer. "
    "To have it taken once more, such as after deletes, send it with --again."
)
DRY_RUN = "A dry run: nothing was stored and no mail is sent. This is what would come of the file."
_MOST = 20
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
    yield Text(f"{what} from provider {report.provider_id}, {report.status.value}: {report.rows:,} rows")
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
    notes = Counter(one.message for one in report.issues if one.severity is Severity.NOTE)
    told: dict[object, Issue] = {}
    for place, one in enumerate(sorted(report.issues, key=lambda one: (one.severity is Severity.NOTE, one.row or 0))):
        told.setdefault(one.message if one.severity is Severity.NOTE else place, one)
    for one in [*told.values()][:_MOST]:
        row = "file" if one.row is None else str(one.row)
        more = notes[one.message] - 1
        message = Text(one.message + (f" So in {more:,} more rows." if more > 0 else ""), style=_STYLES[one.severity])
        issues.add_row(row, one.field or "", message, one.fix)
    yield Text()
    yield issues
    yield from _more(len(told))


def _rejections(report: SubmissionReport) -> Iterator[RenderableType]:
    found = dict.fromkeys(
        (record.row, line.board, *reason_of_rejection(line))
        for record in report.records
        for line in record.credit_lines
        if line.status is LineStatus.REJECTED
    )
    if not found:
        return
    rejections = table("What boards rejected", "row", "board", "why", "how to mend it", right=("row",))
    for row, *words in [*found][:_MOST]:
        rejections.add_row(str(row), *words)
    yield Text()
    yield rejections
    yield from _more(len(found))


def _activities(report: SubmissionReport) -> Iterator[RenderableType]:
    refused = {one.row for one in report.issues if one.severity is Severity.ERROR}
    taken = [one for one in report.records if report.kind == "activities" and one.row not in refused]
    if taken:
        activities = table("Activities", "row", "action", "ACCME Activity ID", right=("row",))
        for one in taken[:_MOST]:
            activities.add_row(str(one.row), one.action or "", one.activity_id or "")
        yield Text()
        yield activities
        yield from _more(len(taken))


def _matches(report: SubmissionReport) -> Iterator[RenderableType]:
    matched = [(one.row, one.match) for one in report.records if one.match]
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
