"""A hundred thousand records of one activity, and of one physician and day: how often writers meet."""

import time
from collections import Counter
from collections.abc import Callable, Collection
from concurrent.futures import ThreadPoolExecutor
from datetime import date

from benchmarks.measurement import Measurement
from cmehub.boards.asks import Ask
from cmehub.boards.ledgers import BoardRequest, Ledger
from cmehub.boards.roster_board import RosterBoard
from cmehub.people.rosters import RosterEntry
from cmehub.runtime.portions import portions
from cmehub.stores import LedgerChangedError, LedgerKey
from cmehub.stores.memory_records import MemoryLedgerStore
from cmehub.stores.memory_rosters import MemoryRosterStore
from local.in_memory.rosters import put_on_rosters

_CHUNK_ROWS = 500
_WORKERS = 10
"""So many invocations work for a board at the same time."""
_BOARD = "ABIM"
_ACTIVITY = "202612345"
_MAXIMUM = 4.0
_ITEM_LIMIT_KB = 400.0
_LATENCY = 0.005
"""Seconds that a table takes to answer: as long as a writer looks away, another can be faster."""


class _CountedLedgers(MemoryLedgerStore):
    def __init__(self) -> None:
        super().__init__()
        self.tried = 0
        self.keys: Counter[LedgerKey] = Counter()

    def find(self, keys: Collection[LedgerKey]) -> dict[LedgerKey, Ledger]:
        time.sleep(_LATENCY)
        return super().find(keys)

    def save(self, ledger: Ledger) -> None:
        time.sleep(_LATENCY)
        self.tried += 1
        super().save(ledger)
        self.keys[LedgerKey(ledger.board, ledger.board_id, ledger.activity_id)] += 1

    def largest(self, keys: Collection[LedgerKey]) -> int:
        """Return the bytes of the largest of some ledgers."""
        return max(len(ledger.model_dump_json(exclude_none=True)) for ledger in self.find(keys).values())


def measure_contention(rows: int = 100_000) -> list[Measurement]:
    """Let a board decide on the rows of one file, ten chunks at a time."""
    same = _decided(rows, physician=lambda _: 1)
    apart = _decided(rows, physician=lambda row: 1 + row)
    chunks = -(-rows // _CHUNK_ROWS)
    largest = same.largest([*same.keys]) / 1024
    return [
        Measurement.at_most("contention-physician-day", same.tried / chunks, "writes tried per chunk", 3.0),
        Measurement.at_most(
            "contention-ledger-size", largest, "KB of the 400 that an item may have", _ITEM_LIMIT_KB / 4
        ),
        Measurement.at_most("contention-activity", apart.tried / rows, "writes tried per record", 1.05),
    ]


def _decided(rows: int, physician: Callable[[int], int]) -> _CountedLedgers:
    """
    Return the ledgers after every row has an answer.

    Raises
    ------
    LedgerChangedError
        If writers held each other up for too long.
    """
    ledgers, rosters = _CountedLedgers(), MemoryRosterStore()
    put_on_rosters(rosters, (_diplomate(number) for number in {physician(row) for row in range(rows)}))
    board = RosterBoard(rosters, ledgers)
    requests = (_request(row, physician(row)) for row in range(rows))
    asks = [(Ask("sub", chunk, _BOARD), [*some]) for chunk, some in enumerate(portions(requests, _CHUNK_ROWS))]
    with ThreadPoolExecutor(_WORKERS) as workers:
        answered = sum(len(decisions) for decisions in workers.map(lambda ask: board.decide(*ask), asks))
    if answered != rows:
        raise LedgerChangedError
    return ledgers


def _diplomate(number: int) -> RosterEntry:
    return RosterEntry(
        authority=_BOARD, entry_id=str(number), given_name="Mira", family_name="Osei", birth_month_day="02-29"
    )


def _request(row: int, physician: int) -> BoardRequest:
    return BoardRequest(
        origin=f"sub#{row}",
        row=row,
        action="add",
        board=_BOARD,
        record_id=f"record-{row}",
        board_id=str(physician),
        given_name="Mira",
        family_name="Osei",
        birth_month_day="02-29",
        activity_id=_ACTIVITY,
        activity_format="Enduring Material",
        completion_date=date(2026, 5, 31),
        points=1.0,
        credit_types=("Medical Knowledge",),
        maximum=_MAXIMUM,
        offered=("Medical Knowledge",),
    )
