"""Loading a roster of a million entries: the command's memory and time."""

import csv
import json
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.measurement import Measurement
from local.sample_data.physicians import MOST_PHYSICIANS, npi_of, physician

MEGABYTES, MINUTES = 400.0, 5.0
_COLUMNS = ("licence_id", "given_name", "family_name", "birth_month_day", "npi")
_KILOBYTES = 1024


def measure_rosters(entries: int = 1_000_000) -> list[Measurement]:
    """Load a roster from a file into a DynamoDB that takes everything, in a process of its own."""
    with TemporaryDirectory() as folder:
        path = Path(folder, "roster.csv")
        _write(path, entries)
        command = [sys.executable, "-m", "benchmarks.roster_load", str(path)]
        told = json.loads(subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout)  # noqa: S603
    return [
        Measurement.at_most("roster-peak", told["kilobytes"] / _KILOBYTES, "MB", MEGABYTES),
        Measurement.at_most("roster-time", told["cpu_seconds"] / 60, "CPU minutes", MINUTES),
    ]


def _write(path: Path, entries: int) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(_COLUMNS)
        for number in range(entries):
            who = physician(number % MOST_PHYSICIANS)
            writer.writerow((number, who.given_name, who.family_name, who.birth_month_day, npi_of(number)))
