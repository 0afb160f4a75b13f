import zipfile
from pathlib import Path

import pytest

from cmehub.formats import FileError, Row, open_file
from cmehub.formats import workbook as workbook_format
from cmehub.issues import Issue
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
        b"Record Action,ACCME Activity ID\nAdd,202612345\n",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(1024),
        b"%PDF-1.7",
        b"{}",
        b"<html><body>learners</body></html>",
        b"\x00\x01\x02",
    ],
    ids=["csv", "xls", "pdf", "json", "html", "binary"],
)
def test_a_file_of_another_format(tmp_path: Path, content: bytes) -> None:
    assert refusal(tmp_path / "learners.xlsx", content).code == "FILE_FORMAT_UNKNOWN"


def test_a_workbook_without_the_headings(file: Path) -> None:
    save_workbook(file, [["Name", "Date"], ["Zoë", "5/31/2026"]], Empty=[])

    assert refusal(file, file.read_bytes()).code == "FILE_FORMAT_UNKNOWN"


def test_headings_too_far_down_are_not_looked_for(file: Path) -> None:
    save_workbook(file, [*[["guidance"]] * 15, HEADINGS, learner_cells()])

    assert refusal(file, file.read_bytes()).code == "FILE_FORMAT_UNKNOWN"


def test_a_zip_that_is_no_workbook(file: Path) -> None:
    with zipfile.ZipFile(file, "w") as packed:
        packed.writestr("readme.txt", "not a workbook")

    assert refusal(file, file.read_bytes()).code == "FILE_BROKEN"


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
        packed.writestr("xl/worksheets/sheet1.xml", b"0" * 10_000_000)

    issue = refusal(file, file.read_bytes())

    assert (issue.code, issue.value) == ("ZIP_BOMB", "10000000")


def test_a_workbook_that_unpacks_to_more_than_any_is_refused(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workbook_format, "UNPACKED_LIMIT", 1_000)
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
