"""Corrections: the fact that rows of a submission were sent once more with other values."""

import datetime as dt
from collections.abc import Iterator
from itertools import count

from pydantic import BaseModel, ConfigDict


class CorrectionFact(BaseModel):
    """
    Rows of a submission were sent once more with other values.

    Attributes
    ----------
    submission_id
        The submission that they made.
    rows
        Their numbers in the one that is mended, ascending.
    """

    model_config = ConfigDict(frozen=True)

    submission_id: str
    at: dt.datetime
    rows: tuple[int, ...]

    def lines(self) -> Iterator[tuple[int, int]]:
        """Yield the number of each row, and its number where it is sent: the headings stand above it."""
        return zip(self.rows, count(2), strict=False)
