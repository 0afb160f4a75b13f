"""The files that a check gives: a workbook, CSV and JSON, all with every licensee."""

import io
from collections.abc import Iterator, Mapping, Sequence

import orjson
from openpyxl import Workbook
from openpyxl.cell import Cell

from cmehub.documents.csv_tables import csv_table
from cmehub.documents.printed_sheet import BOLD, PrintedSheet
from cmehub.licensing.checked_licensees import CheckedAmount, CheckedLicensee
from cmehub.licensing.checks import CheckProgress, CheckResult
from cmehub.licensing.licence_lists import LicenceList
from cmehub.licensing.samples import METHOD
from cmehub.licensing.state_readers import licensing_name

FILES = ("xlsx", "csv", "json")
"""The kinds of file that each check gives; each is called ``licensees.<kind>``."""
CAUTION = (
    "Only credit that accredited providers reported is counted. A licensee may have learnt more, may be exempt, or may "
    "withhold credits where reporting is voluntary. Duties that concern only some licensees decide nothing here."
)
MENDS = {
    "not found": "The roster has no such number. Compare it with the licence; leading zeroes count.",
    "more than once": "The number stands in several rows. It was checked once; leave one row if others were meant.",
    "no number": "The row has something, but no licence number. Fill it in and check the list again.",
}
"""What is told of rows that don't lead to a licensee each."""
_HEADINGS = (
    "Licence Number", "Row in Your List", "Last Name", "First Name", "Result", "Cycle From", "Cycle To", "Hours Asked",
    "Hours Counted", "Category 1 Asked", "Category 1 Counted", "Latest Credit", "Not Known",
)  # fmt: skip
_WIDTHS = (18, 12, 22, 18, 15, 12, 12, 10, 10, 12, 12, 14, 26)
_DUTY_WIDTH = 22
_NUMBERS = frozenset({"Hours Asked", "Hours Counted", "Category 1 Asked", "Category 1 Counted"})
_RESULT = {result: result.value for result in CheckResult}


def check_files(
    progress: CheckProgress, listed: LicenceList, licensees: Sequence[CheckedLicensee]
) -> Mapping[str, bytes]:
    """Return the files of a check by their names."""
    duties = [*dict.fromkeys(duty.duty for licensee in licensees for duty in licensee.duties)]
    only = {duty.duty: duty.only for licensee in licensees for duty in licensee.duties}
    headings = [*_HEADINGS, *(f"{duty} (only {only[duty]})" if only[duty] else duty for duty in duties)]
    return {
        "licensees.json": _json(progress, listed, licensees),
        "licensees.csv": csv_table(headings, (_row(licensee, duties) for licensee in licensees)),
        "licensees.xlsx": _workbook(progress, listed, licensees, headings, duties),
    }


def _row(licensee: CheckedLicensee, duties: Sequence[str]) -> tuple[str, ...]:
    of_duty = {duty.duty: duty for duty in licensee.duties}
    return (
        licensee.number,
        ", ".join(map(str, licensee.rows)),
        licensee.family_name or "",
        licensee.given_name or "",
        _RESULT[licensee.result],
        str(licensee.cycle_starts or ""),
        str(licensee.cycle_ends or ""),
        *_amounts(licensee.hours),
        *_amounts(licensee.category_1),
        str(licensee.latest or ""),
        ", ".join(licensee.lacking),
        *(f"{of_duty[duty].counted:g}" if duty in of_duty else "" for duty in duties),
    )


def _amounts(amount: CheckedAmount | None) -> tuple[str, str]:
    if amount is None:
        return "", ""
    return ("" if amount.asked is None else f"{amount.asked:g}"), f"{amount.counted:g}"


def _json(progress: CheckProgress, listed: LicenceList, licensees: Sequence[CheckedLicensee]) -> bytes:
    told = progress.check.model_dump(mode="json", exclude={"asked_by"})
    span = progress.check.span
    return orjson.dumps(
        {
            "check": told | {"span": span and {"starts": span.starts, "ends": span.ends}},
            "caution": CAUTION,
            "sample_method": METHOD if progress.check.sample else None,
            "roster_size": progress.roster_size,
            "counts": {result.value: progress.counts.get(result, 0) for result in CheckResult},
            "licensees": [licensee.model_dump(mode="json") for licensee in licensees],
            "rows_to_look_at": [
                {"rows": rows, "number": number, "what": what, "mend": MENDS[what]}
                for rows, number, what in _odd_rows(listed, licensees)
            ],
        }
    )


def _odd_rows(listed: LicenceList, licensees: Sequence[CheckedLicensee]) -> Iterator[tuple[tuple[int, ...], str, str]]:
    for licensee in licensees:
        if licensee.result is CheckResult.NOT_FOUND:
            yield licensee.rows, licensee.number, "not found"
        if len(licensee.rows) > 1:
            yield licensee.rows, licensee.number, "more than once"
    for row in listed.bare_rows:
        yield (row,), "", "no number"


def _workbook(
    progress: CheckProgress,
    listed: LicenceList,
    licensees: Sequence[CheckedLicensee],
    headings: Sequence[str],
    duties: Sequence[str],
) -> bytes:
    book = Workbook(write_only=True)
    made = progress.check.asked_at.replace(tzinfo=None, microsecond=0)
    book.properties.creator, book.properties.created, book.properties.modified = "CME Hub", made, made
    sheet = PrintedSheet(book, "Licensees", (*_WIDTHS, *(_DUTY_WIDTH for _ in duties)), headings_at=1, kept=1)
    sheet.append_headings(headings)
    numbers = [heading in _NUMBERS for heading in headings[: len(_HEADINGS)]] + [True for _ in duties]
    for licensee in licensees:
        row = _row(licensee, duties)
        sheet.append([_cell(sheet, text, is_number=is_number) for text, is_number in zip(row, numbers, strict=True)])
    if odd := [*_odd_rows(listed, licensees)]:
        to_look_at = PrintedSheet(book, "Rows to look at", (14, 22, 16, 70), headings_at=1)
        to_look_at.append_headings(("Row in Your List", "Licence Number", "What It Is", "What to Do"))
        for rows, number, what in odd:
            texts = (", ".join(map(str, rows)), number, what, MENDS[what])
            to_look_at.append([to_look_at.cell(text, wrapped=True) for text in texts])
    about = PrintedSheet(book, "About", (26, 90), headings_at=1)
    about.append_headings(("What", "Which"))
    for name, text in _facts(progress):
        about.append([about.cell(name, font=BOLD), about.cell(text, wrapped=True)])
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def _cell(sheet: PrintedSheet, text: str, *, is_number: bool) -> Cell:
    cell = sheet.cell(text)
    if is_number and text:
        cell.value, cell.number_format = float(text), "General"
    return cell


def _facts(progress: CheckProgress) -> Iterator[tuple[str, str]]:
    check = progress.check
    yield "Checked for", licensing_name(check.state, check.on)
    yield "Asked at", f"{check.asked_at:%Y-%m-%d %H:%M} UTC"
    looked_at = f"{check.span.starts} to {check.span.ends}" if check.span else f"each licensee's cycle on {check.on}"
    yield "Days looked at", looked_at
    if check.degree:
        yield "Degree", f"{check.degree}, where the roster doesn't tell it"
    if check.sample:
        size = f"{check.sample.size:,}" if check.sample.size else f"{check.sample.percent:g} %"
        yield "Sample", f"{size} of {progress.roster_size or 0:,} licensees, drawn with the seed “{check.sample.seed}”"
        yield "How it was drawn", METHOD
    for result in CheckResult:
        yield result.value.capitalize(), f"{progress.counts.get(result, 0):,}"
    yield "What to keep in mind", CAUTION
