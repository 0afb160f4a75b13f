"""CSV that the hub puts for a board, safe to be opened in a spreadsheet."""

import csv
import io
from collections.abc import Iterable, Sequence

from cmehub.fields.plain_text import no_formula


def written(headings: Sequence[str], rows: Iterable[Sequence[object]]) -> bytes:
    """Return a file in UTF-8; a text that a spreadsheet would take for a formula gets an apostrophe in front."""
    file = io.StringIO(newline="")
    writer = csv.writer(file)
    writer.writerow(headings)
    writer.writerows([no_formula("" if cell is None else str(cell)) for cell in row] for row in rows)
    return file.getvalue().encode()
