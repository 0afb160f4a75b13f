"""Rows of a learner file with other values, as a file of their own under the headings of the template."""

import csv
import io
from collections.abc import Iterable, Mapping
from typing import Annotated, NamedTuple

from pydantic import BaseModel, ConfigDict, Field

from cmehub.api.problems import ProblemError
from cmehub.api.sent_rows import SentRowViews
from cmehub.documents.mend_rows import MendRow
from cmehub.formats.cells import Cell
from cmehub.formats.headings import FIX_IT_HEADINGS
from cmehub.submissions.submission import Submission

MOST_CORRECTED = 20_000
CORRECTIONS_NAME = "corrections.csv"
_LONGEST = 1_000
_ROW_HEADING = FIX_IT_HEADINGS[0]
RowNumber = Annotated[int, Field(ge=1)]
RowValues = dict[str, Annotated[str, Field(max_length=_LONGEST)]]


class CorrectionsInput(BaseModel):
    """
    Other values for rows of a learner file.

    Attributes
    ----------
    rows
        By the row's number in the file, and by heading; both as the rows of the submission are told. A row without any
        other value is sent as it was.
    """

    model_config = ConfigDict(
        extra="forbid", json_schema_extra={"examples": [{"rows": {"9": {"First Name": "Zoe"}, "17": {}}}]}
    )

    rows: Annotated[dict[RowNumber, RowValues], Field(min_length=1, max_length=MOST_CORRECTED)]


class CorrectedRow(BaseModel):
    """A row that was sent once more: its number in the file that is mended, and in the one that mends it."""

    row: int
    sent_as: int


class CorrectedFile(NamedTuple):
    """A CSV file of rows with their new values, and which row stands in which line."""

    content: bytes
    rows: tuple[CorrectedRow, ...]


def corrected_file(views: SentRowViews, found: Submission, given: Mapping[int, Mapping[str, str]]) -> CorrectedFile:
    """
    Return the file that sends rows of a submission once more with other values.

    Raises
    ------
    ProblemError
        If it has no learners, a row isn't one that other values can mend, or it has no column of a name.
    """
    if found.kind != "learners":
        raise ProblemError("REQUEST_INVALID", "submission_id: only learners can be corrected so; send a file")
    last, mend_rows = max(given), dict[int, MendRow]()
    for row in views.read(found, min(given) - 1, faulty=True):
        if row.number > last:
            break
        if row.number in given and row.mend and row.mend.in_cells:
            mend_rows[row.number] = row.mend
    _check(given, mend_rows)
    return _written(mend_rows.values(), given)


def _check(given: Mapping[int, Mapping[str, str]], mend_rows: Mapping[int, MendRow]) -> None:
    for number, values in given.items():
        if number not in mend_rows:
            raise ProblemError(
                "REQUEST_INVALID",
                f"rows.{number}: there is no such row that other values can mend; GET .../rows?faulty=true lists them",
            )
        headings = {cell.heading for cell in mend_rows[number].cells}
        for heading in values:
            if heading not in headings:
                raise ProblemError(
                    "REQUEST_INVALID",
                    f"rows.{number}.{heading}: the row has no such column; GET .../rows?faulty=true tells which it has",
                )


def _written(rows: Iterable[MendRow], given: Mapping[int, Mapping[str, str]]) -> CorrectedFile:
    """Write rows with their new values under the headings of the template, each in one line."""
    cells = {row.number: {cell.heading: cell for cell in row.cells} for row in rows}
    headings = _headings(cell for of_row in cells.values() for cell in of_row.values())
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow([_ROW_HEADING, *headings])
    sent = []
    for line, (number, of_row) in enumerate(sorted(cells.items()), start=2):
        values = {heading: cell.text for heading, cell in of_row.items()} | {**given[number]}
        writer.writerow([number, *(" ".join(values.get(heading, "").splitlines()) for heading in headings)])
        sent.append(CorrectedRow(row=number, sent_as=line))
    return CorrectedFile(text.getvalue().encode(), tuple(sent))


def _headings(cells: Iterable[Cell]) -> list[str]:
    placed = {cell.heading: cell.place for cell in cells}
    return sorted(placed, key=lambda heading: placed[heading])
