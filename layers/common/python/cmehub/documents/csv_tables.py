"""Tables as CSV for spreadsheets."""

import csv
import io
from collections.abc import Iterable, Sequence

from cmehub.fields.plain_text import no_formula


def csv_table(headings: Sequence[str], rows: Iterable[Sequence[str]]) -> bytes:
    """Return CSV without formulas; Excel knows UTF-8 by the mark at its beginning."""
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(headings)
    writer.writerows([*map(no_formula, row)] for row in rows)
    return text.getvalue().encode("utf-8-sig")
