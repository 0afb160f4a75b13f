"""The rows of a text file with separators, and those that quotes keep from being read."""

import csv
from collections.abc import Container, Iterable, Iterator
from contextlib import suppress
from pathlib import Path

from cmehub.formats.findings import Findings
from cmehub.formats.text_lines import LINE_LIMIT, Line, LineTooLongError, TextLines
from cmehub.issues.issue import FileError, Issue, file_issue
from cmehub.submissions.rows import Row

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
        self._breaks: Container[int] = _ANY_COLUMN
        self._findings = Findings()
        self.notes: list[Issue] = []
        self.numbered = self._findings.plain_cells(self._numbered())
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
        self._findings.begin(headings)
        self._breaks = breaks

    def found_in(self, rows: Iterable[Row]) -> Iterator[Row]:
        """Yield rows that were made of the numbered ones with what was found in them, and those that can't be read."""
        return self._findings.given_to(rows)

    def _numbered(self) -> Iterator[tuple[int, list[str]]]:
        lines = self._lines
        reader = csv.reader(lines, delimiter=self._separator)
        number = 1
        try:
            with lines:
                for cells in reader:
                    read = self._over_lines(cells) if lines.is_open else cells
                    if read is not None and lines.last.fault:
                        self._findings.refuse(number, lines.last.fault, line=lines.count)
                    elif read is not None:
                        yield number, [cell.strip() for cell in read]
                    number = lines.count + 1
                    lines.next_row()
        except (csv.Error, UnicodeError, LineTooLongError) as error:
            reason = f"line {number} has more than {LINE_LIMIT:,} characters, or isn't text"
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
                    if not self._findings.is_wider(read):
                        return read
                break
        lines.give_back(more)
        field = self._findings.heading(place)
        self._findings.refuse(number, "QUOTE_NOT_CLOSED", field=field, value=cells[place], line=number)
        return None
