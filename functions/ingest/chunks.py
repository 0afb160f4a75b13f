"""Chunks: up to 500 rows of a submission staged as one object, the unit of work and of retry."""

from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from itertools import batched
from pathlib import Path
from typing import NamedTuple

import orjson

from cmehub.formats import FileError, Row
from cmehub.issues import Issue, file_issue
from cmehub.json_lines import digest, pack
from cmehub.messages import ChunkMessage
from cmehub.queues import BATCH, Queue
from cmehub.stores import WorkObjects
from cmehub.submissions import Submission, chunk_key
from functions.ingest.row_fingerprints import RowFingerprints

CHUNK_ROWS = 500
ROWS_LIMIT = 2_000_000
_WRITERS = 4


class Staged(NamedTuple):
    """How much of a file was staged, and what was wrong with the file as a whole."""

    chunks: int
    rows: int
    issues: list[Issue]


class ChunkStage:
    """
    Writes the rows of one submission as chunks and announces them while the file is still being read.

    A staged line is a JSON array: the row's number, its fields, and the number of an equal row before it or null.
    """

    def __init__(self, submission: Submission, objects: WorkObjects, queue: Queue, folder: Path) -> None:
        self._submission = submission
        self._objects = objects
        self._queue = queue
        self._folder = folder

    def stage(self, rows: Iterable[Row]) -> Staged:
        """Stage all rows, as far as the file can be read."""
        issues: list[Issue] = []
        chunks = count = 0
        writing: list[Future[ChunkMessage]] = []
        with ThreadPoolExecutor(_WRITERS) as writers:
            for lines in self._chunked(rows, issues):
                chunks += 1
                count += len(lines)
                writing.append(writers.submit(self._write, chunks, lines))
                if len(writing) == BATCH:
                    self._announce(writing)
            self._announce(writing)
        if not count and not issues:
            issues.append(file_issue("FILE_WITHOUT_ROWS"))
        return Staged(chunks, count, issues)

    def _chunked(self, rows: Iterable[Row], issues: list[Issue]) -> Iterator[list[bytes]]:
        with RowFingerprints(self._folder) as seen:
            for some in batched(_contents(rows, issues), CHUNK_ROWS, strict=False):
                firsts = seen.first_numbers(some)
                yield [
                    b"[%d,%b,%b]" % (number, content, b"null" if first is None else b"%d" % first)
                    for (number, content), first in zip(some, firsts, strict=True)
                ]

    def _write(self, chunk: int, lines: list[bytes]) -> ChunkMessage:
        packed = pack(lines)
        key = chunk_key(self._submission.submission_id, chunk)
        self._objects.put(key, packed)
        return ChunkMessage(
            submission_id=self._submission.submission_id,
            provider_id=self._submission.provider_id,
            chunk=chunk,
            key=key,
            digest=digest(packed),
        )

    def _announce(self, writing: list[Future[ChunkMessage]]) -> None:
        self._queue.send([one.result() for one in writing])
        writing.clear()


def _contents(rows: Iterable[Row], issues: list[Issue]) -> Iterator[tuple[int, bytes]]:
    """Yield each row's number and packed fields until the file's end, or to where it isn't read further."""
    last = 0
    try:
        for count, (number, fields) in enumerate(rows):
            if count == ROWS_LIMIT:
                issues.append(file_issue("FILE_TOO_LONG", value=last, limit=ROWS_LIMIT))
                return
            yield number, orjson.dumps(fields)
            last = number
    except FileError as error:
        issues.append(error.issue)
