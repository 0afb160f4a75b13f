"""What breaks a file of XML or JSON is told with its line, and never in the words that stand there."""

import json
from pathlib import Path

import pytest

from cmehub.formats import open_file
from cmehub.formats.json_faults import SIZE_LIMIT
from cmehub.issues.issue import FileError
from cmehub.submissions.rows import Row
from tests.sample_hub import PROVIDER_ID, stocked_hub
from tests.unit.cmehub.formats.learners.test_xml import document as xml_document
from tests.unit.cmehub.formats.learners.test_xml import report as xml_report
from tests.unit.cmehub.formats.test_json_documents import LEARNER
from tests.unit.cmehub.formats.test_json_documents import document as json_document

XML = xml_document(xml_report())
LAST = XML.count("\n") + 1
FIRST_LINE = '<?xml version="1.0" encoding="UTF-8"?>\n'
BEFORE_DECLARATION = (
    "something, such as a blank line, stands before the XML declaration in line {line}; "
    "a file begins with it, and holds one document."
)
JSON = json.dumps(json_document(LEARNER, LEARNER), indent=1)


def broken(folder: Path, content: str | bytes) -> tuple[list[Row], str]:
    """Return the rows that could be read, and what is said of the rest."""
    path = folder / "upload"
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    rows: list[Row] = []
    with pytest.raises(FileError) as caught:
        rows.extend(open_file(path).rows)
    assert caught.value.issue.code == "FILE_BROKEN"
    return rows, caught.value.issue.message.partition(": ")[2]


def line_of(text: str) -> int:
    return JSON[: JSON.index(text)].count("\n") + 1


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (XML.replace("Zoë", "\nZo&euml;"),
         "line 3 has the entity &euml;, which only HTML knows; write &#235; instead."),
        (XML.replace("Zoë", "\nZo&secret;"), "line 3 has an entity that isn't declared; write the character itself."),
        (FIRST_LINE.replace("UTF-8", "ansi") + XML,
         "line 1 names an encoding that isn't known; save the file in UTF-8."),
        ("\n" + FIRST_LINE + XML, BEFORE_DECLARATION.format(line=2)),
        (FIRST_LINE + XML + "\n" + FIRST_LINE + XML, BEFORE_DECLARATION.format(line=XML.count("\n") + 3)),
        ((FIRST_LINE + XML).encode("windows-1252"),
         "line 3 has bytes that aren't of the file's encoding; save it in UTF-8."),
        (XML.replace("Zoë", "Zo\x02"), "line 2 has a character that XML doesn't allow."),
        (XML.replace("Zoë", "A & B"), "line 2 has an “&” or “<” that isn't written “&amp;” or “&lt;”."),
        (XML.replace("Zoë", "A&B"), "line 2 has an “&” that isn't written “&amp;”."),
        (XML.replace("</GivenName>", "</Given>"), "in line 2 an element ends that isn't the one that began last."),
        (XML.removesuffix("</ActivityReports></ACCMELearnerReports>"),
         f"the file ends in line {LAST}, before its elements do."),
        (XML + XML, f"something follows the end of its document in line {LAST}; send each document as a file."),
        (XML.replace("<Status>", "<x:Status>").replace("</Status>", "</x:Status>"),
         "line 5 has an element whose prefix isn't declared."),
        (XML.replace("<Status>", "<Status a=1>"), "the XML is broken at line 5, column 64."),
    ],
)  # fmt: skip
def test_what_breaks_xml(tmp_path: Path, content: str | bytes, said: str) -> None:
    _, told = broken(tmp_path, content)

    assert told == said
    assert "Zo" not in told


def test_an_entity_far_into_a_file_ends_it_after_the_rows_before(tmp_path: Path) -> None:
    reports = [xml_report()] * 200
    reports[150] = reports[150].replace("Zoë", "Zo&nbsp;")

    rows, said = broken(tmp_path, xml_document(*reports))

    assert len(rows) == 150
    assert "&nbsp;" in said


@pytest.mark.parametrize(
    ("old", "new", "at", "said"),
    [
        ("6.5", "NaN", "NaN", "has NaN or Infinity, which is no number in JSON; write null or leave it out."),
        ("6.5", "Infinity", "Infinity",
         "has NaN or Infinity, which is no number in JSON; write null or leave it out."),
        ("6.5\n", "6.5,\n", ",", "has a comma before a closing bracket; take it out."),
        ('"Mira"', "'Mira'", "'", "has a text that doesn't stand in straight double quotes."),
        ('"Mira"', "“Mira”", "“", "has a text that doesn't stand in straight double quotes."),
        ('"Mira"', "None", "None", "has a word that JSON doesn't know; write true, false or null."),
        ('"Mira"', '"Mi\nra"', "\n", "has a text with a line break or another control character in it."),
        ('"Mira"', '"Mira" // see above', "//", "has a comment; JSON knows none."),
        ('"Mira"', '"Mira" "Osei"', '"Osei"', "is where the JSON breaks."),
    ],
)  # fmt: skip
def test_what_breaks_json(tmp_path: Path, old: str, new: str, at: str, said: str) -> None:
    content = JSON.replace(old, new, 1)
    place = content.index(at, JSON.index(old))
    column = place - content.rindex("\n", 0, place)

    rows, told = broken(tmp_path, content)

    assert (rows, told) == ([], f"line {line_of(old)}, column {column}, {said}")


def test_json_breaks_after_the_rows_before(tmp_path: Path) -> None:
    rows, _ = broken(tmp_path, "NaN".join(JSON.rsplit("6.5", 1)))

    assert [row.number for row in rows] == [1]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (f"{JSON}\n{JSON}".encode(),
         "something follows the end of its document in line {after}, column 1; send each document alone."),
        (JSON[:-2].encode(), "line {last}, column 3, is where it ends, before its objects and arrays do."),
        (JSON.replace("Mira", "Zoë").encode("windows-1252"),
         "line {name_line} has bytes that aren't text in UTF-8; save the file in UTF-8."),
        (JSON.encode("utf-16-le"), "it is neither in UTF-8 nor in UTF-16 with a byte order mark; save it in UTF-8."),
        (JSON.replace("6.5", "NaN", 1).encode("utf-16"),
         "line {line}, column 30, has NaN or Infinity, which is no number in JSON; write null or leave it out."),
        (JSON.replace("6.5", "NaN", 1).encode() + b" " * SIZE_LIMIT, "the JSON is broken in the record after it."),
    ],
    ids=["two-documents", "cut", "windows-1252", "utf-16", "utf-16-marked", "large"],
)  # fmt: skip
def test_what_breaks_a_whole_file_of_json(tmp_path: Path, content: bytes, said: str) -> None:
    _, told = broken(tmp_path, content)

    lines = JSON.count("\n") + 1
    assert told == said.format(line=line_of("6.5"), name_line=line_of("Mira"), last=lines - 1, after=lines + 1)


def test_an_undeclared_entity_is_told_with_its_line() -> None:
    report = stocked_hub().submit(Path("tests/cases/e13-undeclared-entity.xml"), PROVIDER_ID)

    (issue,) = report.issues
    assert "line 2 has the entity &nbsp;, which only HTML knows; write &#160; instead" in issue.message
