"""The lines of a text file, each decoded by itself."""

import codecs
from collections import deque
from pathlib import Path
from typing import NamedTuple, Self

from cmehub.issues.issue import Issue, file_issue

LINE_LIMIT = 1_000_000
"""The most characters of a line, or of a row that goes over several lines."""
_UTF_16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_NO_TEXT = "\r\n\0\x1a"  # a NUL or Ctrl-Z ends the files of some programs
_SHOWN_LINES = 10


class LineTooLongError(Exception):
    """A line has more characters than are read."""


class Line(NamedTuple):
    """A line without its end, and the code of what keeps it from being text, if anything does."""

    text: str
    fault: str | None = None


class TextLines:
    """
    The lines of a text file, open in a ``with``: UTF-8, UTF-16 with a byte order mark, or else Windows-1252.

    To ``csv.reader`` it gives one line for each row: where `csv` would go on over the end of a line, because a quote is
    open, the lines end, and go on for the next row.

    Attributes
    ----------
    count
        How many lines were read.
    last
        The line that was read last.
    is_open
        Whether a quote is open at the end of the line that was given last.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._again: deque[Line] = deque()
        self._is_utf_8 = False
        self._in_windows_1252: list[int] = []
        self._is_given = False
        self.count = 0
        self.last = Line("")
        self.is_open = False

    def __enter__(self) -> Self:
        with self._path.open("rb") as file:
            head = file.read(len(codecs.BOM_UTF8))
        self._is_utf_8 = head == codecs.BOM_UTF8
        encoding, errors = ("utf-16", "strict") if head[:2] in _UTF_16 else ("utf-8-sig", "surrogateescape")
        self._file = self._path.open(encoding=encoding, errors=errors, newline="")
        return self

    def __exit__(self, *error: object) -> None:
        self._file.close()

    def __iter__(self) -> Self:
        return self

    def __next__(self) -> str:
        if self._is_given:
            self.is_open = True
            raise StopIteration
        line = self.read()
        if line is None:
            raise StopIteration
        self._is_given = True
        return line.text

    def next_row(self) -> None:
        """Let the next row begin."""
        self._is_given = self.is_open = False

    def read(self) -> Line | None:
        """
        Read the next line; None behind the last.

        Raises
        ------
        LineTooLongError
            If it has too many characters.
        UnicodeError
            If UTF-16 ends in it, or is broken.
        """
        line = self._again.popleft() if self._again else self._next()
        if line is not None:
            self.count += 1
            self.last = line
        return line

    def give_back(self, lines: list[Line]) -> None:
        """Have these lines, the last that were read, read once more."""
        self._again.extendleft(reversed(lines))
        self.count -= len(lines)

    def notes(self) -> list[Issue]:
        """Return what is to be told of the lines that were read."""
        if not (self._is_utf_8 and self._in_windows_1252):
            return []
        shown = ", ".join(map(str, self._in_windows_1252[:_SHOWN_LINES]))
        more = len(self._in_windows_1252) - _SHOWN_LINES
        return [file_issue("FILE_TWO_ENCODINGS", value=f"{shown} and {more:,} more" if more > 0 else shown)]

    def _next(self) -> Line | None:
        written = self._file.readline(LINE_LIMIT)
        if not written:
            return None
        if len(written) == LINE_LIMIT:
            raise LineTooLongError
        return Line(written.strip(_NO_TEXT)) if written.isascii() else self._decoded(written)

    def _decoded(self, written: str) -> Line:
        """Return a line that is UTF-8 as it is, any other as Windows-1252."""
        content = written.encode(errors="surrogateescape")
        try:
            text = content.decode()
        except UnicodeDecodeError as error:
            if error.reason == "unexpected end of data" and not self._in_windows_1252:
                return Line(content[: error.start].decode(), "FILE_CUT_OFF")
        else:
            self._is_utf_8 = True
            return Line(text.strip(_NO_TEXT))
        try:
            text = content.decode("cp1252")
        except UnicodeDecodeError:
            return Line(content.decode("cp1252", errors="replace"), "LINE_ENCODING")
        self._in_windows_1252.append(self.count + 1)
        return Line(text.strip(_NO_TEXT))
