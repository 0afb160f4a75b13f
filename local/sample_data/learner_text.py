"""Learners as separated text under the headings of the Excel template, without its guidance."""

import csv
from collections.abc import Iterable
from pathlib import Path

from cmehub.formats.learners.columns import LEARNER_TABLE, LearnerTable
from local.sample_data.completions import Completion
from local.sample_data.learner_workbook import completion_cells, headings


def write_separated(
    path: Path, completions: Iterable[Completion], separator: str, table: LearnerTable = LEARNER_TABLE
) -> int:
    """Write completions as CSV or tab-delimited text, and return how many they were."""
    rows = 0
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, delimiter=separator, lineterminator="\n")
        writer.writerow(headings(table))
        for completion in completions:
            writer.writerow(["" if cell is None else cell for cell in completion_cells(completion, table)])
            rows += 1
    return rows
