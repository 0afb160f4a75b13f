"""Files in which some dates have the day in front: told, because what may be read either way is read month first."""

from collections.abc import Iterable, Iterator

from cmehub.fields.dates import order_in
from cmehub.issues.issue import Issue, file_issue
from cmehub.submissions.rows import Row

_DATES = ("completion_date", "birth_month_day", "start_date", "end_date")
_LONGEST = 30
_SHOWN_ROWS = 10


class DateOrders:
    """The orders in which the dates of a file's rows may be read."""

    def __init__(self) -> None:
        self._day_first: tuple[int, str] | None = None
        self._open: list[int] = []
        self._open_count = self._last_open = 0

    def watch(self, rows: Iterable[Row]) -> Iterator[Row]:
        """Yield rows as they are, and look at their dates."""
        for row in rows:
            for name in _DATES:
                written = row.fields.get(name)
                if isinstance(written, str) and written[4:5] != "-" and len(written) <= _LONGEST:
                    self._look_at(row.number, written)
            yield row

    def notes(self) -> list[Issue]:
        """Return what is to be told of the file, if some dates have the day in front and others may have."""
        if not (self._day_first and self._open_count):
            return []
        number, written = self._day_first
        more = self._open_count - len(self._open)
        rows = ", ".join(map(str, self._open)) + (f" and {more:,} more" if more else "")
        return [file_issue("FILE_DATE_ORDER", value=written, first_row=number, rows=rows)]

    def _look_at(self, number: int, written: str) -> None:
        order = order_in(written)
        if order is None:
            return
        if order.is_open:
            self._count_open(number)
        elif order.day_first and self._day_first is None:
            self._day_first = number, written

    def _count_open(self, number: int) -> None:
        """Count a row, however many of its dates may be read either way."""
        if number == self._last_open:
            return
        self._last_open = number
        self._open_count += 1
        if len(self._open) < _SHOWN_ROWS:
            self._open.append(number)
