import pytest

from cmehub.boards.asks import Ask
from cmehub.boards.ledgers import EntryStatus, Ledger, LedgerEntry
from cmehub.boards.roster_board import RosterBoard
from cmehub.stores import LedgerChangedError, LedgerKey
from cmehub.stores.memory_records import MemoryLedgerStore
from cmehub.stores.memory_rosters import MemoryRosterStore
from local.in_memory.rosters import put_on_rosters
from tests.examples import ACTIVITY_ID, COMPLETED_ON, a_diplomate, a_request

ASK = Ask("sub", 1, "ABIM")
KEY = LedgerKey("ABIM", "123456", ACTIVITY_ID)
NOBODY = "ABIM knows no diplomate with this ID, name and birth day."
RIVAL = LedgerEntry(
    origin="other#1", status=EntryStatus.ACCEPTED, completion_date=COMPLETED_ON, points=3, credit_types=("A",)
)


class ContestedLedgers(MemoryLedgerStore):
    """Ledgers into which somebody else's record of three points comes so many times before ours."""

    def __init__(self, times: int) -> None:
        super().__init__()
        self._times = times

    def save(self, ledger: Ledger) -> None:
        if self._times:
            self._times -= 1
            super().save(self.find([KEY])[KEY].with_entry(f"rival-{self._times}", RIVAL))
        super().save(ledger)


def board_over(ledgers: MemoryLedgerStore) -> RosterBoard:
    rosters = MemoryRosterStore()
    put_on_rosters(rosters, [a_diplomate()])
    return RosterBoard(rosters, ledgers, pause=lambda _: None)


def test_a_ledger_that_changed_meanwhile_is_decided_on_anew() -> None:
    ledgers = ContestedLedgers(times=1)

    (decision,) = board_over(ledgers).decide(ASK, [a_request(points=2)])

    assert decision.reason_code == "MAX_POINTS_REACHED"
    ledger = ledgers.find([KEY])[KEY]
    assert [*ledger.entries] == ["rival-0"]
    rejected = ledger.rejection(ASK.name, decision.row)
    assert rejected is not None
    assert rejected.reason_code == "MAX_POINTS_REACHED"


def test_a_ledger_that_never_rests_is_a_fault_and_no_rejection() -> None:
    with pytest.raises(LedgerChangedError):
        board_over(ContestedLedgers(times=10_000)).decide(ASK, [a_request()])


def test_requests_are_decided_in_the_order_of_their_rows() -> None:
    requests = [a_request(row=row, record_id=f"record-{row}", origin=f"sub#{row}", points=3) for row in (9, 3, 7)]

    decisions = board_over(MemoryLedgerStore()).decide(ASK, requests)

    assert [(decision.row, decision.accepted) for decision in decisions] == [(3, True), (7, False), (9, False)]


@pytest.mark.parametrize("board_id", ["9", "777"])
def test_an_id_that_is_not_that_of_the_one_person_named_is_told_as_such_whether_or_not_somebody_has_it(
    board_id: str,
) -> None:
    rosters = MemoryRosterStore()
    put_on_rosters(rosters, [a_diplomate(), a_diplomate(entry_id="777", given_name="Ana", family_name="Osei")])

    def told(**changes: str) -> str | None:
        (decision,) = RosterBoard(rosters, MemoryLedgerStore()).decide(ASK, [a_request(board_id=board_id, **changes)])
        return decision.reason

    assert told() == "The ABIM ID is not the number of the person with this name and birth day."
    assert told(given_name="Nobody") == told(birth_month_day="01-01") == NOBODY


def test_of_two_people_of_one_name_and_birth_day_nothing_is_told() -> None:
    rosters = MemoryRosterStore()
    put_on_rosters(rosters, [a_diplomate(), a_diplomate(entry_id="2")])

    (decision,) = RosterBoard(rosters, MemoryLedgerStore()).decide(ASK, [a_request(board_id="9")])

    assert decision.reason == NOBODY


def test_each_diplomate_and_activity_has_a_ledger_of_its_own() -> None:
    requests = [
        a_request(points=4, activity_id=activity_id, board_id=board_id, row=row)
        for row, (activity_id, board_id) in enumerate(
            [(ACTIVITY_ID, "123456"), ("300000000", "123456"), (ACTIVITY_ID, "9")]
        )
    ]

    decisions = board_over(MemoryLedgerStore()).decide(ASK, requests)

    assert [decision.reason_code for decision in decisions] == [None, None, "NUMBER_NOT_THEIRS"]
