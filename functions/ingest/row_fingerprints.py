"""Rows that were seen before in the same file, found in constant memory."""

import hashlib
import sqlite3
from pathlib import Path
from types import TracebackType
from typing import Self


class RowFingerprints:
    """The fingerprints of a file's rows, kept on disk in the folder given."""

    def __init__(self, folder: Path) -> None:
        self._database = sqlite3.connect(folder / "fingerprints.sqlite", isolation_level=None)
        for setting in ("journal_mode = OFF", "synchronous = OFF", "cache_size = -8000", "locking_mode = EXCLUSIVE"):
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

    def first_number(self, content: bytes, number: int) -> int | None:
        """Return the number of the first row with the same content, or None if this row is the first."""
        fingerprint = int.from_bytes(hashlib.blake2b(content, digest_size=8).digest(), signed=True)
        self._cursor.execute("INSERT OR IGNORE INTO seen VALUES (?, ?)", (fingerprint, number))
        if self._cursor.rowcount:
            return None
        first = self._cursor.execute("SELECT number FROM seen WHERE fingerprint = ?", (fingerprint,)).fetchone()
        return int(first[0])
