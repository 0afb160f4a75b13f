"""Making the fix-it workbook of a submission in memory that doesn't grow with its rows."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from heapq import merge
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import IO

import orjson

from cmehub.documents.mend_rows import MendRow, RowProblem, rows_to_mend
from cmehub.formats import format_named
from cmehub.formats.cells import Cell
from cmehub.formats.valid_values import valid_values
from cmehub.issues.reasons import Reason
from cmehub.runtime.json_lines import unpack
from cmehub.stores import SubmissionStore, WorkObjects
from cmehub.submissions.judged_chunks import JudgedChunks, row_status
from cmehub.submissions.row_numbers import RowNumbers
from cmehub.submissions.rows import Row
from cmehub.submissions.submission import LineStatus, Submission, chunk_key
from functions.notify.fix_it.workbook import ELSEWHERE_SHEET, Contents, SheetColumn, SummaryLine, write_fix_it
from functions.notify.mail.summary import Summary
from functions.notify.mail.wording import file_name, moment, row_words

MOST_ROWS = 20_000
MOST_LINES = 500
_REPETITION = "DUPLICATE_ROW"


@dataclass
class _Gathered:
    """What the first look at the rows gives: the columns, the lines of the summary, and what is not in the sheets."""

    columns: dict[str, SheetColumn] = field(default_factory=dict)
    lines: dict[tuple[Reason, str], RowNumbers] = field(default_factory=dict)
    repetitions: RowNumbers = field(default_factory=RowNumbers)
    in_cells: int = 0
    elsewhere: int = 0
    left_out: int = 0

    def add(self, row: MendRow, spool: IO[bytes]) -> None:
        """Add a row, and keep it for its sheet unless there are too many or it only repeats another."""
        for problem in row.problems:
            for heading in problem.headings or ("",):
                line = (problem.reason, heading)
                if len(self.lines) < MOST_LINES or line in self.lines:
                    self.lines.setdefault(line, RowNumbers()).add(row.number)
        if all(problem.reason.code == _REPETITION for problem in row.problems):
            self.repetitions.add(row.number)
        elif self.in_cells + self.elsewhere == MOST_ROWS:
            self.left_out += 1
        else:
            self._keep(row, spool)

    def _keep(self, row: MendRow, spool: IO[bytes]) -> None:
        if row.in_cells:
            self.in_cells += 1
            for cell in row.cells:
                longest = self.columns[cell.heading].longest if cell.heading in self.columns else 0
                self.columns[cell.heading] = SheetColumn(
                    cell.heading, cell.place, cell.choices, max(longest, len(cell.text))
                )
        else:
            self.elsewhere += 1
        spool.write(_packed(row))


def fix_it_workbook(
    submission: Submission, summary: Summary, submissions: SubmissionStore, objects: WorkObjects
) -> bytes | None:
    """
    Return the fix-it workbook of a finished submission; None if it has no row that its cells can mend.

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
        if not gathered.in_cells:
            return None
        with spool.open("rb") as file:
            contents = Contents(
                columns=sorted(gathered.columns.values(), key=lambda column: column.place),
                rows=map(_unpacked, file),
                how_many=(gathered.in_cells, gathered.elsewhere),
                values=valid_values(submission.received_at.date()),
                facts=_facts(submission, summary, gathered),
                lines=[*_lines(gathered)],
            )
            write_fix_it(path, contents)
        return path.read_bytes()


def _mend_rows(submission: Submission, submissions: SubmissionStore, objects: WorkObjects) -> Iterator[MendRow]:
    source = format_named(str(submission.format))

    chunks = JudgedChunks(submission, submissions, objects)

    def of_chunks(held: bool) -> Iterator[MendRow]:
        for chunk in chunks.chunks(held=held):
            bad = {
                result.row: result
                for result in (chunk.results() if chunk.has_faulty() else ())
                if row_status(result) in (LineStatus.REFUSED, LineStatus.REJECTED)
            }
            if bad:
                staged = unpack(objects.get(chunk_key(submission.submission_id, chunk.fact.chunk)))
                rows = (Row(number, fields) for number, fields, _ in staged if number in bad)
                yield from rows_to_mend(rows, bad, source)

    return merge(of_chunks(held=False), of_chunks(held=True), key=lambda row: row.number)


def _packed(row: MendRow) -> bytes:
    problems = [(*problem[:-1], tuple(problem.reason)) for problem in row.problems]
    return orjson.dumps((row.number, [tuple(cell) for cell in row.cells], problems, row.in_cells)) + b"\n"


def _unpacked(line: bytes) -> MendRow:
    number, cells, problems, in_cells = orjson.loads(line)
    return MendRow(
        number,
        [
            Cell(heading, text, tuple(location), tuple(place), *choices)
            for heading, text, location, place, *choices in cells
        ],
        [
            RowProblem(tuple(headings), message, fix, suggestion, Reason(*reason))
            for headings, message, fix, suggestion, reason in problems
        ],
        in_cells,
    )


def _lines(gathered: _Gathered) -> Iterator[SummaryLine]:
    largest_first = sorted(gathered.lines.items(), key=lambda line: -line[1].count)
    for (reason, heading), rows in largest_first:
        yield SummaryLine(reason.code, heading, reason.heading, reason.mend, rows.count, str(rows))


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
    facts += [("Good to know", f"{issue.message} {issue.fix}") for issue in summary.file_notes]
    if gathered.elsewhere:
        facts.append(
            (
                "Not in a cell",
                f"{gathered.elsewhere:,} rows have something that no cell can mend: see “{ELSEWHERE_SHEET}”.",
            )
        )
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
