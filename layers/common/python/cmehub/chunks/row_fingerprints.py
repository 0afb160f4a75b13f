"""Rows that were seen before in the same file, found in constant memory."""

import hashlib
import sqlite3
from collections.abc import Sequence
from pathlib import Path
from types import TracebackType
from typing import Self


class RowFingerprints:
    """The fingerprints of a file's rows, kept on disk in the folder given."""

    def __init__(self, folder: Path) -> None:
        self._database = sqlite3.connect(folder / "fingerprints.sqlite", isolation_level=None)
        for setting in ("journal_mode = OFF", "synchronous = OFF", "cache_size = -4000", "locking_mode = EXCLUSIVE"):
            self._database.execute(f"PRAGMA {setting}")
        self._database.execute("CREATE TABLE seen (fingerprint INTEGER PRIMARY KEY, number INTEGER)")
        self._database.execute("BEGIN")
        self._cursor = self._database.cursor()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._database.close()

    def first_numbers(self, rows: Sequence[tuple[int, bytes]]) -> list[int | None]:
        """Return, for each row's number and content, the first row with the same content; None if it is the row."""
        entries = [(_fingerprint(content), number) for number, content in rows]
        self._cursor.executemany("INSERT OR IGNORE INTO seen VALUES (?, ?)", entries)
        if self._cursor.rowcount == len(entries):
            return [None] * len(entries)
        return [self._first_number(*entry) for entry in entries]

    def _first_number(self, fingerprint: int, number: int) -> int | None:
        row = self._cursor.execute("SELECT number FROM seen WHERE fingerprint = ?", (fingerprint,)).fetchone()
        first = int(row[0])
        return None if first == number else first


def _fingerprint(content: bytes) -> int:
    return int.from_bytes(hashlib.blake2b(content, digest_size=8).digest(), signed=True)
