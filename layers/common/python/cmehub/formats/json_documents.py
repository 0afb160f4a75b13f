"""JSON from strangers: read as a stream, one record at a time, none of them larger than a record can honestly be."""

import io
import re
from collections.abc import Callable, Iterator
from itertools import accumulate
from pathlib import Path
from typing import IO, Any, NamedTuple

import ijson

from cmehub.formats import OpenFile
from cmehub.formats.activities.given_once import ACTIVITY_SINGLE
from cmehub.formats.activities.json import ACTIVITY_JSON, activity_rows
from cmehub.formats.json_faults import json_fault
from cmehub.formats.json_members import DEPTH_LIMIT, DepthError, Members, folded, no_objects
from cmehub.formats.json_values import Record
from cmehub.formats.learners.json import LEARNER_JSON, LEARNER_SINGLE, learner_rows
from cmehub.formats.matches.columns import MATCH_JSON, MATCH_MEMBERS, match_rows
from cmehub.issues.issue import FileError, file_issue
from cmehub.submissions.rows import READER_ISSUES, Format, Row

RECORD_LIMIT = 1_000_000
_PIECE = 8_192
_MOST_OPEN_BRACKETS = 5_000  # what ijson needs for one more level grows with the levels above it
_TOO_DEEP = f"the record after it nests deeper than {DEPTH_LIMIT} levels"
_ENDLESS_NUMBER = re.compile(rb"[0-9]{1000}")  # ijson's C part crashes where Python refuses to read a number
_UNREADABLE = (ijson.JSONError, ValueError, ArithmeticError)
_BYTE_ORDER_MARK = b"\xef\xbb\xbf"
_UTF_16_MARKS = (b"\xff\xfe", b"\xfe\xff")


class _Records(NamedTuple):
    """The records of a format: what each gives once, and how its rows are read, given its place in the file."""

    format: Format
    single: frozenset[str]
    rows: Callable[[Record, int], Iterator[dict[str, Any]]]


_MATCHES = _Records(MATCH_JSON, frozenset(MATCH_MEMBERS), match_rows)
_RECORDS = {
    "activityreport": _Records(LEARNER_JSON, LEARNER_SINGLE, learner_rows),
    "medicaleducationmetrics": _Records(ACTIVITY_JSON, ACTIVITY_SINGLE, activity_rows),
    "item": _MATCHES,
    "learnermatches": _MATCHES,
}
_ONE_LEARNER = {"", "learnermatchrequest"}
"""What holds the learner to be matched if it is a single one, unless it holds something else."""


def looks_like_json(head: bytes) -> bool:
    """Tell whether a file's first bytes could begin a JSON object or array in UTF-8 or UTF-16."""
    for mark in (_BYTE_ORDER_MARK, *_UTF_16_MARKS):
        head = head.removeprefix(mark)
    return head.lstrip(b" \t\r\n\x00").startswith((b"{", b"["))


def open_json(path: Path) -> OpenFile:
    """
    Open a JSON document as the format whose records it holds.

    Raises
    ------
    FileError
        If it isn't JSON, or holds no record of a format at its beginning.
    """
    with _Source(path) as source:
        for prefix, event, value in _guarded(ijson.parse(source, buf_size=_PIECE), source):
            name = _record_name(prefix)
            found = _RECORDS.get(name) if event == "start_map" else None
            if event == "map_key" and name in _ONE_LEARNER and value.strip().lower() in MATCH_MEMBERS:
                found = _MATCHES
            if found:
                return OpenFile(found.format, _rows(path, prefix, found))
    raise FileError(file_issue("FILE_FORMAT_UNKNOWN"))


def _rows(path: Path, prefix: str, records: _Records) -> Iterator[Row]:
    name = _record_name(prefix)
    with _Source(path, name) as source:
        for value in _guarded(ijson.items(source, prefix, buf_size=_PIECE, map_type=Members), source):
            if not isinstance(value, Members):
                if found := [*no_objects(name, [value])]:
                    source.rows += 1
                    yield Row(source.rows, {READER_ISSUES: found})
            else:
                try:
                    record = folded(value, records.single)
                except DepthError:
                    raise source.broken(_TOO_DEEP) from None
                source.next_record()
                for fields in records.rows(record, source.records):
                    source.rows += 1
                    yield Row(source.rows, fields)
        if source.names > 1 and (elsewhere := _records_elsewhere(path, prefix, name)):
            raise source.broken(f"{elsewhere} more stand under another member; put all records into one array")


def _records_elsewhere(path: Path, prefix: str, name: str) -> int:
    """Count the records under a member of the same name in another case, another place or another shape."""
    elsewhere = 0
    with _Source(path) as source:
        for place, event, _ in _guarded(ijson.parse(source, buf_size=_PIECE), source):
            if event == "start_map" and _record_name(place) == name:
                source.next_record()
                elsewhere += place != prefix
    return elsewhere


def _record_name(prefix: str) -> str:
    return prefix.removesuffix(".item").rpartition(".")[2].lower()


def _guarded(events: Iterator[Any], source: "_Source") -> Iterator[Any]:
    try:
        yield from events
    except _UNREADABLE as error:
        raise source.broken() from error


class _Source:
    """
    The bytes of a JSON file as UTF-8, which end with an error where one record has too many.

    Attributes
    ----------
    records, rows
        How many were read.
    names
        How often a name in lower case was met, in whatever case.
    """

    def __init__(self, path: Path, name: str = "") -> None:
        self._path = path
        self._file: IO[Any] = path.open("rb")
        head = self._file.read(len(_BYTE_ORDER_MARK))
        self._file.seek(len(_BYTE_ORDER_MARK) if head == _BYTE_ORDER_MARK else 0)
        self._is_text = head.startswith(_UTF_16_MARKS)
        if self._is_text:
            self._file = io.TextIOWrapper(self._file, encoding="utf-16")
        self.records = 0
        self.rows = 0
        self.names = 0
        self._name = f'"{name}"'.encode()
        self._last = b""
        self._since_record = 0
        self._open_brackets = 0
        self._ends_because = ""

    def __enter__(self) -> "_Source":
        return self

    def __exit__(self, *_: object) -> None:
        self._file.close()

    def next_record(self) -> None:
        """Count a record that was read."""
        self.records += 1
        self._since_record = self._open_brackets = 0

    def read(self, size: int = -1) -> bytes:
        """Return the next bytes; none where what follows would hurt whoever parses it."""
        if self._ends_because:
            return b""
        piece: bytes = self._file.read(size).encode() if self._is_text else self._file.read(size)
        self._since_record += len(piece)
        seen = (self._last + piece).lower()
        self.names += seen.count(self._name)
        self._last = seen[1 - len(self._name) :]
        brackets = sum(map(piece.count, (b"[", b"{"))) - sum(map(piece.count, (b"]", b"}")))
        if self._since_record > RECORD_LIMIT:
            self._ends_because = f"no record ends within {RECORD_LIMIT:,} bytes after it"
        elif self._open_brackets + brackets > _MOST_OPEN_BRACKETS:
            self._ends_because = _TOO_DEEP
            return piece[: _depth_exceeded_at(piece, _MOST_OPEN_BRACKETS - self._open_brackets)]
        elif number := _ENDLESS_NUMBER.search(piece):
            self._ends_because = "a number after it has more than a thousand digits"
            return piece[: number.start()]
        self._open_brackets += brackets
        return b"" if self._ends_because else piece

    def broken(self, reason: str | None = None) -> FileError:
        """Return the error that ends the reading after the last row, for this reason or what can be found of it."""
        why = self._ends_because or reason or json_fault(self._path) or "the JSON is broken in the record after it"
        return FileError(file_issue("FILE_BROKEN", rows_read=self.rows, reason=why))


def _depth_exceeded_at(piece: bytes, most: int) -> int:
    depths = accumulate(1 if byte in b"[{" else -1 if byte in b"]}" else 0 for byte in piece)
    return next(place for place, depth in enumerate(depths) if depth > most)
