"""Headings by their meaning, in tables of every kind: what is read, what is asked about, and what is told."""

from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cmehub.formats.activities.workbook import ActivityColumns
from cmehub.formats.learners.columns import COLUMNS
from cmehub.formats.learners.workbook import LearnerColumns
from cmehub.formats.matches.columns import MATCH_COLUMNS, MatchColumns
from cmehub.formats.synonyms import SYNONYMS
from cmehub.formats.templates import TEMPLATES, Template, template_columns
from cmehub.formats.workbook import open_workbook
from cmehub.issues.issue import FileError
from tests.tables import ACTIVITY, ROW, TABLES, opened, refusal, renamed, told
from tests.workbooks import GOOD, HEADINGS, save_workbook


@pytest.mark.parametrize(
    ("heading", "written"),
    [
        ("First Name", "FIRST_NAME"),
        ("First Name", "first name"),
        ("First Name", "FirstName"),
        ("First Name", "firstname"),
        ("First Name", "First-Name:"),
        ("First Name", "Name, First"),
        ("First Name", "Given name"),
        ("First Name", "Fist Name"),
        ("First Name", "Firts Name"),
        ("First Name", "First Namee"),
        ("First Name", "Frst Name (required)"),
        ("Completion Date", "completion date*"),
        ("Completion Date", "Completion Date (MM/DD/YYYY)"),
        ("Completion Date", "Date Completed"),
        ("Completion Date", "COMPLETION_DATE_MM_DD_YYYY"),
        ("Date of Birth", "DOB (MM/DD)"),
        ("Date of Birth", "Birthdate"),
        ("Last Name", "Surname"),
        ("Total Board Credits", "Total MOC Points"),
        ("Certifying Board", "Certifying Boards"),
        ("Certifying Board ID", "Certifying Board Identifier"),
        ("Credits Awarded for Credit Type", "Points"),
    ],
)
def test_a_heading_is_known_by_its_meaning_and_told_once(tmp_path: Path, heading: str, written: str) -> None:
    as_it_stands, silence = told(tmp_path, ROW, {})

    fields, notes = told(tmp_path, ROW, {heading: written})

    assert (fields, silence) == (as_it_stands, [])
    assert notes == [f"These headings in row 1 were read by their meaning: “{written}” as {heading}."]


@pytest.mark.parametrize("kind", TABLES)
@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_tables_of_every_kind_know_headings_by_their_meaning(tmp_path: Path, kind: str, separator: str) -> None:
    cells = TABLES[kind]
    file = opened(
        tmp_path, *renamed(cells, {heading: f"{heading.upper()} *" for heading in cells}), separator=separator
    )
    (row,) = file.rows

    assert file.format.kind == kind
    assert row.fields == told(tmp_path, cells, {})[0]
    assert [issue.code for issue in file.notes] == ["HEADINGS_REPAIRED"]


def test_blanks_alone_are_no_other_heading(tmp_path: Path) -> None:
    assert told(tmp_path, ROW, {"Credit Type": "Credit Type ", "First Name": "First\n  Name"})[1] == []


def test_a_workbook_tells_the_same(tmp_path: Path) -> None:
    headings = [{"First Name": "Fist Name"}.get(heading, heading) for heading in HEADINGS]
    path = save_workbook(tmp_path / "l.xlsx", [["Guidance"], [*headings, "Shoe Size"], [*GOOD.values(), ""]])

    assert [issue.message for issue in open_workbook(path, {}).notes] == [
        "These headings in row 2 were read by their meaning: “Fist Name” as First Name.",
        "These columns were not read: “Shoe Size”.",
    ]


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("Shoe Size", "“Shoe Size”"),
        ("Certifing Bord", "“Certifing Bord” (did you mean Certifying Board?)"),
        ("State", "“State” (did you mean Licensing State or State of Primary Practice?)"),
        ("Given Name", "“Given Name” (is it First Name? That column is there already)"),
        ("Fist Name", "“Fist Name” (is it First Name? That column is there already)"),
    ],
)
def test_what_is_not_read_is_listed_and_asked_about(tmp_path: Path, written: str, said: str) -> None:
    cells = {heading: text for heading, text in ROW.items() if heading != "Certifying Board" or "Bord" not in written}
    cells |= {"Certifying Board ID": "", "Credit Type": "", "Credits Awarded for Credit Type": "", "NPI": "1234567893"}
    cells |= {"Total Board Credits": "", "CME Credits": "1", written: "x"}

    assert f"These columns were not read: {said}." in told(tmp_path, cells, {})[1]


def test_a_long_list_of_columns_is_cut(tmp_path: Path) -> None:
    notes = told(tmp_path, ROW | {f"Answer to question {number}": "x" for number in range(100, 140)}, {})[1]

    assert len(notes) == 1
    assert notes[0].endswith("“Answer to question 119” and 20 more.")


@pytest.mark.parametrize(
    ("first", "second", "heading"),
    [
        ("First Name", "FIRST_NAME", "First Name"),
        ("First Name", "First Name", "First Name"),
        ("Given Name", "Forename", "First Name"),
        ("Certifying Board", "Certifying Boards", "Certifying Board"),
    ],
)
def test_two_headings_for_one_column_are_asked_about(tmp_path: Path, first: str, second: str, heading: str) -> None:
    cells = [(first if name == heading else name, text) for name, text in ROW.items()] + [(second, "x")]

    code, message = refusal(tmp_path, [name for name, _ in cells], [text for _, text in cells])

    assert code == "COLUMN_TWICE"
    assert message == f"Two headings in row 1, “{first}” and “{second}”, both mean {heading}."


def test_digits_are_never_a_slip(tmp_path: Path) -> None:
    fields, notes = told(tmp_path, ACTIVITY | {"AMA PRA Category 2 Credits": "5"}, {})

    assert "credits" not in fields
    assert notes == ["These columns were not read: “AMA PRA Category 2 Credits”."]


def test_a_short_heading_with_a_slip_may_be_another_word(tmp_path: Path) -> None:
    fields, notes = told(tmp_path, ACTIVITY | {"County": "Tulsa"}, {})

    assert "country" not in fields
    assert notes == ["These columns were not read: “County” (did you mean Country?)."]


@pytest.mark.parametrize(
    ("written", "column"),
    [
        ("MOC 2: Board", "2"),
        ("moc_2_board", "2"),
        ("MOC2 Board", "2"),
        ("MOC 2: Bord", "2"),
        ("MOC Board", "1"),
        ("Board (MOC 12)", "12"),
    ],
)
def test_columns_of_groups_are_known_by_their_meaning(tmp_path: Path, written: str, column: str) -> None:
    fields = told(tmp_path, ACTIVITY | {written: "ABIM"}, {})[0]

    assert fields["registrations"] == [{"board": "ABIM", "column": column}]


@pytest.mark.parametrize("amount", ["Credits", "Points", "Credits Awarded for Credit Type", "Amount", ""])
def test_the_amount_of_a_further_type_stands_beside_it(tmp_path: Path, amount: str) -> None:
    headings = [*ROW, "Additional Credit Type", amount]

    (row,) = opened(tmp_path, headings, [*ROW.values(), "Patient Safety", "1"]).rows

    assert [(line["credit_type"], line["amount"]) for line in row.fields["lines"]] == [
        ("Medical Knowledge", "2"),
        ("Patient Safety", "1"),
    ]


def test_headings_mean_what_was_agreed_with_their_sender(tmp_path: Path) -> None:
    agreed = {"VORNAME": "First Name", "Ärztekammer": "Certifying Board", "Shoe  size": "", "Date": "Completion Date"}
    names = {"First Name": "Vorname", "Certifying Board": "Ärztekammer", "Completion Date": "Date"}
    file = opened(tmp_path, *renamed(ROW | {"Shoe Size": "44"}, names), agreed=agreed)
    (row,) = file.rows

    assert row.fields == told(tmp_path, ROW, {})[0]
    assert list(file.notes) == []


@pytest.mark.parametrize("template", TEMPLATES)
def test_a_templates_own_headings_are_known_without_a_note(template: Template) -> None:
    columns_in = {"learners": LearnerColumns, "matches": MatchColumns}.get(template, ActivityColumns)
    headings = columns_in([column.heading for column in template_columns(template)]).headings

    assert (headings.read_otherwise(), headings.unread, headings.twice) == ("", (), None)


def test_a_synonym_means_one_column_or_is_asked_about() -> None:
    headings = {
        *(column.heading for column in COLUMNS),
        *(column.heading for column in MATCH_COLUMNS),
        *(column.heading for template in TEMPLATES for column in template_columns(template)),
    }

    assert SYNONYMS.keys() <= headings
    for columns_in in (LearnerColumns, ActivityColumns, MatchColumns):
        for heading, synonyms in SYNONYMS.items():
            if heading not in {found.heading for found in columns_in([heading]).headings.found}:
                continue
            for synonym in synonyms:
                read = columns_in([synonym]).headings
                assert (read.found[0].heading == heading) if read.found else (heading in read.unread[0][1]), synonym


ALPHABET = "abcdefghijklmnopqrstuvwxyz"


@given(data=st.data())
def test_one_slip_in_a_long_heading_is_read_or_asked_about(data: st.DataObject) -> None:
    heading = data.draw(st.sampled_from([name for name in ROW if len(name.replace(" ", "")) >= 8]))
    place = data.draw(st.integers(0, len(heading) - 1))
    letter = data.draw(st.sampled_from(ALPHABET))
    slip = data.draw(
        st.sampled_from(
            [
                heading[:place] + heading[place + 1 :],
                heading[:place] + letter + heading[place:],
                heading[:place] + letter + heading[place + 1 :],
                heading[:place] + heading[place : place + 2][::-1] + heading[place + 2 :],
            ]
        )
    )

    read = LearnerColumns([slip if name == heading else name for name in ROW]).headings

    known = {found.heading for found in read.found}
    assert heading in known or any(heading in unread.meant for unread in read.unread)
    assert known <= {*ROW}


@given(st.lists(st.text(max_size=30) | st.sampled_from([*ROW, *ACTIVITY, "FIRST_NAME", "State"]), max_size=25))
def test_no_heading_is_lost_or_read_twice(cells: list[str]) -> None:
    cells = [cell.strip() for cell in cells]
    for columns_in in (LearnerColumns, ActivityColumns, MatchColumns):
        read = columns_in(cells).headings
        places = [found.place for found in read.found]

        assert len(places) == len({*places})
        if read.twice is None:
            # Amounts stand beside their credit types, also under a blank heading.
            written = [found.written for found in read.found if cells[found.place]] + [
                unread.written for unread in read.unread
            ]
            assert sorted(written) == sorted(filter(None, cells))


@given(st.lists(st.lists(st.text(max_size=12), min_size=2, max_size=8), min_size=1, max_size=4))
def test_any_table_is_read_or_refused_with_an_issue(rows: list[list[str]]) -> None:
    with TemporaryDirectory() as folder:
        try:
            [*opened(Path(folder), [*ROW], *rows).rows]
        except FileError as error:
            assert error.issue.code in {"COLUMN_MISSING", "FILE_BROKEN"}  # noqa: PT017 - either comes, or none
