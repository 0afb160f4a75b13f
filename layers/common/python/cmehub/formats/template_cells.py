"""A row of any format, written down as the cells of its kind's Excel template."""

from collections.abc import Iterator, Mapping
from typing import Any

from cmehub.formats.activities.cells import activity_cells
from cmehub.formats.cells import Cell
from cmehub.formats.learners.cells import learner_cells
from cmehub.formats.matches.columns import match_cells
from cmehub.submissions.rows import Kind


def cells_of(kind: Kind, fields: Mapping[str, Any]) -> Iterator[Cell]:
    """Yield the cells of a row, blank ones included where a sender may have to write something."""
    if kind == "activities":
        return activity_cells(fields)
    return match_cells(fields) if kind == "matches" else learner_cells(fields)
