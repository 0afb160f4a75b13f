"""The fix-it workbook: what has to be mended, told beside it, and taken when it comes back."""

import io
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from cmehub.documents.mend_rows import rows_to_mend
from cmehub.formats import open_file
from cmehub.formats.learners.workbook import LEARNER_WORKBOOK
from cmehub.formats.template_cells import cells_of
from cmehub.issues.catalogue import CATALOGUE
from cmehub.issues.issue import row_issue
from cmehub.submissions.judged_chunks import JudgedChunks
from cmehub.submissions.reports import SubmissionReport
from cmehub.submissions.submission import LineResult, LineStatus, RowResult
from functions.notify.fix_it import making
from functions.notify.fix_it.making import fix_it_workbook
from functions.notify.fix_it.workbook import Contents, SheetColumn, write_fix_it
from functions.notify.mail.summary import summarise
from local.in_memory.hub import MemoryHub
from local.sample_data.sample_files import SAMPLES
from tests.notify_hub import LEARNER_SAMPLES
from tests.sample_hub import PROVIDER_ID, outcomes_of, stocked_hub

BAD = "00FFD9D0"


def fix_it_of(hub: MemoryHub, report: SubmissionReport) -> bytes | None:
    submission = hub.submissions.find(report.submission_id)
    assert submission is not None
    results = JudgedChunks(submission, hub.submissions, hub.objects).results()
    return fix_it_workbook(submission, summarise(submission.issues, results), hub.submissions, hub.objects)


def opened(content: bytes | None) -> Workbook:
    assert content is not None
    return load_workbook(io.BytesIO(content))


def sheet_rows(book: Workbook, title: str = "Rows to mend") -> list[dict[str, Any]]:
    if title not in book.sheetnames:
        return []
    sheet = book[title]
    assert isinstance(sheet, Worksheet)
    headings = [cell.value for cell in sheet[2]]
    return [
        {str(heading): cell for heading, cell in zip(headings, row, strict=True)} for row in sheet.iter_rows(min_row=3)
    ]


def bad_columns(row: dict[str, Any]) -> set[str]:
    return {heading for heading, cell in row.items() if cell.fill.fgColor.rgb == BAD}


@pytest.mark.parametrize("name", ["learners-mistakes", "learners"])
def test_it_holds_the_rows_that_were_not_taken_and_no_others(name: str) -> None:
    hub = stocked_hub()
    report = hub.submit(SAMPLES / ("learners.xml" if name == "learners" else f"{name}.xlsx"), PROVIDER_ID)

    book = opened(fix_it_of(hub, report))
    rows = sheet_rows(book) + sheet_rows(book, "To do elsewhere")

    bad = [row for row in outcomes_of(report) if row["outcome"] != "accepted" and row["code"] != "DUPLICATE_ROW"]
    assert sorted(int(row["Row in your file"].value) for row in rows) == [row["row"] for row in bad]
    assert all(row["What is wrong"].value for row in rows)


@pytest.mark.parametrize(
    ("number", "columns", "told", "suggested"),
    [
        (9, {"First Name"}, "First Name is empty.", None),
        (12, {"Certifying Board"}, "Certifying Board is empty.", None),
        (17, {"Record Action"}, "reads “Change”", None),
        (32, {"Credits Awarded for Credit Type", "Total Board Credits"}, "1.1, which is not a multiple of 0.25", "1"),
        (36, {"Credits Awarded for Credit Type", "Total Board Credits"}, "at most 4", "4"),
        (57, {"First Name"}, "another given name", None),
        (58, {"First Name", "Last Name", "Date of Birth", "Certifying Board ID"}, "with this ID, name and birth", None),
        (61, {"Certifying Board ID"}, "with this name and birth day", None),
        (62, {"Licensing ID or NPI"}, "is not the number of the person", None),
        (63, {"Date of Birth"}, "another birth day", None),
    ],
)
def test_the_bad_cells_are_coloured_and_explained(
    number: int, columns: set[str], told: str, suggested: str | None
) -> None:
    hub = stocked_hub()
    book = opened(fix_it_of(hub, hub.submit(SAMPLES / "learners-mistakes.xlsx", PROVIDER_ID)))

    (row,) = (sheet_row for sheet_row in sheet_rows(book) if sheet_row["Row in your file"].value == str(number))

    assert bad_columns(row) == columns
    assert told in row["What is wrong"].value
    if suggested:
        assert row["Suggestion"].value.splitlines()[0].endswith(f": {suggested}")


def test_the_summary_counts_by_code_and_column() -> None:
    hub = stocked_hub()
    report = hub.submit(SAMPLES / "learners-mistakes.xlsx", PROVIDER_ID)

    lines = [*opened(fix_it_of(hub, report))["Summary"].iter_rows(values_only=True)]

    assert ("MAX_POINTS_REACHED", "Credits Awarded for Credit Type", "2", "65 and 67") in {
        (line[0], line[1], line[4], line[5]) for line in lines
    }
    facts = {line[0]: line[1] for line in lines if line[0]}
    assert facts["Submission"] == report.submission_id
    assert facts["Not in this workbook"] == "Rows that repeat another: 50 and 51"
    codes = {row["code"] for row in outcomes_of(report)} - {None}
    assert codes <= facts.keys()


def test_of_a_row_that_a_board_rejected_only_the_rejected_credit_comes_back() -> None:
    fields = {
        "action": "Add",
        "lines": [
            {"board": "Ohio", "learner_id": "7", "amount": "2", "column": "cme"},
            {"board": "ABIM", "learner_id": "999999", "credit_type": "Medical Knowledge", "amount": "2", "column": "0"},
        ],
    }
    rejected = {"status": LineStatus.REJECTED, "reason_code": "BOARD_ID_NOT_FOUND", "reason": "Unknown."}
    result = RowResult(
        row=4,
        credit_lines=(
            LineResult(board="OH", credit_type="CME", amount=2, status=LineStatus.ACCEPTED),
            LineResult.model_validate({"board": "ABIM", "credit_type": "Medical Knowledge", "amount": 2, **rejected}),
        ),
    )

    (row,) = rows_to_mend([(4, fields)], {4: result}, LEARNER_WORKBOOK)

    texts = {cell.heading: cell.text for cell in row.cells if cell.text}
    assert texts == {
        "Record Action": "Add",
        "Certifying Board": "ABIM",
        "Certifying Board ID": "999999",
        "Credit Type": "Medical Knowledge",
        "Credits Awarded for Credit Type": "2",
    }
    assert [problem.headings for problem in row.problems] == [
        ("First Name", "Last Name", "Date of Birth", "Certifying Board ID")
    ]


def test_a_submission_without_rows_to_mend_has_none() -> None:
    hub = stocked_hub()

    assert fix_it_of(hub, hub.submit(SAMPLES / "learners-clean.xlsx", PROVIDER_ID)) is None


@pytest.mark.parametrize("name", ["=1+1", "+1", "-2", "@SUM(A1)", "\x01=cmd", "a" * 40_000])
def test_what_a_sender_wrote_stays_text(tmp_path: Path, name: str) -> None:
    fields = {"family_name": name, "lines": []}
    (row,) = rows_to_mend(
        [(3, fields)], {3: RowResult(row=3, issues=(row_issue("FIELD_MISSING", 3, field="x"),))}, LEARNER_WORKBOOK
    )
    columns = [SheetColumn("Last Name", (0,), "", 0)]
    write_fix_it(tmp_path / "fix.xlsx", Contents(columns, [row], (1, 0), {}, facts=[("=1", "=2")], lines=[]))

    book = load_workbook(tmp_path / "fix.xlsx")
    for sheet in book.worksheets:
        assert {cell.data_type for line in sheet.iter_rows() for cell in line} <= {"s", "n", "inlineStr"}
    (cell,) = [cell for cell in book["Rows to mend"][3] if cell.value and cell.column == 4]
    assert cell.value == name.replace("\x01", "")[:32_767]
    assert cell.quotePrefix == (name[0] in "=+-@")


def test_rows_beyond_the_limit_are_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(making, "MOST_ROWS", 5)
    hub = stocked_hub()

    book = opened(fix_it_of(hub, hub.submit(SAMPLES / "learners-mistakes.xlsx", PROVIDER_ID)))

    assert len(sheet_rows(book)) == 5
    told = " ".join(str(row[1]) for row in book["Summary"].iter_rows(values_only=True))
    assert "51 more rows to mend" in told


@pytest.mark.parametrize("sample", ["learners.xml", "learners-mistakes.xlsx"])
def test_unmended_it_comes_to_the_same_as_before(tmp_path: Path, sample: str) -> None:
    hub = stocked_hub()
    report = hub.submit(SAMPLES / sample, PROVIDER_ID, "dry-run/", "v1")
    content = fix_it_of(hub, report)
    assert content is not None
    Path(tmp_path, "fix.xlsx").write_bytes(content)

    again = hub.submit(tmp_path / "fix.xlsx", PROVIDER_ID, "dry-run/", "v2")

    before = [row["code"] for row in outcomes_of(report) if row["outcome"] == "refused"]
    refused = [row["code"] for row in outcomes_of(again) if row["outcome"] == "refused"]
    assert refused == [code for code in before if code != "DUPLICATE_ROW" and CATALOGUE[code].in_cells]


def test_every_format_of_a_sample_keeps_its_fields(tmp_path: Path) -> None:
    for sample in LEARNER_SAMPLES:
        for row in open_file(SAMPLES / sample).rows:
            cells = {cell.heading: cell.text for cell in cells_of("learners", row.fields)}
            book = Workbook()
            assert book.active is not None
            book.active.append([*cells])
            book.active.append([*cells.values()])
            book.save(tmp_path / "one.xlsx")
            read = [*open_file(tmp_path / "one.xlsx").rows]
            assert [without_columns(read_row.fields) for read_row in read] == [without_columns(row.fields)]


def without_columns(fields: dict[str, Any]) -> dict[str, Any]:
    kept = {name: text for name, text in fields.items() if name not in ("status", "provider_id", "lines")}
    lines = [
        {name: text for name, text in line.items() if name not in ("column", "credit_unit")}
        for line in fields.get("lines", [])
    ]
    return kept | {"lines": lines}
