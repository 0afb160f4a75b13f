"""``python -m benchmarks``: measure what the hub claims of itself."""

import argparse
import json
import subprocess
import sys
import time
import traceback
from collections import defaultdict
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from typing import NamedTuple, TypeVar

from rich.console import Console
from rich.table import Table

from benchmarks.calls import measure_calls
from benchmarks.contention import measure_contention
from benchmarks.first_sight import measure_first_sight
from benchmarks.licensing_checks import measure_licensing_checks
from benchmarks.matching import measure_matching
from benchmarks.measurement import Figure, Measurement
from benchmarks.memory import measure_memory, measure_workbook_memory
from benchmarks.mending import measure_mending
from benchmarks.path import measure_path
from benchmarks.printing import measure_printing
from benchmarks.rosters import measure_rosters
from benchmarks.search_exact import measure_search_exact
from benchmarks.search_recall import measure_search_recall
from benchmarks.search_relevance import measure_search_relevance
from benchmarks.search_size import measure_search_size
from benchmarks.search_speed import measure_search_speed
from benchmarks.search_swap import measure_search_swap
from benchmarks.site_typing import measure_site_typing
from benchmarks.stream import measure_stream
from benchmarks.workbook import measure_workbook
from benchmarks.write import measure_write
from benchmarks.write_units import measure_write_units

T = TypeVar("T")
_REPOSITORY = Path(__file__).parents[1]


class Benchmark(NamedTuple):
    """
    What is measured, and how.

    Attributes
    ----------
    once
        Whether it is measured once however many runs are asked for: because it takes many minutes, or counts.
    """

    about: str
    measure: Callable[[], list[Measurement]]
    once: bool = False


BENCHMARKS = {
    "stream": Benchmark("learner XML from parsing to the rules, against reading its texts (CPU)", measure_stream),
    "path": Benchmark(
        "openpyxl, get_item an ID and put_item a row, against ours from workbook to records (CPU)", measure_path
    ),
    "write": Benchmark("one put_item a record, against our record store; credit IDs (CPU)", measure_write),
    "workbook": Benchmark("reading a workbook's rows with openpyxl, against ours (CPU)", measure_workbook),
    "memory": Benchmark(
        "peak memory of ingest at 1,000,000 rows of XML, JSON and tab, against 10,000", measure_memory, once=True
    ),
    "memory-xlsx": Benchmark(
        "ingest of a workbook of 1,000,000 rows, against what its function has", measure_workbook_memory, once=True
    ),
    "contention": Benchmark(
        "a hundred thousand records of one activity, and of one physician and day", measure_contention
    ),
    "matching": Benchmark("learners matched with a roster of 100,000: precision, recall, cost", measure_matching),
    "rosters": Benchmark(
        "loading a roster of 1,000,000 entries: peak memory, CPU time against boto3's own", measure_rosters, once=True
    ),
    "search-exact": Benchmark(
        "search against a scan: totals, sets and counts of 300 random questions", measure_search_exact, once=True
    ),
    "search-recall": Benchmark(
        "titles with typing errors and held-out lay terms, among 100,000 activities", measure_search_recall, once=True
    ),
    "search-relevance": Benchmark(
        "graded questions as people type them, among 10,000 activities", measure_search_relevance, once=True
    ),
    "search-speed": Benchmark("CPU time of answers at 10,000 and 250,000 activities", measure_search_speed),
    "search-size": Benchmark("bytes of the index, an update against a rebuild, the first answer", measure_search_size),
    "search-swap": Benchmark(
        "100 versions exchanged under questions, each after a kill while it was published",
        measure_search_swap,
        once=True,
    ),
    "site-typing": Benchmark(
        "from a keystroke to painted results in a browser, among 10,000 activities", measure_site_typing
    ),
    "mending": Benchmark(
        "the longest frame while 20,000 faulty rows are mended and sent in a browser; median of three rounds",
        measure_mending,
        once=True,
    ),
    "printing": Benchmark("a transcript of 5,000 credits as PDF, against ten of 500 (CPU)", measure_printing),
    "first-sight": Benchmark("a first visit over a slow connection, among 10,000 activities", measure_first_sight),
    "calls": Benchmark(
        "a record saved by a call on the local stack, against its validation and one write", measure_calls
    ),
    "licensing-checks": Benchmark(
        "duties of 1,000 licensees recomputed by other code; a roster of 20,000 checked, against its queries (CPU)",
        measure_licensing_checks,
        once=True,
    ),
    "write-units": Benchmark(
        "DynamoDB write units per accepted record, from arrival to decisions", measure_write_units, once=True
    ),
}


def main(arguments: list[str] | None = None) -> int:
    """Run the command; a target that doesn't hold is shown, and is no error: a benchmark that broke is one."""
    described = "\n".join(f"  {name:<16} {benchmark.about}" for name, benchmark in BENCHMARKS.items())
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks",
        description="Measure what the hub claims of itself; all of it takes about an hour.",
        epilog=f"benchmarks:\n{described}",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("names", nargs="*", metavar="NAME", help="a benchmark (default: all)")
    parser.add_argument("--runs", type=int, default=1, help="how often to measure; what takes long or counts, once")
    parser.add_argument("--json", action="store_true", help="print one JSON list instead of a table")
    given = parser.parse_args(arguments)
    if unknown := [name for name in given.names if name not in BENCHMARKS]:
        parser.error(f"no benchmark is called {', '.join(unknown)}; there are {', '.join(BENCHMARKS)}")
    figures, broken = run(given.names or list(BENCHMARKS), given.runs)
    if given.json:
        print(json.dumps([figure.document() for figure in figures], indent=2))
    else:
        _show(figures)
    if broken:
        print(f"Not measured, since it broke: {', '.join(broken)}.", file=sys.stderr)
    return 1 if broken else 0


def run(names: Sequence[str], runs: int = 1) -> tuple[list[Figure], list[str]]:
    """
    Run benchmarks one after the other, telling on standard error which one is at work.

    Returns
    -------
    tuple[list[Figure], list[str]]
        What was measured, and the names of the benchmarks that broke: an hour of figures outlives one of them.
    """
    progress, commit = Console(stderr=True), _commit()
    measured: defaultdict[str, list[Measurement]] = defaultdict(list)
    broken: list[str] = []
    for place, name in enumerate(names, start=1):
        benchmark = BENCHMARKS[name]
        progress.print(f"{place}/{len(names)} {name}: {benchmark.about}", highlight=False, soft_wrap=True)
        for _ in range(1 if benchmark.once else runs):
            started = time.monotonic()
            try:
                measurements = alone(benchmark.measure)
            except Exception:
                traceback.print_exc()
                broken.append(name)
                break
            for measurement in measurements:
                measured[measurement.name].append(measurement)
            progress.print(f"    done in {time.monotonic() - started:.0f} s", highlight=False)
    return [Figure.of(measurements, commit) for measurements in measured.values()], broken


def alone(work: Callable[[], T]) -> T:
    """Do work in a process of its own: what one benchmark leaves in memory makes the next one up to a third slower."""
    with ProcessPoolExecutor(max_workers=1, mp_context=get_context("spawn")) as process:
        return process.submit(work).result()


def _commit() -> str:
    """Return the commit that is checked out, as Git abbreviates it."""
    command = ["git", "describe", "--always", "--dirty", "--exclude=*"]
    return subprocess.run(command, check=True, capture_output=True, text=True, cwd=_REPOSITORY).stdout.strip()  # noqa: S603


def _show(figures: Sequence[Figure]) -> None:
    table = Table("benchmark", "lowest", "median", "highest", "target", "unit", "holds")
    for column in table.columns[1:4]:
        column.justify = "right"
    for figure in figures:
        spread = (f"{value:.2f}" for value in (figure.lowest, figure.median, figure.highest))
        held = ("[green]yes[/]" if figure.holds else "[red]no[/]") if figure.target else "a check"
        table.add_row(figure.name, *spread, figure.target, figure.unit, held)
    console = Console()
    console.print(table)
    failing = [figure.name for figure in figures if not figure.holds]
    told = f"Targets that don't hold: {', '.join(failing)}." if failing else "Every target holds."
    console.print(told, highlight=False)


if __name__ == "__main__":
    sys.exit(main())
