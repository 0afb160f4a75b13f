"""Learners as separated text under the headings of the Excel template, without its guidance."""

import csv
from collections.abc import Iterable
from pathlib import Path

from local.sample_data.completions import Completion
from local.sample_data.learner_workbook import HEADINGS


def write_separated(path: Path, completions: Iterable[Completion], separator: str) -> int:
    """Write completions as CSV or tab-delimited text, and return how many they were."""
    rows = 0
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, delimiter=separator, lineterminator="\n")
        writer.writerow(HEADINGS)
        for completion in completions:
            lines = [value for line in completion.lines for value in line] or ["", ""]
            learner = [
                completion.action,
                completion.activity_id,
                completion.completed_on,
                completion.given_name,
                completion.family_name,
                completion.birth_day,
            ]
            credit = [
                completion.state,
                completion.licence,
                completion.cme_credits,
                completion.board,
                completion.board_id,
                completion.board_total,
            ]
            writer.writerow(["" if cell is None else cell for cell in [*learner, *credit, *lines]])
            rows += 1
    return rows
