"""Tables of text with one row, under headings of any kind."""

import csv
import io
from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest

from cmehub.formats import OpenFile, open_file
from cmehub.issues.issue import FileError

ROW = {
    "Record Action": "Add", "ACCME Activity ID": "202699001", "Completion Date": "5/5/2026", "First Name": "Mira",
    "Last Name": "Osei", "Date of Birth": "02/29", "Certifying Board": "ABIM", "Certifying Board ID": "123456",
    "Total Board Credits": "2", "Credit Type": "Medical Knowledge", "Credits Awarded for Credit Type": "2",
}  # fmt: skip
ACTIVITY = {
    "Record Action": "Add", "Activity Title": "Sepsis", "Activity Format": "Live Course", "Start Date": "5/4/2026",
    "End Date": "5/5/2026",
}  # fmt: skip
MATCH = {"First Name": "Mira", "Last Name": "Osei", "Date of Birth": "02/29"}
TABLES = {"learners": ROW, "activities": ACTIVITY, "matches": MATCH}


def table(*headings: str, rows: int = 1) -> bytes:
    """Return a CSV file of learners, all alike, with columns beside those of the template."""
    cells = [*ROW.values(), *("x" for _ in headings)]
    return "\n".join([",".join([*ROW, *headings]), *[",".join(cells)] * rows]).encode()


def opened(
    folder: Path, *rows: Sequence[str], separator: str = ",", agreed: Mapping[str, str] | None = None
) -> OpenFile:
    text = io.StringIO()
    csv.writer(text, delimiter=separator).writerows(rows)
    path = folder / "table"
    path.write_text(text.getvalue(), "utf-8")
    return open_file(path, headings=agreed)


def renamed(cells: Mapping[str, str], names: Mapping[str, str]) -> tuple[list[str], list[str]]:
    return [names.get(heading, heading) for heading in cells], [*cells.values()]


def told(folder: Path, cells: Mapping[str, str], names: Mapping[str, str]) -> tuple[dict[str, object], list[str]]:
    """Return the fields of a row under other headings, and the notes of its file."""
    file = opened(folder, *renamed(cells, names))
    (row,) = file.rows
    return row.fields, [issue.message for issue in file.notes]


def refusal(folder: Path, *rows: Sequence[str]) -> tuple[str, str]:
    with pytest.raises(FileError) as caught:
        [*opened(folder, *rows).rows]
    return caught.value.issue.code, caught.value.issue.message
