"""What becomes of changed files: each is read or refused, in the hub's own words, in little memory and time."""

import re
import time
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

import orjson

from benchmarks.ingest_peak import peak_memory
from cmehub.formats import open_file
from cmehub.issues.issue import FileError, Issue
from tests.hostile.corpus import file_named
from tests.hostile.mutations import mutated

MOST_SECONDS = 10.0
MOST_KILOBYTES = 256 * 1024
_OF_A_LIBRARY = re.compile(
    r"\w(Error|Exception)\b|Traceback|<class|\bat 0x[0-9a-f]+|codec can't|column \d+ \(char"
    r"|openpyxl|\blxml|orjson|pydantic"
)


@dataclass
class Judged:
    """
    What became of the files of one name.

    Attributes
    ----------
    outcomes
        How many were read, or refused with which code.
    faults
        The seeds of those that weren't treated as they should, and how.
    slowest
        The longest that one took, in seconds of CPU.
    kilobytes
        The most memory that the process has had.
    """

    outcomes: Counter[str] = field(default_factory=Counter)
    faults: dict[str, str] = field(default_factory=dict)
    slowest: float = 0.0
    kilobytes: int = 0


def seed_of(name: str, number: int) -> str:
    """Return what a changed file follows from."""
    return f"{name} {number}"


def judge(name: str, numbers: Iterable[int], folder: Path) -> Judged:
    """Read files of that name, each changed by its number."""
    judged, whole, path = Judged(), file_named(name), folder / "upload"
    for number in numbers:
        seed = seed_of(name, number)
        path.write_bytes(mutated(whole, seed))
        start = time.process_time()
        try:
            judged.outcomes[read(path)] += 1
        except Exception as error:  # whatever else comes out is the fault that is looked for
            judged.faults[seed] = repr(error)[:300]
        took = time.process_time() - start
        judged.slowest = max(judged.slowest, took)
        if took > MOST_SECONDS:
            judged.faults[seed] = f"took {took:.1f} s"
    judged.kilobytes = peak_memory()
    return judged


def read(path: Path) -> str:
    """
    Read a file to its end, and return how it ended.

    Raises
    ------
    ForeignWordsError
        If an issue says what a library said.
    """
    issues: list[Issue] = []
    try:
        file = open_file(path)
        try:
            for row in file.rows:
                orjson.dumps(row.fields)
        finally:
            issues += file.notes
    except FileError as error:
        issues.append(error.issue)
        outcome = error.issue.code
    else:
        outcome = "read"
    for issue in issues:
        own = f"{issue.message} {issue.fix}".replace(issue.value or "\0", "")
        if found := _OF_A_LIBRARY.search(own):
            raise ForeignWordsError(f"{issue.code}: {found.group()}")
    return outcome


class ForeignWordsError(Exception):
    """An issue tells what a library said."""
