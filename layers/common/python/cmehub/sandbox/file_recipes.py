"""How to bring about what can be wrong with a whole file."""

import codecs
import io
import json
import zipfile
from collections.abc import Sequence

from cmehub.formats.workbook import OLE_MAGIC, SHEET_LIMIT
from cmehub.learners.credit_lines import CME_CREDIT_TYPE
from cmehub.sandbox.other_provider import OTHER_PROVIDER
from cmehub.sandbox.people import STRANGER, UNKNOWN_NPI
from cmehub.sandbox.scene import Document, Recipe, Scene, file
from cmehub.sandbox.steps import Shown

_NAMESPACE = "http://schemas.openxmlformats.org"
_MAIN = f"{_NAMESPACE}/spreadsheetml/2006/main"
_RELATIONSHIPS = f"{_NAMESPACE}/officeDocument/2006/relationships"
_HEADINGS = ("First Name", "Last Name", "Date of Birth")
_OTHER_HEADINGS = ("FIRST_NAME", "Family Name", "DOB", "Shoe Size")
_LEARNER = (STRANGER.given_name, STRANGER.family_name, STRANGER.birth_month_day)


def certificate(**changes: object) -> Document:
    """Return the certificate of a CME credit as reports have it."""
    received = {"activityCertification": CME_CREDIT_TYPE, "creditUnit": "Point", "numberOfCredits": 1}
    return {"UniqueID": {"value": UNKNOWN_NPI, "domain": "NPI"}, "CreditReceived": received} | changes


def module(scene: Scene, *certificates: Document, **changes: object) -> Document:
    """Return a module of the sandbox's activity, with one credit of CME if none is given."""
    return {
        "ModuleName": {"value": "An activity of the sandbox", "moduleID": scene.activity_id()},
        "Status": "Completed",
        "CompletedDateTime": f"{scene.day()}T00:00:00",
        "CreditCertificate": certificates or [certificate()],
    } | changes


def learner_reports(scene: Scene, *provider_ids: str, modules: Sequence[Document] = ()) -> bytes:
    """Return a file of learner reports in JSON, one for each of these providers, with these modules or a good one."""
    reports = [
        {
            "Member": {
                "Name": {"GivenName": f"{STRANGER.given_name}{'a' * place}", "FamilyName": STRANGER.family_name},
                "PersonalInfo": {"BirthDate": f"2000-{STRANGER.birth_month_day}"},
            },
            "Activity": {"ProviderOrganization": provider_id, "Module": modules or [module(scene)]},
            "XtensibleInfo": {"LearnerRecordAction": "add"},
        }
        for place, provider_id in enumerate(provider_ids)
    ]
    return json.dumps({"ACCMELearnerReports": {"ActivityReports": {"ActivityReport": reports}}}).encode()


def _package(parts: dict[str, str]) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as package:
        for name, text in parts.items():
            package.writestr(name, text)
    return packed.getvalue()


def _workbook(*sheets: Sequence[Sequence[str]]) -> bytes:
    """Return a workbook, with no more to it than is read, whose sheets have these rows of texts."""
    numbers = range(1, len(sheets) + 1)
    listed = "".join(f'<sheet name="S{number}" sheetId="{number}" r:id="rId{number}"/>' for number in numbers)
    parts = {
        "_rels/.rels": _related("officeDocument", "xl/workbook.xml"),
        "xl/workbook.xml": f'<workbook xmlns="{_MAIN}" xmlns:r="{_RELATIONSHIPS}"><sheets>{listed}</sheets></workbook>',
        "xl/_rels/workbook.xml.rels": _related("worksheet", *(f"worksheets/sheet{number}.xml" for number in numbers)),
    }
    for number, rows in zip(numbers, sheets, strict=True):
        cells = ("".join(f'<c t="inlineStr"><is><t>{text}</t></is></c>' for text in row) for row in rows)
        data = "".join(f"<row>{cell}</row>" for cell in cells)
        parts[f"xl/worksheets/sheet{number}.xml"] = (
            f'<worksheet xmlns="{_MAIN}"><sheetData>{data}</sheetData></worksheet>'
        )
    return _package(parts)


def _related(kind: str, *targets: str) -> str:
    inner = "".join(
        f'<Relationship Id="rId{number}" Type="{_RELATIONSHIPS}/{kind}" Target="{target}"/>'
        for number, target in enumerate(targets, start=1)
    )
    return f'<Relationships xmlns="{_NAMESPACE}/package/2006/relationships">{inner}</Relationships>'


def _table(*rows: Sequence[str]) -> bytes:
    return "".join(f"{','.join(row)}\n" for row in rows).encode()


def _file(title: str, name: str, content: bytes) -> Recipe:
    return Recipe(title, lambda _scene: [file(name, content)], Shown.REPORT)


FILES: dict[str, Recipe] = {
    "FILE_EMPTY": _file("A file with nothing in it", "learners.csv", b"\n"),
    "FILE_FORMAT_UNKNOWN": _file("A text that is no report", "learners.txt", b"Good morning, CME Hub.\n"),
    "FILE_BROKEN": Recipe(
        "A JSON file that ends too early",
        lambda scene: [scene.saved(), file("learners.json", learner_reports(scene, scene.provider_id)[:-3] + b",{")],
        Shown.REPORT,
    ),
    "FILE_WITHOUT_ROWS": _file("Headings and nothing below them", "matches.csv", ",".join(_HEADINGS).encode()),
    "XML_DOCTYPE": _file(
        "XML with a document type declaration",
        "learners.xml",
        b"<!DOCTYPE ACCMELearnerReports><ACCMELearnerReports></ACCMELearnerReports>",
    ),
    "ZIP_BOMB": _file(
        "A small workbook that would unpack to much", "learners.xlsx", _package({"xl/workbook.xml": " " * 1_000_000})
    ),
    "FILE_ENCRYPTED": _file(
        "A workbook with a password", "learners.xlsx", OLE_MAGIC + "EncryptedPackage".encode("utf-16-le")
    ),
    "FILE_OLD_EXCEL": _file(
        "A workbook of the time before 2007", "learners.xls", OLE_MAGIC + "Workbook".encode("utf-16-le")
    ),
    "FILE_OTHER_WORKBOOK": _file("A workbook of another kind", "learners.xlsb", _package({"xl/workbook.bin": ""})),
    "FILE_ARCHIVE": _file("An archive with a file in it", "learners.zip", _package({"learners.csv": ""})),
    "FILE_WEB_PAGE": _file("A web page", "learners.xls", b"<!DOCTYPE html><html><body>Sign in</body></html>"),
    "FILE_SHEET_TOO_WIDE": _file(
        "A sheet with a cell in its farthest corner",
        "learners.xlsx",
        _package({"xl/workbook.xml": "", "xl/worksheets/sheet1.xml": '<c r="XFD1048576"/>'}),
    ),
    "FILE_OF_ANOTHER_PROVIDER": Recipe(
        "A file that another provider made",
        lambda scene: [file("learners.json", learner_reports(scene, OTHER_PROVIDER))],
        Shown.REPORT,
    ),
    "FILE_TOO_MANY_SHEETS": _file(
        "A workbook with more sheets than are looked through", "learners.xlsx", _workbook(*[()] * (SHEET_LIMIT + 1))
    ),
    "FILE_TWO_ENCODINGS": _file(
        "A file in UTF-8 with a line in Windows-1252",
        "matches.csv",
        codecs.BOM_UTF8 + b"First Name,Last Name,Date of Birth\r\nZo\xeb,Nowhere,08/18\r\n",
    ),
    "FILE_DATE_ORDER": _file(
        "Dates with the day in front beside others that may have it there",
        "matches.csv",
        b"First Name,Last Name,Date of Birth\r\nHesper,Nowhere,18/08\r\nHesper,Nowhere,04/03\r\n",
    ),
    "FILE_TWO_SHEETS": _file(
        "A workbook with data in two sheets", "matches.xlsx", _workbook(*[(_HEADINGS, _LEARNER)] * 2)
    ),
    "HEADINGS_MISSING": _file("A table without one of its headings", "matches.csv", _table(_HEADINGS[1:])),
    "HEADINGS_UNKNOWN": _file(
        "A table with headings of its own", "matches.csv", _table(("Vorname", "Nachname"), _LEARNER)
    ),
    "COLUMN_MISSING": _file(
        "A table without the one column that a credit still needs",
        "learners.csv",
        _table(
            ("Record Action", "ACCME Activity ID", "Completion Date", *_HEADINGS, "Number of CME Credits"),
            ("Add", "202699001", "2026-05-05", *_LEARNER, "1"),
        ),
    ),
    "COLUMN_TWICE": _file("A table with two columns for one thing", "matches.csv", _table((*_HEADINGS, "FIRST_NAME"))),
    "HEADINGS_REPAIRED": _file("Headings that need to be understood", "m.csv", _table(_OTHER_HEADINGS, _LEARNER)),
    "CELLS_WITHOUT_HEADING": _file(
        "A cell more than there are headings", "matches.csv", _table(_HEADINGS, (*_LEARNER, "MD"))
    ),
    "COLUMNS_NOT_READ": _file("A column that no table has", "matches.csv", _table(_OTHER_HEADINGS, _LEARNER)),
}
