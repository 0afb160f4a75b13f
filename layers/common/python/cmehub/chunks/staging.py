"""Chunks: up to 500 rows of a submission staged as one object, the unit of work and of retry."""

from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from typing import NamedTuple

import orjson

from cmehub.chunks.deletes import Deletes
from cmehub.chunks.row_fingerprints import RowFingerprints
from cmehub.issues.issue import FileError, Issue, file_issue
from cmehub.runtime.json_lines import digest, pack
from cmehub.runtime.portions import portions
from cmehub.runtime.queues import BATCH, Queue
from cmehub.stores import WorkObjects
from cmehub.submissions.messages import ChunkMessage
from cmehub.submissions.rows import Row
from cmehub.submissions.submission import Submission, chunk_key

CHUNK_ROWS = 500
ROWS_LIMIT = 2_000_000
ROW_LIMIT = 100_000
"""The most bytes that a row's fields have: of 500 rows a chunk is kept whole in memory."""
_WRITERS = 4


class Staged(NamedTuple):
    """How much of a file was staged, what was wrong with the file as a whole, and which chunks are held."""

    chunks: int
    rows: int
    issues: list[Issue]
    held: tuple[int, ...] = ()
    lines: int | None = None


class ChunkStage:
    """
    Writes the rows of one submission as chunks and announces them while the file is still being read.

    A staged line is a JSON array: the row's number, its fields, and the number of an equal row before it or null. Rows
    that must wait for a delete before them are put into chunks of their own, which are held: not announced yet.
    """

    def __init__(self, submission: Submission, objects: WorkObjects, queue: Queue, folder: Path) -> None:
        self._submission = submission
        self._objects = objects
        self._queue = queue
        self._folder = folder

    def stage(self, rows: Iterable[Row]) -> Staged:
        """Stage all rows, as far as the file can be read."""
        issues: list[Issue] = []
        held: list[int] = []
        chunks = count = 0
        writing: list[Future[ChunkMessage]] = []
        with ThreadPoolExecutor(_WRITERS) as writers:
            for lines, is_held in self._chunked(rows, issues):
                chunks += 1
                count += len(lines)
                written = writers.submit(self._write, chunks, lines)
                if is_held:
                    held.append(chunks)
                    written.result()  # no announcement waits for it, so its failure is met here
                else:
                    writing.append(written)
                if len(writing) == BATCH:
                    self._announce(writing)
            self._announce(writing)
        if not count and not issues:
            issues.append(file_issue("FILE_WITHOUT_ROWS"))
        return Staged(chunks, count, issues, tuple(held))

    def _chunked(self, rows: Iterable[Row], issues: list[Issue]) -> Iterator[tuple[list[bytes], bool]]:
        """Yield the lines of each chunk, and whether it is held."""
        waiting: list[bytes] = []
        with RowFingerprints(self._folder) as seen:
            for some in portions(self._contents(rows, issues), CHUNK_ROWS):
                firsts = seen.first_numbers([(number, content) for number, content, _ in some])
                lines: list[bytes] = []
                for (number, content, waits), first in zip(some, firsts, strict=True):
                    line = b"[%d,%b,%b]" % (number, content, b"null" if first is None else b"%d" % first)
                    (waiting if waits else lines).append(line)
                if lines:
                    yield lines, False
                if len(waiting) >= CHUNK_ROWS:
                    yield waiting[:CHUNK_ROWS], True
                    del waiting[:CHUNK_ROWS]
        if waiting:
            yield waiting, True

    def _contents(self, rows: Iterable[Row], issues: list[Issue]) -> Iterator[tuple[int, bytes, bool]]:
        """Yield each row's number, packed fields and whether it waits, as far as the file is read."""
        deletes = Deletes() if self._submission.kind == "learners" else None
        last = 0
        try:
            for count, (number, fields) in enumerate(rows):
                if count == ROWS_LIMIT:
                    issues.append(file_issue("FILE_TOO_LONG", value=last, limit=ROWS_LIMIT))
                    return
                content = orjson.dumps(fields)
                if len(content) > ROW_LIMIT:
                    reason = f"the row after it holds more than {ROW_LIMIT:,} bytes"
                    issues.append(file_issue("FILE_BROKEN", rows_read=last, reason=reason))
                    return
                waits = deletes is not None and deletes.must_wait(fields, count // CHUNK_ROWS)
                yield number, content, waits
                last = number
        except FileError as error:
            issues.append(error.issue)

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
        self._queue.send([future.result() for future in writing])
        writing.clear()
