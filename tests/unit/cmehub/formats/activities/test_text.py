"""Tab-delimited activity files in the four layouts of PARS, and learners without headings."""

from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from cmehub.activities.activity import Activity, Outcome, Support
from cmehub.activities.choices import ACTIVITY_FORMATS
from cmehub.activities.rows import ActivityRow
from cmehub.formats import open_file
from cmehub.formats.activities.layouts import OLDEST, TEMPLATES
from cmehub.issues.issue import FileError
from cmehub.learners.records import LearnerRow
from cmehub.submissions.reports import SubmissionReport
from cmehub.submissions.rows import Row
from local.in_memory.hub import MemoryHub
from local.sample_data.activities import sample_activities
from local.sample_data.activity_text import activities_text
from tests.sample_hub import PROVIDER_ID, sample_providers

LAYOUTS = ("2009", "Template B", "Template C", "Template D")
EXAMPLE = (
    "Template D\t\tWEB-0417\t2019\tSepsis Update\t03/14/2019\tTulsa\tOK\tUSA\tJoint\tC\t4\t31\t12\tYes\t"
    "Yes\tYes\tNo\tNo\tNo\tNo\tNo\tYes\tNo\tNo\tNo\tNo\t\tGreen Valley Nurses Assoc.\t4\t"
    "Half-day review of sepsis bundles.\tNo\tYes\tNo\tNo\tNo\tNo\tNo\tNo\tYes\tNo\tNo\tNo\tNo\tNo\tNo\tNo\t"
    "Acme Devices Inc\t2500\tYes\tNo\tNo\tNo\tNo\t\n"
)
ONE = sample_activities()[0].model_copy(
    update={
        "end_date": sample_activities()[0].start_date,
        "supports": (
            Support(source="Imaginary Devices Inc", amount=2500, in_kind=True),
            Support(source="Kind Lenders", in_kind=True),
        ),
        "outcomes": (Outcome(outcome="Learner Competence"), Outcome(outcome="Patient Health")),
        "joint_providers": ("Riverbend Clinic", "Valley School"),
    }
)
TOLD = {
    "provider_activity_id", "title", "description", "activity_format", "start_date", "end_date", "deliveries", "city",
    "state", "country", "credits", "providership", "joint_providers", "commercial_support", "supports", "outcomes",
    "participants",
}  # fmt: skip


def rows_of(folder: Path, content: bytes | str, *columns: str) -> list[Row]:
    path = folder / "activities.txt"
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return [*open_file(path, columns).rows]


def read(folder: Path, content: bytes | str) -> Activity:
    (row,) = rows_of(folder, content)
    return ActivityRow.model_validate(row.fields).activity("202612345", PROVIDER_ID)


@pytest.mark.parametrize("layout", LAYOUTS)
def test_an_activity_is_read_back_as_far_as_the_layout_tells_it(tmp_path: Path, layout: str) -> None:
    activity = read(tmp_path, activities_text([ONE], layout))

    assert activity.model_dump(include=TOLD) == ONE.model_dump(include=TOLD)


@pytest.mark.parametrize(
    ("layout", "first_group"), [("2009", 36), ("Template B", 43), ("Template C", 59), ("Template D", 48)]
)
def test_the_columns_stand_where_exporters_put_them(layout: str, first_group: int) -> None:
    assert len(TEMPLATES.get(layout.lower(), OLDEST)) == first_group - 1


def test_a_line_as_a_real_exporter_writes_it(tmp_path: Path) -> None:
    activity = read(tmp_path, EXAMPLE)

    assert (activity.provider_activity_id, activity.title) == ("WEB-0417", "Sepsis Update")
    assert (activity.start_date.isoformat(), activity.end_date.isoformat()) == ("2019-03-14", "2019-03-14")
    assert (activity.activity_format, activity.deliveries) == ("Live Course", ("In-Person",))
    assert activity.joint_providers == ("Green Valley Nurses Assoc.",)
    assert activity.supports == (Support(source="Acme Devices Inc", amount=2500, in_kind=True),)
    assert [outcome.outcome for outcome in activity.outcomes] == ["Learner Competence"]
    assert activity.participants == {"physician": 31, "non-physician": 12}


@pytest.mark.parametrize(
    ("code", "name", "delivery"),
    [
        ("C", "Live Course", ("In-Person",)),
        ("IL", "Live Course", ("Live-Streamed",)),
        ("RSS", "Regularly Scheduled Series", ("In-Person",)),
        ("EM", "Enduring Material", ("Print/Other",)),
        ("IEM", "Enduring Material", ("Online",)),
        ("JN", "Journal-based CME", ()),
        ("MR", "Manuscript Review", ()),
        ("TIW", "Test-Item Writing", ()),
        ("CML", "Committee Learning", ()),
        ("PI", "Performance/Quality Improvement", ()),
        ("ISL", "Internet Searching and Learning", ()),
        ("LFT", "Learning from Teaching", ()),
        ("pi", "Performance/Quality Improvement", ()),
        ("Other (blended)", "Other/Blended Learning", ()),
    ],
)
def test_activity_types(tmp_path: Path, code: str, name: str, delivery: tuple[str, ...]) -> None:
    activity = read(tmp_path, EXAMPLE.replace("\tJoint\tC\t", f"\tJoint\t{code}\t"))

    assert name in ACTIVITY_FORMATS
    assert (activity.activity_format, activity.deliveries) == (name, delivery)


def test_rows_of_several_templates_and_a_heading_row_left_in(tmp_path: Path) -> None:
    heading = "Template\tACCME Activity ID" + "\t" * 46 + "\n"
    content = heading + "\n".join(activities_text([ONE], layout).decode().strip("\r\n") for layout in LAYOUTS)

    rows = rows_of(tmp_path, content + "\n\n\t\t\n")

    assert [row.number for row in rows] == [2, 3, 4, 5]
    assert len({ActivityRow.model_validate(row.fields).title for row in rows}) == 1


def test_blank_columns_that_a_spreadsheet_cut_off(tmp_path: Path) -> None:
    activity = read(tmp_path, EXAMPLE.rstrip("\t\n") + "\n")

    assert activity == read(tmp_path, EXAMPLE)


def test_the_title_stands_in_for_a_missing_description(tmp_path: Path) -> None:
    activity = read(tmp_path, EXAMPLE.replace("Half-day review of sepsis bundles.", ""))

    assert activity.description == "Sepsis Update"


def submitted(folder: Path, *contents: bytes | str) -> list[SubmissionReport]:
    hub = MemoryHub()
    hub.providers.put(sample_providers())
    reports = []
    for place, content in enumerate(contents):
        path = folder / f"{place}.txt"
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        reports.append(hub.submit(path, PROVIDER_ID))
    return reports


@pytest.mark.parametrize(
    ("row", "code", "value"),
    [
        ("Template D\t\tWEB-1\t2019\tShort", "COLUMN_COUNT", "5"),
        ("Template E" + EXAMPLE.removeprefix("Template D"), "TAB_TEMPLATE", "Template E"),
        (EXAMPLE.rstrip("\n") + "\tABIM\t2\n", "MOC_IN_TAB_FILE", None),
        (EXAMPLE.rstrip("\n") + "\tMOC points\t2\n", "MOC_IN_TAB_FILE", None),
    ],
)
def test_a_row_that_does_not_fit_is_refused_alone(tmp_path: Path, row: str, code: str, value: str | None) -> None:
    (report,) = submitted(tmp_path, EXAMPLE + row + "\n")

    (issue,) = (issue for issue in report.issues if issue.severity == "error")
    assert (issue.code, issue.row, issue.field, issue.value) == (code, 2, "Template", value)
    assert (report.counts.accepted, report.counts.refused) == (1, 1)


def test_issues_name_the_templates_columns(tmp_path: Path) -> None:
    (report,) = submitted(tmp_path, EXAMPLE.replace("03/14/2019", "14.3.").replace("\t2500\t", "\tmuch\t"))

    assert {issue.field for issue in report.issues} == {"Activity Date", "Monetary Amount Received"}


def test_the_provider_activity_id_is_the_update_key(tmp_path: Path) -> None:
    first, second = submitted(tmp_path, EXAMPLE, EXAMPLE.replace("Sepsis Update", "Sepsis Update, revised"))

    assert first.records[0].activity_id == second.records[0].activity_id
    assert second.counts.accepted == 1


COLUMNS = ("", "Record Action", "ACCME Activity ID", "Last Name", "First Name", "Date of Birth", "Completion Date",
           "Certifying Board", "Certifying Board ID", "Credit Type", "Credits Awarded for Credit Type")  # fmt: skip
LEARNER = "Template B\tAdd\t202612345\tOsei\tMira\t02/29\t5/5/2026\tABIM\t123456\tMedical Knowledge\t1.5\n"


def test_learners_without_headings_under_the_columns_of_their_provider(tmp_path: Path) -> None:
    rows = rows_of(tmp_path, LEARNER * 2, *COLUMNS)

    assert [row.number for row in rows] == [1, 2]
    learner = LearnerRow.model_validate(rows[0].fields)
    assert (learner.family_name, learner.birth_month_day, learner.lines[0].amount) == ("Osei", "02-29", 1.5)


@pytest.mark.parametrize("columns", [(), ("Record Action", "Last Name")], ids=["none", "too-few"])
def test_without_such_columns_the_file_is_unknown(tmp_path: Path, columns: tuple[str, ...]) -> None:
    with pytest.raises(FileError) as caught:
        rows_of(tmp_path, LEARNER * 2, *columns)
    assert caught.value.issue.code == "HEADINGS_UNKNOWN"


def test_a_providers_columns_are_used_for_its_files_only(tmp_path: Path) -> None:
    hub = MemoryHub()
    ours, theirs = sample_providers()[:2]
    hub.providers.put([ours.model_copy(update={"learner_columns": COLUMNS}), theirs])
    path = tmp_path / "learners.txt"
    path.write_text(LEARNER)

    assert hub.submit(path, ours.provider_id).format == "learner-tab"
    assert hub.submit(path, theirs.provider_id).format is None


CELLS = st.lists(st.text(st.characters(codec="utf-8"), max_size=6), max_size=60)


@given(st.sampled_from(LAYOUTS), CELLS)
@example("Template D", ["\x00"] * 50)
def test_any_cells_give_a_row(layout: str, cells: list[str]) -> None:
    line = "\t".join([layout, *(cell.translate({9: 32, 10: 32, 13: 32, 34: 32}) for cell in cells)])
    with TemporaryDirectory() as folder, suppress(FileError):
        assert len(rows_of(Path(folder), line + "\n")) <= 1


@given(st.binary(max_size=400))
def test_any_bytes_behind_a_template_give_rows_or_a_file_error(content: bytes) -> None:
    with TemporaryDirectory() as folder, suppress(FileError):
        assert rows_of(Path(folder), EXAMPLE.encode() + content)[0].number == 1


def test_what_stands_below_an_activity_is_no_heading_row(tmp_path: Path) -> None:
    rows = rows_of(tmp_path, EXAMPLE.encode() + b"First Name,Last Name,Date of Birth")

    assert [row.number for row in rows] == [1, 2]
