"""Quotes, encodings and ends of text files: each line is read alone, and what can't be read is told."""

import codecs
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cmehub.formats import OpenFile, open_file
from cmehub.formats.activities.layouts import TEMPLATES
from cmehub.issues.issue import FileError, Issue, reader_issues
from cmehub.submissions.rows import READER_ISSUES

CASES = Path("tests/cases")
HEADINGS = "First Name,Last Name,Date of Birth"


def opened(folder: Path, content: str | bytes) -> OpenFile:
    path = folder / "file.csv"
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return open_file(path)


def matches(folder: Path, *lines: bytes, end: bytes = b"\r\n") -> OpenFile:
    return opened(folder, end.join((HEADINGS.encode(), *lines)))


def told(file: OpenFile) -> tuple[dict[int, str | None], list[Issue]]:
    """Return the given name of each row that was read, and what was told of the others."""
    names: dict[int, str | None] = {}
    issues: list[Issue] = []
    for number, fields in file.rows:
        if READER_ISSUES in fields:
            issues += reader_issues(number, fields)
        else:
            names[number] = fields.get("given_name")
    return names, issues


@pytest.mark.parametrize(
    ("case", "names"),
    [
        ("c7b-quote-never-closed.csv", {3: "Agnès", 4: "Amara"}),
        ("c7c-quote-over-two-rows.csv", {3: 'Agnès"', 4: "Amara"}),
    ],
)
def test_an_open_quote_refuses_its_row_alone(case: str, names: dict[int, str]) -> None:
    read, (issue,) = told(open_file(CASES / case))

    assert read == names
    assert (issue.code, issue.row, issue.field) == ("QUOTE_NOT_CLOSED", 2, "First Name")
    assert issue.message.startswith("In line 2, ")


@pytest.mark.parametrize(
    "line", [b'Ada,Byron,"01/02', b'"Ada', b'Ada,"Byron ""Love"",01/02'], ids=["last cell", "first cell", "doubled"]
)
def test_wherever_a_quote_is_open_the_next_lines_are_rows(tmp_path: Path, line: bytes) -> None:
    names, (issue,) = told(matches(tmp_path, line, b"Bo,Byron,02/03", b'"Cy",Byron,03/04'))

    assert names == {3: "Bo", 4: "Cy"}
    assert (issue.code, issue.row) == ("QUOTE_NOT_CLOSED", 2)


@given(st.lists(st.text('"ab, ', min_size=1, max_size=8), min_size=1, max_size=6))
def test_every_line_of_a_learner_file_is_read_or_told(lines: list[str]) -> None:
    with TemporaryDirectory() as folder:
        rows = [*matches(Path(folder), *(f"{line},Byron".encode() for line in lines)).rows]

    assert [row.number for row in rows] == [*range(2, len(lines) + 2)]


def tab_activity(description: str) -> str:
    cells = {"title": "A day", "activity_date": "2026-05-04", "description": description}
    layout = TEMPLATES["template d"]
    return "\t".join(["Template D", *(cells.get(str(name), "") for name in layout[1:])])


def test_a_description_may_hold_line_breaks(tmp_path: Path) -> None:
    content = "\r\n".join((tab_activity('"One,\r\n""two"""'), tab_activity("Three")))

    first, second = opened(tmp_path, content).rows

    assert (first.number, first.fields["description"]) == (1, 'One,\n"two"')
    assert (second.number, second.fields["description"]) == (3, "Three")


@pytest.mark.parametrize("later", ['"Quoted"', "Three", '"Also open'])
def test_a_description_whose_quote_is_not_closed_swallows_no_row(tmp_path: Path, later: str) -> None:
    content = "\r\n".join((tab_activity('"One'), tab_activity("Two"), tab_activity(later)))

    rows = [*opened(tmp_path, content).rows]

    assert [row.number for row in rows] == [1, 2, 3]
    (issue,) = reader_issues(*rows[0])
    assert issue.code == "QUOTE_NOT_CLOSED"
    assert rows[1].fields["description"] == "Two"


def test_a_column_that_is_not_read_may_hold_line_breaks(tmp_path: Path) -> None:
    rows = ('Ada,Byron,01/02,"Called,\ntwice"', '"Bo,Byron,01/02,x', "Di,Byron,01/02,y", 'Cy,Byron,01/02,"open')
    content = "\n".join([f"{HEADINGS},Remarks", *rows]) + "\n"

    names, issues = told(opened(tmp_path, content))

    assert names == {2: "Ada", 5: "Di"}
    assert [(issue.code, issue.row, issue.field) for issue in issues] == [
        ("QUOTE_NOT_CLOSED", 4, "First Name"),
        ("QUOTE_NOT_CLOSED", 6, "Remarks"),
    ]


def test_the_lines_of_a_file_are_counted(tmp_path: Path) -> None:
    file = matches(tmp_path, b"Ada,Byron,01/02", b"", b'"Bo,Byron,01/02', b"Cy,Byron,01/02", b"")
    assert file.lines_read is not None

    assert len([*file.rows]) == 3
    assert file.lines_read() == 5


def test_a_line_of_another_encoding_is_read_alone(tmp_path: Path) -> None:
    file = open_file(CASES / "a6-bom-one-cp1252-line.csv")

    assert told(file) == ({2: "Leilani", 3: "Björn"}, [])
    (note,) = file.notes
    assert (note.code, note.value) == ("FILE_TWO_ENCODINGS", "3")


def test_two_encodings_without_a_mark_are_told(tmp_path: Path) -> None:
    file = matches(tmp_path, *["Zoë,Byron,01/02".encode(encoding) for encoding in ("utf-8", *["cp1252"] * 12)])

    assert set(told(file)[0].values()) == {"Zoë"}
    (note,) = file.notes
    assert note.value == "3, 4, 5, 6, 7, 8, 9, 10, 11, 12 and 2 more"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_a_file_in_one_encoding_needs_no_note(tmp_path: Path, encoding: str) -> None:
    file = opened(tmp_path, f"{HEADINGS}\r\nZoë,Byron,01/02\r\nAda,Byron,01/02\r\n".encode(encoding))

    assert told(file) == ({2: "Zoë", 3: "Ada"}, [])
    assert not file.notes


def test_a_line_of_no_encoding_is_refused_alone(tmp_path: Path) -> None:
    names, (issue,) = told(matches(tmp_path, b"Ada\x81\xff,Byron,01/02", b"Bo,Byron,01/02"))

    assert names == {3: "Bo"}
    assert (issue.code, issue.row) == ("LINE_ENCODING", 2)


def test_a_file_cut_within_a_character_says_so(tmp_path: Path) -> None:
    whole = f"{HEADINGS}\nZoë,Byron,01/02\nZoë".encode()

    names, (issue,) = told(opened(tmp_path, whole[:-1]))

    assert names == {2: "Zoë"}
    assert (issue.code, issue.row) == ("FILE_CUT_OFF", 3)


@pytest.mark.parametrize("tail", [b"\x1a", b"\0" * 5000, b"\r\n\x1a", b"\r\n\0\0\r\n\0"])
def test_what_programs_write_behind_the_last_row_is_no_row(tmp_path: Path, tail: bytes) -> None:
    rows = [*matches(tmp_path, b"Ada,Byron,01/02" + tail).rows]

    assert [row.fields["birth_month_day"] for row in rows] == ["01/02"]


@pytest.mark.parametrize("content", [codecs.BOM_UTF8, codecs.BOM_UTF8 + b"\r\n", codecs.BOM_UTF16_LE, b"\0" * 600])
def test_a_mark_or_zeros_alone_are_an_empty_file(tmp_path: Path, content: bytes) -> None:
    with pytest.raises(FileError) as caught:
        opened(tmp_path, content)

    assert caught.value.issue.code == "FILE_EMPTY"


@pytest.mark.parametrize(
    "above",
    ["Template\tACCME Activity ID", "Activities of May", "Template D\tshort", "\r\n\r\nOur list\tof activities"],
)
def test_what_stands_above_tab_delimited_activities_is_no_mystery(tmp_path: Path, above: str) -> None:
    content = "\r\n".join((above, tab_activity("One"), tab_activity("Two")))

    rows = [*opened(tmp_path, content).rows]

    assert [row.fields.get("description") for row in rows][-2:] == ["One", "Two"]
    assert [issue.code for row in rows for issue in reader_issues(*row)] == ["COLUMN_COUNT"] * (len(rows) - 2)
    assert len(rows) == (3 if "short" in above else 2)


def test_a_file_of_one_short_activity_row_says_what_it_lacks(tmp_path: Path) -> None:
    (row,) = opened(tmp_path, "Template C\tX\tY").rows

    assert [issue.code for issue in reader_issues(*row)] == ["COLUMN_COUNT"]


def test_a_title_above_learners_without_headings_is_passed_over(tmp_path: Path) -> None:
    columns = ["Record Action", "ACCME Activity ID", "Completion Date", "First Name", "Last Name", "Date of Birth",
               "Licensing State", "Licensing ID or NPI", "Number of CME Credits"]  # fmt: skip
    path = tmp_path / "learners.txt"
    path.write_text("Completions of May\nAdd\t202612345\t5/31/2026\tAda\tByron\t01/02\tOH\t35123\t1\n")

    (row,) = open_file(path, columns).rows

    assert (row.number, row.fields["family_name"]) == (2, "Byron")


def test_what_cannot_be_seen_is_no_part_of_a_heading_or_a_blank(tmp_path: Path) -> None:
    headings = "\ufeff\u200bFirst\u00ad Name,Last Name\u200e,\ufeffDate of Birth"
    content = "\n".join((headings, "Ada,By\u200bron,01/02", "\u200b,\u200e,\ufeff"))

    (row,) = opened(tmp_path, content).rows

    assert (row.number, row.fields["family_name"]) == (2, "Byron")
    (note,) = reader_issues(*row)
    assert (note.code, note.field, note.value) == ("FIELD_REPAIRED", "Last Name", "By[U+200B]ron")


def test_a_row_that_closes_beyond_the_headings_is_refused(tmp_path: Path) -> None:
    content = f'{HEADINGS},Remarks\nAda,Byron,01/02,"open\nstill",Bo,Byron\nCy,Byron,01/02\n'

    names, (issue,) = told(opened(tmp_path, content))

    assert names == {3: 'still"', 4: "Cy"}
    assert (issue.code, issue.row) == ("QUOTE_NOT_CLOSED", 2)


def test_a_file_in_windows_1252_may_end_with_an_accent(tmp_path: Path) -> None:
    names, issues = told(matches(tmp_path, "Zoë,Byron,01/02".encode("cp1252"), "José".encode("cp1252")))

    assert (names, issues) == ({2: "Zoë", 3: "José"}, [])
