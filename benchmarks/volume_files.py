"""Learner files of the sizes that the benchmarks need, made from the sample data."""

from collections.abc import Callable, Iterator
from itertools import islice
from pathlib import Path

from local.sample_data.completions import Completion
from local.sample_data.learner_xml import write_reports
from local.sample_data.reports import with_credit_ids
from local.sample_data.volume import volume_rows

ROWS_PER_PHYSICIAN = 5


def physicians_for(rows: int) -> int:
    """Return how many learners so many rows need so that the boards accept them."""
    return max(rows // ROWS_PER_PHYSICIAN, 1)


def write_moc_xml(path: Path, rows: int) -> None:
    """Write learner XML whose every row reports to a board, each credit under an ID."""
    _write_chosen(path, rows, lambda row: bool(row.lines))


def write_cme_xml(path: Path, rows: int) -> None:
    """Write learner XML whose every row reports CME credit only, each under an ID."""
    _write_chosen(path, rows, lambda row: not row.lines)


def _write_chosen(path: Path, rows: int, wanted: Callable[[Completion], bool]) -> None:
    write_reports(path, islice(_completions(4 * rows, wanted), rows))


def _completions(rows: int, wanted: Callable[[Completion], bool]) -> Iterator[Completion]:
    reported = volume_rows(rows, physicians=physicians_for(rows), mistake_every=0)
    chosen = (report.completion for report in reported if wanted(report.completion))
    return (with_credit_ids(completion, f"V{place}") for place, completion in enumerate(chosen, start=1))
