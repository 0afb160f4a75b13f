"""How a simulated board decides; the rules are those of the real rule packs."""

import datetime as dt
from typing import Any

import pytest

from cmehub.boards.ledgers import BoardRequest, Decision, EntryStatus, Ledger
from cmehub.people.rosters import RosterEntry
from cmehub.rules.judgement import ENTRIES_LIMIT, judge
from cmehub.rules.packs import rule_pack
from tests.examples import ACTIVITY_ID, COMPLETED_ON, a_diplomate, a_request

BOARDS: dict[str, dict[str, Any]] = {
    "ABA": {"credit_types": ("Lifelong Learning",), "offered": ("Lifelong Learning", "Patient Safety")},
    "ABIM": {},
    "ABP": {"credit_types": ("Lifelong Learning and Self-Assessment",)},
    "ABS": {"credit_types": ("Accredited CME",)},
}
SAFETY = ("Patient Safety",)
NOBODY = RosterEntry(authority="ABIM", entry_id="", given_name="", family_name="", birth_month_day="")


class Board:
    """One board with the ledger of one diplomate and one activity."""

    def __init__(self, board: str, diplomate: RosterEntry | None = None) -> None:
        self._board = board
        self._diplomate = None if diplomate is NOBODY else diplomate or a_diplomate(authority=board)
        self.ledger = Ledger(board=board, board_id="123456", activity_id=ACTIVITY_ID)
        self._asked = 0

    def decide(self, request: BoardRequest) -> Decision:
        pack = rule_pack(self._board, request.completion_date)
        ask = request.origin
        decision, ledger = judge(ask, request, self.ledger, self._diplomate, pack)
        self.ledger = ledger.with_rejections(ask, [decision], [request.row])
        return decision

    def ask(self, **changes: Any) -> str | None:
        """Ask about a new record, unless one is named, and return the reason of a rejection."""
        self._asked += 1
        new = {"board": self._board, "record_id": f"record-{self._asked}", "origin": f"sub#{self._asked}"}
        decision = self.decide(a_request(**{**new, **BOARDS[self._board], **changes}))
        assert decision.accepted == (decision.reason_code is None)
        assert (decision.reason is None) == decision.accepted
        return decision.reason_code

    @property
    def points(self) -> float:
        return sum(entry.points for entry in self.ledger.accepted)


@pytest.mark.parametrize("board", BOARDS)
def test_a_good_record_is_accepted(board: str) -> None:
    asked = Board(board)

    assert asked.ask() is None
    assert asked.points == 1


def test_a_decision_answers_its_row() -> None:
    decision = Board("ABIM").decide(a_request(row=17))

    assert decision == Decision(row=17, board="ABIM", accepted=True)


@pytest.mark.parametrize(("by_name", "code"), [(False, "BOARD_ID_NOT_FOUND"), (True, "DIPLOMATE_NOT_FOUND")])
def test_nobody_is_known_under_the_id_or_name(by_name: bool, code: str) -> None:
    assert Board("ABS", NOBODY).ask(by_name=by_name) == code


@pytest.mark.parametrize(
    ("board", "changes", "field"),
    [
        ("ABIM", {"family_name": "Osei"}, "family name"),
        ("ABIM", {"birth_month_day": "03-01"}, "birth day"),
        ("ABS", {"given_name": "Ana"}, "given name"),
    ],
)
def test_a_mismatch_names_the_field_and_never_the_boards_value(board: str, changes: dict[str, str], field: str) -> None:
    diplomate = a_diplomate(authority=board)

    decision = Board(board).decide(a_request(board=board, **BOARDS[board], **changes))

    assert (decision.accepted, decision.reason_code) == (False, "IDENTITY_MISMATCH")
    reason = str(decision.reason)
    assert [name for name in ("family name", "given name", "birth day") if name in reason] == [field]
    for stored in (diplomate.given_name, diplomate.family_name, diplomate.birth_month_day):
        assert stored not in reason


@pytest.mark.parametrize(
    ("board", "changes"),
    [
        ("ABIM", {"given_name": "Ana", "family_name": "Osei"}),
        ("ABS", {"given_name": "Ana", "birth_month_day": "03-01"}),
        ("ABP", {"family_name": "Osei", "birth_month_day": "03-01"}),
    ],
)
def test_of_more_than_one_field_off_none_is_named_and_the_id_may_not_exist(board: str, changes: dict[str, str]) -> None:
    request = a_request(board=board, **BOARDS[board], **changes)

    assert Board(board).decide(request) == Board(board, NOBODY).decide(request)
    assert Board(board).ask(**changes) == "BOARD_ID_NOT_FOUND"


@pytest.mark.parametrize(
    ("board", "changes"),
    [("ABIM", {"given_name": "Ana"}), ("ABP", {"family_name": "Osei"}), ("ABP", {"birth_month_day": "03-01"})],
)
def test_what_a_board_does_not_compare_may_differ(board: str, changes: dict[str, str]) -> None:
    assert Board(board).ask(**changes) is None


def test_records_are_accepted_up_to_the_maximum() -> None:
    board = Board("ABIM")

    assert [board.ask(points=points) for points in (2.5, 1.5, 0.25)] == [None, None, "MAX_POINTS_REACHED"]
    assert board.points == 4


def test_a_record_that_would_pass_the_maximum_leaves_room_for_a_smaller_one() -> None:
    board = Board("ABIM")

    assert [board.ask(points=points) for points in (3, 2, 1)] == [None, "MAX_POINTS_REACHED", None]


@pytest.mark.parametrize("board", ["ABIM", "ABS"])
def test_boards_without_a_same_day_rule_take_several_records_of_a_day(board: str) -> None:
    asked = Board(board)

    assert [asked.ask(), asked.ask()] == [None, None]


@pytest.mark.parametrize("board", ["ABA", "ABP"])
def test_one_record_of_a_day(board: str) -> None:
    asked = Board(board)
    offered = BOARDS[board]["credit_types"]

    assert [asked.ask(offered=offered), asked.ask(offered=offered)] == [None, "DUPLICATE_SAME_DAY"]
    assert asked.ask(offered=offered, completion_date=COMPLETED_ON + dt.timedelta(days=1)) is None


@pytest.mark.parametrize("activity_format", ["Journal-based CME", "Internet Searching and Learning"])
def test_abps_exempt_formats(activity_format: str) -> None:
    board = Board("ABP")

    assert [board.ask(activity_format=activity_format) for _ in range(3)] == [None, None, None]


def test_aba_has_no_exempt_format() -> None:
    board = Board("ABA")

    codes = [board.ask(activity_format="Journal-based CME", offered=("Lifelong Learning",)) for _ in range(2)]

    assert codes == [None, "DUPLICATE_SAME_DAY"]


@pytest.mark.parametrize("first_with_safety", [True, False])
def test_aba_takes_a_second_record_if_one_of_the_two_has_patient_safety(first_with_safety: bool) -> None:
    board = Board("ABA")
    types = [SAFETY, ("Lifelong Learning",)] if first_with_safety else [("Lifelong Learning",), SAFETY]

    assert [board.ask(credit_types=kind) for kind in types] == [None, None]
    assert [board.ask(credit_types=kind) for kind in types] == ["SAME_DAY_RECORD_LIMIT"] * 2


@pytest.mark.parametrize("types", [SAFETY, ("Lifelong Learning",), ("Lifelong Learning", "Patient Safety")])
def test_aba_takes_no_second_record_of_the_same_kind(types: tuple[str, ...]) -> None:
    board = Board("ABA")

    assert [board.ask(credit_types=types) for _ in range(2)] == [None, "SAME_DAY_RECORD_LIMIT"]


def test_a_rejected_record_does_not_take_the_day() -> None:
    board = Board("ABP")

    assert [board.ask(points=5), board.ask()] == ["MAX_POINTS_REACHED", None]


def test_the_same_request_gets_the_same_answer() -> None:
    board = Board("ABP")
    accepted, rejected = {"record_id": "a", "origin": "sub#1"}, {"record_id": "b", "origin": "sub#2"}

    codes = [board.ask(**request) for request in (accepted, rejected, accepted, rejected)]

    assert codes == [None, "DUPLICATE_SAME_DAY"] * 2
    assert board.points == 1


def test_an_accepted_record_reported_again_by_another_row_stays_accepted_and_counts_once() -> None:
    board = Board("ABIM")

    assert [board.ask(record_id="a", points=3), board.ask(record_id="a", points=3)] == [None, None]
    assert board.points == 3


def test_a_rejected_record_reported_again_is_decided_anew() -> None:
    board = Board("ABIM")
    board.ask(record_id="first", points=4)
    assert board.ask(record_id="again") == "MAX_POINTS_REACHED"

    assert board.decide(a_request(action="delete", record_id="first")).accepted
    assert board.ask(record_id="again") is None


def test_a_full_ledger_has_room_for_the_records_that_it_knows() -> None:
    board = Board("ABS")
    board.ask(record_id="known", points=1)
    board.decide(a_request(action="delete", record_id="known", board="ABS"))
    (entry,) = board.ledger.entries.values()
    entries = {"known": entry} | {f"other-{number}": entry for number in range(1, ENTRIES_LIMIT)}
    board.ledger = board.ledger.model_copy(update={"entries": entries})

    assert board.ask(record_id="new") == "RECORD_LIMIT"
    assert board.ask(record_id="known") is None


def test_a_withdrawn_record_gives_its_points_and_its_day_back() -> None:
    board = Board("ABP")
    board.ask(record_id="first", points=4)

    assert board.decide(a_request(action="delete", record_id="first", board="ABP")).accepted

    assert board.points == 0
    assert board.ask(points=4) is None


def test_a_withdrawn_record_can_be_reported_again() -> None:
    board = Board("ABIM")
    board.ask(record_id="a")
    board.decide(a_request(action="delete", record_id="a", origin="del#1"))

    assert board.ask(record_id="a") is None
    assert board.points == 1


def test_a_delete_of_a_record_that_the_board_never_saw() -> None:
    decision = Board("ABIM").decide(a_request(action="delete"))

    assert (decision.accepted, decision.reason_code) == (False, "DELETE_UNKNOWN_RECORD")


def test_a_repeated_delete_is_accepted_again_and_changes_nothing() -> None:
    board = Board("ABIM")
    board.ask(record_id="a")
    delete = a_request(action="delete", record_id="a", origin="del#1")
    first = board.decide(delete)
    after = board.ledger

    assert board.decide(delete) == first
    assert board.ledger == after


def test_a_repeated_delete_leaves_a_record_that_was_reported_anew() -> None:
    board = Board("ABIM")
    board.ask(record_id="a", origin="sub#1")
    delete = a_request(action="delete", record_id="a", origin="del#1")
    board.decide(delete)
    board.ask(record_id="a", origin="new#1")

    assert board.decide(delete).accepted
    assert board.points == 1


def test_an_add_repeated_after_its_record_was_withdrawn_leaves_it_withdrawn() -> None:
    board = Board("ABIM")
    board.ask(record_id="a", origin="sub#1")
    board.decide(a_request(action="delete", record_id="a", origin="del#1"))

    assert board.ask(record_id="a", origin="sub#1") is None
    assert board.ledger.entries["a"].status is EntryStatus.WITHDRAWN
