"""Tables under odd headings, through the hub: the same records, notes of the file, and no file fails for a note."""

import csv
from collections.abc import Iterable, Sequence
from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook

from cmehub.formats import format_named, open_file
from cmehub.formats.activities.cells import activity_cells
from cmehub.formats.workbook import sheet_texts
from cmehub.submissions.messages import NoticeMessage
from cmehub.submissions.submission import SubmissionStatus
from functions.notify.mail.notices import NoticeOutcome
from local.expectations import differences
from local.in_memory.hub import MemoryHub
from local.sample_data.sample_files import SAMPLES
from tests.notify_hub import KeptMails, notices_of
from tests.sample_hub import PROVIDER_ID, sample_providers, stocked_hub
from tests.unit.hub.provider.test_report_view import told_of

CASES = Path(__file__).parents[3] / "cases"
ODD = {
    "First Name": "FIRST_NAME",
    "Last Name": "Surname",
    "Completion Date": "completion date*",
    "Date of Birth": "DOB",
}


def written(path: Path, rows: Iterable[Sequence[str]], separator: str = ",") -> Path:
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, delimiter=separator).writerows(rows)
    return path


def clean_learners(*more: str) -> list[list[str]]:
    """Return the clean sample under odd headings, with further columns."""
    sheet = CalamineWorkbook.from_path(SAMPLES / "learners-clean.xlsx").get_sheet_by_index(0)
    _, headings, *rows = (cells for _, cells in sheet_texts(sheet))
    return [[*(ODD.get(heading, heading) for heading in headings), *more], *([*row, *more] for row in rows)]


def test_notes_of_a_file_make_it_fail_nowhere(tmp_path: Path) -> None:
    hub = stocked_hub()

    report = hub.submit(written(tmp_path / "odd.csv", clean_learners("Shoe Size")), PROVIDER_ID)

    assert [(issue.code, issue.row) for issue in report.issues if issue.row is None] == [
        ("HEADINGS_REPAIRED", None),
        ("COLUMNS_NOT_READ", None),
    ]
    assert report.status is SubmissionStatus.FINISHED
    assert report.counts.model_dump() == {"accepted": report.rows, "rejected": 0, "refused": 0, "pending": 0}
    assert differences(report, tmp_path / "none.json") == []
    message = NoticeMessage(submission_id=report.submission_id, provider_id=PROVIDER_ID)
    assert notices_of(hub, KeptMails()).take(message) is NoticeOutcome.ALL_IS_WELL


def test_the_command_line_shows_them_as_notes_of_the_file(tmp_path: Path) -> None:
    told = told_of(stocked_hub().submit(written(tmp_path / "odd.csv", clean_learners("Shoe Size")), PROVIDER_ID))

    (said,) = (line for line in told.splitlines() if "These columns" in line)
    assert said.split()[0] == "file"
    assert "None" not in told


def test_a_providers_own_headings_are_used_for_its_files_only(tmp_path: Path) -> None:
    hub = stocked_hub()
    ours = sample_providers()[0]
    hub.providers.put([ours.model_copy(update={"headings": {"vorname": "First Name"}})])
    rows = clean_learners()
    path = written(tmp_path / "odd.csv", [[{"FIRST_NAME": "Vorname"}.get(cell, cell) for cell in rows[0]], *rows[1:]])

    theirs = hub.submit(path, sample_providers()[1].provider_id)

    assert hub.submit(path, ours.provider_id).kind == "learners"
    assert [issue.code for issue in theirs.issues] == ["HEADINGS_MISSING"]
    assert "none that means First Name; not understood: “Vorname”" in theirs.issues[0].message


@pytest.mark.parametrize(
    ("separator", "name"), [(",", "activity-csv"), (";", "activity-csv"), ("\t", "activity-table")]
)
def test_activities_come_as_text_under_the_templates_headings(tmp_path: Path, separator: str, name: str) -> None:
    sent = [row.fields for row in open_file(SAMPLES / "activities.xml").rows]
    sent[0]["description"] = 'First paragraph.\n\nSecond, with “quotes” and "marks".'
    cells = [{cell.heading: cell.text for cell in activity_cells(fields)} for fields in sent]
    headings = list(dict.fromkeys(heading for row in cells for heading in row))
    rows = [[row.get(heading, "") for heading in headings] for row in cells]
    path = written(tmp_path / "activities.csv", [headings, *rows], separator)
    hub = MemoryHub()
    hub.providers.put(sample_providers())

    file = open_file(path)
    again = [{cell.heading: cell.text for cell in activity_cells(row.fields)} for row in file.rows]
    report = hub.submit(path, PROVIDER_ID)

    assert (file.format.name, file.format, list(file.notes)) == (name, format_named(name), [])
    assert [{heading: text for heading, text in row.items() if text} for row in again] == [
        {heading: text for heading, text in row.items() if text} for row in cells
    ]
    assert (report.counts.accepted, report.issues) == (len(sent), [])


def test_an_activity_is_deleted_by_a_table_of_its_id(tmp_path: Path) -> None:
    hub = MemoryHub()
    hub.providers.put(sample_providers())
    sent = hub.submit(SAMPLES / "activities.xml", PROVIDER_ID)
    activity_id = str(sent.records[0].activity_id)
    rows = [["Record Action", "ACCME Activity ID"], ["Delete", activity_id]]

    report = hub.submit(written(tmp_path / "d.csv", rows), PROVIDER_ID)

    assert (report.counts.accepted, report.issues) == (1, [])


@pytest.mark.parametrize(
    ("case", "accepted", "told"),
    [
        (
            "misspelt-heading.xlsx",
            1,
            "These headings in row 2 were read by their meaning: “Fist Name” as First Name.",
        ),
        ("unknown-column.xlsx", 1, "These columns were not read: “Shoe Size”."),
        (
            "b6-no-completion-date-heading.csv",
            0,
            "Row 1 holds headings of a table of learners, but none that means Completion Date; not understood: none.",
        ),
    ],
)
def test_files_of_providers_come_out_right(case: str, accepted: int, told: str) -> None:
    report = stocked_hub().submit(CASES / case, PROVIDER_ID)

    assert (report.counts.accepted, report.counts.refused) == (accepted, 0)
    assert [issue.message for issue in report.issues] == [told]
