"""How records stand at their boards, and the credits of a physician that follow."""

import datetime as dt
from typing import Any

import pytest

from cmehub.boards.asks import Ask
from cmehub.boards.ledgers import Decision, Ledger
from cmehub.learners.credit_lines import CreditLine
from cmehub.learners.credits import Credit, CreditStatus, credits_of, standing
from cmehub.learners.records import LearnerRecord, Origin
from cmehub.stores import LedgerKey
from cmehub.stores.memory_records import MemoryLedgerStore
from tests.examples import ACTIVITY_ID, COMPLETED_ON, NOW, a_cme_line, a_line, a_record, a_request, a_row

ADDED = Origin(submission_id="sub", chunk=1, row=3, at=NOW)
DELETED = Origin(submission_id="del", chunk=2, row=7, at=NOW)
EMPTY = Ledger(board="ABIM", board_id="123456", activity_id=ACTIVITY_ID)


def rejected(ledger: Ledger, origin: Origin) -> Ledger:
    decision = Decision(row=origin.row, board="ABIM", accepted=False, reason_code="CODE", reason="Because.")
    return ledger.with_rejections(Ask(origin.submission_id, origin.chunk, "ABIM").name, [decision], [origin.row])


def the_record(**changes: Any) -> LearnerRecord:
    return a_record(None, **{"record_id": "record-1", "board_ids": {"ABIM": "123456"}, "origin": ADDED} | changes)


ACCEPTED = EMPTY.with_accepted(a_request())
WITHDRAWN = ACCEPTED.with_accepted(a_request(action="delete", origin="del#7"))


@pytest.mark.parametrize(
    ("ledger", "deleted", "status", "code"),
    [
        (EMPTY, None, CreditStatus.SUBMITTED, None),
        (ACCEPTED, None, CreditStatus.ACCEPTED, None),
        (rejected(EMPTY, ADDED), None, CreditStatus.REJECTED, "CODE"),
        (rejected(EMPTY, DELETED), None, CreditStatus.SUBMITTED, None),
        (ACCEPTED, DELETED, CreditStatus.DELETE_SUBMITTED, None),
        (rejected(ACCEPTED, DELETED), DELETED, CreditStatus.ACCEPTED, "CODE"),
        (WITHDRAWN, DELETED, CreditStatus.DELETED, None),
        (WITHDRAWN, None, CreditStatus.SUBMITTED, None),
    ],
    ids=[
        "waiting",
        "accepted",
        "rejected",
        "another row rejected",
        "delete waits",
        "delete rejected",
        "deleted",
        "added anew",
    ],
)
def test_a_record_stands_as_the_ledger_says(
    ledger: Ledger, deleted: Origin | None, status: CreditStatus, code: str | None
) -> None:
    found = standing(the_record(deleted=deleted), ledger)

    assert (found.status, found.reason_code) == (status, code)
    assert (found.reason is None) == (code is None)


class Physician:
    """A physician's records, each reported and answered by its boards at once."""

    def __init__(self) -> None:
        self._records: list[LearnerRecord] = []
        self._ledgers = MemoryLedgerStore()

    def report(self, *lines: CreditLine, accepted: bool = True, **changes: Any) -> None:
        number = len(self._records) + 1
        row = a_row(*lines, **changes)
        boards = dict.fromkeys(row.boards(), "123456")
        origin = Origin(submission_id="sub", chunk=1, row=number, at=NOW)
        self._records.append(
            a_record(row, record_id=f"record-{number}", board_ids=boards, origin=origin, learner_key="one")
        )
        for board in boards if accepted else ():
            key = LedgerKey(board, "123456", ACTIVITY_ID)
            request = a_request(board=board, record_id=f"record-{number}", origin=f"sub#{number}")
            self._ledgers.save(self._ledgers.find([key])[key].with_accepted(request))

    @property
    def credits(self) -> list[Credit]:
        return credits_of(self._records, self._ledgers)

    @property
    def derived(self) -> list[tuple[float, str]]:
        return [(credit.amount, credit.credit_type) for credit in self.credits if credit.derived]


def aba(amount: str, credit_type: str = "Lifelong Learning") -> CreditLine:
    return a_line(board="ABA", learner_id="39000001", amount=amount, credit_type=credit_type)


CME = "AMA PRA Category 1"


def test_moc_credit_gives_cme_credit_of_its_largest_type() -> None:
    physician = Physician()
    physician.report(aba("8"), aba("5", "Patient Safety"))

    assert physician.derived == [(8, CME)]
    assert [(credit.credit_type, credit.amount) for credit in physician.credits if not credit.derived] == [
        ("Lifelong Learning", 8),
        ("Patient Safety", 5),
    ]


def test_two_boards_give_cme_credit_once() -> None:
    physician = Physician()
    physician.report(aba("2"), a_line(amount="1.5"))

    assert physician.derived == [(2, CME)]


def test_two_records_of_a_day_give_cme_credit_for_both() -> None:
    physician = Physician()
    physician.report(aba("2"))
    physician.report(aba("1", "Patient Safety"))

    assert physician.derived == [(3, CME)]


@pytest.mark.parametrize(("reported", "derived"), [("1", [(1, CME)]), ("2", []), ("3", [])])
def test_reported_cme_credit_is_not_made_again(reported: str, derived: list[tuple[float, str]]) -> None:
    physician = Physician()
    physician.report(aba("2"), a_cme_line(amount=reported))

    assert physician.derived == derived


def test_cme_credit_for_two_states_counts_once_against_moc() -> None:
    physician = Physician()
    physician.report(aba("2"), a_cme_line(amount="1"), a_cme_line(board="NY", amount="1"))

    assert physician.derived == [(1, CME)]


def test_the_total_of_a_row_is_the_first_boards() -> None:
    physician = Physician()
    physician.report(aba("1"), a_line(amount="0.5"), board_total="2.5")

    assert physician.derived == [(2.5, CME)]
    row = a_row(aba("1"), a_line(amount="0.5"), board_total="2.5")
    assert (row.points("ABA"), row.points("ABIM")) == (2.5, 0.5)


def test_another_day_gives_cme_credit_of_its_own() -> None:
    physician = Physician()
    physician.report(aba("2"))
    physician.report(aba("2"), completion_date=(COMPLETED_ON + dt.timedelta(days=1)).isoformat())

    assert physician.derived == [(2, CME), (2, CME)]
    assert physician.credits[0].completion_date > physician.credits[-1].completion_date


def test_a_record_stored_under_two_ids_of_a_physician_counts_once() -> None:
    ledgers = MemoryLedgerStore()
    ledgers.save(ACCEPTED)
    later = ADDED.model_copy(update={"submission_id": "later", "at": NOW + dt.timedelta(days=1)})
    twice = [the_record(learner_key="OH-1"), the_record(origin=later)]

    for records in (twice, twice[::-1]):
        told = [(credit.amount, credit.derived, credit.origin.submission_id) for credit in credits_of(records, ledgers)]
        assert told == [(1.25, False, "later"), (1.25, True, "later")]


def test_what_no_board_accepted_gives_nothing() -> None:
    physician = Physician()
    physician.report(aba("2"), accepted=False)

    assert physician.derived == []
    assert [credit.status for credit in physician.credits] == [CreditStatus.SUBMITTED]
