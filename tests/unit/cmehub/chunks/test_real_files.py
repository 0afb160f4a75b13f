"""Files as providers really have them, through the hub: what came of each row, and what was told."""

import csv
import datetime as dt
import io
from pathlib import Path

import openpyxl
import pytest

from cmehub.submissions.reports import SubmissionReport
from local.sample_data.sample_files import SAMPLES
from tests.sample_hub import PROVIDER_ID, stocked_hub

CASES = Path("tests/cases")


def taken(report: SubmissionReport) -> dict[int, str]:
    """Return what became of the only credit line of each row that has one."""
    return {record.row: record.credit_lines[0].status.value for record in report.records if record.credit_lines}


@pytest.mark.parametrize(
    ("case", "lines", "told"),
    [
        ("c7c-quote-over-two-rows.csv", {3: "accepted", 4: "accepted"}, ["QUOTE_NOT_CLOSED in 2"]),
        ("c7b-quote-never-closed.csv", {3: "accepted", 4: "accepted"}, ["QUOTE_NOT_CLOSED in 2"]),
        ("a6-bom-one-cp1252-line.csv", {2: "accepted", 3: "accepted"}, ["FILE_TWO_ENCODINGS in None"]),
        ("b10-zero-width-blank.csv", {2: "accepted"}, ["FIELD_REPAIRED in 2"]),
        ("c10-equals-quoted-id.csv", {2: "accepted"}, ["FIELD_REPAIRED in 2"]),
        ("k1-leap-day-typed-in-excel.xlsx", {2: "refused"}, ["BIRTH_DATE_FUTURE in 2"]),
        ("x2-inlinestr-with-v.xlsx", {2: "accepted"}, []),
        ("x1-empty-shared-string.xlsx", {2: "accepted", 4: "accepted"}, ["FIELD_MISSING in 3"]),
        ("e23-two-completion-dates.xml", {1: "refused"}, ["GIVEN_TWICE in 1"]),
        ("j2-certificates-twice.json", {1: "refused"}, ["GIVEN_TWICE in 1"]),
    ],
)
def test_a_case(case: str, lines: dict[int, str], told: list[str]) -> None:
    report = stocked_hub().submit(CASES / case, PROVIDER_ID)

    assert taken(report) == lines
    assert [f"{issue.code} in {issue.row}" for issue in report.issues] == told


def test_a_report_says_how_many_lines_and_rows_were_read() -> None:
    text, workbook = (
        stocked_hub().submit(CASES / case, PROVIDER_ID)
        for case in ("c7c-quote-over-two-rows.csv", "x1-empty-shared-string.xlsx")
    )

    assert (text.rows, text.lines) == (3, 4)
    assert (workbook.rows, workbook.lines) == (3, None)


def test_two_modules_of_a_report_give_each_activity_its_own_credit() -> None:
    report = stocked_hub().submit(CASES / "two-modules.xml", PROVIDER_ID)

    credit = [(record.activity_id, [line.amount for line in record.credit_lines]) for record in report.records]
    assert credit == [("922988743", [3.0]), ("416194271", [1.0])]
    assert taken(report) == {1: "accepted", 2: "accepted"}
    assert [issue.row for issue in report.issues if issue.code == "SEVERAL_IN_REPORT"] == [1, 2]


@pytest.mark.parametrize(
    ("sample", "name"), [("learners.xml", "D'Angelo"), ("activities.xml", "Breathing")], ids=["learners", "activities"]
)
def test_what_cannot_be_seen_is_dropped_whatever_the_format(tmp_path: Path, sample: str, name: str) -> None:
    content = (SAMPLES / sample).read_text("utf-8")
    (tmp_path / sample).write_text(content.replace(name, f"{name[:3]}\u200b{name[3:]}", 1), "utf-8")

    report = stocked_hub().submit(tmp_path / sample, PROVIDER_ID)

    assert [issue.row for issue in report.issues if "can't be seen" in issue.message] == [1]


def test_a_file_with_dates_in_two_orders_says_so(tmp_path: Path) -> None:
    (tmp_path / "matches.csv").write_text(
        "First Name,Last Name,Date of Birth\nAda,Byron,18/08\nBo,Byron,04/03\nCy,Byron,8/18/2999\n"
    )

    report = stocked_hub().submit(tmp_path / "matches.csv", PROVIDER_ID)

    told = {(issue.code, issue.row) for issue in report.issues}
    assert told >= {("FILE_DATE_ORDER", None), ("FIELD_FORMAT", 2), ("BIRTH_DATE_FUTURE", 4)}


def test_the_clean_sample_sent_again_with_other_names_counts_once(tmp_path: Path) -> None:
    hub = stocked_hub()
    hub.submit(SAMPLES / "learners-clean.xlsx", PROVIDER_ID)
    before = [*hub.records.all()]
    sheet = openpyxl.load_workbook(SAMPLES / "learners-clean.xlsx").worksheets[0]
    text = io.StringIO()
    for cells in sheet.iter_rows(min_row=2, values_only=True):
        csv.writer(text).writerow([f"{cell:%m/%d/%Y}" if isinstance(cell, dt.datetime) else cell for cell in cells])
    (tmp_path / "again.csv").write_bytes(text.getvalue().encode("cp1252", "replace"))

    report = hub.submit(tmp_path / "again.csv", PROVIDER_ID)

    codes = [issue.code for issue in report.issues]
    assert codes.count("ALREADY_REPORTED") == report.counts.accepted == len(before) > 50
    assert "NAME_GARBLED" in codes
    assert [*hub.records.all()] == before
