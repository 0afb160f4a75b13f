"""Rows that have to be mended: their cells, which of them are bad, and why."""

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from cmehub.formats.cells import Cell
from cmehub.formats.template_cells import cells_of
from cmehub.issues.catalogue import CATALOGUE, Severity
from cmehub.issues.issue import Issue
from cmehub.issues.reasons import Reason, fields_rejected, fields_said, reason_of_issue, reason_of_rejection
from cmehub.submissions.judged_chunks import row_status
from cmehub.submissions.rows import READER_ISSUES, Format, Location
from cmehub.submissions.submission import LineResult, LineStatus, RowResult

_SAID_FIELDS = {
    "given name": {"given_name"},
    "family name": {"family_name"},
    "name": {"given_name", "family_name"},
    "birth day": {"birth_month_day"},
}
"""What sentences call the fields of a person."""


class RowProblem(NamedTuple):
    """
    One thing that is wrong with a row.

    Attributes
    ----------
    headings
        The columns that it speaks of.
    message, fix, suggestion
        What is wrong, how to mend it, and what could stand there instead.
    reason
        The same of all rows that have it.
    """

    headings: tuple[str, ...]
    message: str
    fix: str
    suggestion: str | None
    reason: Reason


class MendRow(NamedTuple):
    """A row to be mended, under the sender's own row number; ``in_cells`` if other values in its cells can do it."""

    number: int
    cells: list[Cell]
    problems: list[RowProblem]
    in_cells: bool


def rows_to_mend(
    rows: Iterable[tuple[int, Mapping[str, Any]]], results: Mapping[int, RowResult], source: Format
) -> Iterator[MendRow]:
    """
    Yield those of a chunk's rows that were refused, and of those that boards rejected what was rejected.

    Of one row that boards rejected, what its cells can mend and what they can't are two.

    Parameters
    ----------
    rows
        Number and fields of each row as it was sent.
    results
        What became of the rows, by number.
    source
        The format in which they were sent.
    """
    for number, fields in rows:
        result = results[number]
        status = row_status(result)
        if status is LineStatus.REFUSED:
            cells = [*cells_of(source.kind, fields)]
            errors = [issue for issue in result.issues if issue.severity is Severity.ERROR]
            problems = [_of_issue(error, cells, _named(cells, fields, source)) for error in errors]
            yield MendRow(number, cells, problems, _is_in_cells(cells, errors, fields))
        elif status is LineStatus.REJECTED:
            for in_cells in (True, False):
                left = {
                    place: line
                    for place, line in enumerate(result.credit_lines)
                    if line.status is LineStatus.REJECTED and CATALOGUE[str(line.reason_code)].in_cells is in_cells
                }
                if left:
                    yield _rejected(number, fields, left, source, in_cells=in_cells)


def _is_in_cells(cells: Iterable[Cell], errors: Iterable[Issue], fields: Mapping[str, Any]) -> bool:
    """Tell whether cells show what is wrong; what only the reader of the file saw would go unseen if they came back."""
    found = (CATALOGUE[terms["code"]].severity for terms in fields.get(READER_ISSUES, ()))
    mendable = all(CATALOGUE[error.code].in_cells for error in errors)
    return mendable and Severity.ERROR not in found and any(cell.text for cell in cells)


def _rejected(
    number: int, fields: Mapping[str, Any], left: Mapping[int, LineResult], source: Format, *, in_cells: bool
) -> MendRow:
    kept = {**fields, "lines": [fields["lines"][place] for place in left]}
    cells = [*cells_of(source.kind, kept)]
    problems = [_of_rejection(line, place, cells) for place, line in enumerate(left.values())]
    return MendRow(number, cells, list(dict.fromkeys(problems)), in_cells)


def _named(cells: Iterable[Cell], fields: Mapping[str, Any], source: Format) -> dict[str, list[str]]:
    """Return the headings of the columns by the sender's own names of the fields."""
    named: dict[str, list[str]] = defaultdict(list)
    for cell in cells:
        if not cell.location:
            continue
        try:
            named[source.field_name(cell.location, dict(fields))].append(cell.heading)
        except (KeyError, IndexError):
            continue
    return named


def _of_issue(issue: Issue, cells: Iterable[Cell], named: Mapping[str, list[str]]) -> RowProblem:
    said, others = _fields(fields_said(issue))
    headings = [cell.heading for cell in cells if len(cell.location) == 1 and cell.location[0] in said]
    if others or not said:
        headings += named.get(issue.field or "", ())
    return RowProblem(tuple(headings), issue.message, issue.fix, issue.suggestion, reason_of_issue(issue))


def _of_rejection(line: LineResult, place: int, cells: Iterable[Cell]) -> RowProblem:
    reason = reason_of_rejection(line)
    said, _ = _fields(fields_rejected(line))
    spoken_of = said or CATALOGUE[reason.code].fields or ()
    headings = tuple(cell.heading for cell in cells if _is_about(cell.location, place, spoken_of))
    return RowProblem(headings, str(line.reason), reason.mend, None, reason)


def _fields(said: str) -> tuple[set[str], bool]:
    """Return the fields of a person that a sentence names as disagreeing, and whether it names anything else."""
    names = [name for name in re.split(", | and ", said) if name]
    fields = {field for name in names for field in _SAID_FIELDS.get(name, ())}
    return fields, any(name not in _SAID_FIELDS for name in names)


def _is_about(location: Location, place: int, names: Collection[str]) -> bool:
    return bool(location) and location[-1] in names and (len(location) == 1 or location[1] == place)
