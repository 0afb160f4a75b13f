import time
from collections import Counter
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest

from cmehub.boards.asks import Ask
from cmehub.boards.ledgers import BoardRequest, Decision
from cmehub.boards.roster_board import RosterBoard
from cmehub.stores import LedgerChangedError, LedgerKey
from tests.examples import a_diplomate, a_request
from tests.pipeline.conftest import SECONDS, Hub

DELIVERIES = 50
MAXIMUM = 4.0


def all_at_once(board: RosterBoard, asks: Sequence[tuple[Ask, BoardRequest]]) -> list[Decision]:
    start = Barrier(len(asks))

    def deliver(delivery: tuple[Ask, BoardRequest]) -> Decision:
        ask, request = delivery
        start.wait()
        deadline = time.monotonic() + SECONDS
        while True:
            try:
                (decision,) = board.decide(ask, [request])
            except LedgerChangedError:  # as a queue does, deliver again
                assert time.monotonic() < deadline
            else:
                return decision

    with ThreadPoolExecutor(len(asks)) as workers:
        return [*workers.map(deliver, asks)]


@pytest.mark.parametrize("same_ask", [True, False], ids=["of one ask", "of fifty asks"])
def test_fifty_deliveries_at_once_spend_no_point_twice(hub: Hub, same_ask: bool) -> None:
    activity_id = "888888881" if same_ask else "888888882"
    physician = a_diplomate(entry_id="654321")
    hub.stores.rosters.change(hub.stores.rosters.begin("ABIM"), [physician], [])
    board = RosterBoard(hub.stores.rosters, hub.stores.ledgers)
    asks = [
        (
            Ask("sub", number, "ABIM"),
            a_request(
                board_id="654321",
                activity_id=activity_id,
                record_id=f"record-{number}",
                origin=f"sub#{number}",
                row=number,
                maximum=MAXIMUM,
            ),
        )
        for number in ([1] * DELIVERIES if same_ask else range(1, DELIVERIES + 1))
    ]

    decisions = all_at_once(board, asks)

    key = LedgerKey("ABIM", "654321", activity_id)
    ledger = hub.stores.ledgers.find([key])[key]
    assert sum(entry.points for entry in ledger.accepted) == (1 if same_ask else MAXIMUM)
    rejected = {} if same_ask else {"MAX_POINTS_REACHED": DELIVERIES - MAXIMUM}
    assert Counter(decision.reason_code for decision in decisions if not decision.accepted) == rejected
