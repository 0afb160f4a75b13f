"""Peak memory and CPU time of ingesting a file of a million rows, against what its function is given."""

import json
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

from benchmarks.measurement import Measurement
from benchmarks.repeated_files import write_repeated

RATIO_LIMIT = 1.25
STREAM_LIMIT = 300.0
WORKBOOK_MINUTES = 10.0
INGEST_MEGABYTES = 3_008
"""What the stack gives to the function."""
STREAMED = ("xml", "json", "tab")
_BODIES = 10_000
_KILOBYTES = 1024


class Cost(NamedTuple):
    """What ingesting a file took."""

    megabytes: float
    cpu_minutes: float


def measure_memory(bodies: int = _BODIES, times: int = 100) -> list[Measurement]:
    """Compare two files of each streamed format, the larger so many times the smaller, each in a process of its own."""
    measured = []
    for format_name in STREAMED:
        small, large = cost_of(format_name, bodies, 1), cost_of(format_name, bodies, times)
        ratio = large.megabytes / small.megabytes
        name = f"memory-{format_name}"
        measured += [
            Measurement.at_most(name, ratio, f"x peak at {bodies:,} rows", RATIO_LIMIT),
            Measurement.at_most(f"{name}-peak", large.megabytes, "MB", STREAM_LIMIT),
        ]
    return measured


def measure_workbook_memory(bodies: int = _BODIES, times: int = 100) -> list[Measurement]:
    """Measure a workbook of so many rows, which is held whole, against its function's memory and time."""
    cost = cost_of("xlsx", bodies, times)
    return [
        Measurement.at_most("memory-xlsx-peak", cost.megabytes, "MB", INGEST_MEGABYTES),
        Measurement.at_most("memory-xlsx-time", cost.cpu_minutes, "CPU minutes", WORKBOOK_MINUTES),
    ]


def cost_of(format_name: str, bodies: int, times: int) -> Cost:
    """Ingest a file of ``bodies`` times ``times`` rows in a new process and return what it took."""
    with TemporaryDirectory() as folder:
        path = Path(folder, f"learners.{format_name}")
        write_repeated(path, format_name, bodies, times)
        command = [sys.executable, "-m", "benchmarks.ingest_peak", str(path)]
        told = json.loads(subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout)  # noqa: S603
    return Cost(told["kilobytes"] / _KILOBYTES, told["cpu_seconds"] / 60)
