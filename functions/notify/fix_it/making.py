"""Making the fix-it workbook of a submission in memory that doesn't grow with its rows."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from heapq import merge
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import IO

import orjson

from cmehub.formats import format_named
from cmehub.formats.cells import Cell
from cmehub.issues.reasons import Reason
from cmehub.runtime.json_lines import unpack
from cmehub.stores import SubmissionStore, WorkObjects
from cmehub.submissions.reports import chunk_results, row_status
from cmehub.submissions.row_numbers import RowNumbers
from cmehub.submissions.rows import Row
from cmehub.submissions.submission import LineStatus, Submission, chunk_key
from functions.notify.fix_it.mend_rows import MendRow, Problem, rows_to_mend
from functions.notify.fix_it.workbook import Line, write_fix_it
from functions.notify.mail.summary import Summary
from functions.notify.mail.wording import file_name, moment, row_words

MOST_ROWS = 20_000
MOST_LINES = 500
_REPETITION = "DUPLICATE_ROW"


@dataclass
class _Gathered:
    """What the first look at the rows gives: the columns, the lines of the summary, and what is not in the sheet."""

    columns: dict[str, tuple[int, ...]] = field(default_factory=dict)
    lines: dict[tuple[str, str], tuple[Problem, RowNumbers]] = field(default_factory=dict)
    repetitions: RowNumbers = field(default_factory=RowNumbers)
    rows: int = 0
    left_out: int = 0

    def add(self, row: MendRow, spool: IO[bytes]) -> None:
        """Add a row, and keep it for the sheet unless that is full or the row only repeats another."""
        for problem in row.problems:
            for heading in problem.headings or ("",):
                if len(self.lines) < MOST_LINES or (problem.code, heading) in self.lines:
                    _, rows = self.lines.setdefault((problem.code, heading), (problem, RowNumbers()))
                    rows.add(row.number)
        if all(problem.code == _REPETITION for problem in row.problems):
            self.repetitions.add(row.number)
        elif self.rows == MOST_ROWS:
            self.left_out += 1
        else:
            self.rows += 1
            self.columns |= {cell.heading: cell.place for cell in row.cells}
            spool.write(_packed(row))


def fix_it_workbook(
    submission: Submission, summary: Summary, submissions: SubmissionStore, objects: WorkObjects
) -> bytes | None:
    """
    Return the fix-it workbook of a finished submission; None if it has no row to mend.

    Parameters
    ----------
    submission, summary
        What was sent, and what came of it.
    submissions, objects
        Where its facts, its rows as sent and their results are.
    """
    if not summary.to_mend:
        return None
    with TemporaryDirectory() as folder:
        spool, path = Path(folder, "rows"), Path(folder, "fix-it.xlsx")
        gathered = _Gathered()
        with spool.open("wb") as file:
            for row in _mend_rows(submission, submissions, objects):
                gathered.add(row, file)
        if not gathered.rows:
            return None
        columns = sorted(gathered.columns, key=gathered.columns.__getitem__)
        with spool.open("rb") as file:
            rows = map(_unpacked, file)
            write_fix_it(path, columns, rows, facts=_facts(submission, summary, gathered), lines=[*_lines(gathered)])
        return path.read_bytes()


def _mend_rows(submission: Submission, submissions: SubmissionStore, objects: WorkObjects) -> Iterator[MendRow]:
    source = format_named(str(submission.format))

    def of_chunks(held: bool) -> Iterator[MendRow]:
        for chunk, results in chunk_results(submission, submissions, objects, held=held):
            bad = {
                result.row: result
                for result in results
                if row_status(result) in (LineStatus.REFUSED, LineStatus.REJECTED)
            }
            if bad:
                staged = unpack(objects.get(chunk_key(submission.submission_id, chunk)))
                rows = (Row(number, fields) for number, fields, _ in staged if number in bad)
                yield from rows_to_mend(rows, bad, source)

    return merge(of_chunks(held=False), of_chunks(held=True), key=lambda row: row.number)


def _packed(row: MendRow) -> bytes:
    problems = [(*problem[:-1], tuple(problem.reason)) for problem in row.problems]
    return orjson.dumps((row.number, [tuple(cell) for cell in row.cells], problems)) + b"\n"


def _unpacked(line: bytes) -> MendRow:
    number, cells, problems = orjson.loads(line)
    return MendRow(
        number,
        [Cell(heading, text, tuple(location), tuple(place)) for heading, text, location, place in cells],
        [
            Problem(code, tuple(headings), message, fix, suggestion, Reason(*reason))
            for code, headings, message, fix, suggestion, reason in problems
        ],
    )


def _lines(gathered: _Gathered) -> Iterator[Line]:
    largest_first = sorted(gathered.lines.items(), key=lambda line: -line[1][1].count)
    for (code, heading), (problem, rows) in largest_first:
        yield Line(code, heading, problem.reason.heading, problem.reason.mend, rows.count, str(rows))


def _facts(submission: Submission, summary: Summary, gathered: _Gathered) -> list[tuple[str, str]]:
    words = row_words(submission)
    facts = [
        ("File", file_name(submission)),
        ("Sent", f"{moment(submission.received_at)} by provider {submission.provider_id}"),
        ("Submission", submission.submission_id),
        (
            "What came of it",
            f"{summary.accepted:,} accepted, {summary.refused:,} refused, {summary.rejected:,} rejected",
        ),
        ("Row numbers", words.counting),
    ]
    facts += [("The file", f"{issue.message} {issue.fix}") for issue in summary.file_issues]
    if gathered.repetitions.count:
        facts.append(("Not in this workbook", f"Rows that repeat another: {gathered.repetitions}"))
    if gathered.left_out:
        facts.append(
            (
                "Not in this workbook",
                f"{gathered.left_out:,} more rows to mend; mend them in your own file and send it.",
            )
        )
    return facts
