"""The rows of a text file with separators, and those that quotes keep from being read."""

import csv
from collections.abc import Container, Iterable, Iterator
from contextlib import suppress
from pathlib import Path

from cmehub.formats.text_lines import LINE_LIMIT, Line, LineTooLongError, TextLines
from cmehub.issues.issue import FileError, Issue, file_issue
from cmehub.submissions.rows import READER_ISSUES, Row

_ANY_COLUMN = range(LINE_LIMIT)
_QUOTE = '"'


class TextTable:
    """
    The rows of a text file, each of one line unless a column may hold line breaks.

    A row whose quote isn't closed where it must be, or whose line isn't text, is refused alone. A row's number is that
    of its first line.

    Attributes
    ----------
    notes
        What is to be told of the file; complete once the rows are read to their end.
    """

    def __init__(self, path: Path, separator: str) -> None:
        self._path = path
        self._separator = separator
        self._lines = TextLines(path)
        self._headings: list[str] = []
        self._breaks: Container[int] = _ANY_COLUMN
        self._refused: list[Row] = []
        self.notes: list[Issue] = []
        self.numbered = self._numbered()
        """The rows, as their numbers and the texts of their cells."""

    def lines_read(self) -> int:
        """Return how many lines were read so far, blank ones and headings included."""
        return self._lines.count

    def begin(self, headings: list[str], breaks: Container[int] = ()) -> None:
        """
        Tell the rows that follow what their headings are.

        Parameters
        ----------
        headings
            Their texts, in the order of the columns.
        breaks
            Where the columns stand that may hold line breaks; until this is told any column may.
        """
        self._headings, self._breaks = headings, breaks
        self._refused.clear()

    def with_refused(self, rows: Iterable[Row]) -> Iterator[Row]:
        """Yield rows that were made of the numbered ones, and between them those that can't be read."""
        for row in rows:
            while self._refused and self._refused[0].number < row.number:
                yield self._refused.pop(0)
            yield row
        yield from self._refused

    def _numbered(self) -> Iterator[tuple[int, list[str]]]:
        lines = self._lines
        reader = csv.reader(lines, delimiter=self._separator)
        number = 1
        try:
            with lines:
                for cells in reader:
                    read = self._over_lines(cells) if lines.is_open else cells
                    if read is not None and lines.last.fault:
                        self._refuse(number, lines.last.fault, line=lines.count)
                    elif read is not None:
                        yield number, [cell.strip() for cell in read]
                    number = lines.count + 1
                    lines.next_row()
        except (csv.Error, UnicodeError, LineTooLongError) as error:
            reason = f"line {number} is too long, or isn't text"
            raise FileError(file_issue("FILE_BROKEN", rows_read=number - 1, reason=reason)) from error
        self.notes += lines.notes()

    def _over_lines(self, cells: list[str]) -> list[str] | None:
        """Return the cells of a row that goes on over the end of its line, or refuse it if that isn't meant."""
        lines, place = self._lines, len(cells) - 1
        number, texts, more = lines.count, [lines.last.text], list[Line]()
        quotes, length = texts[0].count(_QUOTE), len(texts[0])
        while place in self._breaks and length < LINE_LIMIT and (line := lines.read()):
            more.append(line)
            texts.append(line.text)
            length += len(line.text)
            quotes += line.text.count(_QUOTE)
            if quotes % 2 == 0:
                with suppress(csv.Error):
                    (read,) = csv.reader(["\n".join(texts)], delimiter=self._separator, strict=True)
                    if not self._headings or len(read) <= len(self._headings):
                        return read
                break
        lines.give_back(more)
        field = self._headings[place] if place < len(self._headings) else f"Column {place + 1}"
        self._refuse(number, "QUOTE_NOT_CLOSED", field=field, value=cells[place], line=number)
        return None

    def _refuse(self, number: int, code: str, **terms: object) -> None:
        self._refused.append(Row(number, {READER_ISSUES: [{"code": code, **terms}]}))
