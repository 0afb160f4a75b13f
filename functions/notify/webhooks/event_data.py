"""What events say: IDs and codes, nothing personal."""

from collections.abc import Iterator
from typing import Any

from cmehub.activities.reviews import Review
from cmehub.boards.asks import Ask
from cmehub.boards.ledgers import Decision
from cmehub.runtime.json_lines import unpack
from cmehub.stores import SubmissionStore, WorkObjects
from cmehub.submissions.events import EventType
from cmehub.submissions.judged_chunks import row_status
from cmehub.submissions.messages import EventMessage
from cmehub.submissions.reports import submission_report
from cmehub.submissions.submission import LineResult, LineStatus, RowResult, Submission, decisions_key, results_key

Data = dict[str, Any]


def event_data(
    message: EventMessage, submission: Submission, submissions: SubmissionStore, objects: WorkObjects
) -> Data:
    """Return what is said of an event, read from the facts about the submission."""
    of_submission = {"submission_id": submission.submission_id, "dry_run": submission.dry_run}
    match message:
        case EventMessage(event_type=EventType.VALIDATED, chunk=int(chunk)):
            validated = map(_validated, _results(submission, chunk, objects))
            return of_submission | {"chunk": chunk, "rows": [*validated]}
        case EventMessage(event_type=EventType.DECIDED, chunk=int(chunk), board=str(board)):
            decided = unpack(objects.get(decisions_key(*Ask(submission.submission_id, chunk, board))))
            decisions = {decision.row: decision for decision in map(Decision.model_validate, decided)}
            results = _results(submission, chunk, objects)
            rows = (_decided(result, decisions[result.row]) for result in results if result.row in decisions)
            return of_submission | {"chunk": chunk, "board": board, "rows": [*rows]}
        case EventMessage(event_type=EventType.FINISHED):
            report = submission_report(submission, submissions, objects, None, limit=0)
            told = report.model_dump(mode="json", include={"kind", "format", "status", "rows", "counts"})
            return of_submission | told
        case _:
            raise ValueError(f"No data belong to {message!r}")


def review_data(review: Review) -> Data:
    """Return what is said of a review; its words are read by the API."""
    of_request = {"activity_id", "review_id", "board", "due"}
    outcome = review.outcome.outcome if review.outcome else None
    return review.request.model_dump(mode="json", include=of_request) | {"outcome": outcome}


def _results(submission: Submission, chunk: int, objects: WorkObjects) -> Iterator[RowResult]:
    return map(RowResult.model_validate, unpack(objects.get(results_key(submission.submission_id, chunk))))


def _validated(result: RowResult) -> Data:
    issues = [issue.model_dump(mode="json", include={"code", "severity", "field"}) for issue in result.issues]
    lines = [_line(line) | {"board": line.board, "status": line.status} for line in result.credit_lines]
    return _row(result) | {"status": row_status(result), "credit_lines": lines, "issues": issues}


def _decided(result: RowResult, decision: Decision) -> Data:
    status = LineStatus.ACCEPTED if decision.accepted else LineStatus.REJECTED
    lines = [_line(line) for line in result.credit_lines if line.board == decision.board]
    return _row(result) | {
        "status": status,
        "reason_code": decision.reason_code,
        "reason": decision.reason,
        "credit_lines": lines,
    }


def _row(result: RowResult) -> Data:
    told = {"row": result.row, "action": result.action, "activity_id": result.activity_id}
    return told | {"record": result.record}


def _line(line: LineResult) -> Data:
    return {"credit_type": line.credit_type, "amount": line.amount, "credit_id": line.credit_id}
