"""Rows that have to be mended: their cells, which of them are bad, and why."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from cmehub.formats.cells import Cell
from cmehub.formats.template_cells import cells_of
from cmehub.issues.catalogue import CATALOGUE, Severity
from cmehub.issues.issue import Issue
from cmehub.issues.reasons import Reason, reason_of_issue, reason_of_rejection
from cmehub.submissions.reports import row_status
from cmehub.submissions.rows import Format, Location
from cmehub.submissions.submission import LineResult, LineStatus, RowResult


class Problem(NamedTuple):
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

    code: str
    headings: tuple[str, ...]
    message: str
    fix: str
    suggestion: str | None
    reason: Reason


class MendRow(NamedTuple):
    """A row to be mended, under the sender's own row number."""

    number: int
    cells: list[Cell]
    problems: list[Problem]


def rows_to_mend(
    rows: Iterable[tuple[int, Mapping[str, Any]]], results: Mapping[int, RowResult], source: Format
) -> Iterator[MendRow]:
    """
    Yield those of a chunk's rows that were refused, and of those that boards rejected what was rejected.

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
            yield MendRow(number, cells, [_of_issue(error, _named(cells, fields, source)) for error in errors])
        elif status is LineStatus.REJECTED:
            left = {place: line for place, line in enumerate(result.credit_lines) if line.status is LineStatus.REJECTED}
            kept = {**fields, "lines": [fields["lines"][place] for place in left]}
            cells = [*cells_of(source.kind, kept)]
            problems = [_of_rejection(line, place, cells) for place, line in enumerate(left.values())]
            yield MendRow(number, cells, list(dict.fromkeys(problems)))


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


def _of_issue(issue: Issue, named: Mapping[str, list[str]]) -> Problem:
    headings = tuple(named.get(issue.field or "", ()))
    return Problem(issue.code, headings, issue.message, issue.fix, issue.suggestion, reason_of_issue(issue))


def _of_rejection(line: LineResult, place: int, cells: Iterable[Cell]) -> Problem:
    code = str(line.reason_code)
    spoken_of = CATALOGUE[code].fields or ()
    headings = tuple(cell.heading for cell in cells if _is_about(cell.location, place, spoken_of))
    reason = reason_of_rejection(line)
    return Problem(code, headings, str(line.reason), reason.mend, None, reason)


def _is_about(location: Location, place: int, names: tuple[str, ...]) -> bool:
    return bool(location) and location[-1] in names and (len(location) == 1 or location[1] == place)
