"""A physician's own transcript as a table: CSV, and a workbook."""

import csv
import datetime as dt
import io
from collections.abc import Iterator

from openpyxl import Workbook
from openpyxl.cell import Cell

from cmehub.documents.printed_sheet import PrintedSheet
from cmehub.fields.plain_text import no_formula
from cmehub.passport.transcripts import PhysicianTranscript
from cmehub.people.states import STATES

HEADINGS = (
    "Completion Date", "Activity Title", "ACCME Activity ID", "Provider", "Licensing State", "Certifying Board",
    "Credit Type", "Credits", "Status", "Follows From", "Credit ID",
)  # fmt: skip
"""Those of the providers' templates, where these have such a column; CME credit follows from MOC credit of a board."""
OWN_STATUS = "own, not verified"
_WIDTHS = (16, 60, 18, 40, 16, 18, 30, 10, 18, 14, 46)
_WRAPPED = ("Activity Title", "Provider", "Credit Type")


def transcript_csv(transcript: PhysicianTranscript) -> bytes:
    """Return a transcript as CSV without formulas; Excel knows UTF-8 by the mark at its beginning."""
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(HEADINGS)
    for row in (*_credits(transcript), *_own(transcript)):
        writer.writerow(map(no_formula, row))
    return text.getvalue().encode("utf-8-sig")


def transcript_workbook(transcript: PhysicianTranscript) -> bytes:
    """Return a transcript as a workbook without formulas; own credits, if chosen, have a sheet of their own."""
    book = Workbook(write_only=True)
    made = transcript.made_at.replace(tzinfo=None, microsecond=0)
    book.properties.creator, book.properties.created, book.properties.modified = "CME Hub", made, made
    _add_sheet(book, "Credits", _credits(transcript))
    if transcript.choice.own:
        _add_sheet(book, "Own credits", _own(transcript))
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def _add_sheet(book: Workbook, title: str, rows: Iterator[tuple[str, ...]]) -> None:
    sheet = PrintedSheet(book, title, _WIDTHS, headings_at=1)
    sheet.append_headings(HEADINGS)
    for row in rows:
        sheet.append([_cell(sheet, heading, text) for heading, text in zip(HEADINGS, row, strict=True)])


def _cell(sheet: PrintedSheet, heading: str, text: str) -> Cell:
    cell = sheet.cell(text, wrapped=heading in _WRAPPED)
    if heading == "Credits":
        cell.value, cell.number_format = float(text), "General"
    return cell


def _credits(transcript: PhysicianTranscript) -> Iterator[tuple[str, ...]]:
    for activity in transcript.activities:
        for credit in activity.credits:
            yield (
                _day(activity.completed_on),
                activity.title,
                activity.activity_id,
                activity.provider,
                credit.authority_name if credit.authority in STATES else "",
                credit.authority if credit.kind == "MOC" else "",
                credit.credit_type,
                f"{credit.amount:g}",
                credit.status,
                credit.authority if credit.derived else "",
                credit.credit_id,
            )


def _own(transcript: PhysicianTranscript) -> Iterator[tuple[str, ...]]:
    for credit in transcript.own_credits:
        said = (credit.kind, f"{credit.amount:g}", OWN_STATUS)
        yield _day(credit.completed_on), credit.title, "", "", "", "", *said, "", ""


def _day(day: dt.date) -> str:
    return f"{day:%m/%d/%Y}"
