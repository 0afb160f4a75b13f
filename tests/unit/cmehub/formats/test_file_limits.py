"""Files made to hurt whoever reads them: refused with a word, in little memory, and what stood before is kept."""

import json
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from benchmarks.ingest_peak import stage
from cmehub.chunks.staging import ROW_LIMIT
from cmehub.formats import open_file, packages
from cmehub.formats.workbook import SHEET_LIMIT
from cmehub.formats.xml import REPORT_LIMIT
from cmehub.issues.issue import FileError, Issue
from local.sample_data.sample_files import SAMPLES
from tests.workbooks import HEADINGS, learner_cells, save_workbook

HEADING_LINE = ",".join(HEADINGS).encode() + b"\n"
LONG_CELL = b'"' + b"x" * 60_000 + b'",'
REPORT = b"<ActivityReport><Member><Name><GivenName>Mira</GivenName></Name></Member></ActivityReport>"
FEW_MEGABYTES, MANY_MEGABYTES = 3_000_000, 40_000_000

HOSTILE: dict[str, tuple[bytes, bytes, bytes, str]] = {
    "xml-outside-of-reports": (b"<ACCMELearnerReports>", b"<junk/>", b"</ACCMELearnerReports>", "no report ends"),
    "xml-one-endless-report": (
        *(b"<ACCMELearnerReports><ActivityReport>", b"<CreditCertificate/>", b"</ActivityReport>"),
        "no report ends",
    ),
    "xml-before-the-root": (b"<!--x-->", b"<!--x-->", b"<ACCMELearnerReports/>", "no report ends"),
    "xml-long-attribute": (b'<ACCMELearnerReports a="', b"aaaaaaaa", b'"/>', "no report ends"),
    "xml-after-a-good-report": (
        *(b"<ACCMELearnerReports>" + REPORT, b"<junk>x</junk>", b"</ACCMELearnerReports>"),
        "past row 1: no report ends",
    ),
    "csv-one-endless-line": (HEADING_LINE, b'"x",', b"\n", "line 2 has more than 1,000,000 characters"),
    "csv-long-rows": (HEADING_LINE, b"Add,202612345,," + LONG_CELL * 4 + b"\n", b"", "more than 100,000 bytes"),
    "json-one-endless-record": (b'[{"rowId": [', b"1,", b"1]}]", "no record ends"),
}
"""What a file begins with, what is repeated, what it ends with, and what is said about it."""


def written(folder: Path, name: str, size: int) -> Path:
    head, unit, tail, _ = HOSTILE[name]
    path = folder / "upload"
    path.write_bytes(head + unit * (size // len(unit)) + tail)
    return path


def issue_of(path: Path) -> Issue:
    try:
        (issue,) = stage(path).issues
    except FileError as error:
        return error.issue
    return issue


@pytest.mark.parametrize("name", HOSTILE)
def test_what_never_ends_is_told(tmp_path: Path, name: str) -> None:
    issue = issue_of(written(tmp_path, name, FEW_MEGABYTES))

    assert issue.code == "FILE_BROKEN"
    assert HOSTILE[name][-1] in issue.message


STAGE = """
import json, sys
from pathlib import Path
from benchmarks.ingest_peak import peak_memory, stage
from cmehub.formats import FileError
try:
    stage(Path(sys.argv[1]))
except FileError:
    pass
print(json.dumps(peak_memory()))
"""


def peak_of_staging(path: Path) -> int:
    """Return the peak in kilobytes of a process that stages the file and does nothing else."""
    done = subprocess.run(
        [sys.executable, "-c", STAGE, str(path)], capture_output=True, text=True, timeout=120, check=False
    )
    assert done.returncode == 0, done.stderr[-2_000:]
    return int(json.loads(done.stdout))


@pytest.mark.parametrize("name", HOSTILE)
def test_what_never_ends_is_not_kept_in_memory(tmp_path: Path, name: str) -> None:
    assert peak_of_staging(written(tmp_path, name, MANY_MEGABYTES)) < 150 * 1024


def test_reports_in_wrappers_of_their_own_are_forgotten_with_them(tmp_path: Path) -> None:
    path = tmp_path / "upload"
    wrapped = b"<ActivityReports><ActivityReport/>" + b"<x/>" * 40 + b"</ActivityReports>"
    path.write_bytes(b"<ACCMELearnerReports>" + wrapped * 40_000 + b"</ACCMELearnerReports>")

    assert peak_of_staging(path) < 150 * 1024


def test_rows_and_reports_as_long_as_allowed_are_read(tmp_path: Path) -> None:
    path = tmp_path / "upload"
    filler = b"<Notes>" + b"x" * (REPORT_LIMIT // 2) + b"</Notes>"
    path.write_bytes(b"<ActivityReports>" + (filler + REPORT) * 5 + b"</ActivityReports>")
    assert stage(path).rows == 5

    cells = [str(cell or "") for cell in learner_cells(Last_Name="x" * (ROW_LIMIT - 1_000))]
    path.write_bytes(HEADING_LINE + (",".join(cells).encode() + b"\n") * 3)
    assert stage(path).rows == 3


def refusal(path: Path) -> Issue:
    with pytest.raises(FileError) as caught:
        open_file(path)
    return caught.value.issue


@pytest.mark.parametrize("sheets", [SHEET_LIMIT, SHEET_LIMIT + 1])
def test_a_workbook_of_many_sheets(tmp_path: Path, sheets: int) -> None:
    blank = {f"S{number}": [["nothing"]] for number in range(sheets - 1)}
    path = save_workbook(tmp_path / "upload", [HEADINGS, learner_cells()], **blank)

    if sheets <= SHEET_LIMIT:
        assert len([*open_file(path).rows]) == 1
    else:
        assert (refusal(path).code, refusal(path).value) == ("FILE_TOO_MANY_SHEETS", str(sheets))


def test_a_workbook_with_more_shared_texts_than_fit(monkeypatch: pytest.MonkeyPatch) -> None:
    path = SAMPLES / "learners-clean-libreoffice.xlsx"
    with zipfile.ZipFile(path) as package:
        size = package.getinfo("xl/sharedStrings.xml").file_size

    monkeypatch.setattr(packages, "STRINGS_LIMIT", size)
    assert len([*open_file(path).rows]) > 1
    monkeypatch.setattr(packages, "STRINGS_LIMIT", size - 1)
    assert refusal(path).code == "ZIP_BOMB"


CONTENT = """<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
 xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"
 xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><office:body><office:spreadsheet>
<table:table table:name="A"><table:table-row table:number-rows-repeated="1000000"><table:table-cell
 office:value-type="string" table:number-columns-repeated="90"><text:p>x</text:p></table:table-cell></table:table-row>
</table:table></office:spreadsheet></office:body></office:document-content>"""


@pytest.mark.parametrize("also_a_workbook", [False, True])
def test_an_open_document_that_repeats_its_rows_is_not_opened(tmp_path: Path, also_a_workbook: bool) -> None:
    path = tmp_path / "upload"
    if also_a_workbook:
        save_workbook(path, [HEADINGS, learner_cells()])
    with zipfile.ZipFile(path, "a") as package:
        package.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        package.writestr("content.xml", CONTENT)

    assert refusal(path).code == "FILE_OTHER_WORKBOOK"
