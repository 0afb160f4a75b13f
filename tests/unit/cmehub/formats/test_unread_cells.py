"""Cells and parts of workbooks that their reader drops without a word, and files that only look like workbooks."""

import zipfile
from pathlib import Path

import pytest

from cmehub.formats import open_file
from cmehub.issues.issue import FileError
from cmehub.submissions.reports import SubmissionReport
from tests.sample_hub import PROVIDER_ID, stocked_hub

_NAMESPACE = "http://schemas.openxmlformats.org"
_MAIN, _RELATED = f"{_NAMESPACE}/spreadsheetml/2006/main", f"{_NAMESPACE}/officeDocument/2006/relationships"
HEADINGS = ("First Name", "Last Name", "Date of Birth", "Certifying Board", "Certifying Board ID")


def text(place: str, value: str) -> str:
    return f'<c r="{place}" t="inlineStr"><is><t>{value}</t></is></c>'


def row_of(**cells: str) -> str:
    """Return row 2 of a matching file, some of its cells as they are given."""
    usual = {
        "A": text("A2", "Leilani"),
        "B": text("B2", "McAllister"),
        "C": text("C2", "05/12"),
        "D": text("D2", "ABIM"),
    }
    return "".join((usual | cells).values())


def workbook(folder: Path, row: str, *, separator: str = "/", macro_sheet: bool = False) -> Path:
    heads = "".join(text(f"{letter}1", heading) for letter, heading in zip("ABCDE", HEADINGS, strict=True))
    sheets = '<sheet name="Data" sheetId="1" r:id="rId1"/>'
    related = [("rId1", "worksheet", "worksheets/sheet1.xml"), ("rId2", "styles", "styles.xml")]
    if macro_sheet:
        sheets = f'<sheet name="Macro1" sheetId="2" r:id="rId3"/>{sheets}'
        kind = "http://schemas.microsoft.com/office/2006/relationships/xlMacrosheet"
        related.append(("rId3", kind, "macrosheets/sheet1.xml"))
    targets = "".join(
        f'<Relationship Id="{name}" Type="{kind if "/" in kind else f"{_RELATED}/{kind}"}" Target="{target}"/>'
        for name, kind, target in related
    )
    parts = {
        "_rels/.rels": f'<Relationships xmlns="{_NAMESPACE}/package/2006/relationships"><Relationship Id="rId1" '
        f'Type="{_RELATED}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{_MAIN}" xmlns:r="{_RELATED}"><sheets>{sheets}</sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{_NAMESPACE}/package/2006/relationships">{targets}'
        "</Relationships>",
        "xl/styles.xml": f'<styleSheet xmlns="{_MAIN}"><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs>'
        "</styleSheet>",
        "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{_MAIN}"><sheetData><row r="1">{heads}</row><row r="2">{row}'
        "</row></sheetData></worksheet>",
    }
    if macro_sheet:
        parts["xl/macrosheets/sheet1.xml"] = parts["xl/worksheets/sheet1.xml"]
    path = folder / "matches.xlsx"
    with zipfile.ZipFile(path, "w") as package:
        for name, content in parts.items():
            package.writestr(name.replace("/", separator), content)
    return path


def read(path: Path) -> dict[str, str]:
    (row,) = open_file(path).rows
    return row.fields


def judged(path: Path) -> SubmissionReport:
    return stocked_hub().submit(path, PROVIDER_ID)


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        ('<c r="E2" t="inlineStr"><v>10023</v></c>', "10023"),
        ('<c r="E2" t="e"><v>#N/A</v></c>', "#N/A"),
        ('<c r="E2" t="e"><f>VLOOKUP(A2,X1:Y9,2)</f><v>#REF!</v></c>', "#REF!"),
        ('<c r="E2" s="0" t="e"><v>#SPILL!</v></c>', "#SPILL!"),
        ('<c r="E2"><f>F2&amp;G2</f></c>', "=F2&G2"),
        ('<c r="E2"><f>F2</f><v></v></c>', "=F2"),
        ('<c r="E2" s="0"><f ca="1">F2</f><v/></c>', "=F2"),
        ('<c r="E2"><f t="shared" si="0"/></c><c r="F2"><f t="shared" ref="E2:F2" si="0">G2</f></c>', "=(shared)"),
        ('<c r="E2"><f>F2</f><v>10023</v></c>', "10023"),
        ('<c r="E2" t="str"><f>F2</f><v>10023</v></c>', "10023"),
    ],
)
def test_a_cell_is_read_as_what_it_shows(tmp_path: Path, cell: str, value: str) -> None:
    assert read(workbook(tmp_path, row_of(E=cell)))["board_id"] == value


@pytest.mark.parametrize(
    "cell", ['<c r="E2" t="str"><f>F2</f><v></v></c>', '<c r="E2" t="s"><v></v></c>', '<c r="E2" s="1"/>', ""]
)
def test_a_blank_cell_is_blank(tmp_path: Path, cell: str) -> None:
    assert "board_id" not in read(workbook(tmp_path, row_of(E=cell)))


@pytest.mark.parametrize(
    ("column", "cell", "code"),
    [
        ("E", '<c r="E2" t="e"><v>#N/A</v></c>', "CELL_ERROR"),
        ("B", '<c r="B2" t="e"><v>#NAME?</v></c>', "CELL_ERROR"),
        ("C", '<c r="C2" t="e"><v>#VALUE!</v></c>', "CELL_ERROR"),
        ("D", '<c r="D2" t="e"><v>#N/A</v></c>', "CELL_ERROR"),
        ("C", '<c r="C2"><f>DATE(1,2,3)</f></c>', "FORMULA_NOT_COMPUTED"),
        ("C", '<c r="C2" s="1"><v>60</v></c>', "FIELD_FORMAT"),
    ],
)
def test_what_is_no_value_is_told_with_its_column(tmp_path: Path, column: str, cell: str, code: str) -> None:
    (issue,) = judged(workbook(tmp_path, row_of(**{column: cell}))).issues

    assert (issue.code, issue.field) == (code, HEADINGS["ABCDE".index(column)])


def test_rows_over_many_pieces_are_mended(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = workbook(tmp_path, row_of(E='<c r="E2" t="inlineStr"><v>10023</v></c>'))
    for size in range(40, 70):
        for module in ("packages", "sheet_mending"):
            monkeypatch.setattr(f"cmehub.formats.{module}._PIECE", size)
        assert read(path)["board_id"] == "10023"


def test_names_of_parts_may_have_backslashes(tmp_path: Path) -> None:
    cell = '<c r="E2" t="inlineStr"><v>10023</v></c>'

    assert read(workbook(tmp_path, row_of(E=cell), separator="\\"))["board_id"] == "10023"


def test_a_macro_sheet_is_passed_over(tmp_path: Path) -> None:
    assert read(workbook(tmp_path, row_of(), macro_sheet=True))["family_name"] == "McAllister"


@pytest.mark.parametrize(
    ("parts", "code", "value"),
    [
        (
            {"mimetype": "application/vnd.oasis.opendocument.spreadsheet", "content.xml": ""},
            "FILE_OTHER_WORKBOOK",
            ".ods",
        ),
        ({"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": ""}, "FILE_FORMAT_UNKNOWN", None),
        ({"[Content_Types].xml": "", "xl/workbook.bin": ""}, "FILE_OTHER_WORKBOOK", ".xlsb"),
        ({"Index/Document.iwa": ""}, "FILE_OTHER_WORKBOOK", ".numbers"),
        ({"[Content_Types].xml": "", "word/document.xml": ""}, "FILE_FORMAT_UNKNOWN", None),
        (
            {"to send/learners.csv": "", "to send/": "", "__MACOSX/._learners.csv": ""},
            "FILE_ARCHIVE",
            "to send/learners.csv",
        ),
        ({"a.csv": "", "b.csv": ""}, "FILE_ARCHIVE", "2 files"),
    ],
)
def test_another_package_says_what_it_is(tmp_path: Path, parts: dict[str, str], code: str, value: str | None) -> None:
    with zipfile.ZipFile(tmp_path / "file", "w") as package:
        for name, content in parts.items():
            package.writestr(name, content)

    with pytest.raises(FileError) as caught:
        open_file(tmp_path / "file")

    assert (caught.value.issue.code, caught.value.issue.value) == (code, value)


@pytest.mark.parametrize(
    ("content", "code"),
    [
        ("<!DOCTYPE html><html><body>Sign in</body></html>", "FILE_WEB_PAGE"),
        ('\ufeff\r\n<html xmlns:x="urn:schemas-microsoft-com:office:excel"><table></table></html>', "FILE_WEB_PAGE"),
        ("<TABLE><tr><td>First Name</td></tr></TABLE>", "FILE_WEB_PAGE"),
        (
            '<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"/>',
            "FILE_OTHER_WORKBOOK",
        ),
    ],
)
def test_a_page_says_what_it_is(tmp_path: Path, content: str, code: str) -> None:
    (tmp_path / "learners.xls").write_text(content)

    with pytest.raises(FileError) as caught:
        open_file(tmp_path / "learners.xls")

    assert caught.value.issue.code == code


def test_what_cannot_be_seen_in_a_cell_is_dropped_with_a_note(tmp_path: Path) -> None:
    report = judged(workbook(tmp_path, row_of(E=text("E2", "\u200e10023\u200b"))))

    (note,) = report.issues
    assert (note.code, note.field, note.suggestion) == ("FIELD_REPAIRED", "Certifying Board ID", None)
    assert "it was taken as 10023" in note.message
