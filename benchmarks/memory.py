"""Peak memory of ingesting a large learner XML, against a small one."""

import subprocess
import sys
from multiprocessing import get_context
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.measurement import Measurement
from benchmarks.volume_files import write_repeated_xml

LIMIT = 1.25
_BODIES = 10_000


def measure_memory(bodies: int = _BODIES, times: int = 100) -> list[Measurement]:
    """Compare two files, the larger so many times the smaller; each is ingested in a process of its own."""
    with TemporaryDirectory() as folder:
        small, large = Path(folder, "small.xml"), Path(folder, "large.xml")
        for path, repeated in ((small, 1), (large, times)):
            _write_elsewhere(path, bodies, repeated)
        ratio = peak_of(large) / peak_of(small)
    return [Measurement.at_most("memory", ratio, f"x peak at {bodies:,} rows", LIMIT)]


def peak_of(path: Path) -> int:
    """Ingest a file in a new process and return its peak of resident memory."""
    command = [sys.executable, "-m", "benchmarks.ingest_peak", str(path)]
    return int(subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout)  # noqa: S603


def _write_elsewhere(path: Path, bodies: int, times: int) -> None:
    writer = get_context("spawn").Process(target=write_repeated_xml, args=(path, bodies, times))
    writer.start()
    writer.join()
    if writer.exitcode:
        raise ChildProcessError(f"writing the file ended with {writer.exitcode}")
