"""What each sample file is to come to, and how a report differs from it."""

import json
from pathlib import Path

from cmehub.issues.catalogue import Severity
from cmehub.submissions.reports import RowRecord, SubmissionReport
from cmehub.submissions.submission import LineStatus

Outcome = tuple[str, str | None]
_ACCEPTED: Outcome = (LineStatus.ACCEPTED.value, None)


def differences(report: SubmissionReport, expected: Path) -> list[str]:
    """
    List in sentences what came out otherwise than expected.

    Parameters
    ----------
    report
        The report of a sample file.
    expected
        The file's ``.expected.json``; without one, every row is to be accepted without an issue.
    """
    found = {record.row: _outcome(report, record) for record in report.records}
    wanted = _wanted(expected) if expected.exists() else dict.fromkeys(found, _ACCEPTED)
    said = [
        f"row {row}: {_words(found.get(row))} instead of {_words(wanted.get(row))}"
        for row in sorted(wanted.keys() | found.keys())
        if found.get(row) != wanted.get(row)
    ]
    of_file = (issue for issue in report.issues if issue.row is None and issue.severity is not Severity.NOTE)
    return said + [f"the file: {issue.code}" for issue in of_file]


def expected_of(sample: Path) -> Path:
    """Return where it stands what a sample file is to come to."""
    return sample.with_suffix(".expected.json")


def _wanted(expected: Path) -> dict[int, Outcome]:
    return {
        outcome["row"]: (outcome["outcome"], outcome["code"]) for outcome in json.loads(expected.read_text("utf-8"))
    }


def _outcome(report: SubmissionReport, record: RowRecord) -> Outcome:
    errors = [issue.code for issue in report.issues if issue.row == record.row and issue.severity is Severity.ERROR]
    if errors:
        return LineStatus.REFUSED.value, errors[0]
    for status in (LineStatus.REJECTED, LineStatus.SUBMITTED):
        if lines := [line for line in record.credit_lines if line.status is status]:
            return status.value, lines[0].reason_code
    return _ACCEPTED


def _words(outcome: Outcome | None) -> str:
    return " ".join(filter(None, outcome)) if outcome else "not there"
