"""One case for each column of PARS's tab-delimited activity files, counted as its instructions count them."""

from pathlib import Path
from typing import Any

import pytest

from cmehub.activities.rows import ActivityRow
from cmehub.formats import open_file

IN_KIND = ("Durable equipment?", "Facilities / Space?", "Disposable supplies?", "Animal parts or tissue?",
           "Human parts or tissue?", "Other?")  # fmt: skip
SUPPORT = ("Commercial Support Source", "Monetary Amount Received", *(f"In-kind {kind}" for kind in IN_KIND))
EVALUATED = tuple(
    heading
    for what in ("Competence", "Performance", "Patient Outcomes")
    for heading in (f"Designed to change {what}?", f"Changes in {what} evaluated?")
)
SUB_CATEGORIES = tuple(
    f"Sub-category: {name}"
    for name in ("Case based discussion", "Lecture", "Panel", "Simulation", "Skill-based training",
                 "Small group discussion", "Other")
)  # fmt: skip
COMPETENCIES = tuple(f"Competency {number}" for number in range(1, 17))
INCOMES = ("Advertising & Exhibit Income", "Other Income", "Expenses")
CONTENT = ("Joint Provider(s)", "Number of AMA PRA Category 1 Credits", "Description of Content")
WHAT = ("Activity Title", "Activity Date", "City", "State", "Country", "Providership", "Activity Type",
        "Hours of Instruction", "# of Physicians", "# of Other Learners", "Commercial Support Received?")  # fmt: skip
START = ("Template", "ACCME Activity ID", "Provider Activity ID", "Reporting Year", *WHAT)
TOTALS = ("# of Commercial Supporters", "Total Monetary Amount Received (Activity)",
          *(f"In-kind {kind} (Activity)" for kind in IN_KIND))  # fmt: skip

OLDEST = (
    *("Reporting Year", "Provider Activity ID", "ACCME Activity ID", *WHAT),
    *("Total value of commercial support", "# of Commercial Supporters"),
    *(*EVALUATED, *SUB_CATEGORIES, *CONTENT, *INCOMES, *SUPPORT),
)
TEMPLATE_B = (*START, *TOTALS, *EVALUATED, *SUB_CATEGORIES, *CONTENT, *INCOMES, *SUPPORT)
TEMPLATE_C = (*TEMPLATE_B[:42], *COMPETENCIES, *SUPPORT)
TEMPLATE_D = (*START, *EVALUATED, *SUB_CATEGORIES, *CONTENT, *COMPETENCIES, *SUPPORT)
LAYOUTS = {"2009": OLDEST, "Template B": TEMPLATE_B, "Template C": TEMPLATE_C, "Template D": TEMPLATE_D}

NEEDED = {"Provider Activity ID": "EX-1", "Activity Title": "An example", "Activity Date": "05/04/2026",
          "Activity Type": "C"}  # fmt: skip
READ: dict[str, tuple[str, str, Any]] = {
    "ACCME Activity ID": ("202612345", "activity_id", "202612345"),
    "Provider Activity ID": ("EX-2", "provider_activity_id", "EX-2"),
    "Activity Title": ("Another", "title", "Another"),
    "Activity Date": ("06/07/2026", "start_date", "06/07/2026"),
    "City": ("Tulsa", "city", "Tulsa"),
    "State": ("OK", "state", "OK"),
    "Country": ("USA", "country", "USA"),
    "Providership": ("Joint", "providership", "Joint"),
    "Activity Type": ("RSS", "activity_format", "RSS"),
    "# of Physicians": ("31", "participants", [{"category": "physician", "count": "31"}]),
    "# of Other Learners": ("12", "participants", [{"category": "non-physician", "count": "12"}]),
    "Commercial Support Received?": ("No", "commercial_support", "No"),
    "Changes in Competence evaluated?": ("Yes", "outcomes", [{"outcome": "Learner Competence"}]),
    "Changes in Performance evaluated?": ("Yes", "outcomes", [{"outcome": "Learner Performance"}]),
    "Changes in Patient Outcomes evaluated?": ("Yes", "outcomes", [{"outcome": "Patient Health"}]),
    "Joint Provider(s)": ("One; Two", "joint_providers", ["One", "Two"]),
    "Number of AMA PRA Category 1 Credits": ("6.5", "credits", "6.5"),
    "Description of Content": ("All about it.", "description", "All about it."),
    "Commercial Support Source": ("Acme", "supports", [{"source": "Acme"}]),
    "Monetary Amount Received": ("2500", "supports", [{"amount": "2500"}]),
} | {f"In-kind {kind}": ("Yes", "supports", [{"in_kind": "yes"}]) for kind in IN_KIND}
"""What is written in a column, the field that it becomes, and what is read; other columns are not read."""


def fields_of(folder: Path, layout: str, **cells: str) -> dict[str, Any]:
    written = {"Template": layout} | NEEDED | cells
    if layout == "2009":
        written["Reporting Year"] = "2009"
    (folder / "activities.txt").write_text("\t".join(written.get(name, "") for name in LAYOUTS[layout]) + "\r\n")
    (row,) = open_file(folder / "activities.txt").rows
    return row.fields


@pytest.mark.parametrize(
    ("layout", "columns", "groups_from"),
    [("2009", 43, 36), ("Template B", 50, 43), ("Template C", 66, 59), ("Template D", 55, 48)],
)
def test_the_layouts_have_the_columns_that_exporters_know(layout: str, columns: int, groups_from: int) -> None:
    assert len(LAYOUTS[layout]) == columns
    assert LAYOUTS[layout].index("Commercial Support Source") + 1 == groups_from


@pytest.mark.parametrize(
    ("layout", "column"),
    [(name, column) for name, layout in LAYOUTS.items() for column in layout if column != "Template"],
)
def test_each_column_is_read_as_what_it_holds(tmp_path: Path, layout: str, column: str) -> None:
    blank = fields_of(tmp_path, layout)
    written, field, read = READ.get(column, ("Yes" if column.endswith("?") else "4", "", None))
    if (layout, column) == ("2009", "Reporting Year"):
        written = "2009"

    fields = fields_of(tmp_path, layout, **{column: written})

    changed = {name: text for name, text in fields.items() if blank.get(name) != text}
    follows = {
        "ACCME Activity ID": {"action": "update"},
        "Activity Date": {"end_date": "06/07/2026"},
        "Activity Title": {"description": "Another"},
    }
    assert changed == ({field: read} if field else {}) | follows.get(column, {})


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("groups", [0, 1, 3])
def test_the_group_of_a_supporter_is_repeated(tmp_path: Path, layout: str, groups: int) -> None:
    cells = {"Template": layout, "Reporting Year": "2009"} | NEEDED
    line = [cells.get(name, "") for name in LAYOUTS[layout][: -len(SUPPORT)]]
    for number in range(groups):
        line += [f"Source {number}", str(number * 100), *("No",) * 6]
    (tmp_path / "activities.txt").write_text("\t".join(line) + "\n")

    (row,) = open_file(tmp_path / "activities.txt").rows

    supports = [{"source": f"Source {number}", "amount": str(number * 100)} for number in range(groups)]
    assert row.fields.get("supports", []) == supports


@pytest.mark.parametrize(
    ("written", "in_kind"), [("Yes", True), ("No", False), ("no", False), ("", False), ("Two laptops", True)]
)
def test_other_support_in_kind_is_an_answer_or_words(tmp_path: Path, written: str, in_kind: bool) -> None:
    group = {"Commercial Support Source": "Acme", "Monetary Amount Received": "1", "In-kind Other?": written}
    row = ActivityRow.model_validate(fields_of(tmp_path, "Template D", **group))

    assert [support.in_kind for support in row.supports] == [in_kind]


@pytest.mark.parametrize("layout", LAYOUTS)
def test_a_line_with_what_it_needs_is_an_activity(tmp_path: Path, layout: str) -> None:
    row = ActivityRow.model_validate(fields_of(tmp_path, layout))

    assert (row.action, row.activity_format, row.deliveries) == ("add", "Live Course", ("In-Person",))


@pytest.mark.parametrize(
    ("code", "name", "delivery"),
    [
        ("C", "Live Course", ("In-Person",)),
        ("IL", "Live Course", ("Live-Streamed",)),
        ("RSS", "Regularly Scheduled Series", ()),
        ("EM", "Enduring Material", ("Print/Other",)),
        ("IEM", "Enduring Material", ("Online",)),
        ("JN", "Journal-based CME", ()),
        ("MR", "Manuscript Review", ()),
        ("TIW", "Test-Item Writing", ()),
        ("CML", "Committee Learning", ()),
        ("PI", "Performance/Quality Improvement", ()),
        ("ISL", "Internet Searching and Learning", ()),
        ("LFT", "Learning from Teaching", ()),
        ("Other (blended)", "Other/Blended Learning", ()),
    ],
)
def test_each_older_type_is_a_format_and_where_it_is_told_a_delivery(
    tmp_path: Path, code: str, name: str, delivery: tuple[str, ...]
) -> None:
    row = ActivityRow.model_validate(fields_of(tmp_path, "Template D", **{"Activity Type": code}))

    assert (row.activity_format, row.deliveries) == (name, delivery)
