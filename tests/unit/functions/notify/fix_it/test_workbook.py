"""The sheets of a fix-it workbook: what can be mended in them, what can't, and how they look on screen and paper."""

from pathlib import Path

import pytest
from openpyxl import Workbook
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from cmehub.documents.mend_rows import rows_to_mend
from cmehub.formats.learners.workbook import LEARNER_WORKBOOK
from cmehub.issues.catalogue import Severity
from cmehub.issues.issue import file_issue, row_issue
from cmehub.rules.packs import boards_taking
from cmehub.submissions.judged_chunks import JudgedChunks
from cmehub.submissions.rows import READER_ISSUES
from cmehub.submissions.submission import LineResult, LineStatus, RowResult
from functions.notify.fix_it.making import fix_it_workbook
from functions.notify.mail.summary import summarise
from local.sample_data.sample_files import SAMPLES
from tests.notify_hub import NOW
from tests.sample_hub import PROVIDER_ID, stocked_hub
from tests.unit.functions.notify.fix_it.test_fix_it import fix_it_of, opened, sheet_rows

TOLD = {65: "more than the 4 points", 47: "Completions of 2023 could be reported until 2025-03-31"}
POINTS = 15


@pytest.fixture(scope="module")
def content() -> bytes:
    hub = stocked_hub()
    made = fix_it_of(hub, hub.submit(SAMPLES / "learners-mistakes.xlsx", PROVIDER_ID))
    assert made is not None
    return made


@pytest.fixture(scope="module")
def book(content: bytes) -> Workbook:
    return opened(content)


def sheet_of(book: Workbook, title: str) -> Worksheet:
    sheet = book[title]
    assert isinstance(sheet, Worksheet)
    return sheet


def test_rows_that_no_cell_can_mend_stand_apart_with_what_to_do_instead(book: Workbook) -> None:
    apart = {int(row["Row in your file"].value): row for row in sheet_rows(book, "To do elsewhere")}

    assert sorted(apart) == [47, 53, 54, 65, 67, 70, 73, 75]
    for number, told in TOLD.items():
        assert told in apart[number]["What is wrong"].value
    assert apart[65]["What to do instead"].value == "Report only what is left, or delete the earlier record first."
    assert "Last Name: Okonkwo" in apart[65]["What the row says"].value
    facts = {str(row[0]): str(row[1]) for row in sheet_of(book, "Summary").iter_rows(max_row=8, values_only=True)}
    assert facts["Not in a cell"].startswith("8 rows")


def test_nothing_is_read_from_the_other_sheets(content: bytes, tmp_path: Path) -> None:
    hub = stocked_hub()
    (tmp_path / "fix.xlsx").write_bytes(content)

    report = hub.submit(tmp_path / "fix.xlsx", PROVIDER_ID)

    assert report.format == "learner-workbook"
    assert [issue.code for issue in report.issues if issue.row is None] == []
    assert report.rows == len(sheet_rows(opened(content)))


def test_without_a_row_that_can_be_mended_there_is_no_workbook(tmp_path: Path) -> None:
    hub = stocked_hub()
    mistakes = opened((SAMPLES / "learners-mistakes.xlsx").read_bytes())
    sheet = mistakes.worksheets[0]
    sheet.delete_rows(48, sheet.max_row)
    sheet.delete_rows(3, 44)
    mistakes.save(tmp_path / "late.xlsx")

    report = hub.submit(tmp_path / "late.xlsx", PROVIDER_ID)

    assert [issue.code for issue in report.issues] == ["REPORTING_WINDOW_CLOSED"]
    assert fix_it_of(hub, report) is None


def test_of_one_row_what_can_be_mended_and_what_cannot_are_parted() -> None:
    lines = [
        {"board": board, "learner_id": "7", "credit_type": "Medical Knowledge", "amount": "2", "column": column}
        for board, column in (("ABIM", "credit 1"), ("ABP", "credit 2"))
    ]
    result = RowResult(
        row=4,
        credit_lines=tuple(
            LineResult(
                board=board, credit_type="x", amount=2, status=LineStatus.REJECTED, reason_code=code, reason=reason
            )
            for board, code, reason in (
                ("ABIM", "BOARD_ID_NOT_FOUND", "ABIM knows no diplomate with this ID."),
                ("ABP", "MAX_POINTS_REACHED", "Over the cap."),
            )
        ),
    )

    here, elsewhere = rows_to_mend([(4, {"family_name": "Doe", "lines": lines})], {4: result}, LEARNER_WORKBOOK)

    assert (here.in_cells, elsewhere.in_cells) == (True, False)
    assert [[cell.text for cell in row.cells if cell.heading.endswith("For")] for row in (here, elsewhere)] == [
        ["ABIM"],
        ["ABP"],
    ]


@pytest.mark.parametrize(("fields", "in_cells"), [({}, False), ({"family_name": "Doe"}, True)])
def test_a_row_of_which_nothing_could_be_read_has_no_cell_to_mend(fields: dict[str, str], *, in_cells: bool) -> None:
    refused = RowResult(row=3, issues=(row_issue("FIELD_MISSING", 3, field="First Name"),))

    (row,) = rows_to_mend([(3, fields)], {3: refused}, LEARNER_WORKBOOK)

    assert row.in_cells is in_cells


@pytest.mark.parametrize(("code", "in_cells"), [("GIVEN_TWICE", False), ("FIELD_REPAIRED", True)])
def test_a_fault_that_only_the_reader_of_the_file_saw_is_told_elsewhere(code: str, *, in_cells: bool) -> None:
    found = {"field": "Last Name", "value": "Doe", "other": "Roe", "taken": "Doe", "why": "it is"}
    missing = row_issue("FIELD_MISSING", 3, field="First Name")
    fields = {"family_name": "Doe", READER_ISSUES: [{"code": code, **found}]}

    (row,) = rows_to_mend([(3, fields)], {3: RowResult(row=3, issues=(missing,))}, LEARNER_WORKBOOK)

    assert row.in_cells is in_cells


def test_one_problem_that_no_cell_can_mend_is_enough() -> None:
    problems = (row_issue("FIELD_MISSING", 3, field="First Name"), row_issue("DELETE_UNKNOWN_RECORD", 3))

    (row,) = rows_to_mend([(3, {"family_name": "Doe"})], {3: RowResult(row=3, issues=problems)}, LEARNER_WORKBOOK)

    assert (row.in_cells, len(row.problems)) == (False, 2)


def test_a_sentence_of_the_summary_is_true_for_each_of_its_rows(book: Workbook) -> None:
    lines = {(line[0], line[5]): line[2] for line in book["Summary"].iter_rows(values_only=True)}

    assert [lines["BOARD_ID_FORMAT", row] for row in ("39", "40", "41")] == [
        "Certifying Board ID does not look like an ID of ABIM: these have up to 6 digits.",
        "Certifying Board ID does not look like an ID of ABA: these have 8 digits, the first a 3.",
        "Certifying Board ID does not look like an ID of ABP: these have up to 7 digits.",
    ]


@pytest.mark.parametrize("title", ["Rows to mend", "To do elsewhere", "Summary"])
def test_every_wrapped_text_is_seen(book: Workbook, title: str) -> None:
    sheet = sheet_of(book, title)
    spans = {merged.min_row: merged for merged in sheet.merged_cells.ranges}
    several = 0
    for number, row in enumerate(sheet.iter_rows(), start=1):
        height = sheet.row_dimensions[number].height or POINTS
        for cell in row:
            if cell.value and cell.alignment.wrap_text:
                merged = spans.get(number)
                columns = range(merged.min_col, merged.max_col + 1) if merged else [cell.column]
                width = sum(sheet.column_dimensions[get_column_letter(column)].width for column in columns)
                lines = [-(-len(line) // int(width)) or 1 for line in str(cell.value).splitlines()]
                assert height >= POINTS * sum(lines), cell.value
                several += sum(lines) > 1
    assert several


@pytest.mark.parametrize(
    ("title", "headings", "pages"),
    [("Rows to mend", "$2:$2", 2), ("To do elsewhere", "$2:$2", 1), ("Summary", "$9:$9", 1)],
)
def test_it_prints_on_landscape_pages_with_the_headings_on_each(
    book: Workbook, title: str, headings: str, pages: int
) -> None:
    sheet = sheet_of(book, title)

    assert (sheet.page_setup.orientation, sheet.page_setup.pageOrder) == ("landscape", "overThenDown")
    assert sheet.sheet_properties.pageSetUpPr is not None
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (pages, 0)
    assert sheet.print_title_cols == ("$A:$A" if pages > 1 else None)
    assert sheet.print_title_rows == headings


def test_known_values_are_chosen_from_lists(book: Workbook) -> None:
    sheet = sheet_of(book, "Rows to mend")
    headings = {get_column_letter(place): cell.value for place, cell in enumerate(sheet[2], start=1)}
    lists = {
        headings[str(choices.sqref).split(":")[0].rstrip("0123456789")]: choices
        for choices in sheet.data_validations.dataValidation
    }

    assert lists.keys() == {
        *("Record Action", "Licensing State", "Certifying Board", "Credit Type", "Additional Credit Type 1")
    }
    assert all(str(choices.sqref).endswith(str(sheet.max_row)) for choices in lists.values())
    cells = str(lists["Certifying Board"].formula1).rpartition("!")[2].replace("$", "")
    assert book["ValidValues"].sheet_state == "hidden"
    assert [row[0].value for row in book["ValidValues"][cells]] == [*boards_taking(NOW.date())]


def test_notes_about_the_file_are_good_to_know() -> None:
    hub = stocked_hub()
    report = hub.submit(SAMPLES / "learners.xml", PROVIDER_ID)
    submission = hub.submissions.find(report.submission_id)
    assert submission is not None
    note = file_issue("FILE_EMPTY").model_copy(update={"severity": Severity.NOTE, "message": "A column wasn't read."})
    summary = summarise([note], JudgedChunks(submission, hub.submissions, hub.objects).results())

    made = fix_it_workbook(submission, summary, hub.submissions, hub.objects)

    facts = {row[0]: row[1] for row in opened(made)["Summary"].iter_rows(values_only=True)}
    assert facts["Good to know"] == f"A column wasn't read. {note.fix}"
    assert "The file" not in facts
