"""What the hub sees in a file before it is sent: read by the readers that take it in, and nothing is stored."""

import datetime as dt
import zipfile
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from pydantic import BaseModel

from cmehub.api.problems import ProblemError
from cmehub.chunks.foreign_files import own_rows
from cmehub.formats import OpenFile, open_file
from cmehub.formats.headings import HeadingRow
from cmehub.formats.tables import HeadingsError
from cmehub.issues.issue import FileError, Issue
from cmehub.stores import ProviderStore
from cmehub.submissions.packed_files import unpack
from cmehub.submissions.rows import Kind
from functions.ingest.api.files.posted_files import POST_LIMIT

UNPACKED_LIMIT = 100_000_000
"""In bytes: what the function reads before the gateway ends the call."""
READING_TIME = dt.timedelta(seconds=10)
"""After which the rows that are left aren't counted."""
MOST_HEADINGS = 200
_LOOK_EVERY = 1_000
"""In rows."""


class ReadHeading(BaseModel):
    """A heading as the file has it, and the template's heading of the column that it is read as."""

    heading: str
    read_as: str


class UnreadHeading(BaseModel):
    """
    A heading whose column isn't read.

    Attributes
    ----------
    suggestions
        The template's headings that it may mean.
    """

    heading: str
    suggestions: tuple[str, ...]


class FilePreview(BaseModel):
    """
    What the hub sees in a file.

    Attributes
    ----------
    kind, format
        What it holds; null if it can't be recognised.
    rows
        How many rows were counted.
    is_whole
        Whether these are all; a file that is large or broken isn't counted to its end.
    read, not_read
        The headings of a table, the first 200 of each; none of a file that has no headings.
    unread_headings
        How many headings aren't read, those beyond the first 200 included.
    missing
        The columns that a table of its kind needs and that aren't there.
    issues
        What the report would say of the file as a whole.
    """

    kind: Kind | None = None
    format: str | None = None
    rows: int = 0
    is_whole: bool = False
    read: tuple[ReadHeading, ...] = ()
    not_read: tuple[UnreadHeading, ...] = ()
    unread_headings: int = 0
    missing: tuple[str, ...] = ()
    issues: tuple[Issue, ...] = ()


@dataclass(frozen=True)
class FilePreviews:
    """Everything that looking at files needs."""

    providers: ProviderStore
    clock: Callable[[], dt.datetime]

    def look(self, provider_id: str, content: bytes) -> FilePreview:
        """
        Tell what the hub sees in a file of a provider.

        Raises
        ------
        ProblemError
            If the file is too large to be looked at.
        """
        if len(content) > POST_LIMIT:
            raise _too_large(f"{len(content):,} bytes", POST_LIMIT)
        provider = self.providers.find(provider_id)
        if provider is None:
            raise ProblemError("NOT_FOUND")
        with TemporaryDirectory() as folder:
            path = Path(folder, "file")
            path.write_bytes(content)
            try:
                _unpack(path)
                opened = open_file(path, provider.learner_columns, provider.headings)
            except HeadingsError as error:
                table = error.table
                told = FilePreview(kind=table.format.kind, missing=table.columns.missing, issues=(error.issue,))
                return _with_headings(told, table.columns.headings)
            except FileError as error:
                return FilePreview(issues=(error.issue,))
            return self._counted(opened, provider_id)

    def _counted(self, opened: OpenFile, provider_id: str) -> FilePreview:
        told = FilePreview(kind=opened.format.kind, format=opened.format.name)
        if opened.headings:
            told = _with_headings(told, opened.headings)
        end, rows, is_whole, faults = self.clock() + READING_TIME, 0, False, list[Issue]()
        try:
            for _ in own_rows(opened.rows, provider_id):
                rows += 1
                if rows % _LOOK_EVERY == 0 and self.clock() >= end:
                    break
            else:
                is_whole = True
        except FileError as error:
            faults.append(error.issue)
        return told.model_copy(update={"rows": rows, "is_whole": is_whole, "issues": (*faults, *opened.notes)})


def _with_headings(told: FilePreview, headings: HeadingRow[Any]) -> FilePreview:
    read = [ReadHeading(heading=found.written, read_as=found.heading) for found in headings.found[:MOST_HEADINGS]]
    not_read = [
        UnreadHeading(heading=unread.written, suggestions=unread.meant) for unread in headings.likely(MOST_HEADINGS)
    ]
    changes = {"read": tuple(read), "not_read": tuple(not_read), "unread_headings": len(headings.unread)}
    return told.model_copy(update=changes)


def _unpack(path: Path) -> None:
    """Unpack what gzip packed; refuse what a workbook unpacks to before any of it is unpacked."""
    try:
        unpack(path, UNPACKED_LIMIT)
    except FileError as error:
        if error.issue.code == "FILE_TOO_LARGE":
            raise _too_large("too many bytes once it is unpacked", UNPACKED_LIMIT) from None
        raise
    unpacked = 0
    # What is wrong with a package is told by its reader.
    with suppress(zipfile.BadZipFile, NotImplementedError, ValueError, OSError), zipfile.ZipFile(path) as package:
        unpacked = sum(entry.file_size for entry in package.infolist())
    if unpacked > UNPACKED_LIMIT:
        raise _too_large(f"{unpacked:,} bytes once it is unpacked", UNPACKED_LIMIT)


def _too_large(size: str, limit: int) -> ProblemError:
    return ProblemError(
        "CONTENT_TOO_LARGE",
        f"The file has {size}; at most {limit:,} can be looked at here. Send it as a dry run to see what comes of it.",
    )
