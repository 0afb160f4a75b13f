"""Files of asks, for boards that are asked by a file a day."""

import datetime as dt
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import count
from typing import NamedTuple

from cmehub.boards.ask_rows import waiting_rows
from cmehub.boards.asks import Ask
from cmehub.boards.connections import FilesConnection
from cmehub.boards.exchange_csv import written
from cmehub.boards.ledgers import BoardRequest, Decision
from cmehub.runtime.portions import portions
from cmehub.stores import BoardStore, WorkObjects

ROWS_LIMIT = 20_000
"""A file ends with the ask that reaches so many rows; what is left goes into the next."""
_THREADS = 8
COLUMNS = (
    "ask",
    "row",
    "action",
    "board_id",
    "given_name",
    "family_name",
    "birth_month_day",
    "activity_id",
    "activity_format",
    "completion_date",
    "points",
    "credit_types",
    "maximum",
    "record_id",
)


class WrittenFile(NamedTuple):
    """A file that was put for a board: where, and how many rows it has."""

    board: str
    key: str
    rows: int


class FilesBoard:
    """A board that is asked by files: it says nothing now, and its asks wait for the next file."""

    def decide(self, ask: Ask, requests: Sequence[BoardRequest]) -> list[Decision]:  # noqa: ARG002 - as a `Gateway` has it
        """Return nothing."""
        return []


@dataclass(frozen=True)
class AskFiles:
    """Everything that writing the files needs; ``exchange`` is the bucket that is shared with the boards."""

    objects: WorkObjects
    boards: BoardStore
    exchange: WorkObjects
    clock: Callable[[], dt.datetime]

    def write(self, board: str) -> list[WrittenFile]:
        """
        Put the rows that wait for a board's decision and that no earlier file holds, and return the new files.

        An ask is noted as sent only after its file is there: should this stop in between, the same rows go into
        another file, and a row that is decided twice keeps its first decision.
        """
        if not isinstance(self.boards.connection(board), FilesConnection):
            return []
        return [self._put(board, asked) for asked in self._files(board)]

    def _files(self, board: str) -> Iterator[dict[Ask, list[BoardRequest]]]:
        """Yield what goes into each file."""
        asked: dict[Ask, list[BoardRequest]] = {}
        rows = 0
        for ask, waiting in self._unsent(board):
            if waiting:
                asked[ask] = waiting
                rows += len(waiting)
            if rows >= ROWS_LIMIT:
                yield asked
                asked, rows = {}, 0
        if asked:
            yield asked

    def _unsent(self, board: str) -> Iterator[tuple[Ask, list[BoardRequest]]]:
        """Yield the asks that no file holds, with the rows that wait."""
        unsent = [open_ask.ask for open_ask in self.boards.open_asks(board) if not open_ask.file]
        with ThreadPoolExecutor(_THREADS) as readers:
            for some in portions(unsent, 10 * _THREADS):
                waiting = readers.map(lambda ask: waiting_rows(ask, self.boards, self.objects), some)
                yield from zip(some, waiting, strict=True)

    def _put(self, board: str, asked: dict[Ask, list[BoardRequest]]) -> WrittenFile:
        lines = [_line(ask, request) for ask, requests in asked.items() for request in requests]
        key = self._put_new(f"boards/{board}/out/{self.clock().date()}", written(COLUMNS, lines))
        with ThreadPoolExecutor(_THREADS) as writers:
            for _ in writers.map(lambda ask: self.boards.note_file(ask, key), asked):
                pass
        return WrittenFile(board, key, len(lines))

    def _put_new(self, day: str, content: bytes) -> str:
        """Put a file beside those of the day, unless the last of them is the same, and return its key."""
        last = len(self.exchange.keys(f"{day}-"))
        keys = (f"{day}-{number}.csv" for number in count(max(last, 1)))
        return next(key for key in keys if self.exchange.put_first(key, content) == content)


def _line(ask: Ask, request: BoardRequest) -> tuple[object, ...]:
    return (
        ask.name,
        request.row,
        request.action,
        request.board_id,
        request.given_name,
        request.family_name,
        request.birth_month_day,
        request.activity_id,
        request.activity_format,
        request.completion_date,
        f"{request.points:g}",
        "; ".join(request.credit_types),
        f"{request.maximum:g}",
        request.record_id,
    )
