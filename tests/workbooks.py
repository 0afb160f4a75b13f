"""Workbooks as senders save them, written by openpyxl."""

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from openpyxl import Workbook

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
    "Credit Type",
    "Credits Awarded for Credit Type",
    "Additional Credit Type",
    "Credits Awarded for Additional Credit Type",
    "Additional Credit Type",
    "Credits Awarded for Additional Credit Type",
)
GOOD: dict[str, Any] = {
    "Record Action": "Add",
    "ACCME Activity ID": "202612345",
    "Completion Date": "5/31/2026",
    "First Name": "Zoë",
    "Last Name": "García-López",
    "Date of Birth": "02/29",
    "Certifying Board": "ABIM",
    "Certifying Board ID": "012345",
    "Total Board Credits": "1.25",
    "Credit Type": "Medical Knowledge",
    "Credits Awarded for Credit Type": "1.25",
}


def learner_cells(more: Sequence[Any] = (), **changes: Any) -> list[Any]:
    """Return a good row's cells; ``changes`` go by headings with underscores, ``more`` are the additional pairs."""
    fields = GOOD | {name.replace("_", " "): value for name, value in changes.items()}
    return [fields.get(heading) for heading in HEADINGS[:14]] + [*more]


def save_workbook(path: Path, rows: Iterable[Sequence[Any]], **other_sheets: Iterable[Sequence[Any]]) -> Path:
    """Save rows, the first in the sheet's row 1, below sheets of other data."""
    book = Workbook(write_only=True)
    for name, cells in {**other_sheets, "Data": rows}.items():
        sheet = book.create_sheet(name)
        for row in cells:
            sheet.append([*row])
    book.save(path)
    return path
