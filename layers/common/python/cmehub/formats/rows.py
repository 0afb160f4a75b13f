"""Rows that a format counts itself."""

from collections.abc import Iterable, Iterator
from typing import Any

from cmehub.submissions.rows import Row


def counted(fields: Iterable[dict[str, Any]]) -> Iterator[Row]:
    """Yield a row for each record's fields, counted from 1."""
    for number, field in enumerate(fields, start=1):
        yield Row(number, field)
