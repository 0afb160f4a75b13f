"""The Excel activity template: what is written under its headings is read back, and the templates offer the lists."""

from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from cmehub.activities.activity import Activity, Rems, StateContent, Support
from cmehub.activities.rows import ActivityRow
from cmehub.documents.activity_xml import activities_xml
from cmehub.formats import open_file
from cmehub.formats.activities.cells import activity_cells
from cmehub.formats.activities.columns import COLUMNS, GROUPS
from cmehub.formats.activities.workbook import ACTIVITY_WORKBOOK
from cmehub.formats.learners.columns import LEARNER_TABLE
from cmehub.formats.matches.columns import MATCH_COLUMNS
from cmehub.formats.templates import TEMPLATES, Template, template_columns, write_template
from cmehub.learners.rems import PRACTICE_AREAS
from cmehub.rules.packs import boards_taking
from local.in_memory.hub import MemoryHub
from local.sample_data.activities import sample_activities
from tests.examples import TODAY
from tests.sample_hub import PROVIDER_ID, sample_providers
from tests.workbooks import save_workbook

COMMITTED = Path(__file__).parents[5] / "docs" / "templates"
FULL = sample_activities()[0].model_copy(
    update={
        "commendation_tags": ("Engages Teams", "Improves Performance"),
        "supports": (
            Support(source="Imaginary Devices Inc", amount=2500, in_kind=True),
            Support(source="Kind Lenders", in_kind=True),
        ),
        "mips": True,
        "rems": Rems(rems_type="Opioid Analgesic", identifier="EG-000001-002"),
        "has_state_content": True,
        "state_content": (StateContent(domain="Opioids", topic="Safe disposal"),),
        "close_requested": True,
    }
)


def fields_of(folder: Path, activity: Activity) -> dict[str, Any]:
    path = folder / "activity.xml"
    path.write_bytes(activities_xml([activity]))
    (row,) = open_file(path).rows
    return row.fields


def filled(folder: Path, template: Template, *rows: dict[str, str]) -> Path:
    """Fill the rows into a template under its headings; headings that it doesn't have are added at the right."""
    path = folder / f"{template}.xlsx"
    write_template(template, path, TODAY)
    book = load_workbook(path)
    sheet = book[TEMPLATES[template]]
    assert isinstance(sheet, Worksheet)
    places = {str(cell.value): int(cell.column or 0) for cell in sheet[2]}
    for row, texts in enumerate(rows, start=3):
        for heading, text in texts.items():
            if text:
                place = places.setdefault(heading, len(places) + 1)
                sheet.cell(2, place, heading)
                sheet.cell(row, place, text)
    book.save(path)
    return path


def texts_of(folder: Path, activity: Activity) -> dict[str, str]:
    return {cell.heading: cell.text for cell in activity_cells(fields_of(folder, activity))}


@pytest.mark.parametrize(
    "activity", [FULL, *sample_activities()], ids=lambda activity: str(activity.provider_activity_id)
)
def test_an_activity_is_read_back_whole(tmp_path: Path, activity: Activity) -> None:
    path = filled(tmp_path, "activities-moc", texts_of(tmp_path, activity))

    file = open_file(path)
    (row,) = file.rows

    assert (file.format.name, row.number) == ("activity-workbook", 3)
    read = ActivityRow.model_validate(row.fields).activity(activity.activity_id, activity.provider_id)
    assert read == activity


@pytest.mark.parametrize(
    ("heading", "text"),
    [(column.heading, "?" * 3_000) for column in COLUMNS if column.field != "country"]
    + [("Country", "Narnia")]
    + [(f"{group.name} 1: {column.heading}", "?" * 3_000) for group in GROUPS for column in group.columns],
)
def test_an_issue_names_the_heading(tmp_path: Path, heading: str, text: str) -> None:
    hub = MemoryHub()
    hub.providers.put(sample_providers())
    path = filled(tmp_path, "activities-moc", texts_of(tmp_path, FULL) | {heading: text})

    report = hub.submit(path, PROVIDER_ID)

    assert {issue.field for issue in report.issues if issue.severity == "error"} == {heading}


def test_groups_may_have_gaps_and_any_number(tmp_path: Path) -> None:
    texts = {"Activity Title": "T", "Activity Format": "Live Course", "Start Date": "2026-05-04"}
    texts |= {f"Supporter {number}: Name": f"Source {number}" for number in (2, 7, 31)}
    (row,) = open_file(filled(tmp_path, "activities", texts)).rows

    assert [support["source"] for support in row.fields["supports"]] == ["Source 2", "Source 7", "Source 31"]
    name = ACTIVITY_WORKBOOK.field_name(("supports", 1, "amount"), row.fields)
    assert name == "Supporter 7: Amount"


@pytest.mark.parametrize(
    ("heading", "field"),
    [
        ("Title", "title"),
        ("Activity ID", "activity_id"),
        ("AMA PRA Category 1 Credit(s)", "credits"),
        ("  activity   TITLE ", "title"),
    ],
)
def test_a_heading_in_other_words(tmp_path: Path, heading: str, field: str) -> None:
    headings = [
        heading
        for heading in ("Record Action", "Activity Title", "Activity Format", "Start Date", "End Date")
        if field != "title" or "Title" not in heading
    ]
    texts = dict.fromkeys([heading, *headings], "1")
    save_workbook(tmp_path / "a.xlsx", [["Guidance"], [*texts], [*texts.values()]])

    (row,) = open_file(tmp_path / "a.xlsx").rows

    assert row.fields[field] == "1"


def lists_of(path: Path) -> dict[str, tuple[str, ...]]:
    """Return what each heading's drop-down list offers."""
    book = load_workbook(path)
    sheet = book.worksheets[0]
    offered = {}
    for validation in sheet.data_validations.dataValidation:
        first = str(validation.sqref).split(":")[0].rstrip("0123456789")
        area = validation.formula1.rpartition("!")[2].replace("$", "")
        cells = book["ValidValues"][area]
        offered[str(sheet[f"{first}2"].value)] = tuple(str(row[0].value) for row in cells)
    return offered


def test_the_lists_come_from_the_packs_and_code_lists(tmp_path: Path) -> None:
    write_template("activities-moc", tmp_path / "t.xlsx", TODAY)

    offered = lists_of(tmp_path / "t.xlsx")

    assert offered["MOC 3: Board"] == boards_taking(TODAY)
    assert "ABO" not in offered["MOC 3: Board"]
    assert offered["Fee"] == ("Yes", "No, it's free", "Variable")
    assert "Live Course" in offered["Activity Format"]
    assert len(offered["State"]) == 57
    assert not any(heading.startswith(("MOC", "Content")) for heading in headings(tmp_path, "activities"))


def headings(folder: Path, template: Template) -> list[str]:
    write_template(template, folder / "empty.xlsx", TODAY)
    return [str(cell.value) for cell in load_workbook(folder / "empty.xlsx").worksheets[0][2]]


@pytest.mark.parametrize("template", TEMPLATES)
def test_the_templates_in_the_docs_are_those_that_the_code_writes(tmp_path: Path, template: Template) -> None:
    committed = COMMITTED / f"{template}.xlsx"
    write_template(template, tmp_path / "fresh.xlsx", TODAY)

    assert lists_of(committed) == lists_of(tmp_path / "fresh.xlsx")
    assert values_of(committed) == values_of(tmp_path / "fresh.xlsx")


def values_of(path: Path) -> list[list[tuple[Any, ...]]]:
    book: Workbook = load_workbook(path)
    return [[*sheet.iter_rows(values_only=True)] for sheet in book.worksheets]


@pytest.mark.parametrize("template", TEMPLATES)
def test_an_empty_template_is_recognised_and_told_to_be_empty(tmp_path: Path, template: Template) -> None:
    hub = MemoryHub()
    hub.providers.put(sample_providers())
    write_template(template, tmp_path / "t.xlsx", TODAY)

    report = hub.submit(tmp_path / "t.xlsx", PROVIDER_ID)

    assert [issue.code for issue in report.issues] == ["FILE_WITHOUT_ROWS"]
    assert len({column.heading for column in template_columns(template)}) == len([*template_columns(template)])


def test_the_matching_template_has_the_headings_that_are_read(tmp_path: Path) -> None:
    assert headings(tmp_path, "matches") == [column.heading for column in MATCH_COLUMNS]
    write_template("matches", tmp_path / "m.xlsx", TODAY)
    assert open_file(tmp_path / "m.xlsx").format.name == "match-workbook"
    assert lists_of(tmp_path / "m.xlsx")["Certifying Board"] == boards_taking(TODAY)


def test_the_learner_template_has_the_columns_of_rems_and_says_how_to_report_it(tmp_path: Path) -> None:
    write_template("learners", tmp_path / "l.xlsx", TODAY)

    added = [column.heading for column in LEARNER_TABLE.of("participant", "regulation", "added")]
    assert headings(tmp_path, "learners")[-len(added) :] == added
    assert lists_of(tmp_path / "l.xlsx")["Practice Area"] == PRACTICE_AREAS
    told = " ".join(str(cell) for row in values_of(tmp_path / "l.xlsx")[2] for cell in row)
    assert all(heading in told for heading in added)
