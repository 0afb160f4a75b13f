"""The rows of a file as they were sent, under the headings of its kind's template, and what is wrong with them."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from heapq import merge
from typing import NamedTuple, Self

from pydantic import BaseModel

from cmehub.api.mended_rows import MendedBy, MendedRows
from cmehub.api.problems import ProblemError
from cmehub.documents.mend_rows import MendRow, RowProblem, rows_to_mend
from cmehub.formats import format_named
from cmehub.formats.cells import Cell
from cmehub.formats.template_cells import cells_of
from cmehub.formats.valid_values import valid_values
from cmehub.runtime.json_lines import unpack
from cmehub.stores import BoardStore, SubmissionStore, WorkObjects
from cmehub.submissions.judged_chunks import JudgedChunks, row_status
from cmehub.submissions.rows import Format
from cmehub.submissions.submission import LineStatus, RowResult, Submission, SubmissionStatus, chunk_key

MOST_SENT_ROWS = 500
_MOST_CHARACTERS = 2_000_000
"""Of the cells of a page, from which on it ends: Lambda's answers may have 6 MB."""
_FAULTY = (LineStatus.REFUSED, LineStatus.REJECTED)


class CellProblem(BaseModel):
    """
    One thing that is wrong with a row.

    Attributes
    ----------
    headings
        The columns that it speaks of; none if it's about the row as a whole.
    suggestion
        What could stand there instead.
    """

    headings: tuple[str, ...]
    code: str
    message: str
    fix: str
    suggestion: str | None

    @classmethod
    def of(cls, problem: RowProblem) -> Self:
        """Return what is told of a problem."""
        headings, message, fix, suggestion, reason = problem
        return cls(headings=headings, code=reason.code, message=message, fix=fix, suggestion=suggestion)


class ReadRow(NamedTuple):
    """A row as it was sent; ``mend`` is what has to be mended of it, if anything has."""

    number: int
    status: LineStatus
    cells: list[Cell]
    mend: MendRow | None = None


class CellValue(NamedTuple):
    """What stands in a cell of a row, by the heading of its column."""

    heading: str
    value: str

    def is_in(self, row: ReadRow) -> bool:
        """Tell whether a row has it."""
        return any((cell.heading, cell.text) == self for cell in row.cells)


class SentRow(BaseModel):
    """
    A row.

    Attributes
    ----------
    row
        The sender's own number of it. Of a row that boards rejected, what its cells can mend and what they can't stand
        apart, under the same number.
    status
        What it came to as a whole.
    cells
        What was sent, by heading; blank where a sender may have to write something.
    in_cells
        Whether other values in its cells can mend it; null if nothing has to be mended.
    mended_by
        Where it was sent once more with other values, the latest last; it is mended there from then on.
    """

    row: int
    status: LineStatus
    cells: dict[str, str]
    problems: tuple[CellProblem, ...] = ()
    in_cells: bool | None = None
    mended_by: tuple[MendedBy, ...] = ()

    @classmethod
    def of(cls, read: ReadRow, mended_by: Sequence[MendedBy] = ()) -> Self:
        """Return what is told of a row."""
        mend = read.mend
        return cls(
            row=read.number,
            status=read.status,
            cells={cell.heading: cell.text for cell in read.cells},
            problems=tuple(map(CellProblem.of, mend.problems)) if mend else (),
            in_cells=mend.in_cells if mend else None,
            mended_by=tuple(mended_by) if mend and mend.in_cells else (),
        )


class SentColumn(BaseModel):
    """A column of the rows of a page, and what may stand below it, where that is one of a list."""

    heading: str
    values: tuple[str, ...] | None


class SentRows(BaseModel):
    """
    A page of rows.

    Attributes
    ----------
    status
        Rows that aren't validated yet aren't there, and boards may yet reject others.
    columns
        Those of the page's rows, in the order of the template.
    """

    submission_id: str
    status: SubmissionStatus
    columns: tuple[SentColumn, ...]
    rows: tuple[SentRow, ...]


@dataclass(frozen=True)
class SentRowViews:
    """Everything that telling of rows as they were sent needs."""

    submissions: SubmissionStore
    objects: WorkObjects
    boards: BoardStore

    @property
    def mended(self) -> MendedRows:
        """What tells which of the rows were sent once more."""
        return MendedRows(self.submissions, self.objects, self.boards)

    def page(
        self,
        provider_id: str,
        submission_id: str,
        after: int,
        limit: int,
        *,
        faulty: bool | None,
        cell: CellValue | None = None,
    ) -> tuple[SentRows, int | None]:
        """
        Return the rows that follow one, so many at most, and the row that the next page follows.

        Parameters
        ----------
        faulty
            Only those that were refused or rejected, or only the others; None for all.
        cell
            Only those that have it.

        Raises
        ------
        ProblemError
            If the provider has no such submission, or it was a call, whose rows aren't kept.
        """
        found = self.found(provider_id, submission_id)
        page: list[ReadRow] = []
        numbers: set[int] = set()
        characters, following = 0, None
        for row in self.read(found, after, faulty):
            if cell and not cell.is_in(row):
                continue
            if row.number not in numbers and (len(numbers) == limit or characters > _MOST_CHARACTERS):
                following = page[-1].number
                break
            page.append(row)
            numbers.add(row.number)
            characters += sum(len(cell.text) for cell in row.cells)
        mended = self.mended.find(submission_id, {row.number for row in page if row.mend})
        told = SentRows(
            submission_id=submission_id,
            status=found.status,
            columns=_columns([cell for row in page for cell in row.cells], found),
            rows=tuple(SentRow.of(row, mended.get(row.number, ())) for row in page),
        )
        return told, following

    def found(self, provider_id: str, submission_id: str) -> Submission:
        """Return a provider's submission whose rows are kept; raises `ProblemError` if there is none."""
        found = self.submissions.find(submission_id)
        if found is None or found.provider_id != provider_id:
            raise ProblemError("NOT_FOUND")
        if found.called:
            raise ProblemError("NOT_FOUND", "The rows of a call aren't kept; its own answer told what came of them.")
        return found

    def read(self, submission: Submission, after: int, faulty: bool | None) -> Iterator[ReadRow]:
        """Yield the rows that are validated and follow one, in order; ``faulty`` as in `page`."""
        if submission.format is None:
            return
        source = format_named(submission.format)
        chunks = JudgedChunks(submission, self.submissions, self.objects, self.boards)

        def of_chunks(held: bool) -> Iterator[ReadRow]:
            for chunk in chunks.chunks(held=held, after=after):
                if faulty and not chunk.has_faulty():
                    continue
                wanted = {
                    result.row: result
                    for result in chunk.results()
                    if result.row > after and faulty in (None, row_status(result) in _FAULTY)
                }
                if wanted:
                    yield from self._of_chunk(submission.submission_id, chunk.fact.chunk, wanted, source)

        yield from merge(of_chunks(held=False), of_chunks(held=True), key=lambda row: row.number)

    def _of_chunk(
        self, submission_id: str, chunk: int, results: Mapping[int, RowResult], source: Format
    ) -> Iterator[ReadRow]:
        for number, fields, _ in unpack(self.objects.get(chunk_key(submission_id, chunk))):
            result = results.get(number)
            if result is None:
                continue
            status = row_status(result)
            if status in _FAULTY:
                for mend in rows_to_mend([(number, fields)], results, source):
                    yield ReadRow(number, status, mend.cells, mend)
            else:
                yield ReadRow(number, status, [*cells_of(source.kind, fields)])


def _columns(cells: list[Cell], submission: Submission) -> tuple[SentColumn, ...]:
    """Return the columns in which cells stand; what may stand there is as it was when the file came."""
    values = valid_values(submission.received_at.date())
    columns = {cell.heading: cell for cell in sorted(cells, key=lambda cell: cell.place)}
    return tuple(
        SentColumn(heading=heading, values=values[cell.choices] if cell.choices else None)
        for heading, cell in columns.items()
    )
