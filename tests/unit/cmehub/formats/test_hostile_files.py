import re
import zipfile
from pathlib import Path

import pytest

from cmehub.formats import open_file, packages
from cmehub.formats.packages import RATIO_LIMIT
from cmehub.formats.workbook import CELL_LIMIT
from cmehub.issues.issue import FileError, Issue
from cmehub.submissions.rows import Row
from local.sample_data.sample_files import SAMPLES
from tests.workbooks import HEADINGS, learner_cells, save_workbook

ROOT = "<ACCMELearnerReports><ActivityReport><Member>{text}</Member></ActivityReport></ACCMELearnerReports>"
LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
REFUSED_XML = {
    "doctype": "<!DOCTYPE ACCMELearnerReports>" + ROOT,
    "system": '<!DOCTYPE a SYSTEM "https://example.org/evil.dtd">' + ROOT,
    "file": '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/hostname">]>' + ROOT.format(text="&x;"),
    "laughs": f'<!DOCTYPE a [<!ENTITY l0 "ha">{LAUGHS}]>' + ROOT.format(text="&l9;"),
    "activities": "<!DOCTYPE a><ACCMEActivities/>",
    "behind-a-comment": "<?xml version='1.0'?><!-- harmless --><!DOCTYPE a>" + ROOT,
}


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "upload"


def refusal(file: Path, content: bytes) -> Issue:
    file.write_bytes(content)
    with pytest.raises(FileError) as caught:
        [*open_file(file).rows]
    return caught.value.issue


@pytest.mark.parametrize("content", REFUSED_XML.values(), ids=REFUSED_XML.keys())
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_xml_with_a_document_type_is_refused(file: Path, content: str, encoding: str) -> None:
    assert refusal(file, content.encode(encoding)).code == "XML_DOCTYPE"


def test_an_undeclared_entity_breaks_the_file(file: Path) -> None:
    assert refusal(file, ROOT.format(text="&nbsp;").encode()).code == "FILE_BROKEN"


def test_xml_that_nests_without_end_breaks_the_file(file: Path) -> None:
    depth = 5_000
    nested = "<a>" * depth + "</a>" * depth

    assert refusal(file, ROOT.format(text=nested).encode()).code == "FILE_BROKEN"


@pytest.mark.parametrize("content", [b"", b" \r\n\t ", b"\n" * 40])
def test_an_empty_file(file: Path, content: bytes) -> None:
    assert refusal(file, content).code == "FILE_EMPTY"


@pytest.mark.parametrize(
    "content",
    [
        b"Good morning, hub\n",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(1024),
        b"%PDF-1.7",
        b"{}",
        b"\x00\x01\x02",
    ],
    ids=["text", "xls", "pdf", "json", "binary"],
)
def test_a_file_of_another_format(tmp_path: Path, content: bytes) -> None:
    assert refusal(tmp_path / "learners.xlsx", content).code == "FILE_FORMAT_UNKNOWN"


def test_a_workbook_without_the_headings(file: Path) -> None:
    save_workbook(file, [["Name", "Date"], ["Zoë", "5/31/2026"]], Empty=[])

    assert refusal(file, file.read_bytes()).code == "HEADINGS_UNKNOWN"


def test_headings_too_far_down_are_not_looked_for(file: Path) -> None:
    save_workbook(file, [*[["guidance"]] * 15, HEADINGS, learner_cells()])

    assert refusal(file, file.read_bytes()).code == "FILE_FORMAT_UNKNOWN"


def test_a_zip_that_is_no_workbook(file: Path) -> None:
    with zipfile.ZipFile(file, "w") as packed:
        packed.writestr("readme.txt", "not a workbook")

    assert refusal(file, file.read_bytes()).code == "FILE_ARCHIVE"


def test_a_workbook_that_ends_early(file: Path) -> None:
    content = (SAMPLES / "learners-clean.xlsx").read_bytes()

    assert refusal(file, content[: len(content) // 2]).code == "FILE_BROKEN"


@pytest.mark.parametrize(("place", "byte"), [(6, 64), (9, 8)], ids=["needs-a-later-zip", "name-is-no-text"])
def test_a_workbook_with_a_strange_table_of_contents(file: Path, place: int, byte: int) -> None:
    content = bytearray((SAMPLES / "learners-clean.xlsx").read_bytes())
    entry = content.index(b"PK\x01\x02")
    content[entry + place] = byte
    content[entry + 46] = 0xFF

    assert refusal(file, bytes(content)).code == "FILE_BROKEN"


def test_a_zip_bomb_is_refused_before_it_is_unpacked(file: Path) -> None:
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("xl/workbook.xml", b"")
        packed.writestr("xl/worksheets/sheet1.xml", b"0" * 10_000_000)

    issue = refusal(file, file.read_bytes())

    assert (issue.code, issue.value) == ("ZIP_BOMB", "10,000,000 bytes")
    assert f"at most {RATIO_LIMIT * file.stat().st_size:,} are read of one of this size" in issue.message


def test_a_workbook_that_unpacks_to_more_than_any_is_refused(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(packages, "UNPACKED_LIMIT", 1_000)
    content = (SAMPLES / "learners-clean.xlsx").read_bytes()

    assert refusal(file, content).code == "ZIP_BOMB"


def test_a_name_says_nothing_about_the_format(tmp_path: Path) -> None:
    workbook = save_workbook(tmp_path / "learners.csv", [HEADINGS, learner_cells()])
    xml = tmp_path / "learners.xls"
    xml.write_bytes((SAMPLES / "learners.xml").read_bytes())

    assert open_file(workbook).format.name == "learner-workbook"
    assert open_file(xml).format.name == "learner-xml"


@pytest.mark.parametrize("name", ["=1+1", "+1", "@SUM(A1)", "<script>alert(1)</script>", "Robert'); DROP TABLE"])
def test_texts_that_mean_something_elsewhere_are_texts_here(file: Path, name: str) -> None:
    file.write_text(f"<ActivityReport><GivenName><![CDATA[{name}]]></GivenName></ActivityReport>", encoding="utf-8")

    assert [*open_file(file).rows] == [Row(1, {"given_name": name})]


def package(file: Path, entries: dict[str, bytes]) -> bytes:
    """Return the clean sample with some of its entries replaced or added."""
    with zipfile.ZipFile(SAMPLES / "learners-clean.xlsx") as clean:
        kept = {name: clean.read(name) for name in clean.namelist()}
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in (kept | entries).items():
            packed.writestr(name, content)
    return file.read_bytes()


@pytest.mark.parametrize(
    "cell",
    ['<c r="XFD1048576"/>', "<c r = 'xfd1048576'/>", '<x:c r="AZ1"/><c r="A9999999"/>'],
)
def test_a_sheet_with_one_cell_far_out_is_refused_before_it_is_read(file: Path, cell: str) -> None:
    sheet = f'<worksheet><sheetData><row r="1"><c r="A1"/>{cell}</row></sheetData></worksheet>'

    issue = refusal(file, package(file, {"xl/worksheets/sheet1.xml": sheet.encode()}))

    assert issue.code == "FILE_SHEET_TOO_WIDE"


def test_a_wide_sheet_that_is_filled_is_read(file: Path) -> None:
    save_workbook(file, [[*HEADINGS, *[""] * 40, "Note"], [*learner_cells(), *[""] * 40, "far out"]])

    assert len([*open_file(file).rows]) == 1


def test_a_package_of_too_many_entries_is_refused(file: Path) -> None:
    entries = {f"xl/media/{place}.bin": b"x" for place in range(packages.ENTRY_LIMIT)}

    assert refusal(file, package(file, entries)).code == "ZIP_BOMB"


def test_a_cell_longer_than_excel_lets_in_ends_the_file(file: Path) -> None:
    long = [*learner_cells()]
    long[3] = "a" * (CELL_LIMIT + 1)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("openpyxl.cell.cell.Cell.check_string", lambda _, text: text)
        save_workbook(file, [HEADINGS, learner_cells(), long])
    rows = open_file(file)

    issue = refusal(file, file.read_bytes())

    assert rows.format.name == "learner-workbook"
    assert issue.code == "FILE_BROKEN"
    assert "past row 2: a cell of the row after it" in issue.message


def ole(*names: str) -> bytes:
    """Return the beginning of an OLE container with streams of these names in its directory."""
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504) + b"".join(name.encode("utf-16-le") for name in names)


@pytest.mark.parametrize(
    ("names", "code"),
    [
        (("EncryptionInfo", "EncryptedPackage"), "FILE_ENCRYPTED"),
        (("Workbook",), "FILE_OLD_EXCEL"),
        (("Book",), "FILE_OLD_EXCEL"),
        (("WordDocument",), "FILE_FORMAT_UNKNOWN"),
    ],
)
def test_ole_containers(file: Path, names: tuple[str, ...], code: str) -> None:
    assert refusal(file, ole(*names)).code == code


def test_a_package_with_a_password(file: Path) -> None:
    content = bytearray(package(file, {}))
    for place in [header.start() for header in re.finditer(b"PK\x01\x02", bytes(content))]:
        content[place + 8] |= 1
    for place in [header.start() for header in re.finditer(b"PK\x03\x04", bytes(content))]:
        content[place + 6] |= 1

    assert refusal(file, bytes(content)).code == "FILE_ENCRYPTED"


def test_two_sheets_with_data_are_not_guessed_at(file: Path) -> None:
    save_workbook(file, [HEADINGS, learner_cells()], More=[HEADINGS, learner_cells()])

    assert refusal(file, file.read_bytes()).code == "FILE_TWO_SHEETS"


def test_the_sheet_with_data_is_read_also_behind_one_with_headings_only(file: Path) -> None:
    save_workbook(file, [HEADINGS, [""]], More=[["guidance"], HEADINGS, learner_cells()])

    assert [row.number for row in open_file(file).rows] == [3]
