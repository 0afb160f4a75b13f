"""Many writers on one ledger: nothing is spent twice, nothing is lost, and nobody tries without end."""

import datetime as dt
from collections import Counter
from collections.abc import Collection, Sequence
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest

from cmehub.boards.asks import Ask
from cmehub.boards.ledgers import BoardRequest, Decision, Ledger
from cmehub.boards.outside_decisions import record
from cmehub.boards.roster_board import RosterBoard
from cmehub.runtime.portions import portions
from cmehub.stores import LedgerChangedError, LedgerKey, LedgerStore
from cmehub.stores.memory_records import MemoryLedgerStore
from cmehub.stores.memory_rosters import MemoryRosterStore
from local.in_memory.rosters import put_on_rosters
from tests.examples import ACTIVITY_ID, a_diplomate, a_request

KEY = LedgerKey("ABIM", "123456", ACTIVITY_ID)
MAXIMUM = 4.0
CHUNK_ROWS = 500
WORKERS_OF_A_BOARD = 10
ITEM_LIMIT = 400_000


class CountedLedgers:
    """Ledgers that count how often somebody tried to save one, and how often another was faster."""

    def __init__(self) -> None:
        self._ledgers = MemoryLedgerStore()
        self.saves: Counter[str] = Counter()

    def find(self, keys: Collection[LedgerKey]) -> dict[LedgerKey, Ledger]:
        return self._ledgers.find(keys)

    def save(self, ledger: Ledger) -> None:
        self.saves["tried"] += 1
        try:
            self._ledgers.save(ledger)
        except LedgerChangedError:
            self.saves["too late"] += 1
            raise

    @property
    def ledger(self) -> Ledger:
        return self.find([KEY])[KEY]


def board_over(ledgers: LedgerStore) -> RosterBoard:
    rosters = MemoryRosterStore()
    put_on_rosters(rosters, [a_diplomate()])
    return RosterBoard(rosters, ledgers)


def asks(rows: int, chunk_rows: int, points: float = 1.0) -> list[tuple[Ask, list[BoardRequest]]]:
    """Ask about so many records of one physician, activity and day, in chunks of one file."""
    requests = (
        a_request(row=row, record_id=f"record-{row}", origin=f"sub#{row}", points=points, maximum=MAXIMUM)
        for row in range(1, rows + 1)
    )
    chunks = portions(requests, chunk_rows)
    return [(Ask("sub", chunk, "ABIM"), [*some]) for chunk, some in enumerate(chunks, start=1)]


def all_at_once(board: RosterBoard, deliveries: Sequence[tuple[Ask, list[BoardRequest]]]) -> list[list[Decision]]:
    start = Barrier(len(deliveries))

    def deliver(delivery: tuple[Ask, list[BoardRequest]]) -> list[Decision]:
        start.wait()
        return board.decide(*delivery)

    with ThreadPoolExecutor(len(deliveries)) as workers:
        return [*workers.map(deliver, deliveries)]


def test_fifty_deliveries_of_fifty_asks_spend_no_point_twice() -> None:
    ledgers = CountedLedgers()

    answers = all_at_once(board_over(ledgers), asks(50, 1))

    accepted = sum(decision.accepted for decisions in answers for decision in decisions)
    assert accepted == MAXIMUM == sum(entry.points for entry in ledgers.ledger.accepted)
    assert Counter(decision.reason_code for decisions in answers for decision in decisions) == {
        None: 4,
        "MAX_POINTS_REACHED": 46,
    }


def test_fifty_deliveries_of_one_ask_are_one() -> None:
    ledgers = CountedLedgers()
    (ask,) = asks(6, 6)

    answers = all_at_once(board_over(ledgers), [ask] * 50)

    assert all(decisions == answers[0] for decisions in answers)
    assert [answer.accepted for answer in answers[0]] == [True] * 4 + [False] * 2
    assert ledgers.ledger.version == 1


def test_a_delivery_again_after_points_came_back_gets_the_first_answer() -> None:
    ledgers = CountedLedgers()
    board = board_over(ledgers)
    (ask,) = asks(6, 6)
    first = board.decide(*ask)
    delete = a_request(action="delete", record_id="record-1", origin="del#1")
    board.decide(Ask("del", 1, "ABIM"), [delete])

    assert board.decide(*ask) == first


def test_a_hundred_thousand_records_of_one_physician_day_are_no_storm() -> None:
    ledgers = CountedLedgers()
    board = board_over(ledgers)
    deliveries = asks(100_000, CHUNK_ROWS)

    with ThreadPoolExecutor(WORKERS_OF_A_BOARD) as workers:
        answers = [*workers.map(lambda delivery: board.decide(*delivery), deliveries)]

    assert sum(len(decisions) for decisions in answers) == 100_000
    assert sum(decision.accepted for decisions in answers for decision in decisions) == MAXIMUM
    assert ledgers.ledger.version == ledgers.saves["tried"] - ledgers.saves["too late"] == len(deliveries)
    # How often threads meet depends on the machine's load; `python -m benchmarks contention` measures it.
    assert ledgers.saves["tried"] <= 5 * len(deliveries)
    assert len(ledgers.ledger.model_dump_json()) < ITEM_LIMIT / 4


def test_the_physicians_of_one_activity_meet_nowhere() -> None:
    ledgers = CountedLedgers()
    rosters = MemoryRosterStore()
    put_on_rosters(rosters, (a_diplomate(entry_id=str(number)) for number in range(1, 10_001)))
    board = RosterBoard(rosters, ledgers)
    requests = (
        a_request(row=row, record_id=f"record-{row}", origin=f"sub#{row}", board_id=str(1 + row % 10_000), points=0.25)
        for row in range(1, 20_001)
    )
    deliveries = [(Ask("sub", chunk, "ABIM"), [*some]) for chunk, some in enumerate(portions(requests, CHUNK_ROWS))]

    with ThreadPoolExecutor(WORKERS_OF_A_BOARD) as workers:
        answers = [*workers.map(lambda delivery: board.decide(*delivery), deliveries)]

    assert sum(decision.accepted for decisions in answers for decision in decisions) == 20_000
    assert ledgers.saves["too late"] <= 0.05 * ledgers.saves["tried"]


@pytest.mark.parametrize("times", [1, 2])
def test_what_an_outside_board_decided_in_parts_at_once_is_all_recorded(times: int) -> None:
    ledgers = CountedLedgers()
    (ask, requests) = asks(40, 40)[0]
    by_row = {request.row: request for request in requests}
    decisions = [
        Decision(row=row, board="ABIM", accepted=bool(row % 2), reason_code=code, reason=code)
        for row in by_row
        for code in [None if row % 2 else "CODE"]
    ]
    parts = [*portions(decisions, 4)] * times
    start = Barrier(len(parts))

    def take(part: Sequence[Decision]) -> None:
        start.wait()
        record(ledgers, ask, by_row, part)

    with ThreadPoolExecutor(len(parts)) as workers:
        for _ in workers.map(take, parts):
            pass

    ledger = ledgers.ledger
    assert {entry.origin for entry in ledger.accepted} == {f"sub#{row}" for row in by_row if row % 2}
    assert [row for row in by_row if ledger.rejection(ask.name, row)] == [row for row in by_row if not row % 2]


def test_more_records_than_a_ledger_has_room_for_are_refused_and_no_fault() -> None:
    ledgers = CountedLedgers()
    board = board_over(ledgers)
    day = dt.timedelta(days=1)
    requests = [
        a_request(
            row=row,
            record_id=f"record-{row}",
            origin=f"sub#{row}",
            points=0.25,
            maximum=1_000,
            completion_date=a_request().completion_date - day * (row % 100),
        )
        for row in range(1, 1_011)
    ]

    decisions = board.decide(Ask("sub", 1, "ABIM"), requests)

    assert [decision.reason_code for decision in decisions] == [None] * 1_000 + ["RECORD_LIMIT"] * 10
    assert len(ledgers.ledger.model_dump_json()) < ITEM_LIMIT
