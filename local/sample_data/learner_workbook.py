"""The ACCME Excel learner template, written the same to the byte every time."""

import datetime as dt
import shutil
import zipfile
from collections.abc import Iterable
from os import PathLike
from pathlib import Path
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import Cell, WriteOnlyCell
from openpyxl.styles import Alignment, Font
from openpyxl.worksheet._write_only import WriteOnlyWorksheet
from openpyxl.writer.excel import ExcelWriter

from cmehub.formats.learners.guidance import ADDITIONAL_PAIRS, LEARNER_GUIDANCE
from cmehub.rules.packs import boards_taking, rule_pack
from local.sample_data.completions import Completion
from local.sample_data.states import STATE_CODES

HEADINGS = (
    "Record Action",
    "ACCME Activity ID",
    "Completion Date",
    "First Name",
    "Last Name",
    "Date of Birth",
    "Licensing State",
    "Licensing ID or NPI",
    "Number of CME Credits",
    "Certifying Board",
    "Certifying Board ID",
    "Total Board Credits",
    "Credit Type ",
    "Credits Awarded for Credit Type",
    *("Additional Credit Type", "Credits Awarded for Additional Credit Type") * ADDITIONAL_PAIRS,
)
_GUIDANCE = (
    *(guidance for _, guidance, _ in LEARNER_GUIDANCE),
    *("Only if there is a further type", "Credits of that type") * ADDITIONAL_PAIRS,
)
_MADE_ON = dt.datetime(2026, 11, 2, 9, 30)  # noqa: DTZ001 - a workbook's own times have no zone
_ZIP_DATE = (2026, 11, 2, 9, 30, 0)
_REFERENCE = (
    ("Format", "Row 1 is guidance, row 2 holds the headings, learners start in row 3."),
    ("CME only", "Fill columns A to I."),
    ("Board credits only", "Fill columns A to F and J to N; further credit types follow in pairs."),
    ("Both", "Fill everything."),
    ("Sample", "Every person and organisation in this workbook is invented."),
)


class _ReproducibleZip(zipfile.ZipFile):
    """A zip file whose members all bear one fixed date."""

    def writestr(self, zinfo_or_arcname: str | zipfile.ZipInfo, data: Any, *_: Any, **__: Any) -> None:
        name = zinfo_or_arcname if isinstance(zinfo_or_arcname, str) else zinfo_or_arcname.filename
        super().writestr(self._member(name), data)

    def write(
        self, filename: str | PathLike[str], arcname: str | PathLike[str] | None = None, *_: Any, **__: Any
    ) -> None:
        with Path(filename).open("rb") as source, self.open(self._member(str(arcname or filename)), "w") as target:
            shutil.copyfileobj(source, target)

    def _member(self, name: str) -> zipfile.ZipInfo:
        member = zipfile.ZipInfo(name, _ZIP_DATE)
        member.compress_type = self.compression
        member.create_system = 3
        return member


def write_workbook(path: Path, completions: Iterable[Completion | None], *, compressed: bool) -> int:
    """Write completions as a learner workbook, in constant memory.

    Parameters
    ----------
    completions
        None leaves a blank row.
    compressed
        False makes bytes that don't depend on the zlib in use.

    Returns
    -------
    int
        Rows written, blank ones included.
    """
    book = Workbook(write_only=True)
    book.properties.creator = "CME Hub sample data"
    book.properties.created = book.properties.modified = _MADE_ON
    sheet = book.create_sheet("Sheet1")
    sheet.freeze_panes = "A3"
    for place, heading in enumerate(HEADINGS):
        sheet.column_dimensions[_letter(place)].width = max(14, len(heading) + 2)
    sheet.append([_styled(sheet, text, Alignment(wrap_text=True, vertical="top")) for text in _GUIDANCE])
    sheet.append([_styled(sheet, text) for text in HEADINGS])
    rows = 0
    for completion in completions:
        sheet.append(_cells(sheet, completion) if completion else [])
        rows += 1
    _append_valid_values(book.create_sheet("ValidValues"))
    reference = book.create_sheet("Reference")
    for line in _REFERENCE:
        reference.append(line)
    compression = zipfile.ZIP_DEFLATED if compressed else zipfile.ZIP_STORED
    with _ReproducibleZip(path, "w", compression, allowZip64=True) as archive:
        ExcelWriter(book, archive).save()
    return rows


def _letter(place: int) -> str:
    return chr(ord("A") + place)


def _styled(sheet: WriteOnlyWorksheet, text: str, alignment: Alignment | None = None) -> Cell:
    cell = WriteOnlyCell(sheet, value=text)
    if alignment:
        cell.alignment = alignment
    else:
        cell.font = Font(bold=True)
    return cell


def _cells(sheet: WriteOnlyWorksheet, completion: Completion) -> list[Any]:
    more = [value for line in completion.lines[1:] for value in line]
    credit_type, amount = completion.lines[0] if completion.lines else (None, None)
    cells = [
        *(completion.action, completion.activity_id, _date_cell(sheet, completion.completed_on, "mm/dd/yyyy")),
        *(completion.given_name, completion.family_name, _date_cell(sheet, completion.birth_day, "mm/dd")),
        *(
            completion.state,
            completion.licence,
            completion.cme_credits,
            completion.board,
            completion.board_id,
            completion.board_total,
            credit_type,
            amount,
            *more,
        ),
    ]
    while cells and cells[-1] is None:
        cells.pop()
    return cells


def _date_cell(sheet: WriteOnlyWorksheet, value: dt.date | str | None, number_format: str) -> Cell | str | None:
    if not isinstance(value, dt.date):
        return value
    cell = WriteOnlyCell(sheet, value=dt.datetime.combine(value, dt.time.min))
    cell.number_format = number_format
    return cell


def _append_valid_values(sheet: WriteOnlyWorksheet) -> None:
    on = _MADE_ON.date()
    types = [f"{board}: {name}" for board in boards_taking(on) for name in rule_pack(board, on).types_on(on)]
    columns = (
        ("Record Action", "Add", "Delete"),
        ("Licensing State", *STATE_CODES),
        ("Certifying Board", *boards_taking(on)),
        ("Credit Type", *types),
    )
    for row in range(max(map(len, columns))):
        sheet.append([column[row] if row < len(column) else None for column in columns])
