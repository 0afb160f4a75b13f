"""What holds of a board's decisions whatever it is asked, however often and in whatever order."""

import datetime as dt
from collections.abc import Sequence

from hypothesis import given
from hypothesis import strategies as st

from cmehub.boards.asks import Ask
from cmehub.boards.ledgers import BoardRequest, Decision
from cmehub.boards.roster_board import RosterBoard
from cmehub.stores import LedgerKey
from cmehub.stores.memory_records import MemoryLedgerStore
from cmehub.stores.memory_rosters import MemoryRosterStore
from local.in_memory.rosters import put_on_rosters
from tests.examples import ACTIVITY_ID, COMPLETED_ON, a_diplomate, a_request

MAXIMUM = 4.0
CREDIT_TYPES = {
    "ABA": (("Lifelong Learning",), ("Patient Safety",), ("Lifelong Learning", "Patient Safety")),
    "ABIM": (("Medical Knowledge",),),
    "ABP": (("Lifelong Learning and Self-Assessment",),),
}


def add(board: str, record: int, points: float, day: int, types: tuple[str, ...]) -> BoardRequest:
    """Ask about a record; as in real files, one record always says the same and is asked about by its own row."""
    return a_request(
        board=board,
        row=record,
        origin=f"sub#{record}",
        record_id=f"record-{record}",
        points=points,
        maximum=MAXIMUM,
        completion_date=COMPLETED_ON + dt.timedelta(days=day),
        credit_types=types,
        offered=("Lifelong Learning", "Patient Safety"),
    )


@st.composite
def board_requests(draw: st.DrawFn) -> list[BoardRequest]:
    board = draw(st.sampled_from(sorted(CREDIT_TYPES)))
    points = st.integers(1, 16).map(lambda quarters: quarters / 4)
    adds = [
        add(board, record, draw(points), draw(st.integers(0, 2)), draw(st.sampled_from(CREDIT_TYPES[board])))
        for record in range(draw(st.integers(1, 7)))
    ]
    deletes = [
        request.model_copy(update={"action": "delete", "row": 100 + request.row, "origin": f"del#{request.row}"})
        for request in adds
        if draw(st.booleans())
    ]
    return adds + deletes


class Asked:
    """A board that answers one request after the other."""

    def __init__(self) -> None:
        self.ledgers = MemoryLedgerStore()
        rosters = MemoryRosterStore()
        put_on_rosters(rosters, (a_diplomate(authority=board) for board in CREDIT_TYPES))
        self._board = RosterBoard(rosters, self.ledgers)

    def decide(self, request: BoardRequest) -> Decision:
        (decision,) = self._board.decide(Ask(request.origin.split("#")[0], 1, request.board), [request])
        return decision

    def points(self, board: str) -> float:
        key = LedgerKey(board, "123456", ACTIVITY_ID)
        return sum(entry.points for entry in self.ledgers.find([key])[key].accepted)


def all_answers(requests: Sequence[BoardRequest]) -> tuple[list[Decision], MemoryLedgerStore]:
    asked = Asked()
    return [asked.decide(request) for request in requests], asked.ledgers


@given(board_requests(), st.data())
def test_never_more_points_than_the_maximum(requests: list[BoardRequest], data: st.DataObject) -> None:
    asked = Asked()
    for request in data.draw(st.permutations(requests)):
        asked.decide(request)
        assert asked.points(request.board) <= MAXIMUM


@given(board_requests(), st.data())
def test_a_request_made_again_at_once_changes_nothing(requests: list[BoardRequest], data: st.DataObject) -> None:
    order = data.draw(st.permutations(requests))
    once, ledgers = all_answers(order)

    repeated = [request for request in order for _ in range(data.draw(st.integers(1, 3)))]
    answers, after = all_answers(repeated)

    assert vars(after).keys() == vars(ledgers).keys()
    assert entries(after, order[0].board) == entries(ledgers, order[0].board)
    assert list(dict.fromkeys(answer.model_dump_json() for answer in answers)) == [
        decision.model_dump_json() for decision in once
    ]


def entries(ledgers: MemoryLedgerStore, board: str) -> object:
    key = LedgerKey(board, "123456", ACTIVITY_ID)
    return ledgers.find([key])[key].entries


@given(board_requests(), st.data())
def test_adds_asked_again_at_any_time_change_nothing(requests: list[BoardRequest], data: st.DataObject) -> None:
    adds = [request for request in requests if request.action == "add"]
    asked = Asked()
    first: dict[int, Decision] = {}
    for _ in range(3):
        for request in data.draw(st.permutations(adds)):
            decision = asked.decide(request)
            assert decision == first.setdefault(request.row, decision)


@given(board_requests(), st.data())
def test_deletes_asked_again_at_the_end_change_nothing(requests: list[BoardRequest], data: st.DataObject) -> None:
    asked = Asked()
    order = data.draw(st.permutations(requests))
    answers = {request.row: asked.decide(request) for request in order}
    before = entries(asked.ledgers, order[0].board)

    for request in data.draw(st.permutations(order)):
        if answers[request.row].reason_code != "DELETE_UNKNOWN_RECORD":
            assert asked.decide(request) == answers[request.row]

    assert entries(asked.ledgers, order[0].board) == before


@given(board_requests(), st.data())
def test_one_call_decides_as_many_calls_in_the_order_of_rows(requests: list[BoardRequest], data: st.DataObject) -> None:
    rosters, ledgers = MemoryRosterStore(), MemoryLedgerStore()
    put_on_rosters(rosters, (a_diplomate(authority=board) for board in CREDIT_TYPES))
    shuffled = data.draw(st.permutations(requests))

    decisions = RosterBoard(rosters, ledgers).decide(Ask("sub", 1, requests[0].board), shuffled)

    expected, one_by_one = all_answers(sorted(requests, key=lambda request: request.row))
    assert decisions == expected
    assert entries(ledgers, requests[0].board) == entries(one_by_one, requests[0].board)


@given(board_requests(), st.data())
def test_after_every_delete_nothing_counts(requests: list[BoardRequest], data: st.DataObject) -> None:
    adds = [request for request in requests if request.action == "add"]
    asked = Asked()
    for request in data.draw(st.permutations(adds)):
        asked.decide(request)

    for request in adds:
        asked.decide(request.model_copy(update={"action": "delete", "origin": f"end#{request.row}"}))

    assert asked.points(adds[0].board) == 0


def adds_of(requests: list[BoardRequest]) -> list[BoardRequest]:
    return [request for request in requests if request.action == "add"]


@given(board_requests(), st.data())
def test_order_decides_only_which_equal_record_meets_the_cap_first(
    requests: list[BoardRequest], data: st.DataObject
) -> None:
    adds = [request.model_copy(update={"points": 1.5, "board": "ABIM"}) for request in adds_of(requests)]
    totals = set()
    for _ in range(3):
        asked = Asked()
        for request in data.draw(st.permutations(adds)):
            asked.decide(request)
        totals.add(asked.points("ABIM"))

    assert totals == {1.5 * min(len(adds), 2)}


@given(board_requests(), st.data())
def test_whatever_the_order_no_rejected_record_would_have_fitted(
    requests: list[BoardRequest], data: st.DataObject
) -> None:
    asked = Asked()
    adds = [request.model_copy(update={"board": "ABIM"}) for request in adds_of(requests)]
    answers = {request.record_id: asked.decide(request) for request in data.draw(st.permutations(adds))}

    total = asked.points("ABIM")
    assert total == sum(request.points for request in adds if answers[request.record_id].accepted)
    if sum(request.points for request in adds) <= MAXIMUM:
        assert all(answer.accepted for answer in answers.values())
    for request in adds:
        assert answers[request.record_id].accepted or total + request.points > MAXIMUM
