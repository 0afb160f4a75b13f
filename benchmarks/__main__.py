"""``python -m benchmarks``: measure what the hub claims of itself."""

import argparse
import json
import sys
import time
from collections.abc import Callable, Sequence

from rich.console import Console
from rich.table import Table

from benchmarks.calls import measure_calls
from benchmarks.contention import measure_contention
from benchmarks.matching import measure_matching
from benchmarks.measurement import Measurement
from benchmarks.memory import measure_memory, measure_workbook_memory
from benchmarks.path import measure_path
from benchmarks.rosters import measure_rosters
from benchmarks.search_exact import measure_search_exact
from benchmarks.search_recall import measure_search_recall
from benchmarks.search_size import measure_search_size
from benchmarks.search_speed import measure_search_speed
from benchmarks.search_swap import measure_search_swap
from benchmarks.site_typing import measure_site_typing
from benchmarks.stream import measure_stream
from benchmarks.workbook import measure_workbook
from benchmarks.write import measure_write
from benchmarks.write_units import measure_write_units

BENCHMARKS: dict[str, tuple[str, Callable[[], list[Measurement]]]] = {
    "stream": ("learner XML from parsing to the rules, against parsing alone (CPU)", measure_stream),
    "path": ("openpyxl, get_item an ID and put_item a row, against ours from workbook to records (CPU)", measure_path),
    "write": ("one put_item a record, against our record store (CPU)", measure_write),
    "workbook": ("reading a workbook's rows with openpyxl, against ours (CPU)", measure_workbook),
    "memory": ("peak memory of ingest at 1,000,000 rows of XML, JSON and tab, against 10,000", measure_memory),
    "memory-xlsx": ("ingest of a workbook of 1,000,000 rows, against what its function has", measure_workbook_memory),
    "contention": ("a hundred thousand records of one activity, and of one physician and day", measure_contention),
    "matching": ("learners matched with a roster of 100,000: precision, recall, cost", measure_matching),
    "rosters": ("peak memory and CPU time of loading a roster of 1,000,000 entries", measure_rosters),
    "search-exact": ("search against a scan: totals, sets and counts of 300 random questions", measure_search_exact),
    "search-recall": (
        "titles with typing errors and held-out lay terms, among 100,000 activities",
        measure_search_recall,
    ),
    "search-speed": ("CPU time of answers at 10,000 and 250,000 activities", measure_search_speed),
    "search-size": ("bytes of the index, an update against a rebuild, the first answer", measure_search_size),
    "search-swap": (
        "100 versions exchanged under questions, each after a kill while it was published",
        measure_search_swap,
    ),
    "site-typing": ("from a keystroke to painted results in a browser, among 10,000 activities", measure_site_typing),
    "calls": ("a record saved by a call on the local stack, against its validation and one write", measure_calls),
    "write-units": ("DynamoDB write units per accepted record, from arrival to decisions", measure_write_units),
}


def main(arguments: list[str] | None = None) -> int:
    """Run the command; a target that doesn't hold is shown, and is no error."""
    described = "\n".join(f"  {name:<12} {what}" for name, (what, _) in BENCHMARKS.items())
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks",
        description="Measure what the hub claims of itself; all of it takes about twenty minutes.",
        epilog=f"benchmarks:\n{described}",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("names", nargs="*", metavar="NAME", help="a benchmark (default: all)")
    parser.add_argument("--json", action="store_true", help="print one JSON list instead of a table")
    given = parser.parse_args(arguments)
    if unknown := [name for name in given.names if name not in BENCHMARKS]:
        parser.error(f"no benchmark is called {', '.join(unknown)}; there are {', '.join(BENCHMARKS)}")
    measured = run(given.names or list(BENCHMARKS))
    if given.json:
        print(json.dumps([measurement.document() for measurement in measured], indent=2))
    else:
        _show(measured)
    return 0


def run(names: Sequence[str]) -> list[Measurement]:
    """Run benchmarks one after the other, telling on standard error which one is at work."""
    progress = Console(stderr=True)
    measured: list[Measurement] = []
    for place, name in enumerate(names, start=1):
        what, measure = BENCHMARKS[name]
        started = time.monotonic()
        progress.print(f"{place}/{len(names)} {name}: {what}", highlight=False, soft_wrap=True)
        measured += measure()
        progress.print(f"    done in {time.monotonic() - started:.0f} s", highlight=False)
    return measured


def _show(measured: Sequence[Measurement]) -> None:
    table = Table("benchmark", "value", "target", "unit", "holds")
    table.columns[1].justify = "right"
    for measurement in measured:
        held = "[green]yes[/]" if measurement.holds else "[red]no[/]"
        table.add_row(measurement.name, f"{measurement.value:.2f}", measurement.target, measurement.unit, held)
    console = Console()
    console.print(table)
    failing = [measurement.name for measurement in measured if not measurement.holds]
    told = f"Targets that don't hold: {', '.join(failing)}." if failing else "Every target holds."
    console.print(told, highlight=False)


if __name__ == "__main__":
    sys.exit(main())
