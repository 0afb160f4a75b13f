"""What a ledger keeps of rejections: enough to give the same answer again, in as little room as the asks are many."""

from collections.abc import Sequence
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from cmehub.boards.ledgers import ASKS_KEPT, Decision, EntryStatus, Ledger
from tests.examples import ACTIVITY_ID, a_request

EMPTY = Ledger(board="ABIM", board_id="123456", activity_id=ACTIVITY_ID)


def decision(row: int, code: str | None) -> Decision:
    return Decision(row=row, board="ABIM", accepted=code is None, reason_code=code, reason=code and f"Because {code}.")


def codes_of(ledger: Ledger, rows: Sequence[int], ask: str = "ask") -> list[str | None]:
    return [rejection.reason_code if (rejection := ledger.rejection(ask, row)) else None for row in rows]


outcomes = st.dictionaries(
    st.integers(1, 60), st.sampled_from([None, "MAX_POINTS_REACHED", "IDENTITY_MISMATCH"]), min_size=1
)


@given(outcomes, st.data())
def test_every_rejection_is_found_again_in_whatever_parts_it_came(
    asked: dict[int, str | None], data: st.DataObject
) -> None:
    rows = sorted(asked)
    cuts = sorted(data.draw(st.sets(st.integers(0, len(rows)))) | {0, len(rows)})
    order = data.draw(st.permutations(rows))
    ledger = EMPTY
    decided: set[int] = set()
    for start, end in pairwise(cuts):
        part = order[start:end]
        decided |= set(part)
        ledger = ledger.with_rejections("ask", [decision(row, asked[row]) for row in part], rows)
        assert codes_of(ledger, rows) == [asked[row] if row in decided else None for row in rows]

    assert ledger.with_rejections("ask", [decision(row, asked[row]) for row in rows], rows) == ledger
    assert codes_of(ledger, rows, "another ask") == [None] * len(rows)


def test_a_hundred_thousand_rejections_are_as_many_lines_as_they_have_asks() -> None:
    ledger = EMPTY
    for ask in range(200):
        rows = range(500 * ask, 500 * (ask + 1))
        decisions = [decision(row, "MAX_POINTS_REACHED") for row in rows]
        ledger = ledger.with_rejections(f"ask-{ask}", decisions, rows)

    assert [len(runs) for runs in ledger.rejections.values()] == [1] * 200
    assert len(ledger.model_dump_json()) < 100_000


def test_rows_of_other_learners_between_do_not_part_a_line() -> None:
    rows = range(1, 1001, 10)

    ledger = EMPTY.with_rejections("ask", [decision(row, "MAX_POINTS_REACHED") for row in rows], rows)

    assert len(ledger.rejections["ask"]) == 1


def test_only_the_newest_asks_are_kept() -> None:
    ledger = EMPTY
    for ask in range(ASKS_KEPT + 1):
        ledger = ledger.with_rejections(str(ask), [decision(1, "MAX_POINTS_REACHED")], [1])

    assert len(ledger.rejections) == ASKS_KEPT
    assert codes_of(ledger, [1], "0") == [None]
    assert codes_of(ledger, [1], str(ASKS_KEPT)) == ["MAX_POINTS_REACHED"]


def test_an_accepted_delete_withdraws_once_for_each_who_asked() -> None:
    delete = a_request(action="delete", origin="del#1")
    withdrawn = EMPTY.with_accepted(a_request()).with_accepted(delete)
    again = withdrawn.with_accepted(a_request(origin="new#1"))

    assert withdrawn.entries["record-1"].status is EntryStatus.WITHDRAWN
    assert withdrawn.with_accepted(delete) == withdrawn
    assert again.entries["record-1"].status is EntryStatus.ACCEPTED
    assert again.with_accepted(delete) == again
    assert EMPTY.with_accepted(delete) == EMPTY


def test_an_accepted_record_stays_as_it_was_first_accepted() -> None:
    accepted = EMPTY.with_accepted(a_request(points=1))

    assert accepted.with_accepted(a_request(points=3, origin="other#1")) == accepted
