"""Learner files of the sizes that the benchmarks need, made from the sample data."""

from collections.abc import Callable, Iterator
from itertools import islice
from pathlib import Path

from local.sample_data.completions import Completion
from local.sample_data.learner_xml import write_reports
from local.sample_data.reports import with_credit_ids
from local.sample_data.volume import volume_rows, write_learner_xml

ROWS_PER_PHYSICIAN = 5
_REPORT_STARTS = b"  <ar:ActivityReport>"
_REPORTS_END = b" </ar:ActivityReports>"
_CREDIT_ID_STEM = b"ccid:cme.example.org:V"


def physicians_for(rows: int) -> int:
    """Return how many learners so many rows need so that the boards accept them."""
    return max(rows // ROWS_PER_PHYSICIAN, 1)


def write_moc_xml(path: Path, rows: int) -> None:
    """Write learner XML whose every row reports to a board, each credit under an ID."""
    _write_chosen(path, rows, lambda one: bool(one.lines))


def write_cme_xml(path: Path, rows: int) -> None:
    """Write learner XML whose every row reports CME credit only, each under an ID."""
    _write_chosen(path, rows, lambda one: not one.lines)


def write_repeated_xml(path: Path, bodies: int, times: int) -> None:
    """
    Write learner XML of ``bodies`` times ``times`` rows, all different, much faster than the sample data makes them.

    The rows are the same bodies again and again, but for their credit IDs.
    """
    write_learner_xml(path, bodies, physicians=physicians_for(bodies))
    document = path.read_bytes()
    start, end = document.index(_REPORT_STARTS), document.rindex(_REPORTS_END)
    reports = document[start:end]
    with path.open("wb") as file:
        file.write(document[:start])
        for turn in range(times):
            file.write(reports.replace(_CREDIT_ID_STEM, b"%b%d-" % (_CREDIT_ID_STEM, turn)))
        file.write(document[end:])


def _write_chosen(path: Path, rows: int, wanted: Callable[[Completion], bool]) -> None:
    write_reports(path, islice(_completions(4 * rows, wanted), rows))


def _completions(rows: int, wanted: Callable[[Completion], bool]) -> Iterator[Completion]:
    reported = volume_rows(rows, physicians=physicians_for(rows), mistake_every=0)
    chosen = (one.completion for one in reported if wanted(one.completion))
    return (with_credit_ids(one, f"V{place}") for place, one in enumerate(chosen, start=1))
