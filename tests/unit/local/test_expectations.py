import json
from pathlib import Path

import pytest

from cmehub.issues.issue import row_issue
from cmehub.submissions.reports import RowRecord, SubmissionReport
from cmehub.submissions.row_statuses import Counts
from cmehub.submissions.submission import LineResult, LineStatus, SubmissionStatus
from local.expectations import differences, expected_of


def a_record(row: int, status: LineStatus = LineStatus.ACCEPTED, reason: str | None = None) -> RowRecord:
    line = LineResult(board="ABIM", credit_type="Medical Knowledge", amount=1, status=status, reason_code=reason)
    return RowRecord(row=row, action="add", activity_id=None, completion_date=None, credit_lines=(line,))


def a_report() -> SubmissionReport:
    return SubmissionReport(
        submission_id="s",
        provider_id="0009999",
        kind="learners",
        format="learner-xml",
        status=SubmissionStatus.FINISHED,
        rows=3,
        counts=Counts(accepted=1, rejected=1, refused=1),
        issues=[row_issue("DELETE_UNKNOWN_RECORD", 2), row_issue("ALREADY_REPORTED", 1)],
        records=[
            a_record(1),
            a_record(2, LineStatus.REFUSED, "DELETE_UNKNOWN_RECORD"),
            a_record(3, LineStatus.REJECTED, "BOARD_ID_NOT_FOUND"),
        ],
    )


@pytest.fixture
def expected(tmp_path: Path) -> Path:
    path = expected_of(tmp_path / "sample.xml")
    rows = [(1, "accepted", None), (2, "refused", "DELETE_UNKNOWN_RECORD"), (3, "rejected", "BOARD_ID_NOT_FOUND")]
    path.write_text(json.dumps([{"row": row, "outcome": outcome, "code": code} for row, outcome, code in rows]))
    return path


def test_a_report_that_is_as_expected_has_no_differences(expected: Path) -> None:
    assert differences(a_report(), expected) == []


def test_a_row_with_another_outcome_is_told(expected: Path) -> None:
    report = a_report()
    report.records[2] = a_record(3)
    assert differences(report, expected) == ["row 3: accepted instead of rejected BOARD_ID_NOT_FOUND"]


def test_a_row_too_few_and_one_too_many_are_told(expected: Path) -> None:
    report = a_report()
    report.records[0] = a_record(4)
    assert differences(report, expected) == [
        "row 1: not there instead of accepted",
        "row 4: accepted instead of not there",
    ]


def test_a_row_that_waits_is_no_accepted_row(expected: Path) -> None:
    report = a_report()
    report.records[0] = a_record(1, LineStatus.SUBMITTED)
    assert differences(report, expected) == ["row 1: submitted instead of accepted"]


def test_without_expectations_every_row_is_to_be_accepted(tmp_path: Path) -> None:
    said = differences(a_report(), tmp_path / "none.json")
    assert [difference.split(":")[0] for difference in said] == ["row 2", "row 3"]
