"""The lines of a file in which a board tells its decisions."""

import codecs
import csv
import io
from collections.abc import Iterator, Mapping
from itertools import islice
from typing import NamedTuple

from cmehub.boards.ledgers import Decision
from cmehub.boards.reasons import rejection
from cmehub.issues.issue import FileError, Issue, file_issue, row_issue

LINES_LIMIT = 50_000
REQUIRED = ("ask", "row", "decision")
_SEPARATORS = ",;\t"
_DECISIONS = {"accept": True, "reject": False}
_LONGEST_ROW_NUMBER = 9


class DecisionLine(NamedTuple):
    """A decision on one row of the ask that is called ``ask``."""

    line: int
    ask: str
    decision: Decision


def decision_lines(content: bytes, board: str) -> Iterator[DecisionLine | Issue]:
    """
    Yield what the lines of a file say, and what is wrong with those that can't be taken.

    The columns are found by their names in the first line, in any order, others beside them are left alone. They are
    parted by commas, semicolons or tabs.

    Parameters
    ----------
    content
        UTF-8, or UTF-16 with a byte order mark.
    board
        Who decides.

    Raises
    ------
    FileError
        If the file as a whole can't be read.
    """
    text = _text(content)
    headings = text.partition("\n")[0]
    separator = max(_SEPARATORS, key=headings.count)
    numbered = _numbered(text, separator)
    first = next(numbered, None)
    if first is None:
        raise FileError(file_issue("FILE_EMPTY"))
    columns = [] if isinstance(first, Issue) else [cell.strip().casefold() for cell in first[1]]
    if missing := [name for name in REQUIRED if name not in columns]:
        raise FileError(file_issue("FILE_COLUMNS", missing=", ".join(missing)))
    for line in islice(numbered, LINES_LIMIT):
        if isinstance(line, Issue):
            yield line
        elif any(cell.strip() for cell in line[1]):
            number, cells = line
            fields = dict(zip(columns, (cell.strip() for cell in cells), strict=False))
            yield _read(number, fields, board)
    if (beyond := next(numbered, None)) is not None:
        last = (beyond.row or 1) - 1 if isinstance(beyond, Issue) else beyond[0] - 1
        yield file_issue("FILE_TOO_LONG", limit=LINES_LIMIT, value=last)


def _text(content: bytes) -> str:
    is_utf16 = content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    try:
        return content.decode("utf-16" if is_utf16 else "utf-8-sig")
    except UnicodeDecodeError:
        raise FileError(file_issue("FILE_ENCODING")) from None


def _numbered(text: str, separator: str) -> Iterator[tuple[int, list[str]] | Issue]:
    """Yield the cells of each line under its number; one that goes on over several lines has that of the first."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    while True:
        line = reader.line_num + 1
        try:
            yield line, next(reader)
        except StopIteration:
            return
        except csv.Error:
            yield row_issue("DECISION_LINE_BROKEN", line, value=reader.line_num)


def _read(line: int, fields: Mapping[str, str], board: str) -> DecisionLine | Issue:
    accepted = _DECISIONS.get(fields.get("decision", "").casefold())
    reason = fields.get("reason", "")
    needed = ("ask", "row", "decision", "reason") if accepted is False else REQUIRED
    if empty := next((name for name in needed if not fields.get(name)), None):
        return row_issue("FIELD_MISSING", line, field=empty)
    row = fields["row"]
    if not (row.isascii() and row.isdigit() and len(row) <= _LONGEST_ROW_NUMBER):
        return row_issue("FIELD_FORMAT", line, field="row", value=row, expected="a whole number")
    if accepted is None:
        return row_issue("FIELD_FORMAT", line, field="decision", value=fields["decision"], expected="accept or reject")
    if accepted:
        return DecisionLine(line, fields["ask"], Decision(row=int(row), board=board, accepted=True))
    decision = rejection(board, int(row), reason, fields.get("reason_code") or None)
    return DecisionLine(line, fields["ask"], decision)
