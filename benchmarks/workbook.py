"""Reading a workbook's rows, against openpyxl."""

from collections.abc import Callable, Mapping
from pathlib import Path
from tempfile import TemporaryDirectory

from openpyxl import load_workbook

from benchmarks.measurement import Measurement, Work, cpu_ratio
from benchmarks.repeated_files import write_repeated
from cmehub.formats import open_file

LIMIT = 6.0
_BODIES = 1_000
_ROUNDS = {1: 25, 10: 7, 100: 3}
"""Rounds for a workbook of so many thousand rows."""


def measure_workbook(rounds_by_times: Mapping[int, int] = _ROUNDS) -> list[Measurement]:
    """Compare the CPU time of reading rows with openpyxl with ours, which looks through the package first."""
    measured = []
    for repeated, rounds in rounds_by_times.items():
        with TemporaryDirectory() as folder:
            path = Path(folder, "learners.xlsx")
            write_repeated(path, "xlsx", _BODIES, repeated)
            ratio = cpu_ratio(_reading(read_slowly, path), _reading(read, path), rounds)
        name = f"workbook-{_BODIES * repeated:,}"
        measured.append(Measurement.at_least(name, ratio, "x our CPU time", LIMIT))
    return measured


def _reading(reader: Callable[[Path], int], path: Path) -> Work:
    return lambda _: reader(path)


def read(path: Path) -> int:
    """Read every row as ingest does, and return how many they were."""
    return sum(1 for _ in open_file(path).rows)


def read_slowly(path: Path) -> int:
    """Read every row's values with openpyxl's streaming reader, and return how many they were."""
    book = load_workbook(path, read_only=True, data_only=True)
    try:
        return sum(1 for row in book.worksheets[0].iter_rows(values_only=True) if any(row))
    finally:
        book.close()
